import DataLoader from "dataloader";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { isId } from "../../kit/id";
import { readPersonal, type Want } from "../../kit/personal/read";
import type { RefusalValue } from "../../kit/refusal";
import { ownPesantren } from "../own";
import { registrationRules } from "./edition.rules";
import type { JabarAppeal, JabarDocument, JabarRegistration, JabarReview } from "./registration";
import type { JabarAppealListArguments, JabarRegistrationListArguments } from "./registration.input";
import { REPRESENTATIVES, type RepresentativeField } from "./registration.table";
import { readSubmission } from "./submission";
import { submissionFaults } from "./submission.rules";

const REGISTRATION = `
  SELECT r.id, r.edition_id AS "editionId", r.pesantren_id AS "pesantrenId", r.status, r.regency_code AS "regencyCode", r.district_code AS "districtCode",
    r.category, r.business_field AS "businessField", r.business_name AS "businessName", r.business_profile AS "businessProfile",
    r.business_started_on::text AS "businessStartedOn", r.nib, r.npwp, r.bank_code AS "bankCode", r.bank_account AS "bankAccount",
    r.bank_account_holder AS "bankAccountHolder", r.submitted_at AS "submittedAt", r.decided_at AS "decidedAt", r.created_at AS "createdAt",
    r.updated_at AS "updatedAt", p.education
  FROM registration r JOIN representative p ON p.id = r.id`;

/** Drafts are the pesantren's own: nobody else sees what is not handed in yet, but for who registers for it. */
const OWN = "($1::uuid IS NULL OR r.pesantren_id = $1)";

/** A registration by id, or null; of a pesantren's own person only its own. */
export function registrationById(context: Context, id: string): Promise<JabarRegistration | null> {
  return isId(id) ? context.loader(registrationsById).load(id.toLowerCase()) : Promise.resolve(null);
}

function registrationsById(context: Context) {
  return new DataLoader<string, JabarRegistration | null>(async (ids) => {
    const rows = await context.db.rows<JabarRegistration>(`${REGISTRATION} WHERE ${OWN} AND r.id = ANY($2)`, [
      ownPesantren(context),
      ids,
    ]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of the registrations of an edition, the first begun first. */
export async function registrationPage(
  context: Context,
  { filter, first, after }: JabarRegistrationListArguments,
): Promise<Connection<JabarRegistration>> {
  const values: unknown[] = [ownPesantren(context)];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [OWN, `r.edition_id = (SELECT id FROM edition WHERE year = ${parameter(filter.year)})`];
  if (filter.status) where.push(`r.status = ${parameter(filter.status)}`);
  if (filter.category) where.push(`r.category = ${parameter(filter.category)}`);
  if (filter.regencyCode) where.push(`r.regency_code = ${parameter(filter.regencyCode)}`);
  if (filter.businessField) where.push(`r.business_field = ${parameter(filter.businessField)}`);
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM registration r WHERE ${where.join(" AND ")}`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["id"]);
  const continued = key ? [`r.id > ${parameter(key[0])}`] : [];
  const rows = await context.db.rows<JabarRegistration>(
    `${REGISTRATION} WHERE ${[...where, ...continued].join(" AND ")} ORDER BY r.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.id], count });
}

/** The registrations of a pesantren and its merged duplicates, the latest first. */
export function registrationsOf(context: Context, ids: readonly string[]): Promise<JabarRegistration[]> {
  return context.loader(registrationsByPesantren).load(ids.join());
}

function registrationsByPesantren(context: Context) {
  return new DataLoader<string, JabarRegistration[]>((owners) =>
    grouped(
      owners,
      context.db.rows(
        `SELECT owner.ids AS "ownerId", found.* FROM unnest($2::text[]) AS owner (ids)
         JOIN (${REGISTRATION} WHERE ${OWN}) found ON found."pesantrenId" = ANY(string_to_array(owner.ids, ',')::uuid[])
         ORDER BY found.id DESC`,
        [ownPesantren(context), owners],
      ),
    ),
  );
}

/** A personal value of a representative, as far as the caller may see it. All that a request asks for at once are read, and audited, together. */
export function representativeValue(
  context: Context,
  id: string,
  field: RepresentativeField,
  { masked = false } = {},
): Promise<string | null> {
  return context.loader(personalValues).load({ id, field, masked });
}

function personalValues(context: Context) {
  return new DataLoader<Want, string | null, string>((wants) => readPersonal(context, REPRESENTATIVES, wants), {
    cacheKeyFn: ({ id, field, masked }) => `${id} ${field} ${masked}`,
  });
}

/** The documents of a registration, by their requirements. */
export function documentsOf(context: Context, id: string): Promise<JabarDocument[]> {
  return context.loader(documentsByRegistration).load(id);
}

function documentsByRegistration({ db }: Context) {
  return new DataLoader<string, JabarDocument[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT registration_id AS "ownerId", requirement, reference, sha256, at FROM registration_document
         WHERE registration_id = ANY($1) ORDER BY registration_id, requirement`,
        [ids],
      ),
    ),
  );
}

/** The reviews of a registration with their checklists, the latest first. */
export function reviewsOf(context: Context, id: string): Promise<JabarReview[]> {
  return context.loader(reviewsByRegistration).load(id);
}

function reviewsByRegistration({ db }: Context) {
  return new DataLoader<string, JabarReview[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT review.registration_id AS "ownerId", review.id, review.outcome, review.reason, review.at,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('requirement', requirement, 'isFulfilled', fulfilled, 'note', note) ORDER BY requirement), '[]')
            FROM review_item WHERE review_id = review.id) AS items
         FROM registration_review review WHERE review.registration_id = ANY($1) ORDER BY review.id DESC`,
        [ids],
      ),
    ),
  );
}

const APPEAL = `
  SELECT a.id, a.registration_id AS "registrationId", a.registration_id AS "ownerId", a.review_id AS "reviewId", a.decision_id AS "decisionId", a.grounds,
    a.status, a.answer, a.lodged_at AS "lodgedAt", a.answered_at AS "answeredAt"
  FROM appeal a JOIN registration r ON r.id = a.registration_id`;

/** The appeals of a registration, the latest first. */
export function appealsOf(context: Context, id: string): Promise<JabarAppeal[]> {
  return context.loader(appealsByRegistration).load(id);
}

function appealsByRegistration({ db }: Context) {
  return new DataLoader<string, JabarAppeal[]>((ids) =>
    grouped(ids, db.rows(`${APPEAL} WHERE a.registration_id = ANY($1) ORDER BY a.id DESC`, [ids])),
  );
}

/** An appeal by id, or null. */
export async function appealById(context: Context, id: string): Promise<JabarAppeal | null> {
  const row = await context.db.row<JabarAppeal>(`${APPEAL} WHERE ${OWN} AND a.id = $2`, [ownPesantren(context), id]);
  return row ?? null;
}

/** A page of the appeals of an edition, the first lodged first. */
export async function appealPage(
  context: Context,
  { filter, first, after }: JabarAppealListArguments,
): Promise<Connection<JabarAppeal>> {
  const values: unknown[] = [ownPesantren(context)];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [OWN, `r.edition_id = (SELECT id FROM edition WHERE year = ${parameter(filter.year)})`];
  if (filter.status) where.push(`a.status = ${parameter(filter.status)}`);
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM appeal a JOIN registration r ON r.id = a.registration_id WHERE ${where.join(" AND ")}`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["id"]);
  const continued = key ? [`a.id > ${parameter(key[0])}`] : [];
  const rows = await context.db.rows<JabarAppeal>(
    `${APPEAL} WHERE ${[...where, ...continued].join(" AND ")} ORDER BY a.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.id], count });
}

/** What would keep a registration from being handed in today; nothing once it was. */
export async function openFaultsOf(
  context: Context,
  registration: JabarRegistration,
): Promise<readonly RefusalValue[]> {
  if (registration.status !== "DRAFT" && registration.status !== "RETURNED") return [];
  const rules = await registrationRules(context.db, registration);
  const submission = await readSubmission(context, context.db, registration);
  return submissionFaults(submission, rules!, dayInWib(context.clock()));
}
