import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JabarMode } from "../modes";

@InputType({ description: "How many pesantren a mentor has, from a day on." })
export class SetJabarMentoringRuleInput {
  @Field(() => LocalDate, { description: "From which day on it applies; today or later." })
  appliesFrom!: string;

  @Field(() => Int, { description: "The least, 0 to 1,000." })
  leastPesantren!: number;

  @Field(() => Int, { description: "The most, up to 1,000 and not below the least." })
  mostPesantren!: number;

  @Field(() => String, { description: "Code of the source that says so; `assumed` if none does." })
  source!: string;
}

@InputType({ description: "A new contract of a mentor." })
export class ContractJabarMentorInput {
  @Field(() => ID, { description: "Id of the mentor." })
  mentorId!: string;

  @Field(() => Int, { description: "The year, of an edition; not a past one." })
  year!: number;

  @Field(() => String, { description: "Number of the contract, 1 to 60 characters; no other has it." })
  number!: string;

  @Field(() => [RegionCode], { description: "Codes of the regencies of Jawa Barat that it serves, 1 to 27." })
  regencyCodes!: string[];

  @Field(() => LocalDate, { description: "Its first day, within the year." })
  startsOn!: string;

  @Field(() => LocalDate, { description: "Its last day, within the year." })
  endsOn!: string;
}

@InputType({ description: "The early end of a contract." })
export class EndJabarMentorContractInput {
  @Field(() => ID, { description: "Id of the contract." })
  contractId!: string;

  @Field(() => LocalDate, { description: "Its last day: within the contract, and not in the future." })
  endedOn!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "Pesantren that a mentor is to have." })
export class AssignJabarMentorInput {
  @Field(() => ID, { description: "Id of the mentor's contract." })
  contractId!: string;

  @Field(() => [ID], { description: "Ids of the pesantren, 1 to 100." })
  pesantrenIds!: string[];

  @Field(() => String, {
    nullable: true,
    description: "Why pesantren outside of the contract's regencies, if there are any; 1 to 500 characters.",
  })
  outsideReason?: string | null;
}

@InputType({ description: "The end of an assignment." })
export class EndJabarMentoringAssignmentInput {
  @Field(() => ID, { description: "Id of the assignment." })
  assignmentId!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "A photo or paper: where it is kept, and the checksum of its content." })
export class JabarVisitAttachmentInput {
  @Field(() => String, { description: "Where it is kept, 1 to 500 characters." })
  reference!: string;

  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits in lower case." })
  sha256!: string;
}

@InputType({ description: "A report about a visit." })
export class ReportJabarVisitInput {
  @Field(() => ID, { description: "Id of the assignment; one of your own." })
  assignmentId!: string;

  @Field(() => LocalDate, { description: "The day: within the assignment, and not in the future." })
  visitedOn!: string;

  @Field(() => JabarMode, { description: "Online or in person." })
  mode!: JabarMode;

  @Field(() => String, { description: "What you found, 1 to 4,000 characters." })
  findings!: string;

  @Field(() => String, { description: "What you advised, 1 to 4,000 characters." })
  advice!: string;

  @Field(() => String, { nullable: true, description: "What is to be done next, 1 to 2,000 characters." })
  nextStep?: string | null;

  @Field(() => [JabarVisitAttachmentInput], { defaultValue: [], description: "Photos and papers, at most 20." })
  attachments!: JabarVisitAttachmentInput[];
}

@InputType({ description: "How the business of a pesantren did in a month." })
export class RecordJabarBusinessProgressInput {
  @Field(() => ID, { description: "Id of the pesantren; one that you mentor." })
  pesantrenId!: string;

  @Field(() => Int, { description: "The year, 2010 or later." })
  year!: number;

  @Field(() => Int, { description: "The month, 1 to 12; one that has begun." })
  month!: number;

  @Field(() => Rupiah, { description: "Revenue of the month in rupiah (omzet), 0 or more." })
  revenue!: bigint;

  @Field(() => Int, { description: "How many people work in the business, 0 to 100,000." })
  workers!: number;

  @Field(() => Int, { description: "How many units of its products were made in the month, 0 to 1,000,000,000." })
  unitsProduced!: number;

  @Field(() => [String], {
    defaultValue: [],
    description: "Where they were sold, at most 30, each 1 to 100 characters.",
  })
  markets!: string[];

  @Field(() => String, {
    nullable: true,
    description: "Why it is corrected, 1 to 500 characters; needed if the month was recorded before, and only then.",
  })
  correctionReason?: string | null;
}

@InputType({ description: "Which mentors to list." })
export class JabarMentorFilter {
  @Field(() => Int, { nullable: true, description: "Only those with a contract of this year." })
  year?: number | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those with a contract (of the year, if given) there." })
  regencyCode?: string | null;
}

@ArgsType()
export class JabarMentorListArguments extends PageArguments {
  @Field(() => JabarMentorFilter, { defaultValue: {}, description: "Which mentors." })
  filter!: JabarMentorFilter;
}

@InputType({ description: "Which assignments of a year to list: those to which everything given applies." })
export class JabarMentoringAssignmentFilter {
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Field(() => ID, { nullable: true, description: "Only those of this mentor." })
  mentorId?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of pesantren of this regency or city." })
  regencyCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only those that go on (true) or were ended (false); all if left out.",
  })
  isActive?: boolean | null;
}

@ArgsType()
export class JabarMentoringAssignmentListArguments extends PageArguments {
  @Field(() => JabarMentoringAssignmentFilter, { description: "Which assignments." })
  filter!: JabarMentoringAssignmentFilter;
}
