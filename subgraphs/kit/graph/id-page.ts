import type { QueryResultRow } from "pg";
import type { Context } from "../context";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "./connection";

/** A condition of a list, with `?` for the value. It is left out if the value is null or undefined. */
export type Condition = readonly [condition: string, value: unknown];

export interface IdPageSource extends Pick<PageArguments, "first" | "after"> {
  /** The columns, one of them `id`. */
  readonly select: string;
  /** The tables; what is listed is named `this`. */
  readonly from: string;
  readonly where: readonly Condition[];
}

/** A page of a list in which the latest stands first: the order of its ids, which are ordered by time. */
export async function idPage<N extends QueryResultRow & { readonly id: string }>(
  { db }: Pick<Context, "db">,
  { select, from, where, first, after }: IdPageSource,
): Promise<Connection<N>> {
  const values: unknown[] = [];
  const bound = ([condition, value]: Condition) => condition.replaceAll("?", `$${values.push(value)}`);
  const given = where.filter(([, value]) => value !== null && value !== undefined).map(bound);
  const counted = [...values];
  const filtered = (conditions: readonly string[]) =>
    `FROM ${from}${conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : ""}`;
  const count = async () =>
    (await db.row<{ count: number }>(`SELECT count(*)::int AS count ${filtered(given)}`, counted))!.count;
  const key = decodeCursor(after, ["id"]);
  const continued = key ? [bound(["this.id < ?", key[0]])] : [];
  const rows = await db.rows<N>(
    `SELECT ${select} ${filtered([...given, ...continued])} ORDER BY this.id DESC ${bound(["LIMIT ?", pageSize(first) + 1])}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: ({ id }) => [id], count });
}
