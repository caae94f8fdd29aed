import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "./database";

/** A value on its way into a column. A list goes into an array column. */
export type CopyCell = string | number | boolean | null | readonly string[];

/** So many lines are handed to the stream at once: one by one, the stream's own work would cost more than the rows'. */
const LINES_A_PIECE = 500;

/** Streams rows into a table by COPY, in flat memory; each has a cell for each column. */
export async function copyInto(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyCell[]>,
): Promise<void> {
  await pipeline(pieces(rows), tx.client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`)));
}

function* pieces(rows: Iterable<readonly CopyCell[]>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(row.map(cellText).join("\t"));
    if (lines.length < LINES_A_PIECE) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

/** A value as the text format of COPY has it. */
export function cellText(cell: CopyCell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "object") return escaped(arrayText(cell));
  return typeof cell === "string" ? escaped(cell) : String(cell);
}

/** A list as PostgreSQL writes an array of texts. */
export function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text as the text format of COPY has it. */
export function escaped(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign]!) : text;
}
