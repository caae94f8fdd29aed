import { Field, ID, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { LocalDate, RegionCode } from "../../kit/scalars";
import { MentoringReaders } from "../access";
import { PartlyAssumedRule } from "../editions/sourced";

@ObjectType({
  description: "How many pesantren a mentor has. For a contract the latest rule holds that applies on its first day.",
})
export class JabarMentoringRule extends PartlyAssumedRule {
  @Public
  @Field(() => LocalDate, { description: "From which day on it applies." })
  appliesFrom!: string;

  @Public
  @Field(() => Int, { description: "The least; fewer are shown as a warning." })
  leastPesantren!: number;

  @Public
  @Field(() => Int, { description: "The most; more are refused." })
  mostPesantren!: number;
}

@ObjectType({ description: "A mentor (pendamping): somebody whose application was accepted." })
export class JabarMentor {
  @MentoringReaders
  @Field(() => ID, { description: "Id of the mentor." })
  id!: string;

  @MentoringReaders
  @Field(() => String, { description: "Name, with titles." })
  name!: string;
}

@ObjectType({ description: "The contract of a mentor in a year." })
export class JabarMentorContract {
  @MentoringReaders
  @Field(() => ID, { description: "Id of the contract." })
  id!: string;

  @MentoringReaders
  @Field(() => Int, { description: "The year." })
  year!: number;

  @MentoringReaders
  @Field(() => String, { description: "Number of the contract." })
  number!: string;

  @MentoringReaders
  @Field(() => [RegionCode], { description: "Codes of the regencies and cities that it serves." })
  regencyCodes!: string[];

  @MentoringReaders
  @Field(() => LocalDate, { description: "Its first day." })
  startsOn!: string;

  @MentoringReaders
  @Field(() => LocalDate, { description: "Its last day, as agreed." })
  endsOn!: string;

  @MentoringReaders
  @Field(() => LocalDate, { nullable: true, description: "Its last day if it was ended early; null if not." })
  endedOn?: string | null;

  @MentoringReaders
  @Field(() => String, { nullable: true, description: "Why it was ended early; null if it was not." })
  endedReason?: string | null;

  @MentoringReaders
  @Field(() => Int, { description: "How many pesantren it has now." })
  pesantrenCount!: number;

  @MentoringReaders
  @Field(() => Int, { description: "How many it should have at least, by the rule of its first day." })
  leastPesantren!: number;

  @MentoringReaders
  @Field(() => Int, { description: "How many it can have at most, by the rule of its first day." })
  mostPesantren!: number;

  @MentoringReaders
  @Field(() => Boolean, { description: "Warning: it has fewer pesantren than it should have." })
  isBelowLeast!: boolean;

  mentorId!: string;
}

export const JabarMentorConnection = connectionType("JabarMentor", () => JabarMentor, "mentors", MentoringReaders);

@ObjectType({ description: "The mentor of a pesantren, as everybody may know." })
export class JabarPesantrenMentor {
  @Public
  @Field(() => String, { description: "Name, with titles." })
  name!: string;

  @Public
  @Field(() => Int, { description: "Year of the contract." })
  year!: number;
}
