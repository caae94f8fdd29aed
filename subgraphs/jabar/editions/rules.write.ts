import type { Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { EDITION_PARTS, replacePart, STAGE_PARTS, type EditionPart, type RuleRow, type StagePart } from "./parts";
import { insertStage, type EditionRules, type StageRulesOf } from "./rules";

/** Why rules in force were changed. */
export interface Why {
  readonly reason: string;
  readonly source: string;
  readonly at: Date;
}

const EDITION_FIELDS = ["name", "onceEver", "appealDays"] as const;
const STAGE_FIELDS = ["level", "name", "mode", "panelSize", "panelMinimum", "passScore", "tieBreak"] as const;

/** Writes what is different, and keeps, for rules in force, what it was and why. */
export async function writeChanges(
  tx: Transaction,
  editionId: string,
  before: EditionRules,
  after: EditionRules,
  why: Why | null,
): Promise<void> {
  // Sessions and scores point to places and criteria, which are deleted and written again.
  await tx.rows("SET CONSTRAINTS ALL DEFERRED");
  const keep = async (part: string, was: unknown, is: unknown) => {
    if (!why) return;
    await tx.rows(
      "INSERT INTO edition_change (id, edition_id, part, before, after, reason, source, at) VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8)",
      [newId(), editionId, part, json(was), json(is), why.reason, why.source, why.at],
    );
  };
  if (!sameRules(pick(before, EDITION_FIELDS), pick(after, EDITION_FIELDS))) {
    await tx.rows("UPDATE edition SET name = $2, once_ever = $3, appeal_days = $4, assumed = $5 WHERE id = $1", [
      editionId,
      after.name,
      after.onceEver,
      after.appealDays,
      after.assumedFields,
    ]);
    await keep("edition", pick(before, EDITION_FIELDS), pick(after, EDITION_FIELDS));
  }
  for (const name of Object.keys(EDITION_PARTS) as EditionPart[]) {
    if (sameRules(before[name], after[name])) continue;
    await replacePart(tx, EDITION_PARTS[name], "edition_id", editionId, after[name]);
    await keep(name, before[name], after[name]);
  }
  for (const stage of after.stages) {
    const was = before.stages.find(({ number }) => number === stage.number);
    if (!was) await insertStage(tx, editionId, stage);
    else await writeStage(tx, editionId, was, stage, keep);
  }
}

async function writeStage(
  tx: Transaction,
  editionId: string,
  before: StageRulesOf,
  after: StageRulesOf,
  keep: (part: string, was: unknown, is: unknown) => Promise<void>,
): Promise<void> {
  const { number } = after;
  const [row] = await tx.rows<{ id: string }>("SELECT id FROM edition_stage WHERE edition_id = $1 AND number = $2", [
    editionId,
    number,
  ]);
  const { id } = row!;
  if (!sameRules(pick(before, STAGE_FIELDS), pick(after, STAGE_FIELDS))) {
    await tx.rows(
      `UPDATE edition_stage SET level = $2, name = $3, mode = $4, panel_size = $5, panel_minimum = $6, pass_score = $7, tie_break = $8, source = $9, assumed = $10
       WHERE id = $1`,
      [
        id,
        after.level,
        after.name,
        after.mode,
        after.panelSize,
        after.panelMinimum,
        after.passScore,
        after.tieBreak,
        after.source,
        after.assumedFields,
      ],
    );
    await keep(`stage ${number}`, pick(before, STAGE_FIELDS), pick(after, STAGE_FIELDS));
  }
  for (const name of Object.keys(STAGE_PARTS) as StagePart[]) {
    if (sameRules(before[name], after[name])) continue;
    const rows = name === "prizes" ? after.prizes.map((each) => ({ ...each, id: newId() })) : after[name];
    await replacePart(tx, STAGE_PARTS[name], "stage_id", id, rows);
    await keep(`${name} of stage ${number}`, before[name], after[name]);
  }
}

/** Whether rules are the same, by what they say. */
export function sameRules(one: unknown, other: unknown): boolean {
  return json(one) === json(other);
}

function pick<T extends object>(rules: T, names: readonly (keyof T & string)[]): RuleRow {
  return Object.fromEntries(names.map((name) => [name, rules[name]]));
}

/** With the keys in order, and amounts as numbers, which for rules are far below what a number holds exactly. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return Number(each);
    if (each === null || typeof each !== "object" || Array.isArray(each) || each instanceof Date) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
