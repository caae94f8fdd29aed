import { ArgsType, Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { JatimConsentInput } from "../pillars/pillar.input";
import { JatimCardKind, type CardKind } from "./card";

@InputType({ description: "A person who is to have cards, with the consent to keep this." })
export class RegisterJatimCardHolderInput {
  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => String, { description: "Full name, 1 to 120 characters. Encrypted where it is kept." })
  name!: string;

  @Field(() => LocalDate, { description: "Birth date. Encrypted where it is kept." })
  birthDate!: string;

  @Field(() => String, {
    nullable: true,
    description: "NIK, 16 digits; needed for a Kartu OPOP. Encrypted where it is kept.",
  })
  nik?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Telephone number, E.164, of the holder or a minor's guardian; needed for a Kartu OPOP. Encrypted where it is kept.",
  })
  phone?: string | null;

  @Field(() => JatimConsentInput, { description: "The consent; for a minor a guardian's." })
  consent!: JatimConsentInput;

  @Field(() => [String], {
    defaultValue: [],
    description:
      "Codes of the banks for which it was consented to as well, such as `JATIM`: to name, NIK and telephone number.",
  })
  bankConsents!: string[];
}

@InputType({ description: "A card that is to be made." })
export class IssueJatimCardInput {
  @Field(() => ID, { description: "Id of the holder." })
  holderId!: string;

  @Field(() => JatimCardKind, { description: "Of which kind." })
  kind!: JatimCardKind;

  @Field(() => String, {
    nullable: true,
    description: "Code of the bank whose name a Kartu OPOP bears too; none for a Kartu Santri.",
  })
  bankCode?: string | null;
}

@InputType({ description: "Another card for an account." })
export class ReplaceJatimCardInput {
  @Field(() => ID, { description: "Id of the account." })
  accountId!: string;

  @Field(() => String, { description: "Why, 3 to 500 characters, no personal data." })
  reason!: string;
}

@InputType({ description: "An account that is to be closed." })
export class CloseJatimCardAccountInput extends ReplaceJatimCardInput {
  @Field(() => ID, { description: "Id of the service point that pays out in cash what the account holds." })
  servicePointId!: string;
}

export enum JatimCardUserParty {
  HOLDER = "HOLDER",
  GUARDIAN = "GUARDIAN",
}
registerEnumType(JatimCardUserParty, {
  name: "JatimCardUserParty",
  description: "As whom somebody logs in for a holder.",
  valuesConfig: {
    HOLDER: { description: "Whose card it is." },
    GUARDIAN: { description: "A parent or guardian of the holder." },
  },
});

@InputType({ description: "Who is to be invited." })
export class InviteJatimCardUserInput {
  @Field(() => ID, { description: "Id of the holder." })
  holderId!: string;

  @Field(() => JatimCardUserParty, { description: "As whom." })
  party!: JatimCardUserParty;
}

@InputType({ description: "Who is not to be known for a holder any more." })
export class RemoveJatimCardUsersInput {
  @Field(() => ID, { description: "Id of the holder." })
  holderId!: string;

  @Field(() => JatimCardUserParty, { description: "All who are known as this." })
  party!: JatimCardUserParty;
}

@InputType({ description: "An invitation that is accepted." })
export class AcceptJatimCardInvitationInput {
  @Field(() => String, { description: "Its code, 12 signs." })
  code!: string;
}

@InputType({ description: "A card and its PIN." })
export class JatimCardPinInput {
  @Field(() => ID, { description: "Id of the card." })
  cardId!: string;

  @Field(() => String, { description: "The PIN that it is to have, 6 digits. No more than a slow hash of it is kept." })
  pin!: string;
}

@InputType({ description: "A card, and why." })
export class JatimCardReasonInput {
  @Field(() => ID, { description: "Id of the card." })
  cardId!: string;

  @Field(() => String, { description: "Why, 3 to 500 characters, no personal data." })
  reason!: string;
}

@InputType({ description: "A card that is to be used again." })
export class UnblockJatimCardInput {
  @Field(() => ID, { description: "Id of the card." })
  cardId!: string;
}

@InputType({ description: "What may be spent in a day." })
export class SetJatimCardLimitInput {
  @Field(() => ID, { description: "Id of the account." })
  accountId!: string;

  @Field(() => Rupiah, { description: "In a day (WIB), 0 to the most that the account may hold." })
  dailyLimit!: bigint;
}

@InputType({ description: "Money that is to come by a bank." })
export class RequestJatimTopUpInput {
  @Field(() => ID, { description: "Id of the account." })
  accountId!: string;

  @Field(() => Rupiah, { description: "How much, from 10,000." })
  amount!: bigint;

  @Field(() => String, {
    description: "Code of the bank at which it is paid, such as `JATIM`; for a Kartu OPOP it is its own bank.",
  })
  bankCode!: string;
}

@InputType({ description: "A top-up that a bank was paid." })
export class ConfirmJatimTopUpInput {
  @Field(() => String, { description: "The code under which it was paid." })
  payCode!: string;

  @Field(() => Rupiah, { description: "What was paid; exactly what was asked for." })
  amount!: bigint;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; each stands for one payment." })
  bankReference!: string;
}

@InputType({ description: "Cash for a card." })
export class JatimCashTopUpInput {
  @Field(() => String, { description: "The card's number." })
  cardNumber!: string;

  @Field(() => ID, { description: "Id of the service point, one of the card's own pesantren." })
  servicePointId!: string;

  @Field(() => Rupiah, { description: "How much, from 1,000." })
  amount!: bigint;
}

@InputType({ description: "Something that is bought with a card." })
export class PayWithJatimCardInput {
  @Field(() => String, { description: "The card's number." })
  cardNumber!: string;

  @Field(() => String, { description: "Its PIN, which the holder types." })
  pin!: string;

  @Field(() => ID, { description: "Id of the service point, one of your own pesantren." })
  servicePointId!: string;

  @Field(() => Rupiah, { description: "What it costs, from 1." })
  amount!: bigint;

  @Field(() => String, { description: "What is bought, 2 to 200 characters, no personal data." })
  description!: string;
}

@InputType({ description: "A purchase that is taken back." })
export class RefundJatimCardPurchaseInput {
  @Field(() => ID, { description: "Id of the purchase, made today." })
  purchaseId!: string;

  @Field(() => String, { description: "Why, 3 to 500 characters, no personal data." })
  reason!: string;
}

export enum JatimSavingsDirection {
  IN = "IN",
  OUT = "OUT",
}
registerEnumType(JatimSavingsDirection, {
  name: "JatimSavingsDirection",
  description: "Which way money is moved.",
  valuesConfig: {
    IN: { description: "Put aside." },
    OUT: { description: "Taken out, to be spent." },
  },
});

@InputType({ description: "Money that is put aside or taken out." })
export class MoveJatimSavingsInput {
  @Field(() => ID, { description: "Id of the account." })
  accountId!: string;

  @Field(() => JatimSavingsDirection, { description: "Which way." })
  direction!: JatimSavingsDirection;

  @Field(() => Rupiah, { description: "How much, from 1." })
  amount!: bigint;
}

export enum JatimCardSettlementKind {
  SALES_PAID_OUT = "SALES_PAID_OUT",
  CASH_PAID_IN = "CASH_PAID_IN",
}
registerEnumType(JatimCardSettlementKind, {
  name: "JatimCardSettlementKind",
  description: "What a bank and a shop settled.",
  valuesConfig: {
    SALES_PAID_OUT: { description: "The shop got what it was owed for purchases." },
    CASH_PAID_IN: { description: "The shop handed in cash that it took for top-ups." },
  },
});

@InputType({ description: "What a bank and a shop settled." })
export class SettleJatimCardShopInput {
  @Field(() => ID, { description: "Id of the service point." })
  servicePointId!: string;

  @Field(() => JatimCardSettlementKind, { description: "What for." })
  kind!: JatimCardSettlementKind;

  @Field(() => Rupiah, { description: "How much; at most what is owed, or held in cash." })
  amount!: bigint;

  @Field(() => String, { description: "Code of the bank, such as `JATIM`." })
  bankCode!: string;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters." })
  bankReference!: string;
}

@InputType({
  description: "What is to hold for cards of a kind from a day to come on. Amounts are rupiah, 1 to 1,000,000,000.",
})
export class AddJatimCardRuleInput {
  @Field(() => JatimCardKind, { description: "Of which kind." })
  kind!: JatimCardKind;

  @Field(() => LocalDate, { description: "The first day (WIB) on which it holds, after today." })
  appliesFrom!: string;

  @Field(() => Rupiah, { description: "The most that an account may hold, savings included." })
  mostBalance!: bigint;

  @Field(() => Rupiah, { description: "The most that may come in in a month." })
  mostMonthlyTopUp!: bigint;

  @Field(() => Rupiah, { description: "What a new account may spend in a day." })
  dailyLimit!: bigint;

  @Field(() => Int, { description: "Months for which a new card is valid, 1 to 240." })
  validMonths!: number;

  @Field(() => Int, { description: "Wrong PINs in a row that block a card, 1 to 10." })
  pinTries!: number;

  @Field(() => Int, { description: "Minutes for which a code for a top-up can be paid, 10 to 43,200." })
  topUpMinutes!: number;

  @Field(() => Int, { description: "Days for which an invitation can be accepted, 1 to 365." })
  invitationDays!: number;

  @Field(() => Boolean, { description: "Whether shops of other pesantren take the card too." })
  isTakenElsewhere!: boolean;

  @Field(() => String, { description: "Who says so, such as a decree; 3 to 300 characters." })
  source!: string;
}

@ArgsType()
export class JatimCardAccountListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those of people of this pesantren." })
  pesantrenId?: string | null;

  @Field(() => JatimCardKind, { nullable: true, description: "Only those of this kind." })
  kind?: CardKind | null;
}
