import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { DuplicateReviewers } from "../access";
import { connectionType, PageArguments } from "../../kit/graph/connection";
import { resultUnion } from "../../kit/refusal";
import { DateTime, RegionCode } from "../../kit/scalars";
import { Pesantren } from "../pesantren/pesantren";

export enum DuplicateState {
  OPEN = "OPEN",
  DISMISSED = "DISMISSED",
  MERGED = "MERGED",
}
registerEnumType(DuplicateState, {
  name: "DuplicateState",
  description: "What was decided about two records that are likely to be of the same pesantren.",
  valuesConfig: {
    OPEN: { description: "Nothing yet." },
    DISMISSED: { description: "They are different pesantren." },
    MERGED: { description: "They are the same, and were merged." },
  },
});

export enum DuplicateReasonCode {
  SAME_NAME = "SAME_NAME",
  SIMILAR_NAME = "SIMILAR_NAME",
  SAME_ADDRESS = "SAME_ADDRESS",
  SIMILAR_ADDRESS = "SIMILAR_ADDRESS",
  SAME_CONTACT = "SAME_CONTACT",
  NEARBY = "NEARBY",
}
registerEnumType(DuplicateReasonCode, {
  name: "DuplicateReasonCode",
  description: "What speaks for two records being of the same pesantren.",
  valuesConfig: {
    SAME_NAME: { description: "Their names are the same, spelling aside; `value`: how many in the regency bear it." },
    SIMILAR_NAME: { description: "Their names are alike; `value`: how much, in per cent." },
    SAME_ADDRESS: { description: "Their addresses name the same places and numbers; `value`: 100." },
    SIMILAR_ADDRESS: {
      description: "Their addresses are alike, or one holds the other; `value`: how much, in per cent.",
    },
    SAME_CONTACT: { description: "They have the same WhatsApp number; `value`: null." },
    NEARBY: { description: "They lie within 200 metres of each other; `value`: the distance in metres." },
  },
});

@ObjectType({ description: "One thing that speaks for two records being of the same pesantren." })
export class DuplicateReason {
  @DuplicateReviewers
  @Field(() => DuplicateReasonCode, { description: "What it is." })
  code!: DuplicateReasonCode;

  @DuplicateReviewers
  @Field(() => Int, { nullable: true, description: "How much, as each code explains." })
  value?: number | null;
}

@ObjectType({ description: "Two records of a regency that are likely to be of the same pesantren." })
export class DuplicatePair {
  @DuplicateReviewers
  @Field(() => ID, { description: "Id of the pair." })
  id!: string;

  @DuplicateReviewers
  @Field(() => Int, {
    description:
      "How likely, 61 to 100: from the name and how rare it is in the regency, address, contact, location and district.",
  })
  score!: number;

  @DuplicateReviewers
  @Field(() => [DuplicateReason], { description: "What speaks for it." })
  reasons!: DuplicateReason[];

  @DuplicateReviewers
  @Field(() => DuplicateState, { description: "What was decided." })
  state!: DuplicateState;

  @DuplicateReviewers
  @Field(() => String, { nullable: true, description: "Why it was dismissed or merged; null while it is open." })
  reason?: string | null;

  @DuplicateReviewers
  @Field(() => DateTime, { description: "When it was found." })
  foundAt!: Date;
}

export const DuplicatePairConnection = connectionType(
  "DuplicatePair",
  () => DuplicatePair,
  "likely duplicates",
  DuplicateReviewers,
);

export const MergePesantrenResult = resultUnion(
  "MergePesantrenResult",
  () => Pesantren,
  "The original, which now stands for both, or why the merge was refused.",
);
export const UnmergePesantrenResult = resultUnion(
  "UnmergePesantrenResult",
  () => Pesantren,
  "The record that stands for itself again, or why that was refused.",
);
export const DismissDuplicateResult = resultUnion(
  "DismissDuplicateResult",
  () => DuplicatePair,
  "The pair that was dismissed, or why that was refused.",
);

@InputType({ description: "Which likely duplicates to list: those to which everything given applies." })
export class DuplicateFilter {
  @Field(() => RegionCode, { nullable: true, description: "Only those in this province, such as `32`." })
  provinceCode?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those in this regency or city, such as `32.04`." })
  regencyCode?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those of which this pesantren is one." })
  pesantrenId?: string | null;

  @Field(() => Int, { nullable: true, description: "Only those of at least this score, 0 to 100." })
  leastScore?: number | null;

  @Field(() => DuplicateState, {
    nullable: true,
    description: "Only those of which this was decided; `OPEN` if left out.",
  })
  state?: DuplicateState | null;
}

@ArgsType()
export class DuplicateListArguments extends PageArguments {
  @Field(() => DuplicateFilter, { nullable: true, description: "Which ones; all that are open if left out." })
  filter?: DuplicateFilter | null;
}

const REASON = "Why; 1 to 500 characters, kept for ever.";

@InputType({ description: "A duplicate and its original." })
export class MergePesantrenInput {
  @Field(() => ID, {
    description: "Id of the record that shall stand for nothing any more. It keeps finding the original.",
  })
  duplicateId!: string;

  @Field(() => ID, { description: "Id of the record that shall stand for both." })
  originalId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: "A merge to be taken back." })
export class UnmergePesantrenInput {
  @Field(() => ID, { description: "Id of the record that was merged as a duplicate." })
  duplicateId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: "Two records that are different pesantren after all." })
export class DismissDuplicateInput {
  @Field(() => ID, { description: "Id of the pair." })
  id!: string;

  @Field(() => String, { description: REASON })
  reason!: string;
}
