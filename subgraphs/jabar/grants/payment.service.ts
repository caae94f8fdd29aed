import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId } from "../../kit/id";
import { countFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuseAny, type RefusalValue } from "../../kit/refusal";
import { book, type Booked } from "./books";
import * as errors from "./grant.errors";
import type { ConfirmJabarPaymentsInput, FailJabarPaymentInput, OrderJabarTranchesInput } from "./grant.input";

const MOST_AT_ONCE = 500;

/** Orders tranches at the bank, all or none. Returns their ids; what is ordered already is refused, so that nobody orders twice. */
export async function orderTranches(context: Context, { trancheIds }: OrderJabarTranchesInput): Promise<string[]> {
  const field = ["input", "trancheIds"];
  refuseAny(countFaults(field, trancheIds, [1, MOST_AT_ONCE]));
  return context.db.inTransaction(async (tx) => {
    const tranches = await lockTranches(tx, trancheIds);
    refuseAny([
      ...eachFaults(field, trancheIds, tranches, ({ status, hasAccount, before, isReported, isCorrected }, path) => [
        ...(status === "PLANNED" || status === "FAILED" ? [] : [errors.wrongStatus(path, "PLANNED, FAILED", status)]),
        ...(isCorrected ? [errors.decisionCorrected(path)] : []),
        ...(hasAccount ? [] : [errors.accountMissing(path)]),
        ...(isReported ? [] : [errors.reportMissing(path, before!)]),
      ]),
    ]);
    await tx.rows(
      "UPDATE grant_tranche SET status = 'ORDERED', ordered_at = $2, failure_reason = NULL WHERE id = ANY($1)",
      [trancheIds, context.clock()],
    );
    return trancheIds.map((id) => id.toLowerCase());
  });
}

/** Books payments that the bank made, all or none. A payment that was booked already, said again, changes nothing. Returns the tranches' ids. */
export async function confirmPayments(context: Context, { payments }: ConfirmJabarPaymentsInput): Promise<string[]> {
  const field = ["input", "payments"];
  const today = dayInWib(context.clock());
  refuseAny([
    ...countFaults(field, payments, [1, MOST_AT_ONCE]),
    ...payments.flatMap(({ bankReference, paidOn }, at) => [
      ...textFaults([...field, String(at), "bankReference"], bankReference, [1, 100]),
      ...(paidOn <= today ? [] : [errors.dayInFuture([...field, String(at), "paidOn"], today, paidOn)]),
    ]),
  ]);
  const ids = payments.map(({ trancheId }) => trancheId);
  return context.db.inTransaction(async (tx) => {
    const tranches = await lockTranches(tx, ids);
    const taken = await takenReferences(tx, payments);
    const isSaidAgain = ({ status, bankReference, paidOn }: Tranche, at: number) =>
      status === "PAID" && bankReference === payments[at]!.bankReference.trim() && paidOn === payments[at]!.paidOn;
    refuseAny(
      eachFaults(field, ids, tranches, (tranche, path, at) => {
        if (isSaidAgain(tranche, at)) return [];
        const reference = payments[at]!.bankReference.trim();
        return [
          ...(tranche.status === "ORDERED" ? [] : [errors.wrongStatus(path, "ORDERED", tranche.status)]),
          ...(taken.has(reference) || payments.findIndex((each) => each.bankReference.trim() === reference) !== at
            ? [errors.referenceTaken([...field, String(at), "bankReference"], reference)]
            : []),
        ];
      }),
    );
    const named = payments.map((payment) => ({ payment, tranche: tranches.get(payment.trancheId.toLowerCase())! }));
    const fresh = named.filter(({ tranche }, at) => !isSaidAgain(tranche, at));
    await tx.rows(
      `UPDATE grant_tranche t SET status = 'PAID', paid_on = paid.day, bank_reference = paid.reference
       FROM unnest($1::uuid[], $2::date[], $3::text[]) AS paid (id, day, reference) WHERE t.id = paid.id`,
      [
        fresh.map(({ tranche }) => tranche.id),
        fresh.map(({ payment }) => payment.paidOn),
        fresh.map(({ payment }) => payment.bankReference.trim()),
      ],
    );
    for (const year of new Set(fresh.map(({ tranche }) => tranche.year))) {
      const movements = fresh
        .filter(({ tranche }) => tranche.year === year)
        .map(({ tranche }) => ({ grant: tranche, causeId: tranche.id, amount: tranche.amount }));
      await book(tx, "paid", movements, context.clock());
    }
    return ids.map((id) => id.toLowerCase());
  });
}

/** Notes that the bank could not pay; the tranche may be ordered again. Returns its id. */
export async function failPayment(context: Context, { trancheId, reason }: FailJabarPaymentInput): Promise<string> {
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const tranches = await lockTranches(tx, [trancheId]);
    refuseAny(
      eachFaults(["input", "trancheId"], [trancheId], tranches, ({ status }) =>
        status === "ORDERED" ? [] : [errors.wrongStatus(["input", "trancheId"], "ORDERED", status)],
      ),
    );
    await tx.rows("UPDATE grant_tranche SET status = 'FAILED', failure_reason = $2 WHERE id = $1", [
      trancheId,
      reason.trim(),
    ]);
    return trancheId.toLowerCase();
  });
}

/** A tranche, locked, with its grant. */
export interface Tranche extends Booked {
  readonly id: string;
  readonly amount: bigint;
  readonly status: string;
  readonly bankReference: string | null;
  readonly paidOn: string | null;
  readonly hasAccount: boolean;
  /** Whether a correction of the decision behind it is under way, or was announced since it was granted. */
  readonly isCorrected: boolean;
  /** Number of the tranche before it; null for the first. */
  readonly before: number | null;
  /** Whether the report of the one before was accepted; true for the first. */
  readonly isReported: boolean;
}

/** Locks tranches in the order of their ids, so that two who pay many at once never wait for each other in a circle. */
export async function lockTranches(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Tranche>> {
  const rows = await tx.rows<Tranche>(
    `SELECT t.id, t.amount, t.status, t.bank_reference AS "bankReference", t.paid_on::text AS "paidOn", a.id AS "awardId", a.account_id AS "accountId",
       a.pesantren_id AS "pesantrenId", a.regency_code AS "regencyCode", a.category, e.year,
       r.bank_code IS NOT NULL AND r.bank_account IS NOT NULL AS "hasAccount",
       EXISTS (SELECT FROM decision later WHERE later.corrects_id = a.decision_id AND later.status <> 'DISCARDED') AS "isCorrected", nullif(t.number - 1, 0) AS before,
       t.number = 1 OR EXISTS (SELECT FROM grant_tranche prior JOIN grant_report report ON report.tranche_id = prior.id AND report.status = 'ACCEPTED'
         WHERE prior.award_id = t.award_id AND prior.number = t.number - 1) AS "isReported"
     FROM grant_tranche t JOIN grant_award a ON a.id = t.award_id JOIN registration r ON r.id = a.registration_id
     JOIN edition_stage s ON s.id = a.stage_id JOIN edition e ON e.id = s.edition_id
     WHERE t.id = ANY($1) ORDER BY t.id FOR UPDATE OF t`,
    [ids.filter(isId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function eachFaults(
  field: FieldPath,
  ids: readonly string[],
  tranches: ReadonlyMap<string, Tranche>,
  faultsOf: (tranche: Tranche, path: FieldPath, at: number) => RefusalValue[],
): RefusalValue[] {
  const lower = ids.map((id) => id.toLowerCase());
  return lower.flatMap((id, at) => {
    const path = ids.length === 1 && field.at(-1) === "trancheId" ? field : [...field, String(at)];
    const tranche = tranches.get(id);
    if (!tranche) return [errors.trancheUnknown(path, ids[at]!)];
    return [...(lower.indexOf(id) === at ? [] : [errors.namedTwice(path, id)]), ...faultsOf(tranche, path, at)];
  });
}

/** Which of the references other payments have. Who pays under the same ones at once waits here, for all of them in one order, so that nobody waits in a circle. */
async function takenReferences(
  tx: Transaction,
  payments: ConfirmJabarPaymentsInput["payments"],
): Promise<ReadonlySet<string>> {
  const references = payments.map(({ bankReference }) => bankReference.trim());
  await tx.rows(
    `SELECT pg_advisory_xact_lock(hashtext('grant-reference'), name) FROM (SELECT DISTINCT hashtext(unnest($1::text[])) AS name ORDER BY 1) AS named`,
    [references],
  );
  const rows = await tx.rows<{ reference: string }>(
    "SELECT bank_reference AS reference FROM grant_tranche WHERE bank_reference = ANY($1)",
    [references],
  );
  return new Set(rows.map(({ reference }) => reference));
}
