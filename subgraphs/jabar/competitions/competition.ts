import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { BusinessField } from "../../kit/business-field";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate } from "../../kit/scalars";
import { ProgrammeReaders } from "../access";

export enum JabarCompetitionStatus {
  PLANNED = "PLANNED",
  PUBLISHED = "PUBLISHED",
  ANNULLED = "ANNULLED",
}
registerEnumType(JabarCompetitionStatus, {
  name: "JabarCompetitionStatus",
  description: "How far a product competition is.",
  valuesConfig: {
    PLANNED: { description: "Not decided yet; its days say whether products may be entered." },
    PUBLISHED: { description: "Decided; everybody sees the results." },
    ANNULLED: { description: "Annulled, for the reason given." },
  },
});

@ObjectType({ description: "What products are judged by." })
export class JabarCompetitionCriterion {
  @Public
  @Field(() => String, { description: "Its name." })
  name!: string;

  @Public
  @Field(() => Int, { description: "Its weight in percent; those of a competition sum up to 100." })
  weight!: number;
}

@ObjectType({ description: "A product competition (lomba produk unggulan)." })
export class JabarCompetition {
  @Public
  @Field(() => ID, { description: "Id of the competition." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Year of the programme." })
  year!: number;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => BusinessField, { nullable: true, description: "Business field of the products; null for all." })
  field?: BusinessField | null;

  @Public
  @Field(() => LocalDate, { description: "First day on which products may be entered." })
  opensOn!: string;

  @Public
  @Field(() => LocalDate, { description: "Last day on which products may be entered." })
  closesOn!: string;

  @Public
  @Field(() => JabarCompetitionStatus, { description: "How far it is." })
  status!: JabarCompetitionStatus;

  @Public
  @Field(() => String, { nullable: true, description: "Why it was annulled; null if it was not." })
  annulledReason?: string | null;
}

export const JabarCompetitionConnection = connectionType(
  "JabarCompetition",
  () => JabarCompetition,
  "competitions",
  Public,
);

@ObjectType({ description: "How a product came out of a competition." })
export class JabarCompetitionResult {
  @Public
  @Field(() => Int, { description: "Its rank, from 1; products that are equal in everything share one." })
  rank!: number;

  @Public
  @Field(() => Float, { description: "Weighted mean of all jurors, 0 to 100, with two decimals." })
  total!: number;

  competitionId!: string;
  productId!: string;
  pesantrenId!: string;
}

@ObjectType({ description: "What a juror gave a product." })
export class JabarCompetitionScore {
  @ProgrammeReaders
  @Field(() => String, { description: "Name of the juror." })
  juror!: string;

  @ProgrammeReaders
  @Field(() => [Int], { description: "Points, 0 to 100, by each criterion in their order." })
  points!: number[];
}

@ObjectType({ description: "A product that was entered for a competition." })
export class JabarCompetitionEntry {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the entry." })
  id!: string;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it was entered." })
  enteredAt!: Date;

  @ProgrammeReaders
  @Field(() => DateTime, { nullable: true, description: "When it was withdrawn; null if it was not." })
  withdrawnAt?: Date | null;

  competitionId!: string;
  productId!: string;
  pesantrenId!: string;
}

export const JabarCompetitionEntryConnection = connectionType(
  "JabarCompetitionEntry",
  () => JabarCompetitionEntry,
  "entries",
  ProgrammeReaders,
);
