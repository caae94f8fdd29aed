import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { ProgrammeReaders } from "../access";
import { JabarSaleSide } from "./exhibition.states";

@ObjectType({ description: "What a side says of a sale, or once said. Of each side the last version holds." })
export class JabarSaleReport {
  @ProgrammeReaders
  @Field(() => JabarSaleSide, { description: "Who says it." })
  side!: JabarSaleSide;

  @ProgrammeReaders
  @Field(() => Int, { description: "Which version of this side, from 1." })
  version!: number;

  @ProgrammeReaders
  @Field(() => Int, { description: "How much was sold, in the product's unit." })
  quantity!: number;

  @ProgrammeReaders
  @Field(() => Rupiah, { description: "For how much altogether." })
  value!: bigint;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "Why it was corrected; null of the first version." })
  reason?: string | null;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it was reported." })
  at!: Date;
}

@ObjectType({ description: "What a booth sold of a product on one day, as each of the two sides says." })
export class JabarExhibitionSale {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the sale." })
  id!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "The day." })
  day!: string;

  @ProgrammeReaders
  @Field(() => Int, { nullable: true, description: "How much the seller says was sold; null if it has said nothing." })
  sellerQuantity?: number | null;

  @ProgrammeReaders
  @Field(() => Rupiah, { nullable: true, description: "For how much, by the seller; null if it has said nothing." })
  sellerValue?: bigint | null;

  @ProgrammeReaders
  @Field(() => Int, {
    nullable: true,
    description: "How much the buyers' side says was bought; null if it has said nothing.",
  })
  buyerQuantity?: number | null;

  @ProgrammeReaders
  @Field(() => Rupiah, {
    nullable: true,
    description: "For how much, by the buyers' side; null if it has said nothing.",
  })
  buyerValue?: bigint | null;

  @ProgrammeReaders
  @Field(() => Rupiah, {
    description: "What the seller says less what the buyers' side says; a side that has said nothing counts 0.",
  })
  difference!: bigint;

  @ProgrammeReaders
  @Field(() => [JabarSaleReport], { description: "Everything that was ever reported of it, in the order of time." })
  reports!: readonly JabarSaleReport[];

  boothId!: string;
  productId!: string;
}

export const JabarExhibitionSaleConnection = connectionType(
  "JabarExhibitionSale",
  () => JabarExhibitionSale,
  "sales at exhibitions",
  ProgrammeReaders,
);
