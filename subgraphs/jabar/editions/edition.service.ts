import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { periodFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { changed } from "./changed-rules";
import { ASSUMED } from "./data/sources";
import * as errors from "./edition.errors";
import type {
  AddJabarSourceInput,
  ChangeJabarEditionInput,
  CreateJabarEditionInput,
  RecordJabarFigureInput,
  SetJabarRegistrationPeriodInput,
  SetJabarTargetInput,
} from "./edition.input";
import { recordFigures } from "./figure.facts";
import { EDITION_PARTS, insertPart, type RuleRow } from "./parts";
import { insertEdition, readRules, type EditionRules } from "./rules";
import { changeFaults, completenessFaults } from "./rules.faults";
import { inUseFaults } from "./rules.in-use";
import { writeChanges } from "./rules.write";

const YEAR = ["input", "year"];
const SOURCE_FORM = /^[a-z0-9-]{2,60}$/;
const INDICATOR_FORM = /^[A-Z0-9_]{2,60}$/;
const UNITS = ["pesantren", "person", "rupiah"];
const MOST = 1_000_000_000_000_000n;

/** Makes a source known by its code. Returns the code; the same again changes nothing. */
export async function addSource(context: Context, input: AddJabarSourceInput): Promise<string> {
  refuseAny([
    ...(SOURCE_FORM.test(input.code)
      ? []
      : [errors.codeInvalid(["input", "code"], "2 to 60 small letters, digits and hyphens")]),
    ...textFaults(["input", "title"], input.title, [1, 300]),
    ...textFaults(["input", "publisher"], input.publisher, [1, 200]),
    ...textFaults(["input", "reference"], input.reference, [1, 500]),
  ]);
  const values = [
    input.code,
    input.title.trim(),
    input.publisher.trim(),
    input.publishedOn ?? null,
    input.reference?.trim() ?? null,
  ];
  return context.db.inTransaction(async (tx) => {
    await tx.rows(
      "INSERT INTO rule_source (code, title, publisher, published_on, reference) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
      values,
    );
    const same = await tx.rows(
      `SELECT 1 FROM rule_source WHERE (code, title, publisher) = ($1, $2, $3)
         AND published_on IS NOT DISTINCT FROM $4::date AND reference IS NOT DISTINCT FROM $5`,
      values,
    );
    return same.length > 0 ? input.code : refuse(errors.sourceTaken(["input", "code"], input.code));
  });
}

/**
 * Makes a draft of a new edition with the rules of an old one. Dates, targets and figures of the old year are not the new one's; what is taken over is
 * marked as assumed until somebody says by which source it holds. Returns its year.
 */
export async function createEdition(
  context: Context,
  input: CreateJabarEditionInput,
  idempotencyKey: string,
): Promise<number> {
  refuseAny([...rangeFaults(YEAR, input.year, [2018, 2100]), ...textFaults(["input", "name"], input.name, [2, 120])]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "createJabarEdition",
      key: idempotencyKey,
      input,
      effect: () => create(context, tx, input),
    }),
  );
}

async function create(context: Context, tx: Transaction, input: CreateJabarEditionInput): Promise<number> {
  const { year, fromYear, source } = input;
  await tx.rows("LOCK TABLE edition IN SHARE ROW EXCLUSIVE MODE");
  const [found] = await tx.rows<{ fromId: string | null; isTaken: boolean }>(
    `SELECT (SELECT id FROM edition WHERE year = $1) AS "fromId", EXISTS (SELECT FROM edition WHERE year = $2) AS "isTaken"`,
    [fromYear, year],
  );
  const { fromId, isTaken } = found!;
  refuseAny([
    ...(fromId === null ? [errors.editionUnknown(["input", "fromYear"], fromYear)] : []),
    ...(isTaken ? [errors.yearTaken(YEAR, year)] : []),
    ...(await sourceFaults(tx, source)),
  ]);
  const old = await readRules(tx, fromId!);
  const rules = { ...takenOver(old), year, name: input.name?.trim() ?? `OPOP Jawa Barat ${year}`, source };
  await insertEdition(tx, rules, { status: "DRAFT", at: context.clock(), madeFromId: fromId! });
  return year;
}

const assumedWhole = (row: RuleRow): RuleRow => ({ ...row, isAssumed: true });
const assumedFields = (row: RuleRow): RuleRow => ({
  ...row,
  assumedFields: Object.keys(row).filter((name) => !["source", "assumedFields", "id", "position"].includes(name)),
});

function takenOver({ stages, categories, requirements, steps, ...rules }: EditionRules): EditionRules {
  return {
    ...rules,
    assumedFields: ["onceEver", "appealDays"],
    periods: [],
    targets: [],
    figures: [],
    categories: categories.map(assumedWhole),
    requirements: requirements.map(assumedWhole),
    steps: steps.map((step) => assumedFields({ ...step, startsOn: null, endsOn: null })),
    stages: stages.map(({ places, quotas, criteria, prizes, ...stage }) => ({
      ...stage,
      assumedFields: ["panelSize", "panelMinimum", "passScore", "tieBreak", "mode"],
      places: places.map(assumedWhole),
      quotas: quotas.map(assumedWhole),
      criteria: criteria.map(assumedFields),
      prizes: prizes.map(assumedFields),
    })),
  };
}

/** Changes the rules of an edition. Once it is adopted every change is kept with its reason. Returns the year. */
export async function changeEdition(context: Context, input: ChangeJabarEditionInput): Promise<number> {
  refuseAny(changeFaults(input));
  return context.db.inTransaction(async (tx) => {
    const edition = await lockEdition(tx, input.year);
    const before = await readRules(tx, edition.id);
    const after = changed(before, input);
    const isAdopted = edition.status === "ADOPTED";
    refuseAny([
      ...(isAdopted && !input.reason ? [errors.reasonRequired(["input", "reason"])] : []),
      ...(await sourceFaults(tx, input.source)),
      ...(isAdopted ? completenessFaults(after, YEAR) : []),
      ...(isAdopted ? await inUseFaults(tx, edition.id, before, after) : []),
    ]);
    const why = isAdopted ? { reason: input.reason!.trim(), source: input.source, at: context.clock() } : null;
    await writeChanges(tx, edition.id, before, after, why);
    return input.year;
  });
}

/** Puts the rules of a draft in force, if nothing is missing. Returns the year. */
export async function adoptEdition(context: Context, year: number): Promise<number> {
  return context.db.inTransaction(async (tx) => {
    const edition = await lockEdition(tx, year, ["year"]);
    if (edition.status === "ADOPTED") refuse(errors.alreadyAdopted(["year"]));
    refuseAny(completenessFaults(await readRules(tx, edition.id), ["year"]));
    await tx.rows("UPDATE edition SET status = 'ADOPTED' WHERE id = $1", [edition.id]);
    return year;
  });
}

/** Sets the registration period, or extends it; those before it stay visible. Returns the year. */
export async function setPeriod(context: Context, input: SetJabarRegistrationPeriodInput): Promise<number> {
  const { year, opensAt, closesAt, source } = input;
  refuseAny([
    ...textFaults(["input", "reason"], input.reason, [1, 2_000]),
    ...periodFaults(["input", "closesAt"], opensAt, closesAt),
  ]);
  return context.db.inTransaction(async (tx) => {
    const { id } = await lockEdition(tx, year);
    const number = await nextNumber(tx, "edition_period", id);
    refuseAny([
      ...(number > 1 && !input.reason ? [errors.reasonRequired(["input", "reason"])] : []),
      ...(await sourceFaults(tx, source)),
    ]);
    const reason = number > 1 ? input.reason!.trim() : null;
    const row = { number, opensAt, closesAt, reason, source, isAssumed: source === ASSUMED };
    await insertPart(tx, EDITION_PARTS.periods, "edition_id", id, [row]);
    return year;
  });
}

/** Sets a target or a budget, or revises it; what it was before stays visible. Returns the year. */
export async function setTarget(context: Context, input: SetJabarTargetInput): Promise<number> {
  const { year, indicator, value, unit, source } = input;
  refuseAny([...figureFaults(input), ...textFaults(["input", "reason"], input.reason, [1, 2_000])]);
  return context.db.inTransaction(async (tx) => {
    const { id } = await lockEdition(tx, year);
    const number = await nextNumber(tx, "edition_target", id, indicator);
    refuseAny([
      ...(number > 1 && !input.reason ? [errors.reasonRequired(["input", "reason"])] : []),
      ...(await sourceFaults(tx, source)),
    ]);
    const reason = number > 1 ? input.reason!.trim() : null;
    const row = { indicator, number, value, unit, reason, decidedOn: input.decidedOn ?? null, source };
    await insertPart(tx, EDITION_PARTS.targets, "edition_id", id, [{ ...row, isAssumed: source === ASSUMED }]);
    return year;
  });
}

/** Keeps a figure as a source published it; said again by the same source it takes the place of what was kept. Returns the year. */
export async function recordFigure(context: Context, input: RecordJabarFigureInput): Promise<number> {
  const { year, indicator, source, value, unit, isApproximate, asOf } = input;
  refuseAny(figureFaults(input));
  return context.db.inTransaction(async (tx) => {
    const { id } = await lockEdition(tx, year);
    refuseAny([
      ...(await sourceFaults(tx, source)),
      ...(source === ASSUMED ? [errors.sourceUnknown(["input", "source"], source)] : []),
    ]);
    await tx.rows(
      `INSERT INTO edition_figure (edition_id, indicator, source, value, unit, approximate, as_of) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (edition_id, indicator, source) DO UPDATE
       SET value = excluded.value, unit = excluded.unit, approximate = excluded.approximate, as_of = excluded.as_of`,
      [id, indicator, source, value, unit, isApproximate, asOf ?? null],
    );
    await recordFigures(tx, year, [{ indicator, value, unit, source, asOf: asOf ?? null }], context.clock());
    return year;
  });
}

function figureFaults({ indicator, value, unit }: { indicator: string; value: bigint; unit: string }): RefusalValue[] {
  return [
    ...(INDICATOR_FORM.test(indicator)
      ? []
      : [errors.codeInvalid(["input", "indicator"], "2 to 60 capitals, digits and underscores")]),
    ...rangeFaults(["input", "value"], value, [0n, MOST]),
    ...(UNITS.includes(unit) ? [] : [errors.codeInvalid(["input", "unit"], UNITS.join(", "))]),
  ];
}

async function lockEdition(
  tx: Transaction,
  year: number,
  field: readonly string[] = YEAR,
): Promise<{ id: string; status: string }> {
  const [edition] = await tx.rows<{ id: string; status: string }>(
    "SELECT id, status FROM edition WHERE year = $1 FOR UPDATE",
    [year],
  );
  return edition ?? refuse(errors.editionUnknown(field, year));
}

async function nextNumber(
  tx: Transaction,
  table: "edition_period" | "edition_target",
  editionId: string,
  indicator?: string,
): Promise<number> {
  const [row] = await tx.rows<{ next: number }>(
    `SELECT coalesce(max(number), 0) + 1 AS next FROM ${table} WHERE edition_id = $1 ${indicator === undefined ? "" : "AND indicator = $2"}`,
    indicator === undefined ? [editionId] : [editionId, indicator],
  );
  return row!.next;
}

async function sourceFaults(tx: Transaction, code: string): Promise<RefusalValue[]> {
  const found = await tx.rows("SELECT 1 FROM rule_source WHERE code = $1", [code]);
  return found.length > 0 ? [] : [errors.sourceUnknown(["input", "source"], code)];
}
