import { ArgsType, Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { DateTime, RegionCode } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { JabarApplicationStatus } from "./application";

export enum JabarApplicationOutcome {
  ACCEPTED = "ACCEPTED",
  REJECTED = "REJECTED",
}
registerEnumType(JabarApplicationOutcome, {
  name: "JabarApplicationOutcome",
  description: "What is decided of an application.",
  valuesConfig: {
    ACCEPTED: { description: "The applicant becomes a mentor; only after an interview." },
    REJECTED: { description: "Not accepted; needs a reason." },
  },
});

@InputType({ description: "An application of the account that asks." })
export class ApplyAsJabarMentorInput {
  @Field(() => Int, { description: "The year, of an edition; not a past one." })
  year!: number;

  @Field(() => String, { description: "Name with titles, 2 to 120 characters." })
  name!: string;

  @Field(() => String, { description: "What you have done that helps a pesantren's business, 20 to 4,000 characters." })
  experience!: string;

  @Field(() => [RegionCode], {
    defaultValue: [],
    description: "Codes of the regencies of Jawa Barat where you would work, at most 27; empty: anywhere.",
  })
  regencyCodes!: string[];
}

@InputType({ description: "An invitation to an interview." })
export class InviteJabarMentorApplicantInput {
  @Field(() => ID, { description: "Id of the application." })
  applicationId!: string;

  @Field(() => DateTime, { description: "When; in the future." })
  interviewAt!: Date;

  @Field(() => JabarMode, { description: "Online or in person." })
  mode!: JabarMode;

  @Field(() => String, { description: "Where, or the address of the meeting; 2 to 300 characters." })
  place!: string;
}

@InputType({ description: "What came of an interview." })
export class RecordJabarMentorInterviewInput {
  @Field(() => ID, { description: "Id of the application." })
  applicationId!: string;

  @Field(() => Int, { description: "Score, 0 to 100." })
  score!: number;

  @Field(() => String, { description: "Notes for those who decide, 1 to 4,000 characters." })
  notes!: string;
}

@InputType({ description: "A decision about an application." })
export class DecideJabarMentorApplicationInput {
  @Field(() => ID, { description: "Id of the application." })
  applicationId!: string;

  @Field(() => JabarApplicationOutcome, { description: "Accepted or rejected." })
  outcome!: JabarApplicationOutcome;

  @Field(() => String, {
    nullable: true,
    description: "Why; the applicant reads it. 1 to 1,000 characters, needed to reject.",
  })
  reason?: string | null;
}

@InputType({ description: "Which applications to list: those to which everything given applies." })
export class JabarMentorApplicationFilter {
  @Field(() => Int, { nullable: true, description: "Only those for this year." })
  year?: number | null;

  @Field(() => JabarApplicationStatus, { nullable: true, description: "Only those that stand there." })
  status?: JabarApplicationStatus | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those who would work in this regency, or anywhere." })
  regencyCode?: string | null;
}

@ArgsType()
export class JabarMentorApplicationListArguments extends PageArguments {
  @Field(() => JabarMentorApplicationFilter, { defaultValue: {}, description: "Which applications." })
  filter!: JabarMentorApplicationFilter;
}
