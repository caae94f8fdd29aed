import { appendAudit, type AuditEntry } from "../audit/audit";
import type { Context } from "../context";
import type { Database, Transaction } from "../data/database";
import { decrypt } from "./cipher";
import { indexForms } from "./blind-index";
import { sightOf, type BankPolicy, type ConsentTerms, type Sight, type Subject } from "./decision";
import { lastDigits } from "./mask";
import { indexOf, type Category, type PersonalTable } from "./personal-table";

/** What reading personal data needs of a request. */
export type PersonalContext = Pick<Context, "db" | "keyring" | "caller" | "requestId" | "clock">;

/** A value that a caller asks for. */
export interface Want {
  /** Id of the row. */
  readonly id: string;
  /** Name of a field of the table. */
  readonly field: string;
  /** Whether the last digits are enough. */
  readonly masked: boolean;
}

/**
 * The way to personal data: reads values of any number of rows for the caller's purpose, by one statement for the rows and one for the consents. What the caller
 * may not see is null, and so is what is not there. That it was read, or refused, is in the audit log before any of it leaves.
 *
 * @returns a value for each want, in their order
 */
export async function readPersonal(
  context: PersonalContext,
  table: PersonalTable,
  wants: readonly Want[],
): Promise<(string | null)[]> {
  if (context.caller.purpose === null || wants.length === 0) return wants.map(() => null);
  const granted = await personalDatabase(context).inTransaction(async (tx) => {
    const ids = [...new Set(wants.map(({ id }) => id))];
    const rows = await readRows(context, tx, table, ids, [...new Set(wants.map(({ field }) => field))]);
    const policies = await policiesOf(context, tx);
    const decided = wants.map((want) => grantOf(context, table, want, rows.get(want.id), policies));
    const given = decided.filter((each) => each !== undefined);
    await audit(context, tx, given.length > 0 ? entry(table, given, "done") : entry(table, wants, "refused"));
    return decided;
  });
  return granted.map((grant) => grant && reveal(context, table, grant)).map((value) => value ?? null);
}

/**
 * The people of whom a caller may be told what stands elsewhere than in a row of theirs, such as what their account holds: by the same consents and policies
 * as their personal data, for the caller's purpose, and in the audit log before any of it leaves.
 *
 * @param what names it in the audit log
 */
export async function mayBeTold(
  context: PersonalContext,
  table: PersonalTable,
  ids: readonly string[],
  { category, what }: { readonly category: Category; readonly what: string },
): Promise<ReadonlySet<string>> {
  if (context.caller.purpose === null) return new Set();
  return personalDatabase(context).inTransaction(async (tx) => {
    const rows = await readRows(context, tx, table, ids, []);
    const policies = await policiesOf(context, tx);
    const terms = { policies, now: context.clock() };
    const told = ids.filter((id) => {
      const row = rows.get(id);
      return row && sightOf(context.caller, row.subject, category, terms) === "all";
    });
    const outcome = told.length > 0 ? ("done" as const) : ("refused" as const);
    const subjects = told.length > 0 ? told : ids;
    await audit(context, tx, { action: `read ${table.type}`, subjects, fields: [what], outcome });
    return new Set(told);
  });
}

/** Ids of the rows that hold a value, as far as the caller may see any of it. Leaves a row in the audit log, also if nothing was found. */
export async function findPersonal(
  context: PersonalContext,
  table: PersonalTable,
  field: string,
  value: string,
): Promise<string[]> {
  if (context.caller.purpose === null) return [];
  return personalDatabase(context).inTransaction(async (tx) => {
    const ids = await idsOf(context, tx, table, field, value);
    const rows = await readRows(context, tx, table, ids, [field]);
    const policies = await policiesOf(context, tx);
    const wants = ids.map((id) => ({ id, field, masked: true }));
    const found = wants.filter((want) => grantOf(context, table, want, rows.get(want.id), policies) !== undefined);
    const outcome = found.length > 0 || ids.length === 0 ? "done" : "refused";
    await audit(context, tx, { ...entry(table, found, outcome), action: `find ${table.type}`, fields: [field] });
    return found.map(({ id }) => id);
  });
}

/** Ids of the rows of a table that hold a value, whoever asks. For rules within a transaction that reveal nothing of them. */
export async function idsOf(
  { keyring }: Pick<Context, "keyring">,
  tx: Transaction,
  table: PersonalTable,
  field: string,
  value: string,
): Promise<string[]> {
  const index = indexOf(table, field);
  const found = await tx.rows<{ id: string }>(
    `SELECT ${table.id} AS id FROM ${table.table} WHERE ${index.column} = ANY($1) ORDER BY 1`,
    [indexForms(keyring, index, index.how, value)],
  );
  return found.map(({ id }) => id);
}

/**
 * The database as far as a caller reaches personal data. A bank acts in no province: what it reaches is decided by consent alone, so every statement that
 * it is given asks for one.
 */
export function personalDatabase({ db, caller }: Pick<Context, "db" | "caller">): Database {
  return db.as({ province: caller.bank !== null ? "*" : (caller.province ?? "") });
}

/** A row with what the decision about it needs, and the encrypted values of the fields asked for. */
interface PersonalRow {
  readonly subject: Subject;
  readonly values: Readonly<Record<string, Buffer | null>>;
}

interface Grant extends Want {
  readonly sight: Exclude<Sight, "nothing">;
  readonly value: Buffer;
}

async function readRows(
  context: PersonalContext,
  tx: Transaction,
  table: PersonalTable,
  ids: readonly string[],
  fields: readonly string[],
): Promise<Map<string, PersonalRow>> {
  if (ids.length === 0) return new Map();
  const birthField = Object.keys(table.fields).find((each) => table.fields[each]!.category === "BIRTH_DATE");
  const columns = [...new Set([...fields, ...(birthField ? [birthField] : [])])];
  const rows = await tx.rows<Stored>(
    `SELECT ${table.id} AS id, ${table.subject} AS subject, ${table.province} AS province, ${table.pesantren ?? "NULL"} AS pesantren,
       ${columns.map((field) => `${table.fields[field]!.column} AS "value_${field}"`).join(", ")}
     FROM ${table.table} WHERE ${table.id} = ANY($1)`,
    [ids],
  );
  const consents = await consentsOf(context, tx, [...new Set(rows.map(({ subject }) => subject))]);
  return new Map(
    rows.map((row) => {
      const values = Object.fromEntries(columns.map((field) => [field, row[`value_${field}`] ?? null]));
      const birth = birthField && values[birthField];
      const birthDate = birth ? decrypt(context.keyring, cellOf(table, row.id, birthField), birth) : null;
      const subject = { ...row, birthDate, consents: consents.get(row.subject) ?? [] };
      return [row.id, { subject, values }];
    }),
  );
}

interface Stored {
  readonly id: string;
  readonly subject: string;
  readonly province: string;
  readonly pesantren: string | null;
  readonly [value: `value_${string}`]: Buffer | null;
}

async function consentsOf({ caller }: PersonalContext, tx: Transaction, subjects: readonly string[]) {
  const rows = await tx.rows<ConsentTerms & { subject: string }>(
    `SELECT subject_id AS subject, purpose, recipient, categories, given_by AS "givenBy", given_at AS "givenAt", withdrawn_at AS "withdrawnAt"
     FROM personal_consent WHERE subject_id = ANY($1) AND purpose = $2`,
    [subjects, caller.purpose],
  );
  const bySubject = new Map<string, ConsentTerms[]>(subjects.map((subject) => [subject, []]));
  for (const row of rows) bySubject.get(row.subject)?.push(row);
  return bySubject;
}

async function policiesOf({ caller }: PersonalContext, tx: Transaction): Promise<BankPolicy[]> {
  if (caller.bank === null) return [];
  return tx.rows<BankPolicy>(
    `SELECT bank, purpose, categories, last_digits AS "lastDigits", valid_from AS "validFrom", valid_until AS "validUntil"
     FROM bank_policy WHERE bank = $1 AND purpose = $2`,
    [caller.bank, caller.purpose],
  );
}

function grantOf(
  { caller, clock }: PersonalContext,
  table: PersonalTable,
  want: Want,
  row: PersonalRow | undefined,
  policies: readonly BankPolicy[],
): Grant | undefined {
  const value = row?.values[want.field];
  if (!row || !value) return undefined;
  const sight = sightOf(caller, row.subject, categoryOf(table, want.field), { policies, now: clock() });
  if (sight === "nothing" || (sight === "last digits" && !want.masked)) return undefined;
  return { ...want, sight, value };
}

function reveal({ keyring }: PersonalContext, table: PersonalTable, { id, field, masked, value }: Grant): string {
  const text = decrypt(keyring, cellOf(table, id, field), value);
  return masked ? lastDigits(text) : text;
}

function entry(table: PersonalTable, wants: readonly Want[], outcome: AuditEntry["outcome"]): AuditEntry {
  const named = wants.map(({ field, masked }) => (masked ? `${field}LastDigits` : field));
  return {
    action: `read ${table.type}`,
    subjects: [...new Set(wants.map(({ id }) => id))],
    fields: [...new Set(named)].sort(),
    outcome,
  };
}

function audit(
  { caller, requestId, clock, keyring }: PersonalContext,
  tx: Transaction,
  what: AuditEntry,
): Promise<void> {
  return appendAudit(tx, { caller, requestId, at: clock(), keyring }, what);
}

function cellOf({ table, fields }: PersonalTable, id: string, field: string) {
  return { table, column: fields[field]!.column, id };
}

function categoryOf(table: PersonalTable, field: string): Category {
  return table.fields[field]!.category;
}
