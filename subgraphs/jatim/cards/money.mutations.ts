import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { CardBanks, CardShops, CardUsers, MartSettlers } from "../access";
import { JatimCardShop, JatimCardTransaction, JatimTopUp, type JatimCardAccount } from "./card";
import {
  ConfirmJatimTopUpInput,
  JatimCashTopUpInput,
  MoveJatimSavingsInput,
  PayWithJatimCardInput,
  RefundJatimCardPurchaseInput,
  RequestJatimTopUpInput,
  SettleJatimCardShopInput,
} from "./card.input";
import { accountById } from "./card.loader";
import { AccountResult } from "./card.mutations";
import { shopOf, topUpById, transactionById } from "./money.loader";
import { moveSavings, pay, refundPurchase } from "./purchase.service";
import { settleShop } from "./shop.service";
import { confirmTopUp, requestTopUp, topUpInCash } from "./top-up.service";

const TopUpResult = resultUnion("JatimTopUpResult", () => JatimTopUp, "The top-up, or why it was refused.");
const TransactionResult = resultUnion(
  "JatimCardTransactionResult",
  () => JatimCardTransaction,
  "The movement, or why it was refused.",
);
const ShopResult = resultUnion(
  "JatimCardShopResult",
  () => JatimCardShop,
  "What is between the service point and the banks since, or why it was refused.",
);

@Resolver()
export class CardMoneyMutations {
  @CardUsers
  @Mutation(() => TopUpResult, {
    description:
      "Asks for a code under which money for an account is paid at a bank. The holder or a guardian does. Refusals: `ACCOUNT_UNKNOWN`, `ACCOUNT_CLOSED`, `STEP_NOT_YOURS`, `OUT_OF_RANGE`, `BALANCE_TOO_HIGH`, `MONTHLY_TOP_UP_REACHED`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  requestJatimTopUp(
    @Arg("input", () => RequestJatimTopUpInput, { description: "The account, and how much." })
    input: RequestJatimTopUpInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimTopUp | Refused> {
    return answered(context, requestTopUp(context, input, idempotencyKey), topUpById);
  }

  @CardBanks
  @Mutation(() => TopUpResult, {
    description:
      "Your bank was paid under a code; the money is on the account from then on. What is refused, you give back. Refusals: `TOP_UP_UNKNOWN`, `TOP_UP_EXPIRED`, `TOP_UP_PAID`, `AMOUNT_DIFFERS`, `ACCOUNT_CLOSED`, `BALANCE_TOO_HIGH`, `MONTHLY_TOP_UP_REACHED`, `REFERENCE_TAKEN`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  confirmJatimTopUp(
    @Arg("input", () => ConfirmJatimTopUpInput, { description: "The payment." }) input: ConfirmJatimTopUpInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimTopUp | Refused> {
    return answered(context, confirmTopUp(context, input, idempotencyKey), topUpById);
  }

  @CardShops
  @Mutation(() => TransactionResult, {
    description:
      "Takes in cash for a card at a service point of its own pesantren. Refusals: `SERVICE_POINT_UNKNOWN`, `CARD_UNKNOWN`, `OUT_OF_RANGE`, `BALANCE_TOO_HIGH`, `MONTHLY_TOP_UP_REACHED`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  topUpJatimCardInCash(
    @Arg("input", () => JatimCashTopUpInput, { description: "The card, where, and how much." })
    input: JatimCashTopUpInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardTransaction | Refused> {
    return answered(context, topUpInCash(context, input, idempotencyKey), transactionById);
  }

  @CardShops
  @Mutation(() => TransactionResult, {
    description:
      "Buys something with card and PIN at a service point of your pesantren. A wrong PIN is counted, and too many block the card; the attempt after it takes a new idempotency key. Refusals: `SERVICE_POINT_UNKNOWN`, `CARD_UNKNOWN`, `PIN_WRONG`, `STATUS_NOT_RIGHT`, `CARD_EXPIRED`, `CARD_NOT_TAKEN_HERE`, `DAILY_LIMIT_REACHED`, `BALANCE_TOO_LOW`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  payWithJatimCard(
    @Arg("input", () => PayWithJatimCardInput, { description: "The card, and what is bought." })
    input: PayWithJatimCardInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardTransaction | Refused> {
    return answered(context, pay(context, input, idempotencyKey), transactionById);
  }

  @CardShops
  @Mutation(() => TransactionResult, {
    description:
      "Takes back a purchase at a service point of your pesantren, as a whole, on the day (WIB) on which it was made. Refusals: `PURCHASE_UNKNOWN`, `REFUNDED_ALREADY`, `NOT_SAME_DAY`, `BALANCE_TOO_LOW`, `ACCOUNT_CLOSED`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  refundJatimCardPurchase(
    @Arg("input", () => RefundJatimCardPurchaseInput, { description: "The purchase, and why." })
    input: RefundJatimCardPurchaseInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardTransaction | Refused> {
    return answered(context, refundPurchase(context, input, idempotencyKey), transactionById);
  }

  @CardUsers
  @Mutation(() => AccountResult, {
    description:
      "Puts money of an account aside, or takes it out again. Taking out is a guardian's to do, or a holder's of age who has none. Refusals: `ACCOUNT_UNKNOWN`, `ACCOUNT_CLOSED`, `STEP_NOT_YOURS`, `BALANCE_TOO_LOW`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  moveJatimSavings(
    @Arg("input", () => MoveJatimSavingsInput, { description: "The account, which way, and how much." })
    input: MoveJatimSavingsInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardAccount | Refused> {
    return answered(context, moveSavings(context, input, idempotencyKey), accountById);
  }

  @MartSettlers
  @Mutation(() => ShopResult, {
    description:
      "Books what a bank paid out to a shop for purchases, or what the shop handed in of the cash of top-ups. Refusals: `SERVICE_POINT_UNKNOWN`, `BALANCE_TOO_LOW`, `REFERENCE_TAKEN`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  settleJatimCardShop(
    @Arg("input", () => SettleJatimCardShopInput, { description: "What was settled." }) input: SettleJatimCardShopInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCardShop | Refused> {
    return answered(context, settleShop(context, input, idempotencyKey), shopOf);
  }
}
