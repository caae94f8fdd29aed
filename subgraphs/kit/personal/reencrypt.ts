import type { Database, Transaction } from "../data/database";
import type { Keyring } from "../keys/keyring";
import { newestIndexPrefix } from "./blind-index";
import { decrypt, newestPrefix } from "./cipher";
import { CONSENT_TABLE, type PersonalTable } from "./personal-table";
import { personalColumns } from "./write";

/** Rows that are locked at once: a request waits for one of them for no longer than a batch takes. */
const ROWS_A_BATCH = 200;

/**
 * Encrypts and indexes anew, with the newest keys, whatever older keys made. Beside a running house; whenever it is interrupted, another run goes on
 * where it ended.
 *
 * @returns how many rows of each table were written
 */
export async function reencrypt(
  db: Database,
  keyring: Keyring,
  tables: readonly PersonalTable[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [...tables, CONSENT_TABLE]) {
    let written: number;
    do {
      written = await db.inTransaction((tx) => reencryptBatch(tx, keyring, table));
      if (written > 0) counts[table.table] = (counts[table.table] ?? 0) + written;
    } while (written === ROWS_A_BATCH);
  }
  return counts;
}

async function reencryptBatch(tx: Transaction, keyring: Keyring, table: PersonalTable): Promise<number> {
  const fields = Object.entries(table.fields);
  const isOld = fields.flatMap(([, { column, index }]) => [
    `substr(${column}, 1, length($1::bytea)) <> $1`,
    ...(index ? [`substr(${index.column}, 1, length($2::bytea)) <> $2`] : []),
  ]);
  const columns = fields.map(([field, { column }]) => `${column} AS "${field}"`);
  const rows = await tx.rows<{ row_id: string } & Record<string, Buffer | null>>(
    `SELECT ${table.id} AS row_id, ${columns.join(", ")} FROM ${table.table}
     WHERE $2::bytea IS NOT NULL AND (${isOld.join(" OR ")}) LIMIT ${ROWS_A_BATCH} FOR UPDATE`,
    [newestPrefix(keyring), newestIndexPrefix(keyring)],
  );
  for (const row of rows) await rewrite(tx, keyring, table, row);
  return rows.length;
}

async function rewrite(
  tx: Transaction,
  keyring: Keyring,
  table: PersonalTable,
  row: { row_id: string } & Record<string, Buffer | null | string>,
): Promise<void> {
  const id = row.row_id;
  const values = Object.entries(table.fields).map(([field, { column }]) => {
    const value = row[field] as Buffer | null;
    return [field, value && decrypt(keyring, { table: table.table, column, id }, value)];
  });
  const columns = personalColumns({ keyring }, table, id, Object.fromEntries(values) as Record<string, string | null>);
  const sets = Object.keys(columns).map((column, at) => `${column} = $${at + 2}`);
  await tx.rows(`UPDATE ${table.table} SET ${sets.join(", ")} WHERE ${table.id} = $1`, [id, ...Object.values(columns)]);
}
