import type { Context } from "../context";
import type { Transaction } from "../data/database";
import { CONSENT_TABLE, type PersonalTable } from "./personal-table";

/**
 * Deletes everything that a room's tables hold on a person: values and indexes. The rows stay, empty, since other records point to them, and so do the
 * consents, ended, as the proof that reads before were right.
 *
 * @returns how many rows of each table were emptied; nothing if there was nothing left
 */
export async function erasePerson(
  { caller, clock }: Pick<Context, "caller" | "clock">,
  tx: Transaction,
  tables: readonly PersonalTable[],
  subjectId: string,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [...tables, CONSENT_TABLE]) {
    const { rowCount } = await tx.client.query(
      `UPDATE ${table.table} SET ${emptied(table)}, erased_at = $2 WHERE ${table.subject} = $1 AND erased_at IS NULL`,
      [subjectId, clock()],
    );
    if (rowCount) counts[table.table] = rowCount;
  }
  await tx.rows(
    "UPDATE personal_consent SET withdrawn_at = $2, withdrawn_by = $3 WHERE subject_id = $1 AND withdrawn_at IS NULL",
    [subjectId, clock(), recorderOf(caller)],
  );
  return counts;
}

/** Who records something, by client and subject of the token. */
export function recorderOf({ client, subject }: Context["caller"]): string {
  return subject === null ? client : `${client}/${subject}`;
}

function emptied({ fields }: PersonalTable): string {
  const columns = Object.values(fields).flatMap(({ column, index }) => [column, ...(index ? [index.column] : [])]);
  return columns.map((column) => `${column} = NULL`).join(", ");
}
