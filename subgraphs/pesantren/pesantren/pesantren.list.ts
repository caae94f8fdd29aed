import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { checkNear } from "../location/location.errors";
import type { PesantrenListArguments } from "./pesantren.filter";
import { pesantrenColumns, type PesantrenRow } from "./pesantren.loader";
import { byDistance, byMatch, byRegency, type ListedRow } from "./pesantren.order";
import { readSearch } from "./pesantren.search";

/**
 * A page of the registry, by one statement (and one before it that looks up the words of a search): near a place in the order of distance, in a
 * search in the order of how well the name matches, otherwise regency by regency.
 */
export async function pesantrenPage(
  context: Context,
  args: PesantrenListArguments,
  info: GraphQLResolveInfo,
): Promise<Connection<PesantrenRow>> {
  const { first, after, near, search } = args;
  const limit = pageSize(first) + 1;
  if (near) checkNear(near);
  const filter = args.filter ?? {};
  const names = typeof search === "string" ? await readSearch(context, search) : undefined;
  const order = near ? byDistance(filter, near, names) : names ? byMatch(filter, names) : byRegency(filter);
  const page = order.page(pesantrenColumns(info, "nodes|edges.node"), decodeCursor(after, order.keyForm), limit);
  return toConnection({
    first,
    after,
    rows: await context.db.rows<ListedRow>(page.text, page.values),
    keyOf: order.keyOf,
    edgeOf: ({ distanceKm }) => ({ distanceKm: distanceKm ?? null }),
    count: async () => {
      const { text, values } = order.count();
      return (await context.db.row<{ count: number }>(text, values))?.count ?? 0;
    },
  });
}
