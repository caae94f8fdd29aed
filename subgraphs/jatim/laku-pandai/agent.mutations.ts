import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { LakuPandaiBanks, ProgrammeOperators } from "../access";
import { appointAgent, changeClass, changeStatus, moveCash } from "./agent.service";
import { JatimCashMovement, JatimLakuPandaiAgent, JatimLakuPandaiRules } from "./banking";
import {
  AddJatimAgentClassRuleInput,
  AddJatimBasicAccountLimitsInput,
  AppointJatimAgentInput,
  ChangeJatimAgentClassInput,
  ChangeJatimAgentStatusInput,
  MoveJatimAgentCashInput,
} from "./banking.input";
import { agentById, movementById } from "./banking.loader";
import { addClassRule, addLimits, rulesOn } from "./banking.rules";

const AgentResult = resultUnion("JatimAgentResult", () => JatimLakuPandaiAgent, "The agent, or why it was refused.");
const MovementResult = resultUnion(
  "JatimCashMovementResult",
  () => JatimCashMovement,
  "The movement, or why it was refused.",
);
const RulesResult = resultUnion(
  "JatimLakuPandaiRulesResult",
  () => JatimLakuPandaiRules,
  "What will hold from that day on, or why it was refused.",
);

@Resolver()
export class AgentMutations {
  @LakuPandaiBanks
  @Mutation(() => AgentResult, {
    description:
      "Makes a service point an agent of its bank, in the class with which agents begin. Refusals: `SERVICE_POINT_UNKNOWN`, `SERVICE_NOT_OFFERED`, `OUTSIDE_PROVINCE`, `AGENT_ALREADY`, `RULE_MISSING`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  appointJatimAgent(
    @Arg("input", () => AppointJatimAgentInput, { description: "The service point." }) input: AppointJatimAgentInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiAgent | Refused> {
    return answered(context, appointAgent(context, input, idempotencyKey), agentById);
  }

  @LakuPandaiBanks
  @Mutation(() => AgentResult, {
    description:
      "Puts an agent into another class. Refusals: `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `CLASS_UNKNOWN`, `TEXT_LENGTH`.",
  })
  changeJatimAgentClass(
    @Arg("input", () => ChangeJatimAgentClassInput, { description: "The class." }) input: ChangeJatimAgentClassInput,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiAgent | Refused> {
    return answered(context, changeClass(context, input), agentById);
  }

  @LakuPandaiBanks
  @Mutation(() => AgentResult, {
    description:
      "Suspends an agent, lets it work again, or ends it. Refusals: `AGENT_UNKNOWN`, `STATUS_NOT_RIGHT`, `POSITION_LEFT`, `TEXT_LENGTH`.",
  })
  changeJatimAgentStatus(
    @Arg("input", () => ChangeJatimAgentStatusInput, { description: "The status." }) input: ChangeJatimAgentStatusInput,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiAgent | Refused> {
    return answered(context, changeStatus(context, input), agentById);
  }

  @LakuPandaiBanks
  @Mutation(() => MovementResult, {
    description:
      "Books what passed between an agent and its bank, by the bank's reference. Refusals: `AGENT_UNKNOWN`, `AGENT_NOT_WORKING`, `FLOAT_TOO_LOW`, `CASH_TOO_LOW`, `REFERENCE_TAKEN`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  moveJatimAgentCash(
    @Arg("input", () => MoveJatimAgentCashInput, { description: "The movement." }) input: MoveJatimAgentCashInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCashMovement | Refused> {
    return answered(context, moveCash(context, input, idempotencyKey), movementById);
  }

  @ProgrammeOperators
  @Mutation(() => RulesResult, {
    description:
      "Adds limits that hold from a day to come on. Refusals: `DAY_NOT_TO_COME`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `RULE_SET`.",
  })
  addJatimBasicAccountLimits(
    @Arg("input", () => AddJatimBasicAccountLimitsInput, { description: "The limits." })
    input: AddJatimBasicAccountLimitsInput,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiRules | Refused> {
    return orRefused(addLimits(context, input).then((day) => rulesOn(context, day)));
  }

  @ProgrammeOperators
  @Mutation(() => RulesResult, {
    description:
      "Adds what agents of a class may offer from a day to come on. Refusals: `DAY_NOT_TO_COME`, `TOO_MANY`, `TEXT_LENGTH`, `RULE_SET`.",
  })
  addJatimAgentClassRule(
    @Arg("input", () => AddJatimAgentClassRuleInput, { description: "The class." }) input: AddJatimAgentClassRuleInput,
    @Ctx() context: Context,
  ): Promise<JatimLakuPandaiRules | Refused> {
    return orRefused(addClassRule(context, input).then((day) => rulesOn(context, day)));
  }
}
