import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { countFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { statusNotRight } from "../errors";
import { book } from "./books";
import * as errors from "./grant.errors";
import type { JatimGrantReceiptInput, ReviewJatimGrantReportInput, SubmitJatimGrantReportInput } from "./grant.input";
import { lockGrant } from "./grant.service";

const GRANT = ["input", "grantId"];
const REPORT = ["input", "reportId"];
const SHA256 = /^[0-9a-f]{64}$/i;
const MOST = 1_000_000_000_000_000n;

/** Hands in how a grant was used. Returns the report's id; sent again with the same key, that of the one made first. */
export async function submitReport(context: Context, input: SubmitJatimGrantReportInput, key: string): Promise<string> {
  const today = dayInWib(context.clock());
  refuseAny([
    ...countFaults(["input", "receipts"], input.receipts, [0, 500]),
    ...rangeFaults(["input", "unspent"], input.unspent, [0n, MOST]),
    ...textFaults(["input", "note"], input.note, [0, 2_000]),
    ...input.receipts.flatMap((receipt, at) => receiptFaults(receipt, ["input", "receipts", String(at)], today)),
  ]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, { operation: "submitJatimGrantReport", key, input, effect: () => submit(context, tx, input) }),
  );
}

function receiptFaults(
  { amount, description, reference, sha256, spentOn }: JatimGrantReceiptInput,
  path: FieldPath,
  today: string,
): RefusalValue[] {
  return [
    ...rangeFaults([...path, "amount"], amount, [1n, MOST]),
    ...textFaults([...path, "description"], description, [1, 500]),
    ...textFaults([...path, "reference"], reference, [1, 500]),
    ...(SHA256.test(sha256) ? [] : [errors.malformed([...path, "sha256"], "64 hexadecimal digits")]),
    ...(spentOn <= today ? [] : [errors.dayInFuture([...path, "spentOn"], today, spentOn)]),
  ];
}

async function submit(
  context: Context,
  tx: Transaction,
  { grantId, receipts, unspent, note }: SubmitJatimGrantReportInput,
): Promise<string> {
  const grant = await lockGrant(context, tx, grantId, GRANT);
  if (grant.status !== "DISBURSED") refuse(statusNotRight(GRANT, "DISBURSED", grant.status));
  const sum = receipts.reduce((total, { amount }) => total + amount, unspent);
  if (sum !== grant.amount) refuse(errors.sumDiffers(["input"], grant.amount, sum));
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO grant_report (id, grant_id, status, unspent, note, submitted_at) VALUES ($1, $2, 'SUBMITTED', $3, $4, $5)
     ON CONFLICT (grant_id) WHERE status <> 'RETURNED' DO NOTHING RETURNING id`,
    [id, grant.id, unspent, note?.trim() || null, context.clock()],
  );
  if (made.length === 0) refuse(errors.reportedAlready(GRANT));
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
export async function reviewReport(
  context: Context,
  { reportId, isAccepted, note: given }: ReviewJatimGrantReportInput,
): Promise<string> {
  const note = given?.trim() || null;
  refuseAny(textFaults(["input", "note"], isAccepted ? note : (note ?? ""), [1, 2_000]));
  return context.db.inTransaction(async (tx) => {
    const [named] = isId(reportId)
      ? await tx.rows<{ grantId: string }>(`SELECT grant_id AS "grantId" FROM grant_report WHERE id = $1`, [reportId])
      : [];
    if (!named) return refuse(errors.reportUnknown(REPORT, reportId));
    // The grant is locked before its report, as it is by who hands one in.
    const grant = await lockGrant(context, tx, named.grantId, REPORT);
    const [report] = await tx.rows<{ id: string; status: string; unspent: bigint }>(
      "SELECT id, status, unspent FROM grant_report WHERE id = $1 FOR UPDATE",
      [reportId],
    );
    const { id, status, unspent } = report!;
    if (status !== "SUBMITTED") refuse(statusNotRight(REPORT, "SUBMITTED", status));
    const at = context.clock();
    await tx.rows(
      "UPDATE grant_report SET status = $2, review_note = $3, reviewed_by = $4, reviewed_at = $5 WHERE id = $1",
      [id, isAccepted ? "ACCEPTED" : "RETURNED", note, context.caller.subject, at],
    );
    if (isAccepted) await book(tx, "paid-back", { grant, causeId: id, amount: unspent }, at);
    return id;
  });
}
