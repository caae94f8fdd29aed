import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { countFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { book } from "./books";
import * as errors from "./grant.errors";
import type { JabarReceiptInput, ReviewJabarGrantReportInput, SubmitJabarGrantReportInput } from "./grant.input";
import { lockTranches } from "./payment.service";

const TRANCHE = ["input", "trancheId"];
const SHA256 = /^[0-9a-f]{64}$/i;
const MOST = 1_000_000_000_000_000n;

/** Hands in how a tranche was used. Returns the report's id; sent again with the same key, that of the one made first. */
export async function submitReport(context: Context, input: SubmitJabarGrantReportInput, key: string): Promise<string> {
  refuseAny([
    ...countFaults(["input", "receipts"], input.receipts, [0, 500]),
    ...rangeFaults(["input", "unspent"], input.unspent, [0n, MOST]),
    ...textFaults(["input", "note"], input.note, [0, 2_000]),
    ...input.receipts.flatMap((receipt, at) =>
      receiptFaults(receipt, ["input", "receipts", String(at)], context.clock()),
    ),
  ]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, { operation: "submitJabarGrantReport", key, input, effect: () => submit(context, tx, input) }),
  );
}

function receiptFaults(receipt: JabarReceiptInput, path: readonly string[], now: Date): RefusalValue[] {
  const today = dayInWib(now);
  return [
    ...rangeFaults([...path, "amount"], receipt.amount, [1n, MOST]),
    ...textFaults([...path, "description"], receipt.description, [1, 500]),
    ...textFaults([...path, "reference"], receipt.reference, [1, 500]),
    ...(SHA256.test(receipt.sha256) ? [] : [errors.malformed([...path, "sha256"])]),
    ...(receipt.spentOn <= today ? [] : [errors.dayInFuture([...path, "spentOn"], today, receipt.spentOn)]),
  ];
}

async function submit(context: Context, tx: Transaction, input: SubmitJabarGrantReportInput): Promise<string> {
  const { trancheId, receipts, unspent, note } = input;
  const tranche = (await lockTranches(tx, [trancheId])).get(trancheId.toLowerCase());
  if (!tranche) return refuse(errors.trancheUnknown(TRANCHE, trancheId));
  const sum = receipts.reduce((total, { amount }) => total + amount, unspent);
  refuseAny([
    ...pesantrenFaults(context.caller, tranche.pesantrenId, TRANCHE),
    ...(tranche.status === "PAID" ? [] : [errors.wrongStatus(TRANCHE, "PAID", tranche.status)]),
    ...(sum === tranche.amount ? [] : [errors.sumDiffers(["input"], tranche.amount, sum)]),
  ]);
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO grant_report (id, tranche_id, status, unspent, note, submitted_at) VALUES ($1, $2, 'SUBMITTED', $3, $4, $5)
     ON CONFLICT (tranche_id) WHERE status <> 'RETURNED' DO NOTHING RETURNING id`,
    [id, tranche.id, unspent, note?.trim() || null, context.clock()],
  );
  if (made.length === 0) refuse(errors.reportedAlready(TRANCHE));
  await tx.rows(
    `INSERT INTO grant_receipt (report_id, number, spent_on, amount, description, reference, sha256)
     SELECT $1, number, spent_on, amount, description, reference, lower(sha256)
     FROM unnest($2::date[], $3::bigint[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
       AS given (spent_on, amount, description, reference, sha256, number)`,
    [
      id,
      receipts.map(({ spentOn }) => spentOn),
      receipts.map(({ amount }) => amount),
      receipts.map(({ description }) => description.trim()),
      receipts.map(({ reference }) => reference.trim()),
      receipts.map(({ sha256 }) => sha256),
    ],
  );
  return id;
}

/** Accepts a report, whose unspent rest is then in the books as paid back, or gives it back. Returns its id. */
export async function reviewReport(context: Context, input: ReviewJabarGrantReportInput): Promise<string> {
  const { reportId, isAccepted } = input;
  const note = input.note?.trim() || null;
  refuseAny(textFaults(["input", "note"], isAccepted ? note : (note ?? ""), [1, 2_000]));
  return context.db.inTransaction(async (tx) => {
    const { report, tranche } = await lockReport(tx, reportId);
    if (report.status !== "SUBMITTED") refuse(errors.wrongStatus(["input", "reportId"], "SUBMITTED", report.status));
    const at = context.clock();
    await tx.rows(
      "UPDATE grant_report SET status = $2, review_note = $3, reviewed_by = $4, reviewed_at = $5 WHERE id = $1",
      [report.id, isAccepted ? "ACCEPTED" : "RETURNED", note, context.caller.subject, at],
    );
    if (isAccepted) {
      await book(tx, "paid-back", [{ grant: tranche, causeId: report.id, amount: report.unspent }], at);
    }
    return report.id;
  });
}

/** The tranche is locked before its report, as it is by who hands one in. */
async function lockReport(tx: Transaction, id: string) {
  const [named] = isId(id)
    ? await tx.rows<{ trancheId: string }>(`SELECT tranche_id AS "trancheId" FROM grant_report WHERE id = $1`, [id])
    : [];
  if (!named) return refuse(errors.reportUnknown(["input", "reportId"], id));
  const tranche = (await lockTranches(tx, [named.trancheId])).get(named.trancheId)!;
  const [report] = await tx.rows<{ id: string; status: string; unspent: bigint }>(
    "SELECT id, status, unspent FROM grant_report WHERE id = $1 FOR UPDATE",
    [id],
  );
  return { report: report!, tranche };
}
