import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { MartSettlers } from "../access";
import { settlementById } from "./money.loader";
import { confirmPayment, refund, settle } from "./money.service";
import { JatimMartSettlement, type JatimOrder } from "./order";
import { ConfirmJatimOrderPaymentInput, RefundJatimOrderInput, SettleJatimSellerInput } from "./order.input";
import { orderById } from "./order.loader";
import { OrderResult } from "./order.mutations";

const SettlementResult = resultUnion(
  "JatimMartSettlementResult",
  () => JatimMartSettlement,
  "What was paid out, or why it was refused.",
);

@Resolver()
export class MoneyMutations {
  @MartSettlers
  @Mutation(() => OrderResult, {
    description:
      "Books what a buyer paid, by the bank's reference; it is kept until the order is received. What comes after the order has expired or was called off is to be refunded. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `AMOUNT_DIFFERS`, `PAID_ALREADY`, `REFERENCE_TAKEN`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  confirmJatimOrderPayment(
    @Arg("input", () => ConfirmJatimOrderPaymentInput, { description: "The payment." })
    input: ConfirmJatimOrderPaymentInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, confirmPayment(context, input, idempotencyKey), orderById);
  }

  @MartSettlers
  @Mutation(() => OrderResult, {
    description:
      "Books that the bank paid back, to the rupiah, what was paid for an order that was called off or came back. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `NOT_PAID`, `REFERENCE_TAKEN`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  refundJatimOrder(
    @Arg("input", () => RefundJatimOrderInput, { description: "The refund." }) input: RefundJatimOrderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, refund(context, input, idempotencyKey), orderById);
  }

  @MartSettlers
  @Mutation(() => SettlementResult, {
    description:
      "Books what the bank paid out to a seller: all that was due at a moment. Refusals: `PESANTREN_UNKNOWN`, `MOMENT_IN_FUTURE`, `NOTHING_DUE`, `AMOUNT_DIFFERS`, `REFERENCE_TAKEN`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  settleJatimSeller(
    @Arg("input", () => SettleJatimSellerInput, { description: "The payment." }) input: SettleJatimSellerInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimMartSettlement | Refused> {
    return answered(context, settle(context, input, idempotencyKey), settlementById);
  }
}
