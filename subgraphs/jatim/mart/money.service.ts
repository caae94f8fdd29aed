import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { textFaults, unknownRecord } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { claimReference } from "../bank-reference";
import { once } from "../once";
import { amountDiffers } from "../errors";
import { bookPayment, bookRefund, bookSettlement } from "./books";
import * as errors from "./mart.errors";
import type { ConfirmJatimOrderPaymentInput, RefundJatimOrderInput, SettleJatimSellerInput } from "./order.input";
import { lockFor, ORDER, step } from "./order.step";

const AMOUNT = ["input", "amount"];
const REFERENCE = ["input", "bankReference"];

/**
 * Books what came in at the bank for an order. Money that comes late is not lost: what was called off meanwhile, or has expired, is then to be refunded.
 * Returns the order's id; sent again with the same key, it changes nothing.
 */
export async function confirmPayment(
  context: Context,
  input: ConfirmJatimOrderPaymentInput,
  key: string,
): Promise<string> {
  const { orderId, amount, bankReference } = input;
  refuseAny(textFaults(REFERENCE, bankReference, [1, 100]));
  return once(context, "confirmJatimOrderPayment", input, key, async (tx) => {
    const isLate = await isCalledOff(tx, orderId);
    const to = isLate ? "CANCELLED" : "PAID";
    const { order, party } = await lockFor(context, tx, orderId, to);
    if (order.paidAt) refuse(errors.paidAlready(ORDER));
    if (amount !== order.total) refuse(amountDiffers(AMOUNT, order.total, amount));
    const at = context.clock();
    const set = {
      paid_at: at,
      payment_reference: await claimReference(tx, REFERENCE, bankReference, { kind: "mart-paid", id: order.id }),
    };
    await step(tx, order, { to, party, at, set });
    await bookPayment(tx, order, at);
    return order.id;
  });
}

async function isCalledOff(tx: Transaction, orderId: string): Promise<boolean> {
  if (!isId(orderId)) return false;
  const [order] = await tx.rows<{ isLate: boolean }>(
    `SELECT status IN ('EXPIRED', 'CANCELLED') AS "isLate" FROM mart_order WHERE id = $1 FOR UPDATE`,
    [orderId],
  );
  return order?.isLate ?? false;
}

/** Books that the bank paid back what was paid for an order. Returns its id. */
export async function refund(context: Context, input: RefundJatimOrderInput, key: string): Promise<string> {
  refuseAny(textFaults(REFERENCE, input.bankReference, [1, 100]));
  return once(context, "refundJatimOrder", input, key, async (tx) => {
    const { order, party } = await lockFor(context, tx, input.orderId, "REFUNDED");
    if (!order.paidAt) refuse(errors.notPaid(ORDER));
    const at = context.clock();
    const reference = await claimReference(tx, REFERENCE, input.bankReference, { kind: "mart-refunded", id: order.id });
    await step(tx, order, { to: "REFUNDED", party, at, set: { refund_reference: reference } });
    await bookRefund(tx, order, at);
    return order.id;
  });
}

/** Books what the bank paid out to a seller: everything that was due at a moment. Returns the settlement's id. */
export async function settle(context: Context, input: SettleJatimSellerInput, key: string): Promise<string> {
  const { pesantrenId, dueUntil, amount, bankReference } = input;
  const now = context.clock();
  const isKnownForm = isId(pesantrenId);
  refuseAny([
    ...(isKnownForm
      ? []
      : [
          unknownRecord(
            "PESANTREN_UNKNOWN",
            ["input", "pesantrenId"],
            { id: "pesantren", en: "pesantren" },
            pesantrenId,
          ),
        ]),
    ...(dueUntil <= now ? [] : [errors.momentInFuture(["input", "dueUntil"], now, dueUntil)]),
    ...textFaults(REFERENCE, bankReference, [1, 100]),
  ]);
  return once(context, "settleJatimSeller", input, key, async (tx) => {
    const due = await tx.rows<{ id: string; total: bigint }>(
      `SELECT id, total FROM mart_order WHERE pesantren_id = $1 AND status = 'RECEIVED' AND settlement_id IS NULL AND return_until <= $2
       ORDER BY id FOR UPDATE`,
      [pesantrenId, dueUntil],
    );
    const total = due.reduce((sum, order) => sum + order.total, 0n);
    if (total === 0n) refuse(errors.nothingDue(["input", "pesantrenId"]));
    if (amount !== total) refuse(amountDiffers(AMOUNT, total, amount));
    const id = newId();
    const reference = await claimReference(tx, REFERENCE, bankReference, { kind: "mart-settled", id });
    await tx.rows(
      `INSERT INTO mart_settlement (id, pesantren_id, amount, due_until, bank_reference, settled_at, settled_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, pesantrenId, total, dueUntil, reference, now, context.caller.subject],
    );
    await tx.rows("UPDATE mart_order SET settlement_id = $2 WHERE id = ANY($1)", [due.map((order) => order.id), id]);
    await bookSettlement(tx, { id, pesantrenId: pesantrenId.toLowerCase(), total }, now);
    return id;
  });
}
