import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Database } from "../../kit/data/database";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import { badInput } from "../../kit/errors";
import { levelOf, RegionLevel, type Region } from "./region";

/**
 * A region of any level by its code, withdrawn ones too; null if there never was one. All that a request asks for at once are read by one statement;
 * provinces and regencies, which nearly every record names and only a new version of the data changes, are read once and kept.
 */
export function regionByCode(context: Context, code: string): Promise<Region | null> {
  const kept = keptRegions(context.db).get(code);
  return kept ? Promise.resolve(kept) : context.loader(byCode).load(code);
}

const LONGEST_KEPT = "32.04".length;
const keptByDatabase = new WeakMap<Database, Map<string, Region>>();

/** The provinces and regencies read so far. New data is loaded at start only, before the first of them is read. */
function keptRegions(db: Database): Map<string, Region> {
  const kept = keptByDatabase.get(db) ?? new Map<string, Region>();
  keptByDatabase.set(db, kept);
  return kept;
}

/**
 * The region of a code that must be of one level.
 *
 * @throws RequestError BAD_USER_INPUT if the code is that of another level
 */
export function regionOfLevel(context: Context, code: string, level: RegionLevel): Promise<Region | null> {
  checkLevel(code, level);
  return regionByCode(context, code);
}

/**
 * Checks that a code is one of a level, whether there is such a region or not.
 *
 * @throws RequestError BAD_USER_INPUT if it is not
 */
export function checkLevel(code: string, level: RegionLevel): void {
  if (levelOf(code) === level) return;
  const expected = `a code of level ${RegionLevel[level]}`;
  throw badInput(
    {
      id: `Kode ${code} adalah kode tingkat ${RegionLevel[levelOf(code)]}; yang diharapkan tingkat ${RegionLevel[level]}.`,
      en: `Code ${code} is one of level ${RegionLevel[levelOf(code)]}; expected ${expected}.`,
    },
    { expected, received: code },
  );
}

/** All provinces, by code. */
export async function provincePage(context: Context, { first, after }: PageArguments): Promise<Connection<Region>> {
  const rows = await context.db.rows<Region>(
    "SELECT code, name FROM region WHERE level = 1 AND withdrawn_in IS NULL AND code > $1 ORDER BY code LIMIT $2",
    [afterCode(after), pageSize(first) + 1],
  );
  const count = "SELECT count(*)::int AS count FROM region WHERE level = 1 AND withdrawn_in IS NULL";
  return toConnection({
    first,
    after,
    rows,
    keyOf: ({ code }) => [code],
    count: async () => (await context.db.row<{ count: number }>(count))?.count ?? 0,
  });
}

/** A page of the regions one level below a region, by code. The pages of many parents are read by one statement. */
export async function childrenPage(context: Context, parent: string, page: PageArguments): Promise<Connection<Region>> {
  const { first, after } = page;
  const key = { after: afterCode(after), limit: pageSize(first) + 1 };
  return toConnection({
    first,
    after,
    rows: await context.loader(children, JSON.stringify(key), key).load(parent),
    keyOf: ({ code }) => [code],
    count: () => context.loader(childCount).load(parent),
  });
}

function byCode({ db }: Context): DataLoader<string, Region | null> {
  return new DataLoader(async (codes) => {
    const rows = await db.rows<Region>("SELECT code, name FROM region WHERE code = ANY($1)", [codes]);
    const found = new Map(rows.map((row) => [row.code, row]));
    for (const row of rows) if (row.code.length <= LONGEST_KEPT) keptRegions(db).set(row.code, row);
    return codes.map((code) => found.get(code) ?? null);
  });
}

function children({ db }: Context, { after, limit }: { after: string; limit: number }) {
  return new DataLoader<string, Region[]>(async (parents) => {
    const rows = await db.rows<Region & { parent: string }>(
      `SELECT parent, child.code, child.name
       FROM unnest($1::text[]) AS parent
       CROSS JOIN LATERAL (
         SELECT code, name FROM region
         WHERE parent_code = parent AND withdrawn_in IS NULL AND code > $2
         ORDER BY code LIMIT $3
       ) AS child
       ORDER BY child.code`,
      [parents, after, limit],
    );
    const pages = new Map<string, Region[]>(parents.map((parent) => [parent, []]));
    for (const row of rows) pages.get(row.parent)?.push(row);
    return [...pages.values()];
  });
}

function childCount({ db }: Context): DataLoader<string, number> {
  return new DataLoader(async (parents) => {
    const rows = await db.rows<{ parent: string; count: number }>(
      `SELECT parent_code AS parent, count(*)::int AS count FROM region
       WHERE parent_code = ANY($1) AND withdrawn_in IS NULL GROUP BY parent_code`,
      [parents],
    );
    const counts = new Map(rows.map(({ parent, count }) => [parent, count]));
    return parents.map((parent) => counts.get(parent) ?? 0);
  });
}

/** The code after which a page begins; the empty text stands before all codes. */
function afterCode(cursor: string | null | undefined): string {
  return (decodeCursor(cursor, ["string"])?.[0] as string | undefined) ?? "";
}
