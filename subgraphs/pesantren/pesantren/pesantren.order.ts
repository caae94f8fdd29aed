import type { decodeCursor, KeyPart } from "../../kit/graph/connection";
import type { NearInput } from "../location/location";
import { nearSql, type NearSql } from "../location/location.sql";
import type { PesantrenFilter } from "./pesantren.filter";
import { filterConditions } from "./pesantren.filter.sql";
import type { PesantrenRow } from "./pesantren.loader";
import { ALL_NAMES, candidatesSql, type NameSearch } from "./pesantren.search";

/** An order in which the registry can be listed: how a page of it is read, and how a row's place in it is written into a cursor. */
export interface ListOrder {
  readonly keyForm: Parameters<typeof decodeCursor>[1];
  readonly keyOf: (row: ListedRow) => readonly KeyPart[];
  page(columns: string, key: readonly KeyPart[] | undefined, limit: number): Statement;
  count(): Statement;
}

/** A row of a list, with what its place in the order is made of. */
export interface ListedRow extends PesantrenRow {
  readonly keyRegency: string;
  readonly keyScore: number;
  readonly keyName: string;
  readonly keyDistance: number;
  readonly distanceKm?: number;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Regency by regency, in each the records that came first first: one index serves the nation, a province and a regency. */
export function byRegency(filter: PesantrenFilter): ListOrder {
  const { values: fixed, parameter: fix } = parameters();
  const where = filterConditions(filter, fix);
  return {
    keyForm: ["string", "id"],
    keyOf: ({ keyRegency, id }) => [keyRegency, id],
    page: (columns, key, limit) => {
      const { values, parameter } = parameters(fixed);
      const after = key ? [`(p.regency_code, p.id) > (${parameter(key[0])}, ${parameter(key[1])}::uuid)`] : [];
      return {
        text: `SELECT ${columns}, p.regency_code AS "keyRegency" FROM pesantren p WHERE ${[...where, ...after].join(" AND ")}
               ORDER BY p.regency_code, p.id LIMIT ${parameter(limit)}`,
        values,
      };
    },
    count: () => counted(`pesantren p WHERE ${where.join(" AND ")}`, fixed),
  };
}

/** The best match first; of one name, regency by regency. Of each name no more rows are read than the page holds. */
export function byMatch(filter: PesantrenFilter, search: NameSearch, depth: number): ListOrder {
  const { values: fixed, parameter: fix } = parameters();
  const candidates = candidateNames(search, depth, fix);
  const where = [...filterConditions(filter, fix), "p.name_key = c.name_key"];
  return {
    keyForm: ["integer", "string", "string", "id"],
    keyOf: ({ keyScore, keyName, keyRegency, id }) => [keyScore, keyName, keyRegency, id],
    page: (columns, key, limit) => {
      const { values, parameter } = parameters(fixed);
      const names: string[] = [];
      const rows = [...where];
      if (key) {
        const [score, name, regency, id] = key.map((part) => parameter(part));
        names.push(`(-c.score, c.name_key) >= (-${score}::int, ${name})`);
        const continued = `c.name_key = ${name} AND c.score = ${score}::int`;
        rows.push(
          `(p.regency_code, p.id) > (CASE WHEN ${continued} THEN ${regency} ELSE '' END, CASE WHEN ${continued} THEN ${id}::uuid ELSE '${FIRST_ID}' END)`,
        );
      }
      const most = parameter(limit);
      return {
        text: `SELECT found.*, c.score AS "keyScore", c.name_key AS "keyName" FROM ${candidates} c
               CROSS JOIN LATERAL (
                 SELECT ${columns}, p.regency_code AS "keyRegency", p.id AS "keyId" FROM pesantren p WHERE ${rows.join(" AND ")}
                 ORDER BY p.regency_code, p.id LIMIT ${most}
               ) found
               ${names.length > 0 ? `WHERE ${names.join(" AND ")}` : ""}
               ORDER BY c.score DESC, c.name_key, "keyRegency", "keyId" LIMIT ${most}`,
        values,
      };
    },
    count: () => counted(`${candidates} c JOIN pesantren p ON ${where.join(" AND ")}`, fixed),
  };
}

/** The nearest first. */
export function byDistance(filter: PesantrenFilter, near: NearInput): ListOrder {
  const { values, parameter } = parameters();
  const around = nearSql("p", near, 1);
  around.values.forEach((each) => parameter(each));
  return distanceOrder(around, "pesantren p", [...filterConditions(filter, parameter), around.within], values);
}

/**
 * The nearest first of those whose name matches.
 *
 * @param common whether many bear such a name: then they are soon met on the way outwards from the centre. Rare ones are found by their names,
 *               instead of walking through the whole circle.
 */
export function byDistanceOfMatches(
  filter: PesantrenFilter,
  near: NearInput,
  search: NameSearch,
  common: boolean,
): ListOrder {
  const { values, parameter } = parameters();
  const around = nearSql("p", near, 1);
  around.values.forEach((each) => parameter(each));
  const conditions = filterConditions(filter, parameter);
  const names = candidateNames(search, ALL_NAMES, parameter);
  // CASE and OFFSET 0 each keep the planner, who can't know how common the names are, from the other way.
  const matches = `CASE WHEN p.name_key IN (SELECT name_key FROM ${names} c) THEN true END`;
  if (common) return distanceOrder(around, "pesantren p", [...conditions, around.within, matches], values);
  const bearers = `${names} c CROSS JOIN LATERAL (
    SELECT p.* FROM pesantren p WHERE p.name_key = c.name_key AND p.latitude IS NOT NULL AND ${conditions.join(" AND ")} OFFSET 0
  ) p`;
  return distanceOrder(around, bearers, [around.within], values);
}

/** Counts those whose name matches, up to a limit: what tells whether they are common. */
export function bearersUpTo(limit: number, search: NameSearch): Statement {
  const { values, parameter } = parameters();
  const names = candidateNames(search, ALL_NAMES, parameter);
  return counted(
    `(SELECT FROM ${names} c CROSS JOIN LATERAL (
       SELECT FROM pesantren p WHERE p.name_key = c.name_key AND p.merged_into_id IS NULL OFFSET 0
     ) p LIMIT ${parameter(limit)}) bearer`,
    values,
  );
}

function distanceOrder(around: NearSql, from: string, where: readonly string[], fixed: readonly unknown[]): ListOrder {
  return {
    keyForm: ["number", "id"],
    keyOf: ({ keyDistance, id }) => [keyDistance, id],
    page: (columns, key, limit) => {
      const { values, parameter } = parameters(fixed);
      const after: string[] = [];
      if (key) {
        const [distance, id] = key.map((part) => parameter(part));
        after.push(
          `${around.order} >= ${distance}::float8`,
          `(${around.order}, p.id) > (${distance}::float8, ${id}::uuid)`,
        );
      }
      return {
        text: `SELECT ${columns}, ${around.order} AS "keyDistance", ${around.distanceKm} AS "distanceKm"
               FROM ${from} WHERE ${[...where, ...after].join(" AND ")}
               ORDER BY ${around.order}, p.id LIMIT ${parameter(limit)}`,
        values,
      };
    },
    count: () => counted(`${from} WHERE ${where.join(" AND ")}`, fixed),
  };
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";

function candidateNames({ sources }: NameSearch, depth: number, parameter: (value: unknown) => string): string {
  const [first] = [...sources, depth].map((each) => parameter(each));
  return candidatesSql(Number(first?.slice(1)));
}

/** Collects the values of a statement; those of a page go on from those that its count has too. */
function parameters(given: readonly unknown[] = []) {
  const values = [...given];
  return { values, parameter: (value: unknown) => `$${values.push(value)}` };
}

function counted(from: string, values: readonly unknown[]): Statement {
  return { text: `SELECT count(*)::int AS count FROM ${from}`, values };
}
