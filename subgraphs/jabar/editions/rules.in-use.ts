import type { Transaction } from "../../kit/data/database";
import type { FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";
import { rulesInUse } from "./edition.errors";
import type { RuleRow } from "./parts";
import type { EditionRules, StageRulesOf } from "./rules";
import { sameRules } from "./rules.write";

interface Use {
  readonly number: number;
  readonly isDecided: boolean;
  readonly isScored: boolean;
  readonly places: readonly string[];
}

/** What can't be changed any more, since something was decided, scored, scheduled or registered by it. */
export async function inUseFaults(
  tx: Transaction,
  editionId: string,
  before: EditionRules,
  after: EditionRules,
): Promise<RefusalValue[]> {
  const uses = await tx.rows<Use>(
    `SELECT s.number, EXISTS (SELECT FROM decision WHERE stage_id = s.id AND status <> 'DISCARDED') AS "isDecided",
       EXISTS (SELECT FROM score_sheet WHERE stage_id = s.id) AS "isScored",
       ARRAY(SELECT DISTINCT place FROM audition_session WHERE stage_id = s.id) AS places
     FROM edition_stage s WHERE s.edition_id = $1 FOR UPDATE OF s`,
    [editionId],
  );
  const categories = await tx.rows<{ category: string }>(
    "SELECT DISTINCT category FROM registration WHERE edition_id = $1 AND category IS NOT NULL",
    [editionId],
  );
  const stage = (rules: EditionRules, number: number) => rules.stages.find((each) => each.number === number)!;
  return [
    ...missingCodes(
      ["input", "categories"],
      categories.map(({ category }) => category),
      after.categories,
    ),
    ...uses.flatMap((use) => stageFaults(use, stage(before, use.number), stage(after, use.number))),
  ];
}

function stageFaults(use: Use, before: StageRulesOf, after: StageRulesOf): RefusalValue[] {
  const field = ["input", "stages"];
  if (sameRules(before, after)) return [];
  if (use.isDecided) {
    return [
      rulesInUse(
        field,
        `Tahap ${use.number} sudah diputuskan; aturannya tidak berubah lagi.`,
        `Stage ${use.number} was decided; its rules change no more.`,
      ),
    ];
  }
  return [
    ...(use.isScored && !sameRules(before.criteria, after.criteria)
      ? [
          rulesInUse(
            field,
            `Tahap ${use.number} sudah mulai dinilai; kriterianya tidak berubah lagi.`,
            `Scoring of stage ${use.number} has begun; its criteria change no more.`,
          ),
        ]
      : []),
    ...missingCodes(field, use.places, after.places),
  ];
}

function missingCodes(field: FieldPath, used: readonly string[], rows: readonly RuleRow[]): RefusalValue[] {
  const missing = used.filter((code) => !rows.some((row) => row["code"] === code));
  if (missing.length === 0) return [];
  return [rulesInUse(field, `Masih dipakai: ${missing.join(", ")}.`, `Still in use: ${missing.join(", ")}.`)];
}
