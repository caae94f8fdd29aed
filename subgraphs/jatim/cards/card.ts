import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { CardHands, CardReaders, CardShopReaders } from "../access";

export enum JatimCardKind {
  SANTRI = "SANTRI",
  OPOP = "OPOP",
}
registerEnumType(JatimCardKind, {
  name: "JatimCardKind",
  description: "The cards of Eko-Tren OPOP.",
  valuesConfig: {
    SANTRI: { description: "Kartu Santri: digital money and identity at the own pesantren." },
    OPOP: { description: "Kartu OPOP: bears the name of a partner bank too." },
  },
});
export type CardKind = `${JatimCardKind}`;

export enum JatimCardStatus {
  ISSUED = "ISSUED",
  ACTIVE = "ACTIVE",
  BLOCKED = "BLOCKED",
  LOST = "LOST",
  REPLACED = "REPLACED",
  EXPIRED = "EXPIRED",
  CLOSED = "CLOSED",
}
registerEnumType(JatimCardStatus, {
  name: "JatimCardStatus",
  description: "What a card is good for.",
  valuesConfig: {
    ISSUED: { description: "Made; it has no PIN yet." },
    ACTIVE: { description: "In use." },
    BLOCKED: { description: "Nothing can be bought with it until it is unblocked." },
    LOST: { description: "Reported as lost." },
    REPLACED: { description: "Another card took its place; what it could spend is that card's now." },
    EXPIRED: { description: "Its time is over." },
    CLOSED: { description: "Its account was closed." },
  },
});
/** What a card's row says; that it has expired follows from its day. */
export type CardStatus = Exclude<`${JatimCardStatus}`, "EXPIRED">;

export enum JatimCardParty {
  HOLDER = "HOLDER",
  GUARDIAN = "GUARDIAN",
  OFFICE = "OFFICE",
  SYSTEM = "SYSTEM",
}
registerEnumType(JatimCardParty, {
  name: "JatimCardParty",
  description: "Who did something with a card.",
  valuesConfig: {
    HOLDER: { description: "Whose card it is." },
    GUARDIAN: { description: "A parent or guardian of the holder." },
    OFFICE: { description: "The pesantren's own people, or an operator." },
    SYSTEM: { description: "Nobody: too many wrong PINs." },
  },
});
export type CardParty = `${JatimCardParty}`;

export enum JatimCardTransactionKind {
  TOP_UP = "TOP_UP",
  CASH_TOP_UP = "CASH_TOP_UP",
  PURCHASE = "PURCHASE",
  REFUND = "REFUND",
  TO_SAVINGS = "TO_SAVINGS",
  FROM_SAVINGS = "FROM_SAVINGS",
  PAY_OUT = "PAY_OUT",
}
registerEnumType(JatimCardTransactionKind, {
  name: "JatimCardTransactionKind",
  description: "How an account's money moved.",
  valuesConfig: {
    TOP_UP: { description: "Brought by a bank." },
    CASH_TOP_UP: { description: "Brought in cash to a service point." },
    PURCHASE: { description: "Spent at a service point." },
    REFUND: { description: "A purchase was taken back." },
    TO_SAVINGS: { description: "Put aside." },
    FROM_SAVINGS: { description: "Taken out of what was put aside." },
    PAY_OUT: { description: "Paid out in cash, since the account was closed." },
  },
});
export type CardTransactionKind = `${JatimCardTransactionKind}`;

@ObjectType({ description: "What holds for cards of a kind, from a day on. Amounts are rupiah." })
export class JatimCardRule {
  @Public
  @Field(() => JatimCardKind, { description: "Of which kind." })
  kind!: CardKind;

  @Public
  @Field(() => LocalDate, { description: "The first day (WIB) on which it holds." })
  appliesFrom!: string;

  @Public
  @Field(() => Rupiah, { description: "The most that an account may hold, savings included." })
  mostBalance!: bigint;

  @Public
  @Field(() => Rupiah, { description: "The most that may come in in a month (WIB)." })
  mostMonthlyTopUp!: bigint;

  @Public
  @Field(() => Rupiah, { description: "What a new account may spend in a day (WIB), until somebody sets it." })
  dailyLimit!: bigint;

  @Public
  @Field(() => Int, { description: "Months for which a new card is valid." })
  validMonths!: number;

  @Public
  @Field(() => Int, { description: "After so many wrong PINs in a row the card is blocked." })
  pinTries!: number;

  @Public
  @Field(() => Int, { description: "Minutes for which a code for a top-up can be paid." })
  topUpMinutes!: number;

  @Public
  @Field(() => Int, { description: "Days for which an invitation can be accepted." })
  invitationDays!: number;

  @Public
  @Field(() => Boolean, { description: "Whether shops of other pesantren take the card too." })
  isTakenElsewhere!: boolean;

  @Public
  @Field(() => String, { description: "Who says so." })
  source!: string;

  @Public
  @Field(() => [String], { description: "Names of the fields that no source tells; they are assumed." })
  assumed!: readonly string[];
}

@ObjectType({
  description:
    "A person with cards. The pesantren's own people and operators read the person's data for the purpose `card`; a bank reads for `banking` what the person consented to for this bank and its policy allows. All others get null.",
})
export class JatimCardHolder {
  @CardReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  pesantrenId!: string;
}

@ObjectType({ description: "What cards draw on." })
export class JatimCardAccount {
  @CardReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @CardReaders
  @Field(() => JatimCardKind, { description: "Of which kind its cards are." })
  kind!: CardKind;

  @CardReaders
  @Field(() => String, { nullable: true, description: "Code of the bank whose name a Kartu OPOP bears too." })
  bankCode!: string | null;

  @CardReaders
  @Field(() => DateTime, { description: "Since when it is open." })
  openedAt!: Date;

  @CardReaders
  @Field(() => DateTime, { nullable: true, description: "When it was closed; null if it is open." })
  closedAt!: Date | null;

  holderId!: string;
  pesantrenId!: string;
  dailyLimitSet!: bigint;
  /** Whether the caller is told more than of the card: a shop is not, a bank of the money by consent and policy alone. */
  isTold!: boolean;
}

export const JatimCardAccountConnection = connectionType(
  "JatimCardAccount",
  () => JatimCardAccount,
  "card accounts",
  CardReaders,
);

@ObjectType({ description: "A card." })
export class JatimCard {
  @CardReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @CardReaders
  @Field(() => String, {
    description: "Its number, 16 digits: chance and a check digit, which tell nothing of the person.",
  })
  number!: string;

  @CardReaders
  @Field(() => JatimCardStatus, { description: "What it is good for now." })
  status!: `${JatimCardStatus}`;

  @CardReaders
  @Field(() => DateTime, { description: "When it was made." })
  issuedAt!: Date;

  @CardReaders
  @Field(() => LocalDate, { description: "The first day (WIB) on which it is of no use any more." })
  expiresOn!: string;

  accountId!: string;
}

@ObjectType({ description: "Something that became of a card." })
export class JatimCardStep {
  @CardReaders
  @Field(() => JatimCardStatus, { description: "What it was good for since." })
  status!: CardStatus;

  @CardReaders
  @Field(() => JatimCardParty, { description: "Who did it." })
  party!: CardParty;

  @CardReaders
  @Field(() => String, { nullable: true, description: "Why, where a reason was asked for." })
  reason!: string | null;

  @CardReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;
}

@ObjectType({ description: "A movement of an account's money." })
export class JatimCardTransaction {
  @CardReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @CardReaders
  @Field(() => JatimCardTransactionKind, { description: "How it moved." })
  kind!: CardTransactionKind;

  @CardReaders
  @Field(() => Rupiah, { description: "How much, above 0." })
  amount!: bigint;

  @CardReaders
  @Field(() => String, { nullable: true, description: "What was bought, or why it was taken back." })
  description!: string | null;

  @CardReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;

  @CardReaders
  @Field(() => Rupiah, { nullable: true, description: "What could be spent after it; null for who is not told." })
  balanceAfter!: bigint | null;

  servicePointId!: string | null;
}

export const JatimCardTransactionConnection = connectionType(
  "JatimCardTransaction",
  () => JatimCardTransaction,
  "movements",
  CardReaders,
);

@ObjectType({ description: "Money that comes to an account by a bank." })
export class JatimTopUp {
  @CardReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @CardReaders
  @Field(() => String, { description: "The code under which it is paid at the bank, 18 digits." })
  payCode!: string;

  @CardReaders
  @Field(() => String, { description: "Code of the bank." })
  bankCode!: string;

  @CardReaders
  @Field(() => Rupiah, { description: "How much." })
  amount!: bigint;

  @CardReaders
  @Field(() => DateTime, { description: "Until then it can be paid." })
  expiresAt!: Date;

  @CardReaders
  @Field(() => DateTime, { nullable: true, description: "When the bank confirmed it; null if it did not." })
  paidAt!: Date | null;

  @CardReaders
  @Field(() => String, { nullable: true, description: "The bank's reference." })
  bankReference!: string | null;
}

export const JatimTopUpConnection = connectionType("JatimTopUp", () => JatimTopUp, "top-ups", CardReaders);

@ObjectType({ description: "An invitation to become known as a holder or guardian." })
export class JatimCardInvitation {
  @CardHands
  @Field(() => String, { description: "Its code, told this once." })
  code!: string;

  @CardHands
  @Field(() => DateTime, { description: "Until then it can be accepted." })
  expiresAt!: Date;
}

@ObjectType({ description: "What is between a service point and the banks for cards." })
export class JatimCardShop {
  @CardShopReaders
  @Field(() => Rupiah, { description: "What it is owed for purchases." })
  owed!: bigint;

  @CardShopReaders
  @Field(() => Rupiah, { description: "The cash of top-ups that it holds." })
  cash!: bigint;

  servicePointId!: string;
}

@ObjectType({ description: "How many cards a pesantren's people have." })
export class JatimCardCount {
  @Public
  @Field(() => JatimCardKind, { description: "Of which kind." })
  kind!: CardKind;

  @Public
  @Field(() => Int, { description: "Open accounts." })
  accounts!: number;
}

@ObjectType({ description: "The sums of all cards in rupiah, compared with the ledger." })
export class JatimCardTotals {
  @Public
  @Field(() => Int, { description: "Open accounts." })
  accounts!: number;

  @Public
  @Field(() => Rupiah, { description: "What came in, by banks and in cash." })
  toppedUp!: bigint;

  @Public
  @Field(() => Rupiah, { description: "What was bought, without what was taken back." })
  purchased!: bigint;

  @Public
  @Field(() => Rupiah, { description: "What all accounts hold, savings included." })
  held!: bigint;

  @Public
  @Field(() => Boolean, { description: "Whether all of this is to the rupiah what the ledger says." })
  isEqualToLedger!: boolean;
}
