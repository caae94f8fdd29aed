import { Field, Float, ID, ObjectType } from "type-graphql";
import { RegistryFollowers } from "../access";
import type { Context } from "../../kit/context";
import { feedPage, type FeedArguments, type FeedSource } from "../../kit/feed/serve";
import { connectionType, type Connection } from "../../kit/graph/connection";
import { DateTime, Nspp, RegionCode } from "../../kit/scalars";
import { PesantrenStatus } from "./pesantren";

export { FeedArguments } from "../../kit/feed/serve";

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
  @Field(() => Float, { nullable: true, description: "Degrees north of the equator; null if its place is not known." })
  latitude?: number | null;

  @RegistryFollowers
  @Field(() => Float, { nullable: true, description: "Degrees east of Greenwich; null if its place is not known." })
  longitude?: number | null;

  @RegistryFollowers
  @Field(() => DateTime, { description: "When it was last changed." })
  changedAt!: Date;
}

export const PesantrenFeedConnection = connectionType(
  "PesantrenFeed",
  () => PesantrenFeedEntry,
  "changed pesantren",
  RegistryFollowers,
);

/** The records that were changed after a cursor, oldest change first. */
export function pesantrenFeed(context: Context, args: FeedArguments): Promise<Connection<PesantrenFeedEntry>> {
  return feedPage(context, FEED, args);
}

const FEED: FeedSource = {
  table: "pesantren",
  columns: `t.id, t.nspp, t.name, t.regency_code AS "regencyCode", t.district_code AS "districtCode", t.status,
    t.merged_into_id AS "mergedIntoId", t.latitude, t.longitude, t.updated_at AS "changedAt",
    ARRAY(SELECT number.nspp FROM pesantren_nspp number WHERE number.pesantren_id = t.id AND number.nspp <> t.nspp ORDER BY number.nspp) AS "formerNspps"`,
};
