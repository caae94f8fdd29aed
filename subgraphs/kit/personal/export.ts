import { appendAudit } from "../audit/audit";
import type { Transaction } from "../data/database";
import { decrypt } from "./cipher";
import { CONSENT_TABLE, type Category, type PersonalTable } from "./personal-table";
import { idsOf, personalDatabase, type PersonalContext } from "./read";

/** Everything that a room holds on one person. */
export interface PersonExport {
  /** Rows by their table: plain columns as they are, encrypted ones by the name of their field. */
  readonly records: Readonly<Record<string, readonly object[]>>;
  readonly consents: readonly object[];
  /** Who read or changed the person's data, from the audit log, the latest first. */
  readonly access: readonly object[];
}

/**
 * Everything that a room's tables hold on one person, decrypted, for answering that person (UU 27/2022 art. 7). It asks for no consent: the person itself does. It
 * leaves a row in the audit log before any of it leaves.
 *
 * @param reason of the request, such as the number of its letter
 * @returns undefined if nothing is held
 */
export async function exportPerson(
  context: PersonalContext,
  tables: readonly PersonalTable[],
  subjectId: string,
  reason: string,
): Promise<PersonExport | undefined> {
  const { caller, requestId, clock, keyring } = context;
  const held = await personalDatabase(context).inTransaction(async (tx) => {
    const rows: Record<string, object[]> = {};
    for (const table of tables) rows[table.table] = await storedRows(tx, table, subjectId);
    const consents = await storedRows(tx, CONSENT_TABLE, subjectId);
    if (consents.length === 0 && Object.values(rows).every((each) => each.length === 0)) return undefined;
    const access = await tx.rows(ACCESS, [subjectId]);
    const fields = [...tables, CONSENT_TABLE].flatMap((table) => Object.keys(table.fields));
    await appendAudit(
      tx,
      { caller, requestId, at: clock(), keyring },
      { action: "export", subjects: [subjectId], fields, reason, outcome: "done" },
    );
    return { rows, consents, access };
  });
  if (!held) return undefined;
  const records = tables.map((table) => [table.table, opened(context, table, held.rows[table.table]!)] as const);
  return {
    records: Object.fromEntries(records.filter(([, rows]) => rows.length > 0)),
    consents: opened(context, CONSENT_TABLE, held.consents),
    access: held.access,
  };
}

/** The persons of whom a room's tables hold a value of a category, such as a NIK, in an indexed column. */
export function subjectsWith(
  context: PersonalContext,
  tables: readonly PersonalTable[],
  category: Category,
  value: string,
): Promise<string[]> {
  return personalDatabase(context).inTransaction(async (tx) => {
    const subjects = new Set<string>();
    for (const table of tables) {
      for (const [field, column] of Object.entries(table.fields)) {
        if (column.category !== category || !column.index) continue;
        const ids = await idsOf(context, tx, table, field, value);
        const rows = await tx.rows<{ subject: string }>(
          `SELECT ${table.subject} AS subject FROM ${table.table} WHERE ${table.id} = ANY($1)`,
          [ids],
        );
        for (const { subject } of rows) subjects.add(subject);
      }
    }
    return [...subjects];
  });
}

const ACCESS = `
  SELECT at, client, subject, purpose, action, reason, fields, outcome, request_id AS "requestId"
  FROM audit_log WHERE subjects && ARRAY[$1] ORDER BY at DESC`;

function storedRows(tx: Transaction, { table, subject }: PersonalTable, subjectId: string): Promise<StoredRow[]> {
  return tx.rows<StoredRow>(`SELECT * FROM ${table} WHERE ${subject} = $1 ORDER BY 1`, [subjectId]);
}

type StoredRow = Record<string, unknown>;

function opened({ keyring }: PersonalContext, table: PersonalTable, rows: readonly object[]): object[] {
  const hidden = Object.values(table.fields).flatMap(({ column, index }) => [column, index?.column]);
  return rows.map((row) => {
    const stored = row as StoredRow;
    const id = stored[table.id] as string;
    const plain = Object.entries(stored).filter(([column]) => !hidden.includes(column));
    const values = Object.entries(table.fields).map(([field, { column }]) => {
      const value = stored[column] as Buffer | null;
      return [field, value && decrypt(keyring, { table: table.table, column, id }, value)] as const;
    });
    return Object.fromEntries([...plain, ...values]);
  });
}
