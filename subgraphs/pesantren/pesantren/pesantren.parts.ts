import DataLoader from "dataloader";
import type { QueryResultRow } from "pg";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import type { NsppPeriod, PesantrenChange, PesantrenFlag, SantriCount } from "./pesantren";

type OwnedRow = QueryResultRow & { owner: string };

/** What belongs to a pesantren beside its row: of all pesantren of a request, each kind is read by one statement. */
export const nsppHistoryOf = (context: Context, id: string) => context.loader(nsppHistories).load(id);
export const santriCountsOf = (context: Context, id: string) => context.loader(santriCounts).load(id);
export const flagsOf = (context: Context, id: string) => context.loader(flags).load(id);

/** A page of the changes that people made to a record, the newest first. */
export async function changesOf(
  context: Context,
  id: string,
  page: PageArguments,
): Promise<Connection<PesantrenChange>> {
  const { first, after } = page;
  const [before] = decodeCursor(after, ["id"]) ?? [null];
  const key = { before: before ?? null, limit: pageSize(first) + 1 };
  return toConnection({
    first,
    after,
    rows: await context.loader(changes, JSON.stringify(key), key).load(id),
    keyOf: (change) => [change.id],
    count: async () => (await context.loader(changeCounts).load(id))[0]?.count ?? 0,
  });
}

// A merged duplicate gave its numbers to its original, whose history they are part of.
const nsppHistories = listsOf<NsppPeriod>(`
  SELECT bearer.owner, number.nspp, number.valid_from AS "validFrom", number.valid_until AS "validUntil", number.source, number.as_of AS "asOf"
  FROM (SELECT id AS owner, id FROM unnest($1::uuid[]) AS id
        UNION ALL SELECT merged_into_id, id FROM pesantren WHERE merged_into_id = ANY($1)) bearer
  JOIN pesantren_nspp number ON number.pesantren_id = bearer.id
  ORDER BY number.valid_until DESC NULLS FIRST, number.nspp`);

const santriCounts = listsOf<SantriCount>(`
  SELECT pesantren_id AS owner, year, count, source, as_of AS "asOf" FROM santri_count
  WHERE pesantren_id = ANY($1) ORDER BY year DESC, source`);

const flags = listsOf<PesantrenFlag>(
  "SELECT pesantren_id AS owner, code, detail FROM pesantren_flag WHERE pesantren_id = ANY($1) ORDER BY code",
);

const changeCounts = listsOf<{ count: number }>(
  "SELECT pesantren_id AS owner, count(*)::int AS count FROM pesantren_change WHERE pesantren_id = ANY($1) GROUP BY pesantren_id",
);

function changes({ db }: Context, { before, limit }: { before: unknown; limit: number }) {
  return grouped<PesantrenChange>((ids) =>
    db.rows(
      `SELECT owner, change.* FROM unnest($1::uuid[]) AS owner
       CROSS JOIN LATERAL (
         SELECT id, kind, before, after, reason, at FROM pesantren_change
         WHERE pesantren_id = owner AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
       ) change`,
      [ids, before, limit],
    ),
  );
}

/** A loader of the lists that a statement finds for `$1`, an array of ids; its rows name their `owner`. */
function listsOf<T>(sql: string) {
  return ({ db }: Context) => grouped<T>((ids) => db.rows(sql, [ids]));
}

function grouped<T>(read: (ids: readonly string[]) => Promise<OwnedRow[]>): DataLoader<string, T[]> {
  return new DataLoader(async (ids) => {
    const lists = new Map<string, T[]>(ids.map((id) => [id, []]));
    for (const row of await read(ids)) lists.get(row.owner)?.push(row as unknown as T);
    return ids.map((id) => lists.get(id) ?? []);
  });
}
