import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { LakuPandaiReaders } from "../access";

export enum JatimAgentService {
  BSA = "BSA",
  E_MONEY = "E_MONEY",
  MICRO_INSURANCE = "MICRO_INSURANCE",
  MICRO_CREDIT = "MICRO_CREDIT",
  OTHER_SAVINGS = "OTHER_SAVINGS",
  OTHER_PRODUCTS = "OTHER_PRODUCTS",
}
registerEnumType(JatimAgentService, {
  name: "JatimAgentService",
  description: "What an agent of a class may offer by law. Here agents open and serve basic accounts (`BSA`).",
  valuesConfig: {
    BSA: { description: "Basic accounts (tabungan dengan karakteristik BSA)." },
    E_MONEY: { description: "Electronic money." },
    MICRO_INSURANCE: { description: "Micro insurance." },
    MICRO_CREDIT: { description: "Credit or financing of micro customers." },
    OTHER_SAVINGS: { description: "Savings other than basic accounts." },
    OTHER_PRODUCTS: { description: "Other financial products." },
  },
});

export enum JatimAgentStatus {
  ACTIVE = "ACTIVE",
  SUSPENDED = "SUSPENDED",
  ENDED = "ENDED",
}
registerEnumType(JatimAgentStatus, {
  name: "JatimAgentStatus",
  description: "How an agent stands.",
  valuesConfig: {
    ACTIVE: { description: "Works." },
    SUSPENDED: { description: "Does not work for the time being." },
    ENDED: { description: "Is no agent any more; for good." },
  },
});

export enum JatimCashMovementKind {
  FLOAT_TOPPED_UP = "FLOAT_TOPPED_UP",
  FLOAT_PAID_BACK = "FLOAT_PAID_BACK",
  CASH_BROUGHT = "CASH_BROUGHT",
  CASH_HANDED_IN = "CASH_HANDED_IN",
}
registerEnumType(JatimCashMovementKind, {
  name: "JatimCashMovementKind",
  description: "What passes between an agent and its bank. The float is the agent's money at the bank.",
  valuesConfig: {
    FLOAT_TOPPED_UP: { description: "The agent paid into its float." },
    FLOAT_PAID_BACK: { description: "The bank paid out of the float." },
    CASH_BROUGHT: { description: "The bank brought cash, out of the float." },
    CASH_HANDED_IN: { description: "The agent handed cash in, into the float." },
  },
});

enum JatimBasicTransactionKind {
  DEPOSIT = "DEPOSIT",
  WITHDRAWAL = "WITHDRAWAL",
  TRANSFER = "TRANSFER",
}
registerEnumType(JatimBasicTransactionKind, {
  name: "JatimBasicTransactionKind",
  description: "What is done with a basic account at an agent.",
  valuesConfig: {
    DEPOSIT: { description: "Cash comes in." },
    WITHDRAWAL: { description: "Cash goes out." },
    TRANSFER: { description: "To another account of the same bank." },
  },
});

enum JatimBasicAccountStatus {
  OPEN = "OPEN",
  CLOSED = "CLOSED",
}
registerEnumType(JatimBasicAccountStatus, {
  name: "JatimBasicAccountStatus",
  description: "How a basic account stands.",
  valuesConfig: { OPEN: { description: "In use." }, CLOSED: { description: "Closed by its holder, for good." } },
});

@ObjectType({ description: "Limits of basic accounts (tabungan BSA), as they hold on a day." })
export class JatimBasicAccountLimits {
  @Public
  @Field(() => LocalDate, { description: "From which day (WIB) they hold." })
  appliesFrom!: string;

  @Public
  @Field(() => Rupiah, { description: "The most that an account holds." })
  maxBalance!: bigint;

  @Public
  @Field(() => Rupiah, {
    description: "The most that leaves an account in a calendar month (WIB), by withdrawals and transfers together.",
  })
  maxMonthlyOutgoing!: bigint;

  @Public
  @Field(() => Rupiah, { description: "The least that one transaction moves." })
  minAmount!: bigint;

  @Public
  @Field(() => Rupiah, { description: "The most that one transaction moves." })
  maxAmount!: bigint;

  @Public
  @Field(() => Int, { description: "How many wrong PINs in a row lock an account." })
  pinAttempts!: number;

  @Public
  @Field(() => String, { description: "Who says so." })
  source!: string;

  @Public
  @Field(() => [String], { description: "What of this no source tells, by the names of the fields." })
  assumed!: readonly string[];
}

@ObjectType({ description: "A class of agents, as it is on a day." })
export class JatimAgentClass {
  @Public
  @Field(() => String, { description: "Code, such as `A`." })
  code!: string;

  @Public
  @Field(() => LocalDate, { description: "From which day (WIB) this holds." })
  appliesFrom!: string;

  @Public
  @Field(() => [JatimAgentService], { description: "What agents of the class may offer." })
  services!: readonly string[];

  @Public
  @Field(() => Boolean, { description: "Whether a new agent begins with it." })
  isFirst!: boolean;

  @Public
  @Field(() => String, { description: "Who says so." })
  source!: string;
}

@ObjectType({ description: "What holds in Laku Pandai on a day." })
export class JatimLakuPandaiRules {
  @Public
  @Field(() => JatimBasicAccountLimits, { nullable: true, description: "The limits; null before the first ones." })
  limits!: JatimBasicAccountLimits | null;

  @Public
  @Field(() => [JatimAgentClass], { description: "The classes of agents, by code." })
  classes!: readonly JatimAgentClass[];
}

@ObjectType({ description: "A step in which an agent came to stand otherwise." })
export class JatimAgentStep {
  @LakuPandaiReaders
  @Field(() => JatimAgentStatus, { description: "How it stood from then on." })
  status!: string;

  @LakuPandaiReaders
  @Field(() => String, { description: "Code of its class from then on." })
  classCode!: string;

  @LakuPandaiReaders
  @Field(() => String, { description: "Why; `-` for the appointment." })
  reason!: string;

  @LakuPandaiReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;
}

@ObjectType({
  description:
    "An agent's day (WIB), in rupiah. What was reversed counts nowhere. Cash at the end is that at the beginning, with deposits and cash brought, without withdrawals and cash handed in; the float goes the other way.",
})
export class JatimAgentDay {
  @LakuPandaiReaders
  @Field(() => LocalDate, { description: "The day." })
  day!: string;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Cash in the drawer at its beginning." })
  openingCash!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Float at its beginning." })
  openingFloat!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Deposits." })
  deposits!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Withdrawals." })
  withdrawals!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Transfers; they move neither cash nor float." })
  transfers!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Cash that the bank brought." })
  cashBrought!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Cash that was handed in." })
  cashHandedIn!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Cash in the drawer at its end, or now." })
  closingCash!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "Float at its end, or now." })
  closingFloat!: bigint;
}

@ObjectType({ description: "A service point that is an agent of its bank (Laku Pandai)." })
export class JatimLakuPandaiAgent {
  @LakuPandaiReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @LakuPandaiReaders
  @Field(() => String, { description: "Code of the bank, such as `JATIM_SYARIAH`." })
  bankCode!: string;

  @LakuPandaiReaders
  @Field(() => String, { description: "Code of its class." })
  classCode!: string;

  @LakuPandaiReaders
  @Field(() => JatimAgentStatus, { description: "How it stands." })
  status!: string;

  @LakuPandaiReaders
  @Field(() => DateTime, { description: "When it was appointed." })
  appointedAt!: Date;

  servicePointId!: string;
  pesantrenId!: string;
}

@ObjectType({ description: "Who holds a basic account. Read with a purpose only; every read is in the audit log." })
export class JatimBasicAccountHolder {
  id!: string;
}

@ObjectType({ description: "A basic account (tabungan BSA)." })
export class JatimBasicAccount {
  @LakuPandaiReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @LakuPandaiReaders
  @Field(() => String, { description: "Its number: 12 digits of chance, the last a check digit (Luhn)." })
  number!: string;

  @LakuPandaiReaders
  @Field(() => String, { description: "Code of its bank." })
  bankCode!: string;

  @LakuPandaiReaders
  @Field(() => JatimBasicAccountStatus, { description: "How it stands." })
  status!: string;

  @LakuPandaiReaders
  @Field(() => DateTime, { description: "When it was opened." })
  openedAt!: Date;

  @LakuPandaiReaders
  @Field(() => DateTime, { nullable: true, description: "When it was closed; null while it is open." })
  closedAt!: Date | null;

  agentId!: string;
  pinWrong!: number;
}

@ObjectType({ description: "A line of the statement of a basic account, the latest first." })
export class JatimBasicStatementLine {
  @LakuPandaiReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "What came in; below zero what went out." })
  amount!: bigint;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "The balance after it." })
  balanceAfter!: bigint;

  @LakuPandaiReaders
  @Field(() => ID, { description: "Id of the transaction." })
  transactionId!: string;

  @LakuPandaiReaders
  @Field(() => Boolean, { description: "Whether it takes the transaction back." })
  isReversal!: boolean;
}

@ObjectType({ description: "What was done with a basic account at an agent." })
export class JatimBasicTransaction {
  @LakuPandaiReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @LakuPandaiReaders
  @Field(() => JatimBasicTransactionKind, { description: "What." })
  kind!: string;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "How much." })
  amount!: bigint;

  @LakuPandaiReaders
  @Field(() => String, { nullable: true, description: "Number of the account that paid; null for a deposit." })
  fromNumber!: string | null;

  @LakuPandaiReaders
  @Field(() => String, { nullable: true, description: "Number of the account that got it; null for a withdrawal." })
  toNumber!: string | null;

  @LakuPandaiReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;

  @LakuPandaiReaders
  @Field(() => DateTime, { nullable: true, description: "When it was taken back; null if it was not." })
  reversedAt!: Date | null;

  @LakuPandaiReaders
  @Field(() => String, { nullable: true, description: "Why it was taken back." })
  reversalReason!: string | null;

  agentId!: string;
}

@ObjectType({ description: "What passed between an agent and its bank." })
export class JatimCashMovement {
  @LakuPandaiReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @LakuPandaiReaders
  @Field(() => JatimCashMovementKind, { description: "What passed." })
  kind!: string;

  @LakuPandaiReaders
  @Field(() => Rupiah, { description: "How much." })
  amount!: bigint;

  @LakuPandaiReaders
  @Field(() => String, { description: "The bank's reference." })
  bankReference!: string;

  @LakuPandaiReaders
  @Field(() => DateTime, { description: "When it was booked." })
  at!: Date;

  agentId!: string;
}

export const JatimLakuPandaiAgentConnection = connectionType(
  "JatimLakuPandaiAgent",
  () => JatimLakuPandaiAgent,
  "agents of Laku Pandai",
  LakuPandaiReaders,
);

export const JatimBasicAccountConnection = connectionType(
  "JatimBasicAccount",
  () => JatimBasicAccount,
  "basic accounts",
  LakuPandaiReaders,
);

export const JatimBasicStatementLineConnection = connectionType(
  "JatimBasicStatementLine",
  () => JatimBasicStatementLine,
  "lines of a statement",
  LakuPandaiReaders,
);

export const JatimBasicTransactionConnection = connectionType(
  "JatimBasicTransaction",
  () => JatimBasicTransaction,
  "transactions of basic accounts",
  LakuPandaiReaders,
);

export const JatimCashMovementConnection = connectionType(
  "JatimCashMovement",
  () => JatimCashMovement,
  "movements between an agent and its bank",
  LakuPandaiReaders,
);
