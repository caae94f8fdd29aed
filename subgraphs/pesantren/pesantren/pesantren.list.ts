import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { checkNear } from "../location/location.errors";
import type { PesantrenListArguments } from "./pesantren.filter";
import { pesantrenColumns, type PesantrenRow } from "./pesantren.loader";
import {
  bearersUpTo,
  byDistance,
  byDistanceOfMatches,
  byMatch,
  byRegency,
  type ListedRow,
  type ListOrder,
  type Statement,
} from "./pesantren.order";
import { depthOf, readSearch, type NameSearch } from "./pesantren.search";

/**
 * A page of the registry: near a place in the order of distance, in a search in the order of how well the name matches, otherwise regency by regency.
 * It is read by one statement; a search has one before it, and another after it if the bearers of the best names alone do not fill the page.
 */
export async function pesantrenPage(
  context: Context,
  args: PesantrenListArguments,
  info: GraphQLResolveInfo,
): Promise<Connection<PesantrenRow>> {
  const { first, after } = args;
  const limit = pageSize(first) + 1;
  const columns = pesantrenColumns(info, "nodes|edges.node");
  const { shallow, whole } = await orderOf(context, args);
  const key = decodeCursor(after, whole.keyForm);
  const read = (order: ListOrder) => statement<ListedRow>(context, order.page(columns, key, limit));
  const best = shallow ? await read(shallow) : [];
  return toConnection({
    first,
    after,
    rows: best.length === limit ? best : await read(whole),
    keyOf: whole.keyOf,
    edgeOf: ({ distanceKm }) => ({ distanceKm: distanceKm ?? null }),
    count: async () => (await statement<{ count: number }>(context, whole.count()))[0]?.count ?? 0,
  });
}

interface Orders {
  /** The same order, of the best names only; to be tried first. */
  readonly shallow?: ListOrder;
  readonly whole: ListOrder;
}

async function orderOf(context: Context, { near, search, filter }: PesantrenListArguments): Promise<Orders> {
  const wanted = filter ?? {};
  if (near) checkNear(near);
  const names = typeof search === "string" ? await readSearch(context, search) : undefined;
  if (near && names) return { whole: byDistanceOfMatches(wanted, near, names, await areCommon(context, names)) };
  if (near) return { whole: byDistance(wanted, near) };
  if (!names) return { whole: byRegency(wanted) };
  const depth = depthOf(names, Object.keys(wanted).length > 0);
  const whole = byMatch(wanted, names, depth.whole);
  return depth.shallow === undefined ? { whole } : { shallow: byMatch(wanted, names, depth.shallow), whole };
}

/** So many bearers of a name are met on the way outwards before as many rows were looked at as there are bearers. */
const COMMON = 4000;

async function areCommon(context: Context, names: NameSearch): Promise<boolean> {
  const [bearers] = await statement<{ count: number }>(context, bearersUpTo(COMMON, names));
  return bearers?.count === COMMON;
}

function statement<R extends object>({ db }: Context, { text, values }: Statement): Promise<R[]> {
  return db.rows<R>(text, values);
}
