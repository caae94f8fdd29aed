import type { Transaction } from "../../kit/data/database";

/** A table with rules that belong to an edition or a stage: its columns by the names of their fields, and the order in which they are listed. */
export interface RulePart {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  /** SQL type of each column, by the names of the fields. */
  readonly types: Readonly<Record<string, string>>;
  readonly order: string;
}

const SOURCED = { source: "source text", isAssumed: "assumed boolean" };
const SOURCED_FIELDS = { source: "source text", assumedFields: "assumed text[]" };

/** @param columns the column and its SQL type, such as `closes_at timestamptz`, by the names of the fields */
function part(table: string, order: string, columns: Readonly<Record<string, string>>): RulePart {
  const split = Object.entries(columns).map(
    ([name, column]) => [name, ...column.split(" ", 2)] as [string, string, string],
  );
  return {
    table,
    order,
    columns: Object.fromEntries(split.map(([name, column]) => [name, column])),
    types: Object.fromEntries(split.map(([name, , type]) => [name, type])),
  };
}

/** What belongs to an edition. */
export const EDITION_PARTS = {
  periods: part("edition_period", "number", {
    number: "number int",
    opensAt: "opens_at timestamptz",
    closesAt: "closes_at timestamptz",
    reason: "reason text",
    ...SOURCED,
  }),
  categories: part("edition_category", "code", {
    code: "code text",
    name: "name text",
    fromMonths: "from_months int",
    belowMonths: "below_months int",
    ...SOURCED,
  }),
  requirements: part("edition_requirement", "position, code", {
    code: "code text",
    kind: "kind text",
    rule: "rule text",
    position: "position int",
    nameId: "name_id text",
    nameEn: "name_en text",
    minimum: "minimum int",
    maximum: "maximum int",
    allowed: "allowed text[]",
    ...SOURCED,
  }),
  targets: part("edition_target", "indicator, number", {
    indicator: "indicator text",
    number: "number int",
    value: "value bigint",
    unit: "unit text",
    reason: "reason text",
    decidedOn: "decided_on date",
    ...SOURCED,
  }),
  steps: part("edition_step", "position, code", {
    code: "code text",
    position: "position int",
    name: "name text",
    mode: "mode text",
    startsOn: "starts_on date",
    endsOn: "ends_on date",
    ...SOURCED_FIELDS,
  }),
  figures: part("edition_figure", "indicator, source", {
    indicator: "indicator text",
    source: "source text",
    value: "value bigint",
    unit: "unit text",
    isApproximate: "approximate boolean",
    asOf: "as_of date",
  }),
} as const;

/** What belongs to a stage. */
export const STAGE_PARTS = {
  places: part("edition_place", "code", {
    code: "code text",
    name: "name text",
    regencyCodes: "regency_codes text[]",
    ...SOURCED,
  }),
  quotas: part("edition_quota", "category, regency_code", {
    category: "category text",
    regencyCode: "regency_code text",
    places: "places int",
    ...SOURCED,
  }),
  criteria: part("edition_criterion", "position, code", {
    code: "code text",
    position: "position int",
    nameId: "name_id text",
    nameEn: "name_en text",
    weight: "weight int",
    ...SOURCED_FIELDS,
  }),
  prizes: part("edition_prize", "category, rank_from", {
    id: "id uuid",
    category: "category text",
    rankFrom: "rank_from int",
    rankTo: "rank_to int",
    title: "title text",
    amount: "amount bigint",
    tranchePercents: "tranche_percents int[]",
    ...SOURCED_FIELDS,
  }),
} as const;

export type EditionPart = keyof typeof EDITION_PARTS;
export type StagePart = keyof typeof STAGE_PARTS;

/** A rule, by the names of its fields. */
export type RuleRow = Readonly<Record<string, unknown>>;

/** The column that says to which edition, or stage, a row belongs. */
export type Owner = "edition_id" | "stage_id";

/** The statement that reads a part for many owners, `$1`, each row with its `ownerId`. */
export function partQuery({ table, columns, order }: RulePart, owner: Owner): string {
  const list = Object.entries(columns).map(([name, column]) => `${column} AS "${name}"`);
  return `SELECT ${owner} AS "ownerId", ${list.join(", ")} FROM ${table} WHERE ${owner} = ANY($1) ORDER BY ${order}`;
}

/** Writes rows of a part. */
export async function insertPart(
  tx: Transaction,
  { table, columns, types }: RulePart,
  owner: Owner,
  ownerId: string,
  rows: readonly RuleRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const record = names.map((name) => `"${name}" ${types[name]}`).join(", ");
  await tx.rows(
    `INSERT INTO ${table} (${owner}, ${names.map((name) => columns[name]).join(", ")})
     SELECT $1, ${names.map((name) => `"${name}"`).join(", ")} FROM jsonb_to_recordset($2::jsonb) AS given (${record})`,
    [ownerId, JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))],
  );
}

/** Puts rows of a part in the place of those that were there. */
export async function replacePart(
  tx: Transaction,
  part: RulePart,
  owner: Owner,
  ownerId: string,
  rows: readonly RuleRow[],
): Promise<void> {
  await tx.rows(`DELETE FROM ${part.table} WHERE ${owner} = $1`, [ownerId]);
  await insertPart(tx, part, owner, ownerId, rows);
}
