import type { Caller } from "../../kit/access/caller";
import { provinceFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { refuse, refuseAny } from "../../kit/refusal";
import type { PesantrenChangeKind } from "./pesantren";
import { pesantrenMerged, pesantrenUnknown } from "./pesantren.errors";

/** A row of the table as it is, by the names of its columns. */
export type StoredPesantren = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly regency_code: string;
  readonly merged_into_id: string | null;
};

export interface Change {
  readonly pesantrenId: string;
  readonly kind: `${PesantrenChangeKind}`;
  readonly before: object;
  readonly after: object;
  readonly reason: string;
}

/**
 * Locks a record of the caller's province for the rest of the transaction and reads it.
 *
 * @throws RefusedError PESANTREN_UNKNOWN, OUTSIDE_PROVINCE, or PESANTREN_MERGED for a merged duplicate
 */
export async function lockPesantren({ caller }: Context, tx: Transaction, id: string): Promise<StoredPesantren> {
  const row = (await lockRecords(tx, caller, [{ id, field: ["input", "id"] }])).get(id.toLowerCase());
  if (!row) return refuse(pesantrenUnknown(id));
  return row.merged_into_id === null ? row : refuse(pesantrenMerged(row.merged_into_id));
}

/**
 * Locks records of the caller's province, in one order, so that two who lock the same ones wait for each other instead of for ever.
 *
 * @returns those that there are, by id
 * @throws RefusedError OUTSIDE_PROVINCE
 */
export async function lockRecords(
  tx: Transaction,
  caller: Caller,
  wanted: readonly { readonly id: string; readonly field: readonly string[] }[],
): Promise<Map<string, StoredPesantren>> {
  const ids = wanted.map(({ id }) => id).filter(isId);
  // Looked at before they are locked: of another province's records the database lets nobody lock any, as if there were none.
  const places = await tx.rows<{ id: string; code: string }>(
    "SELECT id, regency_code AS code FROM pesantren WHERE id = ANY($1)",
    [ids],
  );
  const codes = new Map(places.map(({ id, code }) => [id, code]));
  refuseAny(
    wanted.flatMap(({ id, field }) => {
      const code = codes.get(id.toLowerCase());
      return code === undefined ? [] : provinceFaults(caller, code, field);
    }),
  );
  const rows = await tx.rows<StoredPesantren>("SELECT * FROM pesantren WHERE id = ANY($1) ORDER BY id FOR UPDATE", [
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keeps in the visible history what was changed and why. */
export async function keepChange({ clock }: Context, tx: Transaction, change: Change): Promise<void> {
  await tx.rows(
    `INSERT INTO pesantren_change (id, pesantren_id, kind, before, after, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId(),
      change.pesantrenId,
      change.kind,
      JSON.stringify(change.before),
      JSON.stringify(change.after),
      change.reason.trim(),
      clock(),
    ],
  );
}
