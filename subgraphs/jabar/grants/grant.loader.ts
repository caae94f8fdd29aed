import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { ownPesantren } from "../own";
import type { JabarGrant, JabarGrantReport, JabarPayee, JabarReceipt, JabarTranche } from "./grant";
import type { JabarAwardListArguments, JabarGrantListArguments } from "./grant.input";

const GRANT = `
  SELECT a.id, e.year, s.number AS stage, a.category, a.regency_code AS "regencyCode", a.rank, a.title, a.amount, a.granted_at AS "grantedAt",
    a.revoked_at AS "revokedAt", a.pesantren_id AS "pesantrenId", a.registration_id AS "registrationId"
  FROM grant_award a JOIN edition_stage s ON s.id = a.stage_id JOIN edition e ON e.id = s.edition_id`;

/** A page of the grants of an edition, the first granted first; of a pesantren's own person only its own. */
export async function grantPage(
  context: Context,
  { filter, first, after }: JabarGrantListArguments,
): Promise<Connection<JabarGrant>> {
  const values: unknown[] = [ownPesantren(context)];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = ["($1::uuid IS NULL OR a.pesantren_id = $1)", `e.year = ${parameter(filter.year)}`];
  if (filter.stage) where.push(`s.number = ${parameter(filter.stage)}`);
  if (filter.category) where.push(`a.category = ${parameter(filter.category)}`);
  if (filter.regencyCode) where.push(`a.regency_code = ${parameter(filter.regencyCode)}`);
  if (filter.trancheStatus) {
    where.push(
      `EXISTS (SELECT FROM grant_tranche t WHERE t.award_id = a.id AND t.status = ${parameter(filter.trancheStatus)})`,
    );
  }
  if (typeof filter.hasReportToReview === "boolean") {
    where.push(`${filter.hasReportToReview ? "" : "NOT "}EXISTS (SELECT FROM grant_report r JOIN grant_tranche t ON t.id = r.tranche_id
      WHERE t.award_id = a.id AND r.status = 'SUBMITTED')`);
  }
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM (${GRANT} WHERE ${where.join(" AND ")}) found`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["id"]);
  const continued = key ? [`a.id > ${parameter(key[0])}`] : [];
  const rows = await context.db.rows<JabarGrant>(
    `${GRANT} WHERE ${[...where, ...continued].join(" AND ")} ORDER BY a.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.id], count });
}

/** A page of the prizes of an edition that stand: by stage, category and rank. */
export async function awardPage(
  { db }: Context,
  year: number,
  { stage, category, first, after }: JabarAwardListArguments,
): Promise<Connection<JabarGrant>> {
  const where = `a.revoked_at IS NULL AND e.year = $1 AND ($2::int IS NULL OR s.number = $2) AND ($3::text IS NULL OR a.category = $3)`;
  const chosen = [year, stage ?? null, category ?? null];
  const key = decodeCursor(after, ["integer", "string", "integer", "id"]) ?? [null, null, null, null];
  const rows = await db.rows<JabarGrant>(
    `${GRANT} WHERE ${where} AND ($4::int IS NULL OR (s.number, a.category, a.rank, a.id) > ($4, $5, $6, $7))
     ORDER BY s.number, a.category, a.rank, a.id LIMIT $8`,
    [...chosen, ...key, pageSize(first) + 1],
  );
  const count = async () =>
    (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM (${GRANT} WHERE ${where}) found`, chosen))!
      .count;
  return toConnection({ first, after, rows, keyOf: (row) => [row.stage, row.category, row.rank, row.id], count });
}

/** The prizes of a pesantren and its merged duplicates, the latest first. */
export function grantsOf(context: Context, ids: readonly string[]): Promise<JabarGrant[]> {
  return context.loader(grantsByPesantren).load(ids.join());
}

function grantsByPesantren({ db }: Context) {
  return new DataLoader<string, JabarGrant[]>((owners) =>
    grouped(
      owners,
      db.rows(
        `SELECT owner.ids AS "ownerId", found.* FROM unnest($1::text[]) AS owner (ids)
         JOIN (${GRANT} WHERE a.revoked_at IS NULL) found ON found."pesantrenId" = ANY(string_to_array(owner.ids, ',')::uuid[])
         ORDER BY found.year DESC, found.stage DESC`,
        [owners],
      ),
    ),
  );
}

const TRANCHE = `
  SELECT t.id, t.award_id AS "ownerId", t.number, t.amount, t.status, t.ordered_at AS "orderedAt", t.paid_on::text AS "paidOn",
    t.bank_reference AS "bankReference", t.failure_reason AS "failureReason"
  FROM grant_tranche t JOIN grant_award a ON a.id = t.award_id`;
const OWN = "($1::uuid IS NULL OR a.pesantren_id = $1)";

/** The tranches of a grant, in their order; none for another pesantren's person. */
export function tranchesOf(context: Context, grantId: string): Promise<JabarTranche[]> {
  return context.loader(tranchesByGrant).load(grantId);
}

function tranchesByGrant(context: Context) {
  return new DataLoader<string, JabarTranche[]>((ids) =>
    grouped(
      ids,
      context.db.rows(`${TRANCHE} WHERE ${OWN} AND t.award_id = ANY($2) ORDER BY t.award_id, t.number`, [
        ownPesantren(context),
        ids,
      ]),
    ),
  );
}

/** Tranches by id, in the order of the ids. */
export async function tranchesById(context: Context, ids: readonly string[]): Promise<JabarTranche[]> {
  const rows = await context.db.rows<JabarTranche>(`${TRANCHE} WHERE ${OWN} AND t.id = ANY($2)`, [
    ownPesantren(context),
    ids,
  ]);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

const REPORT = `
  SELECT r.id, r.tranche_id AS "trancheId", r.tranche_id AS "ownerId", r.status, r.unspent, r.note, r.submitted_at AS "submittedAt",
    r.review_note AS "reviewNote", r.reviewed_at AS "reviewedAt"
  FROM grant_report r`;

/** The reports about a tranche, the latest first. */
export function reportsOf(context: Context, trancheId: string): Promise<JabarGrantReport[]> {
  return context.loader(reportsByTranche).load(trancheId);
}

function reportsByTranche({ db }: Context) {
  return new DataLoader<string, JabarGrantReport[]>((ids) =>
    grouped(ids, db.rows(`${REPORT} WHERE r.tranche_id = ANY($1) ORDER BY r.id DESC`, [ids])),
  );
}

/** A report by id, or null. */
export async function reportById({ db }: Context, id: string): Promise<JabarGrantReport | null> {
  return (await db.row<JabarGrantReport>(`${REPORT} WHERE r.id = $1`, [id])) ?? null;
}

/** The receipts of a report, by their numbers. */
export function receiptsOf(context: Context, reportId: string): Promise<JabarReceipt[]> {
  return context.loader(receiptsByReport).load(reportId);
}

function receiptsByReport({ db }: Context) {
  return new DataLoader<string, JabarReceipt[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT report_id AS "ownerId", number, spent_on::text AS "spentOn", amount, description, reference, sha256 FROM grant_receipt
         WHERE report_id = ANY($1) ORDER BY report_id, number`,
        [ids],
      ),
    ),
  );
}

/** Where a grant is paid to; of a pesantren's own person its own alone. */
export function payeeOf(context: Context, registrationId: string): Promise<JabarPayee | null> {
  return context.loader(payees).load(registrationId);
}

function payees(context: Context) {
  return new DataLoader<string, JabarPayee | null>(async (ids) => {
    const rows = await context.db.rows<JabarPayee & { id: string }>(
      `SELECT id, bank_code AS "bankCode", bank_account AS "bankAccount", bank_account_holder AS "bankAccountHolder" FROM registration
       WHERE id = ANY($1) AND ($2::uuid IS NULL OR pesantren_id = $2)`,
      [ids, ownPesantren(context)],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
