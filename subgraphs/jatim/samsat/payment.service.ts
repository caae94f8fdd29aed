import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import type { BankAnswer, BankPayment } from "../bank/bank";
import { statusNotRight } from "../errors";
import { writePayment, writeReversal } from "./outcome";
import { partners } from "./partners";
import { monthOfPayCode } from "./pay-code";
import * as errors from "./samsat.errors";
import type { PayJatimVehicleTaxInput, ReverseJatimVehicleTaxInput } from "./samsat.input";

const CODE = ["input", "payCode"];
const PAYMENT = ["input", "paymentId"];
/** How long whoever sends a request again is kept waiting for the first one's outcome. */
const WAIT_MS = 12_000;
const LOOK_EVERY_MS = 50;

/**
 * Pays a bill through the partner bank. The bank is asked outside of any transaction, after it was written that it will be; what it did if it does not answer is
 * found out by asking it later, and never by sending again. Returns the payment's id, which is pending if the bank's answer is not known yet.
 */
export function payTax(context: Context, input: PayJatimVehicleTaxInput, key: string): Promise<string> {
  return send(
    context,
    { operation: "payJatimVehicleTax", key, input },
    {
      mark: (tx) => markPending(context, tx, input.payCode),
      call: async (payment) => writePayment(context.db, payment.reference, await askBank(payment, "pay")),
      isOpen: "PENDING",
    },
  );
}

/** Takes a payment back on the day on which it was made. Returns its id. */
export function reverseTax(context: Context, input: ReverseJatimVehicleTaxInput, key: string): Promise<string> {
  refuseAny(textFaults(["input", "reason"], input.reason, [3, 500]));
  return send(
    context,
    { operation: "reverseJatimVehicleTax", key, input },
    {
      mark: (tx) => markReversing(context, tx, input),
      call: async (payment) => writeReversal(context.db, payment.reference, await askBank(payment, "reverse")),
      isOpen: "REVERSING",
    },
  );
}

/** What a bank is asked, and which bank. */
interface Asked extends BankPayment {
  readonly bankCode: string;
}

const ASKED = `RETURNING id AS reference, bank_code AS "bankCode", total AS amount, pay_code AS "payCode", service_point_id AS "servicePointId",
  coalesce(reversal_sent_at, sent_at) AS at`;

interface Sending {
  /** Writes that the bank will be asked. Returns what. */
  readonly mark: (tx: Transaction) => Promise<Asked>;
  /** Asks it, and writes what it says. */
  readonly call: (payment: Asked) => Promise<void>;
  readonly isOpen: "PENDING" | "REVERSING";
}

async function send(
  { db }: Context,
  intention: { readonly operation: string; readonly key: string; readonly input: unknown },
  { mark, call, isOpen }: Sending,
): Promise<string> {
  const first: { payment?: Asked } = {};
  const id = await db.inTransaction((tx) =>
    idempotent(tx, {
      ...intention,
      effect: async () => {
        first.payment = await mark(tx);
        return first.payment.reference;
      },
    }),
  );
  if (first.payment) await call(first.payment);
  else await settled(db, id, isOpen);
  return id;
}

/** Waits until a payment is not open any more, so that all who sent the same request get the same answer. */
async function settled(db: Database, id: string, isOpen: string): Promise<void> {
  const until = Date.now() + WAIT_MS;
  const look = () => db.row("SELECT 1 FROM samsat_payment WHERE id = $1 AND status = $2", [id, isOpen]);
  while ((await look()) && Date.now() < until) await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
}

/** A bill that is paid, with what decides whether it may be. */
interface Bill extends Asked {
  readonly pesantrenId: string;
  readonly plate: string;
  readonly dueOn: string;
}

const OF_CODE = "pay_code = $1 AND id >= first_id_of_month($2) AND id < first_id_of_month($3)";

/** One statement for nearly all bills; only of one that can't be paid is looked up why. */
async function markPending(context: Context, tx: Transaction, payCode: string): Promise<Asked> {
  const month = monthOfPayCode(payCode.trim());
  if (!month) return refuse(errors.codeUnknown(CODE, payCode.slice(0, 40)));
  const code = [payCode.trim(), month.from, month.until];
  const [bill] = await tx.rows<Bill>(
    `UPDATE samsat_payment SET status = 'PENDING', sent_at = $4 WHERE ${OF_CODE} AND status = 'BILLED' AND expires_at > $5
     ${ASKED}, pesantren_id AS "pesantrenId", plate, due_on::text AS "dueOn"`,
    [...code, new Date(), context.clock()],
  );
  if (!bill) return refuseBill(context, tx, code);
  const { pesantrenId, plate, dueOn, ...asked } = bill;
  refuseAny(pesantrenFaults(context.caller, pesantrenId, CODE));
  if (!(await takeYear(tx, { id: asked.reference, plate, dueOn }))) refuse(errors.paidElsewhere(CODE, plate));
  return asked;
}

/** Says why a bill can't be paid. */
async function refuseBill({ caller, clock }: Context, tx: Transaction, code: readonly string[]): Promise<never> {
  const [bill] = await tx.rows<{ status: string; expiresAt: Date; pesantrenId: string }>(
    `SELECT status, expires_at AS "expiresAt", pesantren_id AS "pesantrenId" FROM samsat_payment WHERE ${OF_CODE}`,
    code,
  );
  if (!bill) return refuse(errors.codeUnknown(CODE, code[0]!));
  return refuse(
    ...pesantrenFaults(caller, bill.pesantrenId, CODE),
    ...(bill.status === "BILLED" ? [] : [statusNotRight(CODE, "BILLED", bill.status)]),
    ...(bill.expiresAt > clock() ? [] : [errors.codeExpired(CODE, bill.expiresAt)]),
  );
}

/** Takes a year's tax of a vehicle for a bill. Returns false if another bill has it that is paid, or being paid. */
async function takeYear(tx: Transaction, { id, plate, dueOn }: { id: string; plate: string; dueOn: string }) {
  const taken = await tx.rows(
    "INSERT INTO samsat_year (plate, due_on, payment_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1",
    [plate, dueOn, id],
  );
  if (taken.length > 0) return true;
  // Looked up by an id that is given, as a join would not be: the database then opens one month of payments, and not all of them.
  const [holder] = await tx.rows<{ id: string }>(
    "SELECT payment_id AS id FROM samsat_year WHERE plate = $1 AND due_on = $2 FOR UPDATE",
    [plate, dueOn],
  );
  const [over] = await tx.rows("SELECT 1 FROM samsat_payment WHERE id = $1 AND status IN ('FAILED', 'REVERSED')", [
    holder!.id,
  ]);
  if (over)
    await tx.rows("UPDATE samsat_year SET payment_id = $3 WHERE plate = $1 AND due_on = $2", [plate, dueOn, id]);
  return over !== undefined;
}

async function markReversing(
  context: Context,
  tx: Transaction,
  { paymentId, reason }: ReverseJatimVehicleTaxInput,
): Promise<Asked> {
  const [payment] = isId(paymentId)
    ? await tx.rows<{ id: string; status: string; paidAt: Date | null; pesantrenId: string }>(
        `SELECT id, status, paid_at AS "paidAt", pesantren_id AS "pesantrenId" FROM samsat_payment WHERE id = $1 FOR UPDATE`,
        [paymentId],
      )
    : [];
  if (!payment) return refuse(errors.paymentUnknown(PAYMENT, paymentId));
  refuseAny(pesantrenFaults(context.caller, payment.pesantrenId, PAYMENT));
  if (payment.status !== "PAID") return refuse(statusNotRight(PAYMENT, "PAID", payment.status));
  const day = dayInWib(payment.paidAt!);
  if (day !== dayInWib(context.clock())) return refuse(errors.notSameDay(PAYMENT, day));
  const [asked] = await tx.rows<Asked>(
    `UPDATE samsat_payment SET status = 'REVERSING', reversal_sent_at = $2, checked_at = NULL, reversal_reason = $3 WHERE id = $1 ${ASKED}`,
    [payment.id, new Date(), reason.trim()],
  );
  return asked!;
}

function askBank({ bankCode, ...payment }: Asked, what: "pay" | "reverse"): Promise<BankAnswer> {
  return partners().banks[bankCode]![what](payment);
}
