import { timingSafeEqual } from "node:crypto";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { once } from "../once";
import { statusNotRight, notYours } from "../errors";
import { bookReceipt, bookReturn } from "./books";
import * as errors from "./mart.errors";
import { periodsAt } from "./mart.rules";
import type {
  HandOverJatimOrderInput,
  JatimOrderInput,
  JatimOrderReasonInput,
  ShipJatimOrderInput,
} from "./order.input";
import type { OrderStatus, Party } from "./order.states";
import { lockFor, ORDER, step, type LockedOrder } from "./order.step";

const DAY_MS = 86_400_000;
const REASON = ["input", "reason"];

/** The seller has packed it. */
export function pack(context: Context, { orderId }: JatimOrderInput): Promise<string> {
  return take(context, orderId, "PACKED");
}

/** The seller has it at the service point. */
export function makeReady(context: Context, { orderId }: JatimOrderInput): Promise<string> {
  return take(context, orderId, "READY", (order) => checkMethod(order, "PICK_UP"));
}

/** The seller has given it to a courier. */
export async function ship(
  context: Context,
  { orderId, courier, trackingNumber }: ShipJatimOrderInput,
): Promise<string> {
  refuseAny([
    ...textFaults(["input", "courier"], courier, [2, 60]),
    ...textFaults(["input", "trackingNumber"], trackingNumber, [3, 60]),
  ]);
  return context.db.inTransaction(async (tx) => {
    const { order, party } = await lockFor(context, tx, orderId, "SHIPPED");
    checkMethod(order, "SHIPPING");
    const at = context.clock();
    const { receiveDays } = await periodsAt(tx, at);
    const set = {
      courier: courier.trim(),
      tracking_number: trackingNumber.trim(),
      receive_by: new Date(at.getTime() + receiveDays * DAY_MS),
    };
    await step(tx, order, { to: "SHIPPED", party, at, set });
    return orderId;
  });
}

/** The buyer has received what was shipped. */
export function receive(context: Context, input: JatimOrderInput, key: string): Promise<string> {
  return once(context, "receiveJatimOrder", input, key, async (tx) => {
    const { order, party } = await lockFor(context, tx, input.orderId, "RECEIVED");
    if (party !== "BUYER") refuse(notYours(ORDER, "BUYER", party));
    await bringToBuyer(tx, order, party, context.clock());
    return order.id;
  });
}

/** The seller hands it over at the service point, to whoever says its code. */
export function handOver(context: Context, input: HandOverJatimOrderInput, key: string): Promise<string> {
  return once(context, "handOverJatimOrder", input, key, async (tx) => {
    const { order, party } = await lockFor(context, tx, input.orderId, "RECEIVED");
    checkMethod(order, "PICK_UP");
    if (order.status !== "READY") refuse(statusNotRight(ORDER, "READY", order.status));
    if (!isCode(order.pickUpCode!, input.pickUpCode)) refuse(errors.codeWrong(["input", "pickUpCode"]));
    await bringToBuyer(tx, order, party, context.clock());
    return order.id;
  });
}

/** The order is with the buyer: from now on its money is owed to the seller. */
export async function bringToBuyer(tx: Transaction, order: LockedOrder, party: Party, at: Date): Promise<void> {
  const { returnDays } = await periodsAt(tx, at);
  const set = { received_at: at, return_until: new Date(at.getTime() + returnDays * DAY_MS) };
  await step(tx, order, { to: "RECEIVED", party, at, set });
  await bookReceipt(tx, order, at);
}

/** Calls an order off; what was paid is refunded later, by the bank. */
export function cancel(context: Context, { orderId, reason }: JatimOrderReasonInput): Promise<string> {
  return take(
    context,
    orderId,
    "CANCELLED",
    ({ status }) => {
      // Already called off, it stays so; the table allows this for money that comes late.
      if (["EXPIRED", "CANCELLED"].includes(status))
        refuse(statusNotRight(ORDER, "PLACED, PAID, PACKED, READY", status));
    },
    reason,
  );
}

/** The buyer wants to give it back. */
export function askReturn(context: Context, { orderId, reason }: JatimOrderReasonInput): Promise<string> {
  return take(
    context,
    orderId,
    "RETURN_ASKED",
    ({ returnUntil }) => {
      if (context.clock() >= returnUntil!) refuse(errors.returnOver(ORDER, returnUntil!));
    },
    reason,
  );
}

/** The office finds that it need not be taken back: from now on it can't be given back any more. */
export async function declineReturn(context: Context, { orderId, reason }: JatimOrderReasonInput): Promise<string> {
  refuseAny(textFaults(REASON, reason, [3, 500]));
  return context.db.inTransaction(async (tx) => {
    const { order, party } = await lockFor(context, tx, orderId, "RECEIVED");
    if (order.status !== "RETURN_ASKED") refuse(statusNotRight(ORDER, "RETURN_ASKED", order.status));
    const at = context.clock();
    await step(tx, order, { to: "RECEIVED", party, at, reason: reason.trim(), set: { return_until: at } });
    return orderId;
  });
}

/** The seller has it back, from the buyer or from a courier who could not deliver it. */
export async function confirmReturn(context: Context, input: JatimOrderReasonInput, key: string): Promise<string> {
  refuseAny(textFaults(REASON, input.reason, [3, 500]));
  return once(context, "confirmJatimReturn", input, key, async (tx) => {
    const { order, party } = await lockFor(context, tx, input.orderId, "RETURNED");
    const at = context.clock();
    await step(tx, order, { to: "RETURNED", party, at, reason: input.reason.trim() });
    if (order.receivedAt) await bookReturn(tx, order, order.receivedAt, at);
    return order.id;
  });
}

/** Takes a step that moves no money. @param check what must hold of the order besides */
async function take(
  context: Context,
  orderId: string,
  to: OrderStatus,
  check: (order: LockedOrder) => void = () => {},
  reason?: string,
): Promise<string> {
  refuseAny(textFaults(REASON, reason, [3, 500]));
  return context.db.inTransaction(async (tx) => {
    const { order, party } = await lockFor(context, tx, orderId, to);
    check(order);
    await step(tx, order, { to, party, at: context.clock(), ...(reason !== undefined && { reason: reason.trim() }) });
    return order.id;
  });
}

function checkMethod({ method }: LockedOrder, expected: LockedOrder["method"]): void {
  if (method !== expected) refuse(errors.otherMethod(ORDER, method));
}

function isCode(code: string, given: string): boolean {
  const [one, other] = [Buffer.from(code), Buffer.from(given.trim().toUpperCase())];
  return one.length === other.length && timingSafeEqual(one, other);
}
