import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JabarTrancheStatus } from "./grant";

@InputType({ description: "Which stage's winners are granted their prizes." })
export class GrantJabarPrizesInput {
  @Field(() => ID, { description: "Id of the stage, whose decision is final." })
  stageId!: string;
}

@InputType({ description: "Tranches to be ordered at the bank." })
export class OrderJabarTranchesInput {
  @Field(() => [ID], { description: "Ids of the tranches, 1 to 500; all are ordered, or none." })
  trancheIds!: string[];
}

@InputType({ description: "A payment that the bank made." })
export class JabarPaymentInput {
  @Field(() => ID, { description: "Id of the tranche." })
  trancheId!: string;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; each payment has its own." })
  bankReference!: string;

  @Field(() => LocalDate, { description: "Day on which the bank paid; not in the future." })
  paidOn!: string;
}

@InputType({ description: "Payments that the bank made." })
export class ConfirmJabarPaymentsInput {
  @Field(() => [JabarPaymentInput], { description: "The payments, 1 to 500; all are kept, or none." })
  payments!: JabarPaymentInput[];
}

@InputType({ description: "A payment that the bank could not make." })
export class FailJabarPaymentInput {
  @Field(() => ID, { description: "Id of the tranche." })
  trancheId!: string;

  @Field(() => String, { description: "Why, 1 to 500 characters." })
  reason!: string;
}

@InputType({ description: "A receipt, by reference." })
export class JabarReceiptInput {
  @Field(() => LocalDate, { description: "Day on which the money was spent; not in the future." })
  spentOn!: string;

  @Field(() => Rupiah, { description: "Rupiah, 1 or more." })
  amount!: bigint;

  @Field(() => String, { description: "What for, 1 to 500 characters." })
  description!: string;

  @Field(() => String, { description: "Where the receipt is kept, 1 to 500 characters." })
  reference!: string;

  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;
}

@InputType({ description: "How a tranche was used." })
export class SubmitJabarGrantReportInput {
  @Field(() => ID, { description: "Id of the tranche." })
  trancheId!: string;

  @Field(() => [JabarReceiptInput], { description: "The receipts, at most 500." })
  receipts!: JabarReceiptInput[];

  @Field(() => Rupiah, { description: "What was not spent, 0 or more; with the receipts exactly the tranche." })
  unspent!: bigint;

  @Field(() => String, { nullable: true, description: "A remark, up to 2,000 characters." })
  note?: string | null;
}

@InputType({ description: "What becomes of a report." })
export class ReviewJabarGrantReportInput {
  @Field(() => ID, { description: "Id of the report." })
  reportId!: string;

  @Field(() => Boolean, { description: "Whether it is accepted; otherwise it is given back." })
  isAccepted!: boolean;

  @Field(() => String, { nullable: true, description: "A remark, 1 to 2,000 characters; needed if it is given back." })
  note?: string | null;
}

@InputType({ description: "Which grants to list: those to which everything given applies." })
export class JabarGrantFilter {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => Int, { nullable: true, description: "Only those of the stage of this number." })
  stage?: number | null;

  @Field(() => String, { nullable: true, description: "Only those of the category with this code." })
  category?: string | null;

  @Field(() => RegionCode, { nullable: true, description: "Only those of this regency or city, such as `32.04`." })
  regencyCode?: string | null;

  @Field(() => JabarTrancheStatus, { nullable: true, description: "Only those with a tranche of this status." })
  trancheStatus?: JabarTrancheStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only those with a report to review (true) or without (false).",
  })
  hasReportToReview?: boolean | null;
}

@ArgsType()
export class JabarAwardListArguments extends PageArguments {
  @Field(() => Int, { nullable: true, description: "Only those of the stage of this number." })
  stage?: number | null;

  @Field(() => String, { nullable: true, description: "Only those of the category with this code." })
  category?: string | null;
}

@ArgsType()
export class JabarGrantListArguments extends PageArguments {
  @Field(() => JabarGrantFilter, { description: "Which grants." })
  filter!: JabarGrantFilter;
}
