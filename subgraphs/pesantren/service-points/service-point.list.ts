import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import { decodeCursor, pageSize, toConnection, type Connection, type KeyPart } from "../../kit/graph/connection";
import { isId } from "../../kit/id";
import { checkNear } from "../location/location.errors";
import type { NearInput } from "../location/location";
import { nearSql } from "../location/location.sql";
import { RegionLevel } from "../regions/region";
import { checkLevel } from "../regions/region.loader";
import type { ServicePointFilter, ServicePointListArguments } from "./service-point";
import { servicePointColumns, type ServicePointRow } from "./service-point.loader";
import { minuteOfWeek, TimeZone } from "./time-zone";

interface ListedRow extends ServicePointRow {
  readonly keyDistance?: number;
  readonly distanceKm?: number;
}

/** The most services that a filter may name. */
const MOST_SERVICES = 20;

/** A page of service points by one statement: near a place in the order of distance, otherwise the first registered first. */
export async function servicePointPage(
  context: Context,
  { filter, near, first, after }: ServicePointListArguments,
  info: GraphQLResolveInfo,
): Promise<Connection<ServicePointRow>> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const around = near ? circle(near, parameter) : undefined;
  const conditions = filterConditions(filter ?? {}, parameter);
  const where = around ? [around.within, ...conditions.map(unindexed)] : conditions;
  const counted = { where: whereOf(where), values: [...values] };

  const columns = [servicePointColumns(info, "nodes|edges.node"), ...(around?.columns ?? [])].join(", ");
  const key = decodeCursor(after, around ? ["number", "id"] : ["id"]);
  if (key) where.push(beyond(key, around?.order, parameter));
  const rows = await context.db.rows<ListedRow>(
    `SELECT ${columns} FROM service_point s ${whereOf(where)}
     ORDER BY ${around ? `${around.order}, ` : ""}s.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({
    first,
    after,
    rows,
    keyOf: ({ keyDistance, id }) => (keyDistance === undefined ? [id] : [keyDistance, id]),
    edgeOf: ({ distanceKm }) => ({ distanceKm: distanceKm ?? null }),
    count: async () => {
      const text = `SELECT count(*)::int AS count FROM service_point s ${counted.where}`;
      return (await context.db.row<{ count: number }>(text, counted.values))?.count ?? 0;
    },
  });
}

type Parameter = (value: unknown) => string;

function circle(near: NearInput, parameter: Parameter) {
  checkNear(near);
  const { within, order, distanceKm, values } = nearSql("s", near, 1);
  values.forEach((value) => parameter(value));
  return { within, order, columns: [`${order} AS "keyDistance"`, `${distanceKm} AS "distanceKm"`] };
}

/**
 * PostgreSQL knows nothing of how many rows lie in a circle and guesses too few. With an index for the condition it would therefore read the circle
 * whole and sort it, although a walk from the centre outwards ends with the page.
 */
function unindexed(condition: string): string {
  return `(${condition}) IS TRUE`;
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
}

function beyond(key: readonly KeyPart[], order: string | undefined, parameter: Parameter): string {
  if (order === undefined) return `s.id > ${parameter(key[0])}::uuid`;
  return `(${order}, s.id) > (${parameter(key[0])}::float8, ${parameter(key[1])}::uuid)`;
}

function filterConditions(filter: ServicePointFilter, parameter: Parameter): string[] {
  const { services, bankCode, status, kind, provinceCode, regencyCode, pesantrenId, openAt } = filter;
  const conditions: string[] = [];
  if (services) conditions.push(`s.service_codes @> ${parameter(limited(services))}::text[]`);
  if (bankCode) conditions.push(`s.bank_code = ${parameter(bankCode)}`);
  if (status) conditions.push(`s.status = ${parameter(status)}`);
  if (kind) conditions.push(`s.kind = ${parameter(kind)}`);
  if (provinceCode) {
    checkLevel(provinceCode, RegionLevel.PROVINCE);
    // "/" comes after "." in the order of characters, so that the range holds what begins with the province's code and a dot.
    conditions.push(
      `s.regency_code > ${parameter(`${provinceCode}.`)} AND s.regency_code < ${parameter(`${provinceCode}/`)}`,
    );
  }
  if (regencyCode) {
    checkLevel(regencyCode, RegionLevel.REGENCY);
    conditions.push(`s.regency_code = ${parameter(regencyCode)}`);
  }
  if (pesantrenId) conditions.push(isId(pesantrenId) ? ofPesantren(parameter(pesantrenId)) : "false");
  if (openAt) conditions.push(isOpenAt(openAt, parameter));
  return conditions;
}

/** Whatever record of the pesantren is named, the points of all its merged records are meant. */
function ofPesantren(id: string): string {
  return `s.pesantren_id IN (
    SELECT each.id FROM pesantren named
    JOIN pesantren each ON coalesce(each.merged_into_id, each.id) = coalesce(named.merged_into_id, named.id)
    WHERE named.id = ${id}::uuid)`;
}

function isOpenAt(at: Date, parameter: Parameter): string {
  const minutes = Object.values(TimeZone).map(
    (zone) => `WHEN '${zone}' THEN ${parameter(minuteOfWeek(at, zone))}::int`,
  );
  return `s.status = 'ACTIVE' AND s.opening_hours @> CASE s.time_zone ${minutes.join(" ")} END`;
}

function limited(services: readonly string[]): readonly string[] {
  if (services.length <= MOST_SERVICES) return services;
  throw badInput(
    {
      id: `filter.services paling banyak ${MOST_SERVICES}, diterima ${services.length}.`,
      en: `filter.services takes at most ${MOST_SERVICES}, received ${services.length}.`,
    },
    { expected: `at most ${MOST_SERVICES}`, received: String(services.length) },
  );
}
