import type { Transaction } from "../../kit/data/database";
import { isId } from "../../kit/id";
import type { FieldPath } from "../../kit/input-faults";
import { refuse } from "../../kit/refusal";
import { stageDecided, stageUnknown } from "./audition.errors";

/** A stage with what its edition says about it, as rules need it. */
export interface StageRules {
  readonly id: string;
  readonly editionId: string;
  readonly year: number;
  readonly number: number;
  readonly mode: string;
  readonly panelSize: number;
  readonly panelMinimum: number;
  readonly passScore: string | null;
  readonly tieBreak: readonly string[];
  readonly appealDays: number;
  readonly lotSeed: string;
}

/**
 * Reads a stage and holds it: in the transaction that decides it alone, and otherwise so that nobody decides it meanwhile.
 *
 * @throws RefusedError STAGE_UNKNOWN, also while the edition is a draft
 */
export async function holdStage(
  tx: Transaction,
  id: string,
  field: FieldPath,
  how: "share" | "alone" = "share",
): Promise<StageRules> {
  if (!isId(id)) return refuse(stageUnknown(field, id));
  const [stage] = await tx.rows<StageRules>(
    `SELECT s.id, s.edition_id AS "editionId", e.year, s.number, s.mode, s.panel_size AS "panelSize", s.panel_minimum AS "panelMinimum",
       s.pass_score AS "passScore", s.tie_break AS "tieBreak", e.appeal_days AS "appealDays", e.lot_seed AS "lotSeed"
     FROM edition_stage s JOIN edition e ON e.id = s.edition_id AND e.status = 'ADOPTED'
     WHERE s.id = $1 FOR ${how === "alone" ? "UPDATE" : "SHARE"} OF s`,
    [id],
  );
  return stage ?? refuse(stageUnknown(field, id));
}

/** @throws RefusedError STAGE_DECIDED, or as `holdStage` */
export async function holdOpenStage(
  tx: Transaction,
  id: string,
  field: FieldPath,
  how: "share" | "alone" = "share",
): Promise<StageRules> {
  const stage = await holdStage(tx, id, field, how);
  // The lock may have waited for whoever decided it; what that one wrote is seen only by a statement begun since.
  const [late] = await tx.rows("SELECT 1 FROM decision WHERE stage_id = $1 AND status <> 'DISCARDED' LIMIT 1", [id]);
  return late ? refuse(stageDecided(field)) : stage;
}
