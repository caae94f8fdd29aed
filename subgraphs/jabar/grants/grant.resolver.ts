import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { Public } from "../../kit/access/access";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { lastDigits } from "../../kit/personal/mask";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { GrantPayers, GrantReaders, Participants } from "../access";
import { JabarEdition } from "../editions/edition";
import { editionOfYear } from "../editions/edition.loader";
import { idsOf, Pesantren } from "../entities/pesantren";
import { grantPrizes } from "./award.service";
import {
  JabarAwardConnection,
  JabarGrant,
  JabarGrantConnection,
  JabarGrantReport,
  JabarPayee,
  JabarReceipt,
  JabarTranche,
} from "./grant";
import {
  ConfirmJabarPaymentsInput,
  FailJabarPaymentInput,
  GrantJabarPrizesInput,
  JabarAwardListArguments,
  JabarGrantListArguments,
  OrderJabarTranchesInput,
  ReviewJabarGrantReportInput,
  SubmitJabarGrantReportInput,
} from "./grant.input";
import {
  awardPage,
  grantPage,
  grantsOf,
  payeeOf,
  receiptsOf,
  reportById,
  reportsOf,
  tranchesById,
  tranchesOf,
} from "./grant.loader";
import { confirmPayments, failPayment, orderTranches } from "./payment.service";
import { reviewReport, submitReport } from "./report.service";
import { JabarGrantTotals } from "./totals";
import { totalsOf } from "./totals.loader";

@ObjectType({ description: "Tranches as they are now." })
class JabarTranches {
  @GrantPayers
  @Field(() => [JabarTranche], { description: "The tranches, in the order of the input." })
  tranches!: readonly JabarTranche[];
}

const EditionResult = resultUnion("GrantJabarPrizesResult", () => JabarEdition, "The edition, or why it was refused.");
const TranchesResult = resultUnion(
  "JabarTranchesResult",
  () => JabarTranches,
  "The tranches as they are now, or why it was refused.",
);
const ReportResult = resultUnion(
  "JabarGrantReportResult",
  () => JabarGrantReport,
  "The report as it is now, or why it was refused.",
);

@Resolver()
class GrantQueries {
  @Directive(pageCost)
  @GrantReaders
  @Query(() => JabarGrantConnection, {
    nullable: true,
    description:
      "The grants of an edition, page by page, the first granted first: all for operators and who pays, for a pesantren's own people its own.",
  })
  jabarGrants(
    @Args(() => JabarGrantListArguments) args: JabarGrantListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarGrant>> {
    return grantPage(context, args);
  }
}

@Resolver()
class GrantMutations {
  @GrantPayers
  @Mutation(() => EditionResult, {
    description:
      "Grants the winners of a stage their prizes, once the days for appeals are over, within the edition's budget (target `PRIZES`). After a correction of the decision it grants what is new and takes back what is not won any more, as long as nothing of it is ordered or paid. Refusals: `STAGE_UNKNOWN`, `DECISION_NOT_FINAL`, `GRANTED_ALREADY`, `PAID_ALREADY`, `BUDGET_UNKNOWN`, `BUDGET_EXCEEDED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  grantJabarPrizes(
    @Arg("input", () => GrantJabarPrizesInput, { description: "Which stage." }) input: GrantJabarPrizesInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarEdition | Refused> {
    return orRefused(
      grantPrizes(context, input, idempotencyKey).then(async (year) => (await editionOfYear(context, year))!),
    );
  }

  @GrantPayers
  @Mutation(() => TranchesResult, {
    description:
      "Orders tranches at the bank, all or none; each after the first needs the accepted report of the one before. Refusals: `TRANCHE_UNKNOWN`, `NAMED_TWICE`, `STATUS_NOT_RIGHT`, `DECISION_CORRECTED`, `ACCOUNT_MISSING`, `REPORT_MISSING`, `TOO_MANY`, `TOO_FEW`.",
  })
  orderJabarTranches(
    @Arg("input", () => OrderJabarTranchesInput, { description: "Which tranches." }) input: OrderJabarTranchesInput,
    @Ctx() context: Context,
  ): Promise<JabarTranches | Refused> {
    return tranchesOr(context, orderTranches(context, input));
  }

  @GrantPayers
  @Mutation(() => TranchesResult, {
    description:
      "Books payments that the bank made, all or none; said again with the same reference and day it changes nothing. Refusals: `TRANCHE_UNKNOWN`, `NAMED_TWICE`, `STATUS_NOT_RIGHT`, `REFERENCE_TAKEN`, `DAY_IN_FUTURE`, `TEXT_LENGTH`, `TOO_MANY`, `TOO_FEW`.",
  })
  confirmJabarPayments(
    @Arg("input", () => ConfirmJabarPaymentsInput, { description: "The payments." }) input: ConfirmJabarPaymentsInput,
    @Ctx() context: Context,
  ): Promise<JabarTranches | Refused> {
    return tranchesOr(context, confirmPayments(context, input));
  }

  @GrantPayers
  @Mutation(() => TranchesResult, {
    description:
      "Notes that the bank could not pay; the tranche may be ordered again. Refusals: `TRANCHE_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  failJabarPayment(
    @Arg("input", () => FailJabarPaymentInput, { description: "Which tranche, and why." }) input: FailJabarPaymentInput,
    @Ctx() context: Context,
  ): Promise<JabarTranches | Refused> {
    return tranchesOr(
      context,
      failPayment(context, input).then((id) => [id]),
    );
  }

  @Participants
  @Mutation(() => ReportResult, {
    description:
      "Hands in how a tranche was used. Receipts and what was not spent are exactly the tranche. Refusals: `TRANCHE_UNKNOWN`, `OUTSIDE_PESANTREN`, `STATUS_NOT_RIGHT`, `SUM_DIFFERS`, `REPORTED_ALREADY`, `DAY_IN_FUTURE`, `FORMAT_INVALID`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `TOO_MANY`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  submitJabarGrantReport(
    @Arg("input", () => SubmitJabarGrantReportInput, { description: "The report." }) input: SubmitJabarGrantReportInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarGrantReport | Refused> {
    return reportOr(context, submitReport(context, input, idempotencyKey));
  }

  @GrantPayers
  @Mutation(() => ReportResult, {
    description:
      "Accepts a report, or gives it back with the reason. What was not spent is booked as paid back. Refusals: `REPORT_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  reviewJabarGrantReport(
    @Arg("input", () => ReviewJabarGrantReportInput, { description: "Which report, and what becomes of it." })
    input: ReviewJabarGrantReportInput,
    @Ctx() context: Context,
  ): Promise<JabarGrantReport | Refused> {
    return reportOr(context, reviewReport(context, input));
  }
}

@Resolver(() => JabarGrant)
class GrantParts {
  @Public
  @FieldResolver(() => Pesantren, { description: "The winner." })
  pesantren(@Root() { pesantrenId }: JabarGrant): { id: string } {
    return { id: pesantrenId };
  }

  @GrantReaders
  @FieldResolver(() => [JabarTranche], {
    nullable: true,
    description: "Its tranches, in order; to a pesantren's own people those of its own grants.",
  })
  tranches(@Root() { id }: JabarGrant, @Ctx() context: Context): Promise<JabarTranche[]> {
    return tranchesOf(context, id);
  }

  @GrantPayers
  @FieldResolver(() => JabarPayee, { nullable: true, description: "Where it is paid to; for who pays." })
  payee(@Root() { registrationId }: JabarGrant, @Ctx() context: Context): Promise<JabarPayee | null> {
    return payeeOf(context, registrationId);
  }

  @GrantReaders
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The last digits of the account that it is paid to, behind dots; to a pesantren's own people those of its own grants. Null if the registration has none.",
  })
  async maskedBankAccount(@Root() { registrationId }: JabarGrant, @Ctx() context: Context): Promise<string | null> {
    const account = (await payeeOf(context, registrationId))?.bankAccount;
    return account ? lastDigits(account) : null;
  }
}

@Resolver(() => JabarTranche)
class TrancheReports {
  @GrantReaders
  @FieldResolver(() => [JabarGrantReport], { description: "The reports about it, the latest first." })
  reports(@Root() { id }: JabarTranche, @Ctx() context: Context): Promise<JabarGrantReport[]> {
    return reportsOf(context, id);
  }
}

@Resolver(() => JabarGrantReport)
class ReportReceipts {
  @GrantReaders
  @FieldResolver(() => [JabarReceipt], { description: "Its receipts, by their numbers." })
  receipts(@Root() { id }: JabarGrantReport, @Ctx() context: Context): Promise<JabarReceipt[]> {
    return receiptsOf(context, id);
  }
}

@Resolver(() => JabarEdition)
class EditionGrants {
  @Public
  @FieldResolver(() => JabarGrantTotals, { description: "The sums of its grants, compared with the ledger." })
  grantTotals(@Root() { year }: JabarEdition, @Ctx() context: Context): Promise<JabarGrantTotals> {
    return totalsOf(context, year);
  }

  @Directive(pageCost)
  @Public
  @FieldResolver(() => JabarAwardConnection, { description: "Who won what: by stage, category and rank." })
  awards(
    @Root() { year }: JabarEdition,
    @Args(() => JabarAwardListArguments) args: JabarAwardListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarGrant>> {
    return awardPage(context, year, args);
  }
}

@Resolver(() => Pesantren)
class PesantrenGrants {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => [JabarGrant], {
    description: "The prizes that it won in Jawa Barat's programme, the latest first.",
  })
  jabarGrants(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarGrant[]> {
    return grantsOf(context, idsOf(pesantren));
  }
}

function tranchesOr(context: Context, work: Promise<string[]>): Promise<JabarTranches | Refused> {
  return orRefused(work.then(async (ids) => ({ tranches: await tranchesById(context, ids) })));
}

function reportOr(context: Context, work: Promise<string>): Promise<JabarGrantReport | Refused> {
  return orRefused(work.then(async (id) => (await reportById(context, id))!));
}

/** Prizes, their tranches and the reports about them. */
export const GRANT_RESOLVERS = [
  GrantQueries,
  GrantMutations,
  GrantParts,
  TrancheReports,
  ReportReceipts,
  EditionGrants,
  PesantrenGrants,
];
