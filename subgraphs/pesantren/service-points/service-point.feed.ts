import { Field, Float, ID, ObjectType } from "type-graphql";
import type { Context } from "../../kit/context";
import { feedPage, type FeedArguments, type FeedSource } from "../../kit/feed/serve";
import { connectionType, type Connection } from "../../kit/graph/connection";
import { RegionCode } from "../../kit/scalars";
import { RegistryFollowers } from "../access";
import { ServicePointKind, ServicePointStatus } from "./service-point";

@ObjectType({ description: "What keepers of a copy need to know of a service point, as it is now." })
export class ServicePointFeedEntry {
  @RegistryFollowers
  @Field(() => ID, { description: "Id of the service point." })
  id!: string;

  @RegistryFollowers
  @Field(() => ID, {
    description:
      "Id of the pesantren under which it was registered: after a merge of duplicates perhaps that of the duplicate, whose original `pesantrenChanges` tells.",
  })
  pesantrenId!: string;

  @RegistryFollowers
  @Field(() => ServicePointKind, { description: "Whether it is a shop or the cooperative." })
  kind!: ServicePointKind;

  @RegistryFollowers
  @Field(() => String, { description: "Its name." })
  name!: string;

  @RegistryFollowers
  @Field(() => [String], { description: "Codes of the services that it offers, such as `SAMSAT`." })
  serviceCodes!: string[];

  @RegistryFollowers
  @Field(() => String, { nullable: true, description: "Code of its partner bank; null if it has none." })
  bankCode?: string | null;

  @RegistryFollowers
  @Field(() => RegionCode, { description: "Code of its regency or city." })
  regencyCode!: string;

  @RegistryFollowers
  @Field(() => Float, { description: "Degrees north of the equator." })
  latitude!: number;

  @RegistryFollowers
  @Field(() => Float, { description: "Degrees east of Greenwich." })
  longitude!: number;

  @RegistryFollowers
  @Field(() => ServicePointStatus, { description: "Whether it is at work." })
  status!: ServicePointStatus;
}

export const ServicePointFeedConnection = connectionType(
  "ServicePointFeed",
  () => ServicePointFeedEntry,
  "changed service points",
  RegistryFollowers,
);

/** The service points that were changed after a cursor, oldest change first. */
export function servicePointFeed(context: Context, args: FeedArguments): Promise<Connection<ServicePointFeedEntry>> {
  return feedPage(context, FEED, args);
}

const FEED: FeedSource = {
  table: "service_point",
  columns: `t.id, t.pesantren_id AS "pesantrenId", t.kind, t.name, t.service_codes AS "serviceCodes", t.bank_code AS "bankCode",
    t.regency_code AS "regencyCode", t.latitude, t.longitude, t.status`,
};
