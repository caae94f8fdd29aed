import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { refuse } from "../../kit/refusal";
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
 * Locks a record for the rest of the transaction and reads it.
 *
 * @throws RefusedError PESANTREN_UNKNOWN, or PESANTREN_MERGED for a merged duplicate
 */
export async function lockPesantren(tx: Transaction, id: string): Promise<StoredPesantren> {
  const [row] = isId(id)
    ? await tx.rows<StoredPesantren>("SELECT * FROM pesantren WHERE id = $1 FOR UPDATE", [id])
    : [];
  if (!row) return refuse(pesantrenUnknown(id));
  return row.merged_into_id === null ? row : refuse(pesantrenMerged(row.merged_into_id));
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
