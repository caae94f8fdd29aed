import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { RegionCode, Rupiah } from "../../kit/scalars";
import { BusinessField } from "../../kit/business-field";
import { CertificateKind, ProductStatus } from "./product";

export enum ProductOrder {
  NEWEST = "NEWEST",
  CHEAPEST = "CHEAPEST",
  DEAREST = "DEAREST",
}
registerEnumType(ProductOrder, {
  name: "ProductOrder",
  description: "In which order products are listed.",
  valuesConfig: {
    NEWEST: { description: "The newest in the catalogue first." },
    CHEAPEST: { description: "The lowest price for a unit first." },
    DEAREST: { description: "The highest price for a unit first." },
  },
});

@InputType({ description: "Which products to list: those to which everything given applies." })
export class ProductFilter {
  @Field(() => [BusinessField], { nullable: true, description: "Only those of one of these business fields." })
  fields?: BusinessField[] | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of pesantren in this province, such as `32`." })
  provinceCode?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Only those of pesantren in this regency or city, such as `32.04`.",
  })
  regencyCode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Only those of this pesantren, what was filed under duplicates merged into it included.",
  })
  pesantrenId?: string | null;

  @Field(() => [CertificateKind], {
    nullable: true,
    description: "Only those with a certificate of every one of these kinds that is valid today.",
  })
  certificates?: CertificateKind[] | null;

  @Field(() => Rupiah, { nullable: true, description: "Only those with this price for a unit or more." })
  priceFrom?: bigint | null;

  @Field(() => Rupiah, { nullable: true, description: "Only those with this price for a unit or less." })
  priceTo?: bigint | null;

  @Field(() => ProductStatus, { nullable: true, description: "Only those of this status; those offered if left out." })
  status?: ProductStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only those made up for trials (true) or only real ones (false).",
  })
  trial?: boolean | null;
}

@ArgsType()
export class ProductListArguments extends PageArguments {
  @Field(() => ProductFilter, { nullable: true, description: "Which products; all that are offered if left out." })
  filter?: ProductFilter | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Name or part of it, 1 to 100 characters: whole words or their beginnings, in any order. Misspellings and other spellings do not matter. The order stays that of `order`.",
  })
  search?: string | null;

  @Field(() => ProductOrder, { defaultValue: ProductOrder.NEWEST, description: "In which order." })
  order: ProductOrder = ProductOrder.NEWEST;
}
