import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ImportDefinition } from "./definition";
import { columnsMissing, columnsTwice, columnsUnknown, mappingInvalid } from "./file-errors";

/**
 * How a file tells what the import wants to know. Written as JSON:
 * `{ "source": "…", "asOf": "2021-07-18", "delimiter": ";", "columns": { "nspp": "NSPP", "name": "Nama Lembaga" }, "ignore": ["No."] }`.
 * Only `columns` must be there. Names of columns are compared without capitals, blanks and signs.
 */
export interface Mapping {
  /** Who says what the file says; the name of the file if left out. */
  readonly source?: string;
  /** `YYYY-MM-DD`: the day for which the source says so; the day of the import if left out. */
  readonly asOf?: string;
  /** The sign between two values; found from the header if left out. */
  readonly delimiter?: string;
  /** For each field of the import that the file has, the name of its column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of the file that are not imported. A column that is neither here nor mapped refuses the file, lest it be forgotten. */
  readonly ignore?: readonly string[];
}

/**
 * Reads a mapping file and checks it.
 *
 * @throws ImportRefused naming every fault
 */
export async function readMapping(file: string, { fields }: Pick<ImportDefinition, "fields">): Promise<Mapping> {
  let mapping: unknown;
  try {
    mapping = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw mappingInvalid(file, [(error as Error).message]);
  }
  const faults = faultsOf(mapping, Object.keys(fields));
  if (faults.length > 0) throw mappingInvalid(file, faults);
  return mapping as Mapping;
}

/** The mapping of a file that came without one: that which ships with the room for exactly this header, or else by the names of the columns. */
export async function mappingFor(header: readonly string[], definition: ImportDefinition): Promise<Mapping> {
  const names = new Set(header.map(plain));
  for (const file of definition.mappings) {
    const mapping = await readMapping(file, definition);
    const known = [...Object.values(mapping.columns), ...(mapping.ignore ?? [])].map(plain);
    if (known.length === names.size && known.every((name) => names.has(name))) return mapping;
  }
  const columns: Record<string, string> = {};
  for (const [field, { headers = [] }] of Object.entries(definition.fields)) {
    const found = [field, ...headers].find((name) => names.has(plain(name)));
    if (found !== undefined) columns[field] = found;
  }
  return { columns };
}

/**
 * Finds the column of each field.
 *
 * @throws ImportRefused if columns come twice, are missing, or are not known
 */
export function bindColumns(
  header: readonly string[],
  { columns, ignore = [] }: Mapping,
  { fields }: Pick<ImportDefinition, "fields">,
): Map<string, number> {
  const names = header.map(plain);
  const twice = header.filter((_, at) => names.indexOf(names[at]!) !== at);
  if (twice.length > 0) throw columnsTwice(twice);
  const bound = new Map(Object.entries(columns).map(([field, column]) => [field, names.indexOf(plain(column))]));
  const absent = Object.keys(fields).filter((field) => !bound.has(field) && fields[field]?.required);
  const missing = [
    ...Object.entries(columns)
      .filter(([field]) => bound.get(field) === -1)
      .map(([, name]) => name),
    ...absent,
  ];
  if (missing.length > 0) throw columnsMissing(missing, header);
  const used = new Set([...Object.values(columns), ...ignore].map(plain));
  const unknown = header.filter((name) => !used.has(plain(name)));
  if (unknown.length > 0) throw columnsUnknown(unknown);
  return bound;
}

/** Who says so if the mapping does not tell. */
export function sourceName(mapping: Mapping, file: string): string {
  return mapping.source ?? basename(file);
}

/** What stays of a column's name when capitals, blanks and signs are left out. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

const KEYS = ["$comment", "source", "asOf", "delimiter", "columns", "ignore"];

function faultsOf(mapping: unknown, fields: readonly string[]): string[] {
  if (!isObject(mapping)) return ["expected a JSON object"];
  const { source, asOf, delimiter, columns, ignore } = mapping;
  const faults = Object.keys(mapping)
    .filter((key) => !KEYS.includes(key))
    .map((key) => `unknown key "${key}"; expected ${KEYS.join(", ")}`);
  if (source !== undefined && !isFilled(source)) faults.push('"source" must be a text');
  if (asOf !== undefined && !isDay(asOf)) faults.push('"asOf" must be a day such as "2021-07-18"');
  if (delimiter !== undefined && !(typeof delimiter === "string" && /^[^"\r\n]$/.test(delimiter)))
    faults.push('"delimiter" must be one character');
  if (ignore !== undefined && !(Array.isArray(ignore) && ignore.every(isFilled)))
    faults.push('"ignore" must be a list of names of columns');
  return [...faults, ...columnFaults(columns, fields)];
}

function columnFaults(columns: unknown, fields: readonly string[]): string[] {
  if (!isObject(columns)) return ['"columns" must be an object of fields and names of columns'];
  return Object.entries(columns).flatMap(([field, column]) => [
    ...(fields.includes(field) ? [] : [`"columns" has an unknown field "${field}"; expected ${fields.join(", ")}`]),
    ...(isFilled(column) ? [] : [`"columns.${field}" must be the name of a column`]),
  ]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
