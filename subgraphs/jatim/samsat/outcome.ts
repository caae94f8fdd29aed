import { dayInWib } from "../../kit/clock";
import type { Database, Transaction } from "../../kit/data/database";
import { recordFacts } from "../../kit/facts/facts";
import { newId } from "../../kit/id";
import { credit, debit, openAccounts, post, type NewAccount } from "../../kit/ledger/ledger";
import type { BankAnswer } from "../bank/bank";
import { JATIM } from "../province";

/** Over so many rows the balances are spread that every payment changes. */
const STRIPES = 32;

/** Who collects which part of a bill. */
const OWED = {
  "samsat/owed/pkb": ["pkb", "pkbPenalty"],
  "samsat/owed/opsen": ["opsen"],
  "samsat/owed/swdkllj": ["swdkllj", "swdklljPenalty"],
  "samsat/fee": ["adminFee"],
} as const;

/** A payment whose outcome is written. */
interface Decided {
  readonly id: string;
  readonly bankCode: string;
  readonly regencyCode: string;
  readonly pesantrenId: string;
  readonly total: bigint;
  readonly pkb: bigint;
  readonly pkbPenalty: bigint;
  readonly opsen: bigint;
  readonly swdkllj: bigint;
  readonly swdklljPenalty: bigint;
  readonly adminFee: bigint;
}

const DECIDED = `
  RETURNING id, bank_code AS "bankCode", regency_code AS "regencyCode", pesantren_id AS "pesantrenId", total, pkb, pkb_penalty AS "pkbPenalty", opsen, swdkllj,
    swdkllj_penalty AS "swdklljPenalty", admin_fee AS "adminFee"`;

/** Code of the account of what a bank has taken in. */
const bankAccountCode = (bankCode: string) => `samsat/bank/${bankCode}`;

/**
 * Writes what the bank said of a payment that is pending: what is done is in the ledger in the same transaction. What the bank does not know for sure is left
 * as it is. Whoever comes second changes nothing.
 */
export async function writePayment(db: Database, id: string, answer: BankAnswer): Promise<void> {
  if (answer.outcome !== "DONE" && answer.outcome !== "REFUSED") return;
  await db.inTransaction(async (tx) => {
    if (answer.outcome === "REFUSED") return fail(tx, id, answer.code);
    const [payment] = await tx.rows<Decided>(
      `UPDATE samsat_payment SET status = 'PAID', paid_at = $2, bank_reference = $3, receipt_number = $4
       WHERE id = $1 AND status = 'PENDING' ${DECIDED}`,
      [id, answer.at, answer.bankReference, receiptNumber(answer.at)],
    );
    if (!payment) return;
    await bookPaid(tx, payment, answer.at);
    await tellNation(tx, payment, payment.total, answer.at);
  });
}

/** Ends a payment that the bank did not make, and never will. */
export async function fail(tx: Transaction, id: string, code: string): Promise<void> {
  await tx.rows("UPDATE samsat_payment SET status = 'FAILED', failure = $2 WHERE id = $1 AND status = 'PENDING'", [
    id,
    code.slice(0, 100),
  ]);
}

/** Writes what the bank said of a reversal: done, it is in the ledger; refused, the payment stands. */
export async function writeReversal(db: Database, id: string, answer: BankAnswer): Promise<void> {
  if (answer.outcome !== "DONE" && answer.outcome !== "REFUSED") return;
  await db.inTransaction(async (tx) => {
    if (answer.outcome === "REFUSED") return keepPaid(tx, id, answer.code);
    const [payment] = await tx.rows<Decided>(
      `UPDATE samsat_payment SET status = 'REVERSED', reversed_at = $2 WHERE id = $1 AND status = 'REVERSING' ${DECIDED}`,
      [id, answer.at],
    );
    if (!payment) return;
    const [paid] = await tx.rows<{ id: string }>(
      "SELECT id FROM ledger_posting WHERE cause_kind = 'samsat-paid' AND cause_id = $1",
      [id],
    );
    await post(tx, [
      { cause: { kind: "samsat-reversed", id }, description: `samsat ${id}`, at: answer.at, reversesId: paid!.id },
    ]);
    await tellNation(tx, payment, -payment.total, answer.at);
  });
}

/** The payment stands: the bank did not take it back, and never will. */
export async function keepPaid(tx: Transaction, id: string, code: string): Promise<void> {
  await tx.rows("UPDATE samsat_payment SET status = 'PAID', failure = $2 WHERE id = $1 AND status = 'REVERSING'", [
    id,
    code.slice(0, 100),
  ]);
}

async function bookPaid(tx: Transaction, payment: Decided, at: Date): Promise<void> {
  const accounts: NewAccount[] = [
    { code: bankAccountCode(payment.bankCode), kind: "ASSET", neverNegative: false, stripes: STRIPES },
    ...Object.keys(OWED).map((code) => ({
      code,
      kind: code === "samsat/fee" ? ("INCOME" as const) : ("LIABILITY" as const),
      neverNegative: false,
      stripes: STRIPES,
    })),
  ];
  const [bank, ...owed] = (await openAccounts(tx, accounts, at)) as [string, ...string[]];
  const credits = Object.values(OWED).map((parts, index) => {
    const amount = (parts as readonly (keyof Decided)[]).reduce((sum, part) => sum + (payment[part] as bigint), 0n);
    return credit(owed[index]!, amount);
  });
  await post(tx, [
    {
      cause: { kind: "samsat-paid", id: payment.id },
      description: `samsat ${payment.id}`,
      at,
      entries: [debit(bank, payment.total), ...credits.filter(({ amount }) => amount !== 0n)],
    },
  ]);
}

function tellNation(
  tx: Transaction,
  { regencyCode, pesantrenId, bankCode }: Decided,
  value: bigint,
  at: Date,
): Promise<void> {
  return recordFacts(tx, [
    {
      indicator: "samsat.paid",
      province: JATIM,
      period: dayInWib(at).slice(0, 7),
      regency: regencyCode,
      pesantrenId,
      dimensions: { bank: bankCode },
      value,
      unit: "rupiah",
      kind: "COMPUTED",
      source: "jatim",
      asOf: at,
    },
  ]);
}

/** Such as `SO-20300310-019E4B7C2F30`. */
function receiptNumber(at: Date): string {
  const random = newId().replaceAll("-", "").slice(-12).toUpperCase();
  return `SO-${dayInWib(at).replaceAll("-", "")}-${random}`;
}
