import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import type { JabarEdition, JabarEditionChange } from "./edition";
import { EDITION_PARTS, partQuery, STAGE_PARTS, type EditionPart, type RulePart, type StagePart } from "./parts";
import type { JabarSource } from "./sourced";
import type { JabarStage } from "./stage";

const EDITION = `
  SELECT e.id, e.year, e.name, e.status, e.once_ever AS "onceEver", e.appeal_days AS "appealDays", e.lot_seed AS "lotSeed",
    e.made_from_id AS "madeFromId", e.source, e.assumed AS "assumedFields" FROM edition e`;

/** The edition of a year, or null. */
export function editionOfYear(context: Context, year: number): Promise<JabarEdition | null> {
  return context.loader(editionsByYear).load(year);
}

function editionsByYear({ db }: Context) {
  return new DataLoader<number, JabarEdition | null>(async (years) => {
    const rows = await db.rows<JabarEdition>(`${EDITION} WHERE e.year = ANY($1)`, [years]);
    const found = new Map(rows.map((row) => [row.year, row]));
    return years.map((year) => found.get(year) ?? null);
  });
}

/** The edition of an id, or null. */
export function editionById(context: Context, id: string): Promise<JabarEdition | null> {
  return context.loader(editionsById).load(id);
}

function editionsById({ db }: Context) {
  return new DataLoader<string, JabarEdition | null>(async (ids) => {
    const rows = await db.rows<JabarEdition>(`${EDITION} WHERE e.id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of editions, the newest first. */
export async function editionPage({ db }: Context, { first, after }: PageArguments): Promise<Connection<JabarEdition>> {
  const key = decodeCursor(after, ["integer"]);
  const rows = await db.rows<JabarEdition>(
    `${EDITION} WHERE $1::int IS NULL OR e.year < $1 ORDER BY e.year DESC LIMIT $2`,
    [key?.[0] ?? null, pageSize(first) + 1],
  );
  const count = async () => (await db.row<{ count: number }>("SELECT count(*)::int AS count FROM edition"))!.count;
  return toConnection({ first, after, rows, keyOf: (row) => [row.year], count });
}

/** The stages of an edition, from the first. */
export function stagesOf(context: Context, editionId: string): Promise<JabarStage[]> {
  return context.loader(stagesByEdition).load(editionId);
}

function stagesByEdition({ db }: Context) {
  return new DataLoader<string, JabarStage[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT id, edition_id AS "ownerId", edition_id AS "editionId", number, level, name, mode, panel_size AS "panelSize",
           panel_minimum AS "panelMinimum", pass_score::float8 AS "passScore", tie_break AS "tieBreak", source, assumed AS "assumedFields"
         FROM edition_stage WHERE edition_id = ANY($1) ORDER BY edition_id, number`,
        [ids],
      ),
    ),
  );
}

/** A part of an edition's rules. */
export function partOfEdition<T>(context: Context, name: EditionPart, editionId: string): Promise<T[]> {
  return context.loader(partByOwner, name, [EDITION_PARTS[name], "edition_id"] as const).load(editionId) as Promise<
    T[]
  >;
}

/** A part of a stage's rules. */
export function partOfStage<T>(context: Context, name: StagePart, stageId: string): Promise<T[]> {
  return context.loader(partByOwner, name, [STAGE_PARTS[name], "stage_id"] as const).load(stageId) as Promise<T[]>;
}

function partByOwner({ db }: Context, [part, owner]: readonly [RulePart, "edition_id" | "stage_id"]) {
  return new DataLoader<string, object[]>(async (ids) => {
    const rows = await grouped<object>(ids, db.rows(partQuery(part, owner), [ids]));
    return rows.map((each) => each.map(withNumbers));
  });
}

/** Amounts of rules are far below what a number holds exactly. */
function withNumbers(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : (value as unknown)]),
  );
}

/** What was changed in an edition's rules since it was adopted, the latest first. */
export function changesOf(context: Context, editionId: string): Promise<JabarEditionChange[]> {
  return context.loader(changesByEdition).load(editionId);
}

function changesByEdition({ db }: Context) {
  return new DataLoader<string, JabarEditionChange[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT edition_id AS "ownerId", at, part, reason, before::text, after::text FROM edition_change
         WHERE edition_id = ANY($1) ORDER BY edition_id, id DESC`,
        [ids],
      ),
    ),
  );
}

/** The source of a code. */
export function sourceOf(context: Context, code: string): Promise<JabarSource> {
  return context.loader(sourcesByCode).load(code);
}

function sourcesByCode({ db }: Context) {
  return new DataLoader<string, JabarSource>(async (codes) => {
    const rows = await db.rows<JabarSource>(
      `SELECT code, title, publisher, published_on AS "publishedOn", reference FROM rule_source WHERE code = ANY($1)`,
      [codes],
    );
    const found = new Map(rows.map((row) => [row.code, row]));
    return codes.map((code) => found.get(code)!);
  });
}
