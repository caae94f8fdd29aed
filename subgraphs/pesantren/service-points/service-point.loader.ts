import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../kit/context";
import { selectList, type ColumnMap } from "../../kit/graph/columns";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import { fieldsAsked } from "../../kit/graph/selection";
import { isId } from "../../kit/id";
import type { ServicePoint, ServicePointStatusChange } from "./service-point";

/** A row of service points, with the columns that the fields asked for are made of. */
export interface ServicePointRow extends Partial<ServicePoint> {
  readonly id: string;
  readonly pesantrenId?: string;
  readonly serviceCodes?: readonly string[];
  readonly bankCode?: string | null;
  readonly regencyCode?: string;
  readonly districtCode?: string | null;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Minutes of the local week, as PostgreSQL writes them. */
  readonly hours?: string | null;
}

const HOURS = { hours: "s.opening_hours" };
const IS_OPEN = { ...HOURS, timeZone: "s.time_zone", status: "s.status" };
const REGENCY = { regencyCode: "s.regency_code" };

const COLUMNS: ColumnMap = {
  id: "s.id",
  pesantren: { pesantrenId: "s.pesantren_id" },
  kind: "s.kind",
  name: "s.name",
  services: { serviceCodes: "s.service_codes" },
  bank: { bankCode: "s.bank_code" },
  address: "s.address",
  province: REGENCY,
  regency: REGENCY,
  district: { districtCode: "s.district_code" },
  location: { latitude: "s.latitude", longitude: "s.longitude" },
  timeZone: "s.time_zone",
  openingHours: HOURS,
  openAt: IS_OPEN,
  isOpen: IS_OPEN,
  phone: "s.phone",
  status: "s.status",
};

/**
 * The select list for the fields of service points that are asked for below a field; the table's alias is `s`.
 *
 * @param path where below the field they are asked for
 */
export function servicePointColumns(info: GraphQLResolveInfo, path = ""): string {
  return selectList(COLUMNS, fieldsAsked(info, path), ["id"]);
}

/** The service point of an id; null if there is none. All that a request asks for at once are read by one statement. */
export async function servicePointById(context: Context, id: string, columns: string): Promise<ServicePointRow | null> {
  return isId(id) ? context.loader(byId, columns, columns).load(id.toLowerCase()) : null;
}

/** How the gateway's references to service points are resolved. */
export const servicePointReferences = {
  ServicePoint: ({ id }: Readonly<Record<string, unknown>>, context: Context, info: GraphQLResolveInfo) =>
    servicePointById(context, String(id), servicePointColumns(info)),
};

/** A page of the service points of a pesantren, those of its merged duplicates too, the first registered first; of many pesantren by one statement. */
export function servicePointsOf(
  context: Context,
  pesantrenId: string,
  page: PageArguments,
  columns: string,
): Promise<Connection<ServicePointRow>> {
  return childPage(context, pesantrenId, page, {
    columns,
    from: "service_point s",
    parent:
      "s.pesantren_id = ANY (ARRAY(SELECT parent UNION ALL SELECT id FROM pesantren WHERE merged_into_id = parent))",
    beyond: ">",
  });
}

/** A page of the changes of a service point's status, the newest first; of many service points by one statement. */
export function statusChangesOf(
  context: Context,
  servicePointId: string,
  page: PageArguments,
): Promise<Connection<ServicePointStatusChange>> {
  return childPage(context, servicePointId, page, {
    columns: "s.id, s.before, s.after, s.reason, s.at",
    from: "service_point_status_change s",
    parent: "s.service_point_id = parent",
    beyond: "<",
  });
}

/** What belongs to a parent: the table, how it belongs, and whether larger ids come later or smaller ones. */
interface Children {
  readonly columns: string;
  readonly from: string;
  readonly parent: string;
  readonly beyond: ">" | "<";
}

const BEFORE_ALL = { ">": "00000000-0000-0000-0000-000000000000", "<": "ffffffff-ffff-ffff-ffff-ffffffffffff" };

async function childPage<N extends { id: string }>(
  context: Context,
  parent: string,
  { first, after }: PageArguments,
  children: Children,
): Promise<Connection<N>> {
  const [start] = decodeCursor(after, ["id"]) ?? [BEFORE_ALL[children.beyond]];
  const page = { ...children, start: start as string, limit: pageSize(first) + 1 };
  return toConnection<N>({
    first,
    after,
    rows: (await context.loader(childRows, JSON.stringify(page), page).load(parent)) as unknown[] as N[],
    keyOf: ({ id }) => [id],
    count: () => context.loader(childCount, children.from, children).load(parent),
  });
}

function childRows({ db }: Context, page: Children & { start: string; limit: number }) {
  const { columns, from, parent, beyond, start, limit } = page;
  return new DataLoader<string, { id: string }[]>(async (parents) => {
    const rows = await db.rows<{ id: string; parent: string }>(
      `SELECT parent, child.* FROM unnest($1::uuid[]) AS parent CROSS JOIN LATERAL (
         SELECT ${columns} FROM ${from} WHERE ${parent} AND s.id ${beyond} $2::uuid
         ORDER BY s.id ${beyond === "<" ? "DESC" : ""} LIMIT $3
       ) AS child`,
      [parents, start, limit],
    );
    const pages = new Map<string, { id: string }[]>(parents.map((each) => [each, []]));
    for (const row of rows) pages.get(row.parent)?.push(row);
    return [...pages.values()];
  });
}

function childCount({ db }: Context, { from, parent }: Children) {
  return new DataLoader<string, number>(async (parents) => {
    const rows = await db.rows<{ parent: string; count: number }>(
      `SELECT parent, (SELECT count(*)::int FROM ${from} WHERE ${parent}) AS count FROM unnest($1::uuid[]) AS parent`,
      [parents],
    );
    const counts = new Map(rows.map((row) => [row.parent, row.count]));
    return parents.map((each) => counts.get(each) ?? 0);
  });
}

function byId({ db }: Context, columns: string) {
  return new DataLoader<string, ServicePointRow | null>(async (ids) => {
    const rows = await db.rows<ServicePointRow>(`SELECT ${columns} FROM service_point s WHERE s.id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
