import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { MartBuyers, MartReaders, MartSellers, ProgrammeOperators } from "../access";
import { checkOut } from "./checkout.service";
import { JatimCheckout, JatimOrder } from "./order";
import {
  CheckOutJatimCartInput,
  HandOverJatimOrderInput,
  JatimOrderInput,
  JatimOrderReasonInput,
  ShipJatimOrderInput,
} from "./order.input";
import { checkoutById, orderById } from "./order.loader";
import {
  askReturn,
  cancel,
  confirmReturn,
  declineReturn,
  handOver,
  makeReady,
  pack,
  receive,
  ship,
} from "./order.service";

const CheckoutResult = resultUnion(
  "JatimCheckoutResult",
  () => JatimCheckout,
  "What was ordered, or why it was refused.",
);
export const OrderResult = resultUnion("JatimOrderResult", () => JatimOrder, "The order, or why it was refused.");

@Resolver()
export class OrderMutations {
  @MartBuyers
  @Mutation(() => CheckoutResult, {
    description:
      "Orders everything in your cart: one order of each seller, at the prices of now. Its stock is kept until it is paid or has expired. Refusals: `CART_EMPTY`, `LISTING_NOT_OFFERED`, `STOCK_TOO_LOW`, `TOTAL_CHANGED`, `SERVICE_POINT_UNKNOWN`, `SELLER_NOT_IN_CART`, `RECIPIENT_REQUIRED`, `TEXT_LENGTH`, `PHONE_INVALID`, `BIRTH_DATE_INVALID`, `GUARDIAN_REQUIRED`, `EVIDENCE_INVALID`, `CONSENT_IN_FUTURE`, `TOO_MANY`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  checkOutJatimCart(
    @Arg("input", () => CheckOutJatimCartInput, { description: "How it comes to you." }) input: CheckOutJatimCartInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimCheckout | Refused> {
    return answered(context, checkOut(context, input, idempotencyKey), checkoutById);
  }

  @MartSellers
  @Mutation(() => OrderResult, {
    description: "A paid order is packed. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`.",
  })
  packJatimOrder(
    @Arg("input", () => JatimOrderInput, { description: "The order." }) input: JatimOrderInput,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, pack(context, input), orderById);
  }

  @MartSellers
  @Mutation(() => OrderResult, {
    description:
      "A packed order was handed to a courier. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `METHOD_NOT_RIGHT`, `TEXT_LENGTH`.",
  })
  shipJatimOrder(
    @Arg("input", () => ShipJatimOrderInput, { description: "Courier and number." }) input: ShipJatimOrderInput,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, ship(context, input), orderById);
  }

  @MartSellers
  @Mutation(() => OrderResult, {
    description:
      "A packed order is ready to be picked up. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `METHOD_NOT_RIGHT`.",
  })
  readyJatimOrder(
    @Arg("input", () => JatimOrderInput, { description: "The order." }) input: JatimOrderInput,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, makeReady(context, input), orderById);
  }

  @MartSellers
  @Mutation(() => OrderResult, {
    description:
      "Hands an order over to whoever says its code; its money is owed to the seller then. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `METHOD_NOT_RIGHT`, `PICK_UP_CODE_WRONG`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  handOverJatimOrder(
    @Arg("input", () => HandOverJatimOrderInput, { description: "The order and its code." })
    input: HandOverJatimOrderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, handOver(context, input, idempotencyKey), orderById);
  }

  @MartBuyers
  @Mutation(() => OrderResult, {
    description:
      "You have received what was shipped; its money is owed to the seller then. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  receiveJatimOrder(
    @Arg("input", () => JatimOrderInput, { description: "The order." }) input: JatimOrderInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, receive(context, input, idempotencyKey), orderById);
  }

  @MartReaders
  @Mutation(() => OrderResult, {
    description:
      "Calls an order off: the buyer before it is packed, the seller before it is on its way. What was paid is to be refunded. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `TEXT_LENGTH`.",
  })
  cancelJatimOrder(
    @Arg("input", () => JatimOrderReasonInput, { description: "The order, and why." }) input: JatimOrderReasonInput,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, cancel(context, input), orderById);
  }

  @MartBuyers
  @Mutation(() => OrderResult, {
    description:
      "You want to give an order back. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `RETURN_PERIOD_OVER`, `TEXT_LENGTH`.",
  })
  askJatimReturn(
    @Arg("input", () => JatimOrderReasonInput, { description: "The order, and why." }) input: JatimOrderReasonInput,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, askReturn(context, input), orderById);
  }

  @ProgrammeOperators
  @Mutation(() => OrderResult, {
    description:
      "An order need not be taken back; from now on it can't be given back any more. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `TEXT_LENGTH`.",
  })
  declineJatimReturn(
    @Arg("input", () => JatimOrderReasonInput, { description: "The order, and why." }) input: JatimOrderReasonInput,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, declineReturn(context, input), orderById);
  }

  @MartSellers
  @Mutation(() => OrderResult, {
    description:
      "An order is back with the seller, from the buyer or since it could not be delivered. It is offered again, and what was paid is to be refunded. Refusals: `ORDER_UNKNOWN`, `STATUS_NOT_RIGHT`, `STEP_NOT_YOURS`, `TEXT_LENGTH`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  confirmJatimReturn(
    @Arg("input", () => JatimOrderReasonInput, { description: "The order, and in which state it came back." })
    input: JatimOrderReasonInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimOrder | Refused> {
    return answered(context, confirmReturn(context, input, idempotencyKey), orderById);
  }
}
