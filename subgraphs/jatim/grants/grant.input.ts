import { ArgsType, Field, ID, InputType } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JatimGrantStatus } from "./grant";

@InputType({ description: "A proposal for a grant." })
export class ProposeJatimGrantInput {
  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => String, { defaultValue: "COOPERATIVE", description: "Kind of grant; one for which there is a rule." })
  kind!: string;

  @Field(() => String, { description: "Name of the cooperative, 2 to 200 characters." })
  cooperative!: string;

  @Field(() => String, { description: "What it is asked for, 10 to 5,000 characters." })
  plan!: string;

  @Field(() => String, { description: "Code of the bank of the cooperative's account, 2 to 40 characters." })
  bankCode!: string;

  @Field(() => String, { description: "Number of the cooperative's account, 5 to 20 digits." })
  bankAccount!: string;
}

@InputType({ description: "The decision about a proposal." })
export class DecideJatimGrantInput {
  @Field(() => ID, { description: "Id of the grant." })
  grantId!: string;

  @Field(() => Boolean, { description: "Whether it is approved; otherwise it is refused." })
  isApproved!: boolean;

  @Field(() => String, { nullable: true, description: "Why, 1 to 2,000 characters; needed for a refusal." })
  note?: string | null;
}

@InputType({ description: "A payment that the bank made." })
export class DisburseJatimGrantInput {
  @Field(() => ID, { description: "Id of the grant." })
  grantId!: string;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; no other payment has it." })
  bankReference!: string;

  @Field(() => LocalDate, { description: "When it was paid; not in the future." })
  paidOn!: string;
}

@InputType({ description: "A receipt, by reference." })
export class JatimGrantReceiptInput {
  @Field(() => LocalDate, { description: "When it was spent; not in the future." })
  spentOn!: string;

  @Field(() => Rupiah, { description: "How much, 1 or more." })
  amount!: bigint;

  @Field(() => String, { description: "What for, 1 to 500 characters." })
  description!: string;

  @Field(() => String, { description: "Where it is kept, 1 to 500 characters." })
  reference!: string;

  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;
}

@InputType({ description: "How a grant was used. Receipts and what was not spent are exactly the grant." })
export class SubmitJatimGrantReportInput {
  @Field(() => ID, { description: "Id of the grant." })
  grantId!: string;

  @Field(() => [JatimGrantReceiptInput], { description: "The receipts, at most 500." })
  receipts!: JatimGrantReceiptInput[];

  @Field(() => Rupiah, { description: "What was not spent, 0 or more." })
  unspent!: bigint;

  @Field(() => String, { nullable: true, description: "A note, at most 2,000 characters." })
  note?: string | null;
}

@InputType({ description: "The review of a report." })
export class ReviewJatimGrantReportInput {
  @Field(() => ID, { description: "Id of the report." })
  reportId!: string;

  @Field(() => Boolean, { description: "Whether it is accepted; otherwise it is given back." })
  isAccepted!: boolean;

  @Field(() => String, { nullable: true, description: "Why, 1 to 2,000 characters; needed if it is given back." })
  note?: string | null;
}

@InputType({ description: "A rule of grants that holds from a day to come on." })
export class AddJatimGrantRuleInput {
  @Field(() => String, { description: "Kind of grant: capitals and underscores, 2 to 40." })
  kind!: string;

  @Field(() => LocalDate, { description: "The first day on which it holds, after today." })
  appliesFrom!: string;

  @Field(() => Rupiah, { description: "How much a cooperative is granted, 1 to 10,000,000,000." })
  amount!: bigint;

  @Field(() => String, { description: "Who says so, such as a decree; 3 to 300 characters." })
  source!: string;
}

@ArgsType()
export class JatimGrantListArguments extends PageArguments {
  @Field(() => JatimGrantStatus, { nullable: true, description: "Only those that stand there." })
  status?: JatimGrantStatus | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of pesantren of this regency or city." })
  regencyCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only those with a report to review (true) or without (false).",
  })
  hasReportToReview?: boolean | null;
}
