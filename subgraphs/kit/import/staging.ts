import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Transaction } from "../data/database";
import { cellText, escaped } from "../data/copy";
import { rejectedNotWritable } from "./file-errors";
import type { RowFault } from "./source-row";
import type { Cell, ImportDefinition } from "./definition";

/** One row on its way into the staging table. */
export interface StagedRow {
  readonly line: number;
  readonly hash: Buffer | undefined;
  readonly flags: object | undefined;
  readonly faults: readonly RowFault[];
  /** The values as they came, for the file of rejected rows. */
  readonly original: readonly (string | null)[];
  /** Undefined if the row is rejected. */
  readonly cells: readonly Cell[] | undefined;
}

/** Makes the tables that hold the rows of a file until the end of the transaction. */
export async function createStaging(tx: Transaction, { staged }: ImportDefinition): Promise<void> {
  const columns = Object.entries(staged).map(([name, type]) => `, ${name} ${type}`);
  await tx.rows(`
    CREATE TEMP TABLE import_row (
      line bigint, hash bytea, flags jsonb, faults jsonb, original json${columns.join("")}
    ) ON COMMIT DROP`);
  await tx.rows("CREATE TEMP TABLE import_rejected (line bigint, faults jsonb, original json) ON COMMIT DROP");
}

/** Streams rows into the staging table. */
export async function copyRows(
  tx: Transaction,
  batches: AsyncIterable<readonly StagedRow[]>,
  width: number,
): Promise<void> {
  async function* text(): AsyncGenerator<string> {
    for await (const batch of batches) if (batch.length > 0) yield batch.map((row) => copyLine(row, width)).join("");
  }
  await pipeline(text, tx.client.query(copyFrom("COPY import_row FROM STDIN")));
}

/** Takes the rows out that can't be imported, so that only sound rows of different records stay. Returns how many rows repeat an earlier one. */
export async function settle(tx: Transaction, definition: ImportDefinition): Promise<number> {
  const key = definition.key.join(", ");
  await tx.rows("SET LOCAL work_mem = '64MB'");
  await rejectStaged(tx, "faults IS NOT NULL", "faults");
  const [repeats] = await tx.rows<{ count: number }>(
    `WITH twice AS (SELECT ${key} FROM import_row GROUP BY ${key} HAVING count(*) > 1),
      seen AS (
        SELECT line, first_value(line) OVER ordered AS first_line, hash = first_value(hash) OVER ordered AS same
        FROM import_row WHERE (${key}) IN (SELECT ${key} FROM twice)
        WINDOW ordered AS (PARTITION BY ${key} ORDER BY line)),
      gone AS (
        DELETE FROM import_row USING seen WHERE import_row.line = seen.line AND seen.line > seen.first_line
        RETURNING import_row.line, import_row.original, seen.first_line, seen.same),
      differing AS (
        INSERT INTO import_rejected (line, faults, original)
        SELECT line, replace($1, '{line}', first_line::text)::jsonb, original FROM gone WHERE NOT same)
    SELECT count(*)::int AS count FROM gone WHERE same`,
    [JSON.stringify([twiceInFile])],
  );
  return repeats?.count ?? 0;
}

/**
 * Takes rows out of the staging table and keeps them for the file of rejected rows.
 *
 * @param where SQL condition on `import_row`
 * @param faults SQL of a list of `RowFault` as jsonb, or the one fault of all of these rows
 */
export async function rejectStaged(tx: Transaction, where: string, faults: "faults" | RowFault): Promise<void> {
  const reasons = faults === "faults" ? faults : "$1::jsonb";
  await tx.rows(
    `WITH gone AS (DELETE FROM import_row WHERE ${where} RETURNING line, faults, original)
     INSERT INTO import_rejected (line, faults, original) SELECT line, ${reasons}, original FROM gone`,
    faults === "faults" ? [] : [JSON.stringify([faults])],
  );
}

/** How many rows have each flag, how many were rejected for each reason, and how many rows that is. */
export async function countStaged(tx: Transaction) {
  const [counts] = await tx.rows<{ staged: number; flagged: number; rejected: number }>(`
    SELECT count(*)::int AS staged, count(flags)::int AS flagged, (SELECT count(*)::int FROM import_rejected) AS rejected
    FROM import_row`);
  const flags = await tx.rows<Tally>(`
    SELECT each.key AS code, count(*)::int AS count FROM import_row, jsonb_object_keys(import_row.flags) AS each (key)
    GROUP BY each.key ORDER BY each.key`);
  const faults = await tx.rows<Tally>(`
    SELECT fault->>'code' AS code, count(*)::int AS count FROM import_rejected, jsonb_array_elements(faults) AS fault
    GROUP BY 1 ORDER BY 1`);
  return { ...counts!, flags: tallied(flags), faults: tallied(faults) };
}

/**
 * Writes the rejected rows as CSV: line, codes, reasons in Indonesian and English, then the values as they came.
 * Written beside its place and renamed, so that what is there is always whole.
 *
 * @param header undefined if no row was rejected: then the file of an earlier import is taken away, since it is true no more
 */
export async function writeRejected(
  tx: Transaction,
  file: string,
  header: readonly string[] | undefined,
): Promise<void> {
  if (!header) return rm(file, { force: true });
  const reasons = (what: string, between: string) =>
    `(SELECT string_agg(fault#>>'{${what}}', '${between}' ORDER BY at) FROM jsonb_array_elements(faults) WITH ORDINALITY AS each (fault, at))`;
  const values = header.map((_, at) => `original->>${at}`);
  const select = `
    SELECT line, ${reasons("code", " ")}, ${reasons("text,id", " ")}, ${reasons("text,en", " ")}, ${values.join(", ")},
      (SELECT string_agg(value, ',' ORDER BY at) FROM json_array_elements_text(original) WITH ORDINALITY AS each (value, at) WHERE at > ${header.length})
    FROM import_rejected ORDER BY line`;
  const names = ["line", "code", "alasan", "reason", ...header, "rest"].map(
    (name) => `"${name.replaceAll('"', '""')}"`,
  );
  try {
    const out = createWriteStream(`${file}.part`);
    out.write(`${names.join(",")}\n`);
    await pipeline(tx.client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT csv)`)), out);
    await rename(`${file}.part`, file);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall ? rejectedNotWritable(file, (error as Error).message) : error;
  }
}

const twiceInFile: RowFault = {
  code: "RECORD_TWICE_IN_FILE",
  text: {
    id: "Data yang sama sudah ada di baris {line} berkas ini dengan isi yang berbeda; yang dipakai baris {line}.",
    en: "Line {line} of this file tells of the same record with other values; line {line} was taken.",
  },
};

interface Tally {
  readonly code: string;
  readonly count: number;
}

function tallied(rows: readonly Tally[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ code, count }) => [code, count]));
}

function copyLine({ line, hash, flags, faults, original, cells }: StagedRow, width: number): string {
  const head = `${line}\t${hash ? `\\\\x${hash.toString("hex")}` : "\\N"}\t${flags ? json(flags) : "\\N"}\t`;
  const tail = cells ? cells.map(cellText).join("\t") : "\\N\t".repeat(width).slice(0, -1);
  return `${head}${faults.length > 0 ? json(faults) : "\\N"}\t${json(original)}\t${tail}\n`;
}

function json(value: unknown): string {
  return escaped(JSON.stringify(value));
}
