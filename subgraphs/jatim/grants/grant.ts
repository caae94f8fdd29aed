import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { GrantReaders } from "../access";

export enum JatimGrantStatus {
  PROPOSED = "PROPOSED",
  REFUSED = "REFUSED",
  APPROVED = "APPROVED",
  DISBURSED = "DISBURSED",
}
registerEnumType(JatimGrantStatus, {
  name: "JatimGrantStatus",
  description: "Where a grant stands.",
  valuesConfig: {
    PROPOSED: { description: "The pesantren asks for it." },
    REFUSED: { description: "It was refused." },
    APPROVED: { description: "It was approved, and is owed to the cooperative." },
    DISBURSED: { description: "It was paid." },
  },
});

export enum JatimGrantReportStatus {
  SUBMITTED = "SUBMITTED",
  RETURNED = "RETURNED",
  ACCEPTED = "ACCEPTED",
}
registerEnumType(JatimGrantReportStatus, {
  name: "JatimGrantReportStatus",
  description: "Where a report on a grant stands.",
  valuesConfig: {
    SUBMITTED: { description: "Handed in." },
    RETURNED: { description: "Given back, with the reason; another may be handed in." },
    ACCEPTED: { description: "Accepted." },
  },
});

@ObjectType({ description: "What a cooperative is granted, from a day on." })
export class JatimGrantRule {
  @Public
  @Field(() => String, { description: "Kind of grant, such as `COOPERATIVE`." })
  kind!: string;

  @Public
  @Field(() => LocalDate, { description: "The first day on which it holds." })
  appliesFrom!: string;

  @Public
  @Field(() => Rupiah, { description: "How much a cooperative is granted." })
  amount!: bigint;

  @Public
  @Field(() => String, { description: "Who says so." })
  source!: string;

  @Public
  @Field(() => [String], { description: "Names of the fields that are assumed, since no source tells them." })
  assumed!: readonly string[];
}

@ObjectType({ description: "The sums of all grants to cooperatives in rupiah, compared with the ledger." })
export class JatimGrantTotals {
  @Public
  @Field(() => Int, { description: "How many grants were approved." })
  count!: number;

  @Public
  @Field(() => Rupiah, { description: "Approved." })
  granted!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Paid." })
  paid!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Paid back, since it was not spent." })
  paidBack!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Spent as accepted reports say." })
  accountedFor!: bigint;

  @Public
  @Field(() => Boolean, { description: "Whether granted, paid and paid back are to the rupiah what the ledger says." })
  isEqualToLedger!: boolean;
}

@ObjectType({ description: "A receipt, by reference." })
export class JatimGrantReceipt {
  @GrantReaders
  @Field(() => LocalDate, { description: "When it was spent." })
  spentOn!: string;

  @GrantReaders
  @Field(() => Rupiah, { description: "How much." })
  amount!: bigint;

  @GrantReaders
  @Field(() => String, { description: "What for." })
  description!: string;

  @GrantReaders
  @Field(() => String, { description: "Where it is kept." })
  reference!: string;

  @GrantReaders
  @Field(() => String, { description: "SHA-256 of its content, 64 hexadecimal digits." })
  sha256!: string;
}

@ObjectType({ description: "How a grant was used (laporan pertanggungjawaban)." })
export class JatimGrantReport {
  @GrantReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @GrantReaders
  @Field(() => JatimGrantReportStatus, { description: "Where it stands." })
  status!: JatimGrantReportStatus;

  @GrantReaders
  @Field(() => Rupiah, { description: "What was not spent, and is paid back." })
  unspent!: bigint;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "A note of who handed it in." })
  note!: string | null;

  @GrantReaders
  @Field(() => DateTime, { description: "When it was handed in." })
  submittedAt!: Date;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "What the review says." })
  reviewNote!: string | null;
}

@ObjectType({ description: "A grant to a pesantren's cooperative, from the proposal to its account." })
export class JatimGrant {
  @GrantReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @GrantReaders
  @Field(() => String, { description: "Kind of grant." })
  kind!: string;

  @GrantReaders
  @Field(() => String, { description: "Name of the cooperative." })
  cooperative!: string;

  @GrantReaders
  @Field(() => String, { description: "What it is asked for." })
  plan!: string;

  @GrantReaders
  @Field(() => JatimGrantStatus, { description: "Where it stands." })
  status!: JatimGrantStatus;

  @GrantReaders
  @Field(() => Rupiah, { nullable: true, description: "How much was approved; null before that." })
  amount!: bigint | null;

  @GrantReaders
  @Field(() => DateTime, { description: "When it was proposed." })
  proposedAt!: Date;

  @GrantReaders
  @Field(() => DateTime, { nullable: true, description: "When it was approved or refused." })
  decidedAt!: Date | null;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "What the decision says." })
  decisionNote!: string | null;

  @GrantReaders
  @Field(() => LocalDate, { nullable: true, description: "When the bank paid it." })
  paidOn!: string | null;

  @GrantReaders
  @Field(() => String, { nullable: true, description: "The bank's reference of the payment." })
  bankReference!: string | null;

  @GrantReaders
  @Field(() => String, { description: "Code of the bank of the cooperative's account." })
  bankCode!: string;

  pesantrenId!: string;
  bankAccount!: string;
}

export const JatimGrantConnection = connectionType("JatimGrant", () => JatimGrant, "grants", GrantReaders);
