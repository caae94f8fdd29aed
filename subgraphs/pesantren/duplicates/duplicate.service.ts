import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { transition } from "../../kit/data/state";
import { isId } from "../../kit/id";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { keepChange, lockRecords, type StoredPesantren } from "../pesantren/pesantren.change";
import { pesantrenMerged, pesantrenUnknown } from "../pesantren/pesantren.errors";
import { pesantrenById, type PesantrenRow } from "../pesantren/pesantren.loader";
import { lengthFaults } from "../service-points/service-point.errors";
import type { DismissDuplicateInput, MergePesantrenInput, UnmergePesantrenInput } from "./duplicate";
import { duplicateIsOriginal, mergeWithItself, notMerged, pairUnknown } from "./duplicate.errors";
import { duplicateById, type DuplicateRow } from "./duplicate.loader";
import { DUPLICATE_STATES } from "./duplicate.states";
import { findDuplicates } from "./duplicates.find";

const DUPLICATE = ["input", "duplicateId"];
const ORIGINAL = ["input", "originalId"];

/**
 * Merges a duplicate into its original. Nothing of either record is changed but where the duplicate points, so that the merge can be taken back.
 *
 * @param columns what to read of the original for the answer
 */
export async function mergePesantren(
  context: Context,
  { duplicateId, originalId, reason }: MergePesantrenInput,
  columns: string,
): Promise<PesantrenRow> {
  refuseAny([
    ...lengthFaults(reason, ["input", "reason"], 500),
    ...(duplicateId.toLowerCase() === originalId.toLowerCase() ? [mergeWithItself(originalId)] : []),
  ]);
  await context.db.inTransaction(async (tx) => {
    const records = await lockRecords(tx, context.caller, [
      { id: duplicateId, field: DUPLICATE },
      { id: originalId, field: ORIGINAL },
    ]);
    const [duplicate, original] = [records.get(duplicateId.toLowerCase()), records.get(originalId.toLowerCase())];
    refuseAny([...recordFaults(duplicateId, duplicate, DUPLICATE), ...recordFaults(originalId, original, ORIGINAL)]);
    // Read after both rows are locked, so that a merge into the duplicate that was under way is seen.
    const formerIds = await mergedInto(tx, duplicateId);
    if (formerIds.length > 0) return refuse(duplicateIsOriginal(formerIds));
    await point(tx, duplicateId, originalId);
    await decide(context, tx, duplicateId, originalId, reason);
    await keepBoth(context, tx, { kind: "MERGED", duplicateId, originalId, reason });
  });
  return (await pesantrenById(context, originalId, columns))!;
}

/** Takes a merge back: both records are as they were, and each stands for itself. */
export async function unmergePesantren(
  context: Context,
  { duplicateId, reason }: UnmergePesantrenInput,
  columns: string,
): Promise<PesantrenRow> {
  refuseAny(lengthFaults(reason, ["input", "reason"], 500));
  await context.db.inTransaction(async (tx) => {
    const records = await lockRecords(tx, context.caller, [{ id: duplicateId, field: DUPLICATE }]);
    const duplicate = records.get(duplicateId.toLowerCase());
    if (!duplicate) return refuse(pesantrenUnknown(duplicateId, DUPLICATE));
    const originalId = duplicate.merged_into_id;
    if (originalId === null) return refuse(notMerged(duplicateId));
    await point(tx, duplicateId, null, originalId);
    await tx.rows(
      "DELETE FROM duplicate_pair WHERE state = 'MERGED' AND first_id = least($1::uuid, $2) AND second_id = greatest($1::uuid, $2)",
      [duplicateId, originalId],
    );
    await keepBoth(context, tx, { kind: "UNMERGED", duplicateId, originalId, reason });
    await findDuplicates(tx);
  });
  return (await pesantrenById(context, duplicateId, columns))!;
}

/** Takes a pair out of the queue: they are different pesantren. */
export async function dismissDuplicate(context: Context, { id, reason }: DismissDuplicateInput): Promise<DuplicateRow> {
  refuseAny([...lengthFaults(reason, ["input", "reason"], 500), ...(isId(id) ? [] : [pairUnknown(id)])]);
  await context.db.inTransaction(async (tx) => {
    await transition(tx, {
      table: "duplicate_pair",
      column: "state",
      id,
      states: DUPLICATE_STATES,
      to: "DISMISSED",
      field: ["input", "id"],
      missing: pairUnknown(id),
    });
    await tx.rows("UPDATE duplicate_pair SET reason = $2, decided_at = $3 WHERE id = $1", [
      id,
      reason.trim(),
      context.clock(),
    ]);
  });
  return (await duplicateById(context, id))!;
}

function recordFaults(id: string, row: StoredPesantren | undefined, field: readonly string[]): RefusalValue[] {
  if (!row) return [pesantrenUnknown(id, field)];
  return row.merged_into_id === null ? [] : [pesantrenMerged(row.merged_into_id, field)];
}

async function mergedInto(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>("SELECT id FROM pesantren WHERE merged_into_id = $1", [id]);
  return rows.map((row) => row.id);
}

/** The original is written too, though nothing of it changes: who keeps a copy must see that it now stands for another, or no longer does. */
async function point(tx: Transaction, duplicateId: string, to: string | null, originalId = to): Promise<void> {
  await tx.rows("UPDATE pesantren SET merged_into_id = CASE WHEN id = $1 THEN $2::uuid END WHERE id IN ($1, $3)", [
    duplicateId,
    to,
    originalId,
  ]);
}

/** The pair is decided, and the duplicate's other pairs are, while it is merged, no longer a question. */
async function decide(
  { clock }: Context,
  tx: Transaction,
  duplicateId: string,
  originalId: string,
  reason: string,
): Promise<void> {
  await tx.rows(
    `UPDATE duplicate_pair SET state = 'MERGED', reason = $3, decided_at = $4
     WHERE state = 'OPEN' AND first_id = least($1::uuid, $2) AND second_id = greatest($1::uuid, $2)`,
    [duplicateId, originalId, reason.trim(), clock()],
  );
  await tx.rows("DELETE FROM duplicate_pair WHERE state = 'OPEN' AND $1 IN (first_id, second_id)", [duplicateId]);
}

interface Merge {
  readonly kind: "MERGED" | "UNMERGED";
  readonly duplicateId: string;
  readonly originalId: string;
  readonly reason: string;
}

/** A merge stands in the history of both records. */
async function keepBoth(
  context: Context,
  tx: Transaction,
  { kind, duplicateId, originalId, reason }: Merge,
): Promise<void> {
  const [apart, together] = [{ mergedIntoId: null }, { mergedIntoId: originalId }];
  const [before, after] = kind === "MERGED" ? [apart, together] : [together, apart];
  await keepChange(context, tx, { pesantrenId: duplicateId, kind, before, after, reason });
  const [without, including] = [{}, { formerId: duplicateId }];
  const [was, is] = kind === "MERGED" ? [without, including] : [including, without];
  await keepChange(context, tx, { pesantrenId: originalId, kind, before: was, after: is, reason });
}
