import type { Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { recordFigures } from "./figure.facts";
import {
  EDITION_PARTS,
  insertPart,
  partQuery,
  STAGE_PARTS,
  type EditionPart,
  type RuleRow,
  type StagePart,
} from "./parts";

/** All rules of an edition: as it is shipped, and as a new one is made from an old one. */
export interface EditionRules extends Readonly<Record<EditionPart, readonly RuleRow[]>> {
  readonly year: number;
  readonly name: string;
  readonly onceEver: boolean;
  /** Days after an announcement in which appeals may be lodged. */
  readonly appealDays: number;
  readonly source: string;
  readonly assumedFields: readonly string[];
  readonly stages: readonly StageRulesOf[];
}

/** All rules of a stage. */
export interface StageRulesOf extends Readonly<Record<StagePart, readonly RuleRow[]>> {
  readonly number: number;
  readonly level: "DISTRICT" | "REGENCY" | "PROVINCE";
  readonly name: string;
  readonly mode: "ONLINE" | "IN_PERSON";
  readonly panelSize: number;
  readonly panelMinimum: number;
  readonly passScore: number | null;
  readonly tieBreak: readonly string[];
  readonly source: string;
  readonly assumedFields: readonly string[];
}

/** What an edition is made with beside its rules. */
export interface NewEdition {
  readonly status: "DRAFT" | "ADOPTED";
  readonly at: Date;
  readonly madeFromId?: string;
}

/** Writes an edition. Returns its id. */
export async function insertEdition(
  tx: Transaction,
  rules: EditionRules,
  { status, at, madeFromId }: NewEdition,
): Promise<string> {
  const id = newId();
  await tx.rows(
    `INSERT INTO edition (id, year, name, status, made_from_id, once_ever, appeal_days, lot_seed, source, assumed, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      rules.year,
      rules.name,
      status,
      madeFromId ?? null,
      rules.onceEver,
      rules.appealDays,
      `OPOP Jabar ${rules.year}`,
      rules.source,
      rules.assumedFields,
      at,
    ],
  );
  for (const name of Object.keys(EDITION_PARTS) as EditionPart[]) {
    await insertPart(tx, EDITION_PARTS[name], "edition_id", id, rules[name]);
  }
  for (const stage of rules.stages) await insertStage(tx, id, stage);
  await recordFigures(tx, rules.year, rules.figures, at);
  return id;
}

/** Writes a stage of an edition. */
export async function insertStage(tx: Transaction, editionId: string, stage: StageRulesOf): Promise<void> {
  const id = newId();
  await tx.rows(
    `INSERT INTO edition_stage (id, edition_id, number, level, name, mode, panel_size, panel_minimum, pass_score, tie_break, source, assumed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      editionId,
      stage.number,
      stage.level,
      stage.name,
      stage.mode,
      stage.panelSize,
      stage.panelMinimum,
      stage.passScore,
      stage.tieBreak,
      stage.source,
      stage.assumedFields,
    ],
  );
  const prizes = stage.prizes.map((prize) => ({ ...prize, id: newId() }));
  for (const name of Object.keys(STAGE_PARTS) as StagePart[]) {
    await insertPart(tx, STAGE_PARTS[name], "stage_id", id, name === "prizes" ? prizes : stage[name]);
  }
}

/** Reads all rules of an edition. */
export async function readRules(tx: Transaction, editionId: string): Promise<EditionRules> {
  const [edition] = await tx.rows<Omit<EditionRules, EditionPart | "stages">>(
    `SELECT year, name, once_ever AS "onceEver", appeal_days AS "appealDays", source, assumed AS "assumedFields" FROM edition WHERE id = $1`,
    [editionId],
  );
  const parts = await readParts(tx, EDITION_PARTS, "edition_id", editionId);
  const stages = await tx.rows<Omit<StageRulesOf, StagePart> & { id: string }>(
    `SELECT id, number, level, name, mode, panel_size AS "panelSize", panel_minimum AS "panelMinimum", pass_score::float8 AS "passScore",
       tie_break AS "tieBreak", source, assumed AS "assumedFields" FROM edition_stage WHERE edition_id = $1 ORDER BY number`,
    [editionId],
  );
  const whole: StageRulesOf[] = [];
  for (const { id, ...stage } of stages)
    whole.push({ ...stage, ...(await readParts(tx, STAGE_PARTS, "stage_id", id)) });
  return { ...edition!, ...parts, stages: whole };
}

async function readParts<N extends EditionPart | StagePart>(
  tx: Transaction,
  parts: Readonly<Record<N, (typeof EDITION_PARTS)[EditionPart]>>,
  owner: "edition_id" | "stage_id",
  id: string,
): Promise<Record<N, RuleRow[]>> {
  const read = {} as Record<N, RuleRow[]>;
  for (const name of Object.keys(parts) as N[]) {
    const rows = await tx.rows<RuleRow & { ownerId: string }>(partQuery(parts[name], owner), [[id]]);
    read[name] = rows.map(({ ownerId: _, ...row }) => row);
  }
  return read;
}
