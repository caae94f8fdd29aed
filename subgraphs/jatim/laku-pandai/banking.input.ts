import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { JatimConsentInput } from "../pillars/pillar.input";
import { JatimAgentService, JatimAgentStatus, JatimCashMovementKind } from "./banking";

const REASON = "Why, 3 to 500 characters, no personal data.";
const AGENT = "Id of the agent; one of your own pesantren.";
const PIN = "The holder's PIN, typed in by the holder; 6 digits.";

@InputType({ description: "A service point that becomes an agent of its bank." })
export class AppointJatimAgentInput {
  @Field(() => ID, { description: "Id of the service point: active, with the service `LAKU_PANDAI` and a bank." })
  servicePointId!: string;
}

@InputType({ description: "The class into which an agent comes." })
export class ChangeJatimAgentClassInput {
  @Field(() => ID, { description: "Id of the agent." })
  agentId!: string;

  @Field(() => String, { description: "Code of a class that there is today, such as `B`." })
  classCode!: string;

  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: "How an agent is to stand." })
export class ChangeJatimAgentStatusInput {
  @Field(() => ID, { description: "Id of the agent." })
  agentId!: string;

  @Field(() => JatimAgentStatus, {
    description:
      "`SUSPENDED` and `ACTIVE` follow each other; `ENDED` is final, and for an agent without cash and float.",
  })
  status!: `${JatimAgentStatus}`;

  @Field(() => String, { description: REASON })
  reason!: string;
}

@InputType({ description: "What passed between an agent and its bank." })
export class MoveJatimAgentCashInput {
  @Field(() => ID, { description: "Id of the agent." })
  agentId!: string;

  @Field(() => JatimCashMovementKind, { description: "What passed." })
  kind!: `${JatimCashMovementKind}`;

  @Field(() => Rupiah, { description: "How much, 1 to 1,000,000,000." })
  amount!: bigint;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; it stands for nothing else." })
  bankReference!: string;
}

@InputType({ description: "Limits of basic accounts from a day on; they take the place of all before." })
export class AddJatimBasicAccountLimitsInput {
  @Field(() => LocalDate, { description: "From which day (WIB) they hold; after today." })
  appliesFrom!: string;

  @Field(() => Rupiah, { description: "The most that an account holds." })
  maxBalance!: bigint;

  @Field(() => Rupiah, { description: "The most that leaves an account in a calendar month (WIB)." })
  maxMonthlyOutgoing!: bigint;

  @Field(() => Rupiah, { description: "The least that one transaction moves." })
  minAmount!: bigint;

  @Field(() => Rupiah, { description: "The most that one transaction moves." })
  maxAmount!: bigint;

  @Field(() => Int, { description: "How many wrong PINs in a row lock an account, 1 to 10." })
  pinAttempts!: number;

  @Field(() => String, { description: "Who says so, such as a regulation; 3 to 300 characters." })
  source!: string;
}

@InputType({ description: "What agents of a class may offer from a day on." })
export class AddJatimAgentClassRuleInput {
  @Field(() => String, { description: "Code of the class, a new or a known one; 1 to 20 characters." })
  code!: string;

  @Field(() => LocalDate, { description: "From which day (WIB) it holds; after today." })
  appliesFrom!: string;

  @Field(() => [JatimAgentService], { description: "What it may offer; none ends the class's work." })
  services!: `${JatimAgentService}`[];

  @Field(() => Boolean, { description: "Whether a new agent begins with it." })
  isFirst!: boolean;

  @Field(() => String, { description: "Who says so, such as a regulation; 3 to 300 characters." })
  source!: string;
}

@InputType({ description: "A person who opens a basic account. What is personal is encrypted where it is kept." })
export class OpenJatimBasicAccountInput {
  @Field(() => ID, { description: AGENT })
  agentId!: string;

  @Field(() => String, { description: "Full name, 1 to 120 characters." })
  name!: string;

  @Field(() => String, { description: "NIK, 16 digits; a person has one account at a bank." })
  nik!: string;

  @Field(() => String, { description: "Telephone number in E.164 form, such as +628123456789." })
  phone!: string;

  @Field(() => LocalDate, { description: "Birth date; for a minor a guardian consents." })
  birthDate!: string;

  @Field(() => String, { description: "The PIN that the holder chose: 6 digits that neither repeat nor run in a row." })
  pin!: string;

  @Field(() => JatimConsentInput, {
    description: "The consent that agent, province and bank use this for the account.",
  })
  consent!: JatimConsentInput;
}

@InputType({ description: "An account that its holder closes." })
export class CloseJatimBasicAccountInput {
  @Field(() => ID, { description: AGENT })
  agentId!: string;

  @Field(() => String, { description: "Number of the account, 12 digits." })
  accountNumber!: string;

  @Field(() => String, { description: PIN })
  pin!: string;
}

@InputType({ description: "A new PIN, for a holder whom the agent knows by the identity card." })
export class ResetJatimBasicAccountPinInput {
  @Field(() => ID, { description: AGENT })
  agentId!: string;

  @Field(() => String, { description: "Number of the account, 12 digits." })
  accountNumber!: string;

  @Field(() => String, { description: "NIK from the holder's identity card, 16 digits." })
  nik!: string;

  @Field(() => String, { description: "The new PIN: 6 digits that neither repeat nor run in a row." })
  newPin!: string;
}

@InputType({ description: "Cash that comes into an account." })
export class DepositIntoJatimBasicAccountInput {
  @Field(() => ID, { description: AGENT })
  agentId!: string;

  @Field(() => String, { description: "Number of an account of the agent's bank, 12 digits." })
  accountNumber!: string;

  @Field(() => Rupiah, { description: "How much, within the limits of the day." })
  amount!: bigint;
}

@InputType({ description: "Cash that its holder takes out of an account." })
export class WithdrawFromJatimBasicAccountInput extends DepositIntoJatimBasicAccountInput {
  @Field(() => String, { description: PIN })
  pin!: string;
}

@InputType({ description: "Money that goes from one account to another of the same bank." })
export class TransferFromJatimBasicAccountInput extends WithdrawFromJatimBasicAccountInput {
  @Field(() => String, { description: "Number of the account that gets it, 12 digits." })
  toAccountNumber!: string;
}

@InputType({ description: "A transaction that was a mistake." })
export class ReverseJatimBasicTransactionInput {
  @Field(() => ID, { description: "Id of the transaction: one of today (WIB), of an agent of your own pesantren." })
  transactionId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "PIN of the holder of the account that got the money. Needed, but for a withdrawal: only there nothing leaves an account.",
  })
  pin?: string | null;
}

@ArgsType()
export class JatimAgentListArguments extends PageArguments {
  @Field(() => JatimAgentStatus, { nullable: true, description: "Only those that stand so." })
  status?: `${JatimAgentStatus}` | null;
}

@ArgsType()
export class JatimBankingListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those of this agent." })
  agentId?: string | null;
}
