import { ArgsType, Field, Int } from "type-graphql";
import type { Context } from "../context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../graph/connection";

/** Keepers of a copy read far more at once than people do. */
const LARGEST_FEED_PAGE = 1000;
const USUAL_FEED_PAGE = 100;

@ArgsType()
export class FeedArguments {
  @Field(() => Int, {
    defaultValue: USUAL_FEED_PAGE,
    description: `How many to return at most, 1 to ${LARGEST_FEED_PAGE}.`,
  })
  first: number = USUAL_FEED_PAGE;

  @Field(() => String, {
    nullable: true,
    description:
      "Return what changed after this cursor: the last `endCursor` received, kept for as long as the copy is kept.",
  })
  after?: string | null;
}

/** What a feed tells of: the rows of a table, each as it is now. */
export interface FeedSource {
  /** Has the columns `id` (uuid) and `changed_in` (xid8, the transaction of the last change, set by a trigger), and an index on `(changed_in, id)`. */
  readonly table: string;
  /** SQL of the select list of an entry, `id` included; the table's alias is `t`. */
  readonly columns: string;
}

/**
 * The rows that were changed after a cursor, oldest change first, each once, at its latest change.
 *
 * A transaction takes its number when it first writes, and may commit after a later one. So only numbers below the oldest transaction still open
 * are served: whatever is to come has a higher one, and a keeper who goes on from the last cursor misses nothing.
 */
export async function feedPage<N extends { readonly id: string }>(
  { db }: Context,
  { table, columns }: FeedSource,
  { first, after }: FeedArguments,
): Promise<Connection<N>> {
  const limit = pageSize(first, LARGEST_FEED_PAGE) + 1;
  const [changedIn, id] = decodeCursor(after, ["integer", "id"]) ?? [0, "00000000-0000-0000-0000-000000000000"];
  const rows = await db.rows<N & { readonly changedIn: number }>(
    `SELECT ${columns}, t.changed_in::text::float8 AS "changedIn" FROM ${table} t
     WHERE (t.changed_in, t.id) > ($1::text::xid8, $2::uuid) AND t.changed_in < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY t.changed_in, t.id LIMIT $3`,
    [String(Math.abs(Number(changedIn))), id, limit],
  );
  return toConnection({
    first,
    after,
    rows,
    keyOf: (row) => [row.changedIn, row.id],
    count: async () => (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))?.count ?? 0,
  });
}
