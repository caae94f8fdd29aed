import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { JATIM } from "../province";
import { filedUnder } from "../references";
import { EXPENSE, TREASURY } from "./books";
import type { JatimGrant, JatimGrantReceipt, JatimGrantReport, JatimGrantRule, JatimGrantTotals } from "./grant";
import type { JatimGrantListArguments } from "./grant.input";

const GRANT = `this.id, this.kind, this.pesantren_id AS "pesantrenId", this.cooperative, this.plan, this.status, this.amount, this.proposed_at AS "proposedAt",
  this.decided_at AS "decidedAt", this.decision_note AS "decisionNote", this.paid_on::text AS "paidOn", this.bank_reference AS "bankReference",
  this.bank_code AS "bankCode", this.bank_account AS "bankAccount"`;

/** A grant by its id, if it is one that the caller may see. */
export async function grantById({ db, caller }: Context, id: string): Promise<JatimGrant | null> {
  if (!isId(id)) return null;
  const row = await db.row<JatimGrant>(
    `SELECT ${GRANT} FROM cooperative_grant this WHERE id = $1 AND ($2::uuid IS NULL OR ${filedUnder("pesantren_id", "$2")})`,
    [id, caller.pesantren],
  );
  return row ?? null;
}

/** A page of grants, the last proposed first; of a pesantren's own person only its own. */
export function grantPage(
  context: Context,
  { status, regencyCode, hasReportToReview, first, after }: JatimGrantListArguments,
): Promise<Connection<JatimGrant>> {
  return idPage(context, {
    select: GRANT,
    from: "cooperative_grant this JOIN pesantren_reference known ON known.id = this.pesantren_id",
    where: [
      [filedUnder("this.pesantren_id", "?"), context.caller.pesantren],
      ["this.status = ?", status],
      ["known.regency_code = ?", regencyCode],
      [
        "EXISTS (SELECT FROM grant_report r WHERE r.grant_id = this.id AND r.status = 'SUBMITTED') = ?",
        hasReportToReview,
      ],
    ],
    first,
    after,
  });
}

/** The grants of a pesantren and its merged duplicates, the latest first; none for another pesantren's person. */
export function grantsOf(context: Context, ids: readonly string[]): Promise<JatimGrant[]> {
  return context.loader(grantsByPesantren).load(ids.join());
}

function grantsByPesantren({ db, caller }: Context) {
  return new DataLoader<string, JatimGrant[]>((owners) =>
    grouped(
      owners,
      db.rows(
        `SELECT owner.ids AS "ownerId", ${GRANT} FROM unnest($1::text[]) AS owner (ids)
         JOIN cooperative_grant this ON this.pesantren_id = ANY(string_to_array(owner.ids, ',')::uuid[])
         WHERE $2::uuid IS NULL OR ${filedUnder("this.pesantren_id", "$2")} ORDER BY this.id DESC`,
        [owners, caller.pesantren],
      ),
    ),
  );
}

const REPORT = `r.id, r.grant_id AS "ownerId", r.status, r.unspent, r.note, r.submitted_at AS "submittedAt", r.review_note AS "reviewNote"`;

/** A report by its id, if it is one that the caller may see. */
export async function reportById({ db, caller }: Context, id: string): Promise<JatimGrantReport | null> {
  const row = await db.row<JatimGrantReport>(
    `SELECT ${REPORT} FROM grant_report r JOIN cooperative_grant g ON g.id = r.grant_id WHERE r.id = $1 AND ($2::uuid IS NULL OR ${filedUnder("g.pesantren_id", "$2")})`,
    [id, caller.pesantren],
  );
  return row ?? null;
}

/** The reports on a grant, the latest first. */
export function reportsOf(context: Context, grantId: string): Promise<JatimGrantReport[]> {
  return context.loader(reportsByGrant).load(grantId);
}

function reportsByGrant({ db }: Context) {
  return new DataLoader<string, JatimGrantReport[]>((ids) =>
    grouped(ids, db.rows(`SELECT ${REPORT} FROM grant_report r WHERE r.grant_id = ANY($1) ORDER BY r.id DESC`, [ids])),
  );
}

/** The receipts of a report, in the order in which they were handed in. */
export function receiptsOf(context: Context, reportId: string): Promise<JatimGrantReceipt[]> {
  return context.loader(receiptsByReport).load(reportId);
}

function receiptsByReport({ db }: Context) {
  return new DataLoader<string, JatimGrantReceipt[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT report_id AS "ownerId", spent_on::text AS "spentOn", amount, description, reference, sha256 FROM grant_receipt
         WHERE report_id = ANY($1) ORDER BY report_id, number`,
        [ids],
      ),
    ),
  );
}

/** Every rule of grants, by kind, the latest first. */
export function rulesOf({ db }: Context): Promise<JatimGrantRule[]> {
  return db.rows(
    `SELECT kind, applies_from::text AS "appliesFrom", amount, source, assumed FROM grant_rule ORDER BY kind, applies_from DESC LIMIT 1000`,
  );
}

/** The sums of all grants. They are public and the rows behind them are not, so these are read by the province's own right. */
export async function totalsOf({ db }: Context): Promise<JatimGrantTotals> {
  return (await db.as({ province: JATIM }).row<JatimGrantTotals>(TOTALS, [EXPENSE, TREASURY]))!;
}

/** One side adds up grants and reports, the other the balances of the ledger. */
const TOTALS = `
  WITH kept AS (
    SELECT count(amount)::int AS count, coalesce(sum(amount), 0)::bigint AS granted,
      coalesce(sum(amount) FILTER (WHERE status = 'DISBURSED'), 0)::bigint AS paid FROM cooperative_grant
  ), report AS (
    SELECT coalesce(sum(unspent), 0)::bigint AS back FROM grant_report WHERE status = 'ACCEPTED'
  ), receipt AS (
    SELECT coalesce(sum(amount), 0)::bigint AS spent FROM grant_receipt JOIN grant_report ON id = report_id WHERE status = 'ACCEPTED'
  ), book AS (
    SELECT coalesce(sum(balance.amount) FILTER (WHERE code = $1), 0) AS expense, coalesce(sum(balance.amount) FILTER (WHERE code = $2), 0) AS treasury,
      coalesce(-sum(balance.amount) FILTER (WHERE code NOT IN ($1, $2)), 0) AS owed
    FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id WHERE code LIKE 'grants/%'
  )
  SELECT count, granted, paid, back AS "paidBack", spent AS "accountedFor",
    expense = granted - back AND treasury = back - paid AND owed = granted - paid AS "isEqualToLedger"
  FROM kept, report, receipt, book`;
