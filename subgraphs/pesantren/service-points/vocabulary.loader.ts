import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import type { Bank, Service } from "./vocabulary";

/** The lists that provinces extend: their tables, and what is read of them. */
const LISTS = {
  service: 'code, name_id AS "nameIndonesian", name_en AS "nameEnglish", source',
  bank: "code, name, source",
} as const;

type ListName = keyof typeof LISTS;
type Entry = Service | Bank;

/** The services of some codes, in their order. All that a request asks for at once are read by one statement. */
export async function servicesByCode(context: Context, codes: readonly string[]): Promise<Service[]> {
  const found = await context.loader(byCode, "service", "service").loadMany(codes);
  return found.filter((each): each is Service => each !== null && !(each instanceof Error));
}

/** The bank of a code. */
export async function bankByCode(context: Context, code: string): Promise<Bank> {
  return (await context.loader(byCode, "bank", "bank").load(code)) as Bank;
}

/** A page of a list, by code. */
export async function listPage<E extends Entry>(
  { db }: Context,
  list: ListName,
  { first, after }: PageArguments,
): Promise<Connection<E>> {
  const [code] = decodeCursor(after, ["string"]) ?? [""];
  const rows = await db.rows<E>(`SELECT ${LISTS[list]} FROM ${list} WHERE code > $1 ORDER BY code LIMIT $2`, [
    code,
    pageSize(first) + 1,
  ]);
  return toConnection({
    first,
    after,
    rows,
    keyOf: (row) => [row.code],
    count: async () => (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM ${list}`))?.count ?? 0,
  });
}

function byCode({ db }: Context, list: ListName): DataLoader<string, Entry | null> {
  return new DataLoader(async (codes) => {
    const rows = await db.rows<Entry>(`SELECT ${LISTS[list]} FROM ${list} WHERE code = ANY($1)`, [codes]);
    const found = new Map(rows.map((row) => [row.code, row]));
    return codes.map((code) => found.get(code) ?? null);
  });
}
