import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import { isId } from "../../kit/id";
import { exportPerson } from "../../kit/personal/export";
import { findPersonal, personalDatabase, readPersonal, type Want } from "../../kit/personal/read";
import type { ContactConsent, ContactPerson, ContactPersonExport } from "./contact-person";
import { NIK_EXPECTED, NIK_FAULTS } from "../../kit/personal/faults";
import { CONTACT_PERSONS, type ContactField } from "./contact-person.table";
import { nikFault } from "../../kit/personal/nik";

/** A row of contact persons, without any personal value. */
export interface ContactPersonRow extends ContactPerson {
  readonly pesantrenId: string;
  readonly province: string;
}

const COLUMNS = 'c.id, c.pesantren_id AS "pesantrenId", c.role, c.province_code AS province, c.erased_at AS "erasedAt"';

/**
 * Which contact persons a caller may know of at all: a bank those who consented to it, a pesantren's own person those of the pesantren. The database shows
 * an operator those of his province.
 */
const VISIBLE = `
  ($1::text IS NULL OR EXISTS (
    SELECT FROM personal_consent k
    WHERE k.subject_id = c.id AND k.recipient = $1 AND k.purpose = $2 AND k.withdrawn_at IS NULL
  )) AND ($3::text IS NULL OR c.pesantren_id::text = $3)`;

function visibleTo({ caller }: Context): (string | null)[] {
  return [caller.bank, caller.purpose, caller.pesantren];
}

/** The contact person of an id, if the caller may know of it. All that a request asks for at once are read by one statement. */
export async function contactPersonById(context: Context, id: string): Promise<ContactPersonRow | null> {
  return isId(id) ? context.loader(byId).load(id.toLowerCase()) : null;
}

/** How the gateway's references to contact persons are resolved. */
export const contactPersonReferences = {
  ContactPerson: ({ id }: Readonly<Record<string, unknown>>, context: Context) =>
    contactPersonById(context, String(id)),
};

/** A personal value of a contact person, as far as the caller may see it. All that a request asks for at once are read, and audited, together. */
export function personalValue(
  context: Context,
  id: string,
  field: ContactField,
  { masked = false } = {},
): Promise<string | null> {
  return context.loader(values).load({ id, field, masked });
}

/** The contact persons of a NIK whom the caller may know of. @throws RequestError BAD_USER_INPUT for what can't be a NIK */
export async function contactPersonsByNik(context: Context, nik: string): Promise<ContactPersonRow[]> {
  const fault = nikFault(nik);
  if (fault) throw badInput(NIK_FAULTS[fault], { expected: NIK_EXPECTED });
  const ids = await findPersonal(context, CONTACT_PERSONS, "nik", nik);
  const found = await Promise.all(ids.map((id) => contactPersonById(context, id)));
  return found.filter((each) => each !== null);
}

/** Everything held on a contact person of the caller's own province or pesantren; null if there is none. */
export async function contactPersonExport(
  context: Context,
  id: string,
  reason: string,
): Promise<ContactPersonExport | null> {
  const row = await contactPersonById(context, id);
  const isOwn = row !== null && row.province === context.caller.province;
  const held = isOwn && (await exportPerson(context, [CONTACT_PERSONS], row.id, reason));
  if (!held) return null;
  const { records, consents, access } = held;
  return { records: [...(records[CONTACT_PERSONS.table] ?? [])], consents: [...consents], access: [...access] };
}

/** A page of the contact persons of a pesantren, those of its merged duplicates too, the first registered first; of many pesantren by one statement. */
export async function contactPersonsOf(
  context: Context,
  pesantrenId: string,
  { first, after }: PageArguments,
): Promise<Connection<ContactPersonRow>> {
  const [start] = (decodeCursor(after, ["id"]) ?? [FIRST_ID]) as [string];
  const page = { start, limit: pageSize(first) + 1 };
  return toConnection({
    first,
    after,
    rows: await context.loader(ofPesantren, JSON.stringify(page), page).load(pesantrenId),
    keyOf: ({ id }) => [id],
    count: async () => (await context.loader(ofPesantren, "all", ALL).load(pesantrenId)).length,
  });
}

/** A page of a contact person's consents, the latest recorded first. */
export async function consentsOf(
  context: Context,
  contactPersonId: string,
  { first, after }: PageArguments,
): Promise<Connection<ContactConsent>> {
  const [before] = (decodeCursor(after, ["id"]) ?? [LAST_ID]) as [string];
  const limit = pageSize(first) + 1;
  const all = await context.loader(consents).load(contactPersonId);
  return toConnection({
    first,
    after,
    rows: all.filter(({ id }) => id < before).slice(0, limit),
    keyOf: ({ id }) => [id],
    count: () => Promise.resolve(all.length),
  });
}

/** The columns of a consent, by the names of the graph's fields. */
export const CONSENT_COLUMNS = `k.id, k.purpose, k.recipient AS "bankCode", k.categories, k.given_by AS "givenBy",
  k.guardian_relationship AS guardianship, k.evidence_reference AS "evidenceReference", k.given_at AS "givenAt", k.withdrawn_at AS "withdrawnAt"`;

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** More than any pesantren has; counted by reading, since a person can't be counted whom the caller may not know of. */
const ALL = { start: FIRST_ID, limit: 10_000 };

function byId(context: Context) {
  return new DataLoader<string, ContactPersonRow | null>(async (ids) => {
    const rows = await personalDatabase(context).rows<ContactPersonRow>(
      `SELECT ${COLUMNS} FROM contact_person c WHERE ${VISIBLE} AND c.id = ANY($4)`,
      [...visibleTo(context), ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

function values(context: Context) {
  return new DataLoader<Want, string | null, string>((wants) => readPersonal(context, CONTACT_PERSONS, wants), {
    cacheKeyFn: ({ id, field, masked }) => `${id} ${field} ${masked}`,
  });
}

function ofPesantren(context: Context, { start, limit }: { start: string; limit: number }) {
  return new DataLoader<string, ContactPersonRow[]>(async (parents) => {
    const rows = await personalDatabase(context).rows<ContactPersonRow & { parent: string }>(
      `SELECT parent, child.* FROM unnest($4::uuid[]) AS parent CROSS JOIN LATERAL (
         SELECT ${COLUMNS} FROM contact_person c
         WHERE c.pesantren_id = ANY (ARRAY(SELECT parent UNION ALL SELECT id FROM pesantren WHERE merged_into_id = parent))
           AND c.erased_at IS NULL AND c.id > $5::uuid AND ${VISIBLE}
         ORDER BY c.id LIMIT $6
       ) AS child`,
      [...visibleTo(context), parents, start, limit],
    );
    return grouped(rows, parents);
  });
}

function consents(context: Context) {
  return new DataLoader<string, ContactConsent[]>(async (persons) => {
    const rows = await personalDatabase(context).rows<ContactConsent & { parent: string }>(
      `SELECT k.subject_id AS parent, ${CONSENT_COLUMNS} FROM personal_consent k
       WHERE k.subject_id = ANY($1) AND ($2::text IS NULL OR k.recipient = $2) ORDER BY k.id DESC`,
      [persons, context.caller.bank],
    );
    return grouped(rows, persons);
  });
}

function grouped<R extends { parent: string }>(rows: readonly R[], parents: readonly string[]): R[][] {
  const groups = new Map<string, R[]>(parents.map((each) => [each, []]));
  for (const row of rows) groups.get(row.parent)?.push(row);
  return parents.map((each) => groups.get(each)!);
}
