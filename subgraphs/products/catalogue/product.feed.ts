import { Field, ID, Int, ObjectType } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import type { Context } from "../../kit/context";
import { feedPage, type FeedArguments, type FeedSource } from "../../kit/feed/serve";
import { connectionType, type Connection } from "../../kit/graph/connection";
import { DateTime, RegionCode, Rupiah } from "../../kit/scalars";
import { CatalogueFollowers } from "../access";
import { ProductStatus } from "./product";

@ObjectType({ description: "What keepers of a copy need to know of a product, as it is now." })
export class ProductFeedEntry {
  @CatalogueFollowers
  @Field(() => ID, { description: "Id in the catalogue." })
  id!: string;

  @CatalogueFollowers
  @Field(() => ID, {
    description:
      "Id of the pesantren under which it was filed: after a merge of duplicates perhaps that of the duplicate, whose original `pesantrenChanges` tells.",
  })
  pesantrenId!: string;

  @CatalogueFollowers
  @Field(() => String, { description: "Its name." })
  name!: string;

  @CatalogueFollowers
  @Field(() => String, { nullable: true, description: "What it is, in the seller's words; null if nothing is said." })
  description?: string | null;

  @CatalogueFollowers
  @Field(() => BusinessField, { description: "The business field it belongs to." })
  field!: BusinessField;

  @CatalogueFollowers
  @Field(() => Rupiah, { description: "Price of one unit, 0 or more." })
  price!: bigint;

  @CatalogueFollowers
  @Field(() => String, { description: "What the price is for, such as `kg`." })
  unit!: string;

  @CatalogueFollowers
  @Field(() => Int, {
    nullable: true,
    description: "How many units can be delivered in a month, 0 or more; null if not known.",
  })
  monthlyCapacity?: number | null;

  @CatalogueFollowers
  @Field(() => [String], { description: "Addresses of its photos (https), the best first; at most 10." })
  photos!: string[];

  @CatalogueFollowers
  @Field(() => ProductStatus, { description: "Whether it is offered." })
  status!: ProductStatus;

  @CatalogueFollowers
  @Field(() => RegionCode, { description: "Code of the regency or city of its pesantren." })
  regencyCode!: string;

  @CatalogueFollowers
  @Field(() => DateTime, { description: "When it was last changed." })
  changedAt!: Date;
}

export const ProductFeedConnection = connectionType(
  "ProductFeed",
  () => ProductFeedEntry,
  "changed products",
  CatalogueFollowers,
);

/** The products that were changed after a cursor, oldest change first. */
export function productFeed(context: Context, args: FeedArguments): Promise<Connection<ProductFeedEntry>> {
  return feedPage(context, FEED, args);
}

const FEED: FeedSource = {
  table: "product",
  columns: `t.id, t.pesantren_id AS "pesantrenId", t.name, t.description, t.field, t.price, t.unit,
    t.monthly_capacity AS "monthlyCapacity", t.photos, t.status, t.regency_code AS "regencyCode", t.updated_at AS "changedAt"`,
};
