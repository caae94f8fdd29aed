import { Field, ID, InputType, Int } from "type-graphql";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { BusinessField } from "../../kit/business-field";
import { CertificateKind, ProductStatus } from "./product";

const REASON = "Why; 1 to 500 characters, kept for ever and shown in the product's `changes`.";

@InputType({ description: "A certificate of a product." })
export class CertificateInput {
  @Field(() => CertificateKind, { description: "What it attests." })
  kind!: CertificateKind;

  @Field(() => String, { description: "Its number; blanks, dots and a leading `P-IRT` do not matter." })
  number!: string;

  @Field(() => LocalDate, { nullable: true, description: "Day of issue, if known." })
  issuedOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Last day on which it is valid; none if it does not expire." })
  expiresOn?: string | null;
}

@InputType({
  description: "What can be changed of a product. What is left out stays; null clears where a product may lack it.",
})
export class ChangeProductInput {
  @Field(() => ID, { description: "Id of the product." })
  id!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => String, { nullable: true, description: "Its name, 2 to 120 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "What it is, up to 2,000 characters." })
  description?: string | null;

  @Field(() => BusinessField, { nullable: true, description: "The business field it belongs to." })
  field?: BusinessField | null;

  @Field(() => Rupiah, { nullable: true, description: "Price of one unit, 0 to 1,000,000,000." })
  price?: bigint | null;

  @Field(() => String, { nullable: true, description: "What the price is for, such as `kg`; 1 to 40 characters." })
  unit?: string | null;

  @Field(() => Int, { nullable: true, description: "The least that is sold at once, 1 to 1,000,000 units." })
  minimumOrder?: number | null;

  @Field(() => Int, { nullable: true, description: "How many units can be delivered in a month, 0 to 100,000,000." })
  monthlyCapacity?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: "Addresses of its photos (https), the best first; at most 10.",
  })
  photos?: string[] | null;

  @Field(() => [CertificateInput], { nullable: true, description: "Its certificates, all of them; at most 20." })
  certificates?: CertificateInput[] | null;
}

@InputType({ description: "A new product of a pesantren." })
export class AddProductInput {
  @Field(() => ID, { description: "Id of the pesantren in the registry." })
  pesantrenId!: string;

  @Field(() => String, { nullable: true, description: "The pesantren's own article number, 1 to 40 characters." })
  sku?: string | null;

  @Field(() => String, { description: "Its name, 2 to 120 characters." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What it is, up to 2,000 characters." })
  description?: string | null;

  @Field(() => BusinessField, { description: "The business field it belongs to." })
  field!: BusinessField;

  @Field(() => Rupiah, { description: "Price of one unit, 0 to 1,000,000,000." })
  price!: bigint;

  @Field(() => String, { description: "What the price is for, such as `kg`; 1 to 40 characters." })
  unit!: string;

  @Field(() => Int, { defaultValue: 1, description: "The least that is sold at once, 1 to 1,000,000 units." })
  minimumOrder!: number;

  @Field(() => Int, { nullable: true, description: "How many units can be delivered in a month, 0 to 100,000,000." })
  monthlyCapacity?: number | null;

  @Field(() => [String], {
    defaultValue: [],
    description: "Addresses of its photos (https), the best first; at most 10.",
  })
  photos!: string[];

  @Field(() => [CertificateInput], { defaultValue: [], description: "Its certificates; at most 20." })
  certificates!: CertificateInput[];
}

@InputType({ description: "A product that is withdrawn from the offer, or offered again." })
export class ChangeProductStatusInput {
  @Field(() => ID, { description: "Id of the product." })
  id!: string;

  @Field(() => ProductStatus, { description: "The status it is to have." })
  status!: ProductStatus;

  @Field(() => String, { description: REASON })
  reason!: string;
}
