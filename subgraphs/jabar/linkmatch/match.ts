import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { BusinessField } from "../../kit/business-field";
import { ProgrammeReaders } from "../access";
import { SourcedRule } from "../editions/sourced";

export enum JabarMatchKind {
  SUPPLIER = "SUPPLIER",
  CUSTOMER = "CUSTOMER",
  COMPLEMENT = "COMPLEMENT",
  SAME_BUYER = "SAME_BUYER",
  SAME_DISTRICT = "SAME_DISTRICT",
  SAME_REGENCY = "SAME_REGENCY",
}
registerEnumType(JabarMatchKind, {
  name: "JabarMatchKind",
  description: "Why two pesantren could work together.",
  valuesConfig: {
    SUPPLIER: { description: "The other makes what products of the own field are made of." },
    CUSTOMER: { description: "The other makes its products of what the own field makes." },
    COMPLEMENT: { description: "Their products are bought together." },
    SAME_BUYER: { description: "A buyer of business matching deals with both; which one is not told." },
    SAME_DISTRICT: { description: "They are in the same district." },
    SAME_REGENCY: { description: "They are in the same regency, and in other districts." },
  },
});

@ObjectType({ description: "How much a reason counts when pesantren are matched." })
export class JabarMatchRule extends SourcedRule {
  @Public
  @Field(() => JabarMatchKind, { description: "The reason." })
  kind!: JabarMatchKind;

  @Public
  @Field(() => BusinessField, {
    nullable: true,
    description: "Field of the own products; null where fields do not matter.",
  })
  ownField?: BusinessField | null;

  @Public
  @Field(() => BusinessField, {
    nullable: true,
    description: "Field of the other's products; null where fields do not matter.",
  })
  otherField?: BusinessField | null;

  @Public
  @Field(() => Int, { description: "How much it counts, 1 to 100." })
  weight!: number;
}

@ObjectType({ description: "Why a pesantren is suggested." })
export class JabarMatchReason {
  @ProgrammeReaders
  @Field(() => JabarMatchKind, { description: "The reason." })
  kind!: JabarMatchKind;

  @ProgrammeReaders
  @Field(() => Int, { description: "How much it counts." })
  weight!: number;

  productIds!: readonly string[];
}

@ObjectType({ description: "A pesantren with which another could work together." })
export class JabarMatch {
  @ProgrammeReaders
  @Field(() => Int, { description: "What its reasons count together; suggestions come in this order, the most first." })
  score!: number;

  @ProgrammeReaders
  @Field(() => [JabarMatchReason], { description: "Why, the reason that counts most first." })
  reasons!: JabarMatchReason[];

  pesantrenId!: string;
}
