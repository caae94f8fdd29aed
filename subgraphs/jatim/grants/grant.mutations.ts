import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { Public } from "../../kit/access/access";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { GrantPayers, Participants } from "../access";
import { JatimGrant, JatimGrantReport, JatimGrantRule } from "./grant";
import {
  AddJatimGrantRuleInput,
  DecideJatimGrantInput,
  DisburseJatimGrantInput,
  ProposeJatimGrantInput,
  ReviewJatimGrantReportInput,
  SubmitJatimGrantReportInput,
} from "./grant.input";
import { grantById, reportById, rulesOf } from "./grant.loader";
import { addRule } from "./grant.rules";
import { decideGrant, disburseGrant, proposeGrant } from "./grant.service";
import { reviewReport, submitReport } from "./report.service";

@ObjectType({ description: "The rules of grants, as they are now." })
class JatimGrantRules {
  @Public
  @Field(() => [JatimGrantRule], { description: "All of them." })
  rules!: readonly JatimGrantRule[];
}

const GrantResult = resultUnion("JatimGrantResult", () => JatimGrant, "The grant, or why it was refused.");
const ReportResult = resultUnion(
  "JatimGrantReportResult",
  () => JatimGrantReport,
  "The report, or why it was refused.",
);
const RulesResult = resultUnion("JatimGrantRulesResult", () => JatimGrantRules, "The rules, or why it was refused.");

@Resolver()
export class GrantMutations {
  @Participants
  @Mutation(() => GrantResult, {
    description:
      "Proposes a grant for the pesantren's cooperative; one of a kind and pesantren, ever. Refusals: `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `KIND_UNKNOWN`, `GRANTED_ALREADY`, `TEXT_LENGTH`, `FORMAT_INVALID`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  proposeJatimGrant(
    @Arg("input", () => ProposeJatimGrantInput, { description: "The proposal." }) input: ProposeJatimGrantInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimGrant | Refused> {
    return answered(context, proposeGrant(context, input, idempotencyKey), grantById);
  }

  @GrantPayers
  @Mutation(() => GrantResult, {
    description:
      "Approves a proposal with the amount of the day's rule, or refuses it. Refusals: `GRANT_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  decideJatimGrant(
    @Arg("input", () => DecideJatimGrantInput, { description: "The decision." }) input: DecideJatimGrantInput,
    @Ctx() context: Context,
  ): Promise<JatimGrant | Refused> {
    return answered(context, decideGrant(context, input), grantById);
  }

  @GrantPayers
  @Mutation(() => GrantResult, {
    description:
      "Books the payment of a grant that the bank made. Refusals: `GRANT_UNKNOWN`, `STATUS_NOT_RIGHT`, `REFERENCE_TAKEN`, `DAY_IN_FUTURE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  disburseJatimGrant(
    @Arg("input", () => DisburseJatimGrantInput, { description: "The payment." }) input: DisburseJatimGrantInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimGrant | Refused> {
    return answered(context, disburseGrant(context, input, idempotencyKey), grantById);
  }

  @Participants
  @Mutation(() => ReportResult, {
    description:
      "Hands in how a grant was used. Refusals: `GRANT_UNKNOWN`, `STATUS_NOT_RIGHT`, `SUM_DIFFERS`, `REPORTED_ALREADY`, `DAY_IN_FUTURE`, `FORMAT_INVALID`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `TOO_MANY`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  submitJatimGrantReport(
    @Arg("input", () => SubmitJatimGrantReportInput, { description: "The report." }) input: SubmitJatimGrantReportInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimGrantReport | Refused> {
    return answered(context, submitReport(context, input, idempotencyKey), reportById);
  }

  @GrantPayers
  @Mutation(() => ReportResult, {
    description:
      "Accepts a report, or gives it back with the reason; what was not spent is booked as paid back. Refusals: `REPORT_UNKNOWN`, `STATUS_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  reviewJatimGrantReport(
    @Arg("input", () => ReviewJatimGrantReportInput, { description: "The review." }) input: ReviewJatimGrantReportInput,
    @Ctx() context: Context,
  ): Promise<JatimGrantReport | Refused> {
    return answered(context, reviewReport(context, input), reportById);
  }

  @GrantPayers
  @Mutation(() => RulesResult, {
    description:
      "Adds a rule that holds from a day to come on. Refusals: `FORMAT_INVALID`, `DAY_NOT_TO_COME`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `RULE_SET`.",
  })
  addJatimGrantRule(
    @Arg("input", () => AddJatimGrantRuleInput, { description: "The rule." }) input: AddJatimGrantRuleInput,
    @Ctx() context: Context,
  ): Promise<JatimGrantRules | Refused> {
    return orRefused(addRule(context, input).then(async () => ({ rules: await rulesOf(context) })));
  }
}
