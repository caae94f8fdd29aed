import { ArgsType, Field, ID, Int, ObjectType } from "type-graphql";
import { RegistryFollowers } from "../access";
import type { Context } from "../../kit/context";
import { connectionType, decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { DateTime, Nspp, RegionCode } from "../../kit/scalars";
import { PesantrenStatus } from "./pesantren";

/** Keepers of a copy read far more at once than people do. */
const LARGEST_FEED_PAGE = 1000;
const USUAL_FEED_PAGE = 100;

@ObjectType({ description: "What keepers of a copy need to know of a pesantren, as it is now." })
export class PesantrenFeedEntry {
  @RegistryFollowers
  @Field(() => ID, { description: "Id in the registry." })
  id!: string;

  @RegistryFollowers
  @Field(() => Nspp, { description: "Its number of today." })
  nspp!: string;

  @RegistryFollowers
  @Field(() => [Nspp], { description: "The numbers that it had before." })
  formerNspps!: string[];

  @RegistryFollowers
  @Field(() => String, { description: "Name for display." })
  name!: string;

  @RegistryFollowers
  @Field(() => RegionCode, { description: "Code of its regency or city." })
  regencyCode!: string;

  @RegistryFollowers
  @Field(() => RegionCode, { nullable: true, description: "Code of its district; null if not known." })
  districtCode?: string | null;

  @RegistryFollowers
  @Field(() => PesantrenStatus, { description: "Whether it is at work." })
  status!: PesantrenStatus;

  @RegistryFollowers
  @Field(() => ID, {
    nullable: true,
    description:
      "Id of its original if it was merged as a duplicate: move there what you hold under `id`; null otherwise.",
  })
  mergedIntoId?: string | null;

  @RegistryFollowers
  @Field(() => DateTime, { description: "When it was last changed." })
  changedAt!: Date;

  changedIn!: number;
}

export const PesantrenFeedConnection = connectionType(
  "PesantrenFeed",
  () => PesantrenFeedEntry,
  "changed pesantren",
  RegistryFollowers,
);

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

/**
 * The records that were changed after a cursor, oldest change first, each once, at its latest change.
 *
 * A transaction takes its number when it first writes, and may commit after a later one. So only numbers below the oldest transaction still open
 * are served: whatever is to come has a higher one, and a keeper who goes on from the last cursor misses nothing.
 */
export async function pesantrenFeed(
  { db }: Context,
  { first, after }: FeedArguments,
): Promise<Connection<PesantrenFeedEntry>> {
  const limit = pageSize(first, LARGEST_FEED_PAGE) + 1;
  const [changedIn, id] = decodeCursor(after, ["integer", "id"]) ?? [0, "00000000-0000-0000-0000-000000000000"];
  return toConnection({
    first,
    after,
    rows: await db.rows<PesantrenFeedEntry>(FEED, [String(Math.abs(Number(changedIn))), id, limit]),
    keyOf: (entry) => [entry.changedIn, entry.id],
    count: async () => (await db.row<{ count: number }>("SELECT count(*)::int AS count FROM pesantren"))?.count ?? 0,
  });
}

const FEED = `
  SELECT p.id, p.nspp, p.name, p.regency_code AS "regencyCode", p.district_code AS "districtCode", p.status,
    p.merged_into_id AS "mergedIntoId", p.updated_at AS "changedAt", p.changed_in::text::float8 AS "changedIn",
    ARRAY(SELECT number.nspp FROM pesantren_nspp number WHERE number.pesantren_id = p.id AND number.nspp <> p.nspp ORDER BY number.nspp) AS "formerNspps"
  FROM pesantren p
  WHERE (p.changed_in, p.id) > ($1::text::xid8, $2::uuid) AND p.changed_in < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY p.changed_in, p.id LIMIT $3`;
