import { Field, ID, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate } from "../../kit/scalars";
import { ProgrammeReaders } from "../access";
import { JabarBoothStatus } from "./exhibition.states";

@ObjectType({
  description:
    "A pesantren's booth at an exhibition. Everybody sees assigned ones; others only operators and the pesantren's own people.",
})
export class JabarBooth {
  @Public
  @Field(() => ID, { description: "Id of the booth." })
  id!: string;

  @Public
  @Field(() => Int, { nullable: true, description: "Its number at the exhibition, from 1; null until it is assigned." })
  number?: number | null;

  @Public
  @Field(() => JabarBoothStatus, { description: "How far it is." })
  status!: JabarBoothStatus;

  @Public
  @Field(() => String, { nullable: true, description: "Why it was withdrawn; null if it was not." })
  reason?: string | null;

  @Public
  @Field(() => DateTime, { description: "When it was applied for." })
  appliedAt!: Date;

  exhibitionId!: string;
  /** Of the record that it was merged into, if it was a duplicate. */
  pesantrenId!: string;
  productIds!: readonly string[];
  /** Shown while the exhibition runs. */
  whatsappNumber!: string;
}

@ObjectType({ description: "How often visitors of a booth asked for the seller of a product on one day." })
export class JabarInquiryCount {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the product." })
  productId!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "The day (WIB)." })
  day!: string;

  @ProgrammeReaders
  @Field(() => Int, { description: "How often, 1 or more." })
  count!: number;
}

@ObjectType({ description: "How a visitor reaches a seller." })
export class JabarSellerLink {
  @Public
  @Field(() => String, {
    description:
      "Address that opens WhatsApp with the booth's number and a text that names the product: `https://wa.me/…`.",
  })
  url!: string;
}

export const JabarBoothConnection = connectionType("JabarBooth", () => JabarBooth, "booths", Public);
