import { hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { performance } from "node:perf_hooks";
import type { RunAudit } from "../audit/run";
import type { Database, Transaction } from "../data/database";
import { readCsv, type CsvRecord } from "./csv";
import type { ImportDefinition, ImportOutcome, ImportSource, RowReader } from "./definition";
import * as refusals from "./file-errors";
import { bindColumns, mappingFor, readMapping, sourceName, type Mapping } from "./mapping";
import { SourceRow, type RowFault } from "./source-row";
import { copyRows, countStaged, createStaging, settle, writeRejected, type StagedRow } from "./staging";

export interface ImportOptions {
  readonly file: string;
  /** A mapping file; without one the mapping is found from the header. */
  readonly mapping?: string;
  /** Where the rejected rows are written; nowhere if left out. */
  readonly rejected?: string;
  /** Does everything, and takes it back. */
  readonly dryRun?: boolean;
  readonly onProgress?: (step: ImportStep, rows: number) => void;
  /** Leaves the import's row in the audit log. */
  readonly audit?: RunAudit;
}

/** What an import is doing: reading the file, then writing to the room's tables. */
export type ImportStep = "reading" | "writing";

/**
 * Imports a CSV file, in one transaction: the rows are streamed to a staging table, and from there merged into the room's tables by a few
 * statements. Whatever goes wrong on the way, even the end of this process, leaves the database as it was.
 *
 * A broken row is rejected and the rest goes on. A file counts as cut off, and is refused, if a quote is opened that nothing closes, or
 * if its last row has no line end and can't be taken or ends with the beginning of the value above it ("Jawa Ti" below "Jawa Timur"). Any other
 * last row without a line end is taken, since many programs write none; the outcome tells of it.
 *
 * @throws ImportRefused if the file or its mapping is broken, or another import is running
 */
export async function importFile(
  db: Database,
  definition: ImportDefinition,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping, definition);
  await definition.beforehand?.(db);
  let outcome: ImportOutcome | undefined;
  const started = performance.now();
  try {
    await db.inTransaction(async (tx) => {
      outcome = await new FileImport(tx, definition, options, db.clock()).run(mapping);
      if (options.dryRun) throw new DryRun();
      await options.audit?.(tx, whatWasDone(options.file, outcome));
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  const transactionSeconds = (performance.now() - started) / 1000;
  if (!options.dryRun) await definition.afterwards?.(db, outcome!.added + outcome!.changed > 0);
  return { ...outcome!, transactionSeconds };
}

/** A file's name may be that of a person. */
function whatWasDone(file: string, { rows, added, changed, rejected }: ImportOutcome): string {
  return `file name sha256 ${hash("sha256", basename(file))}; rows ${rows}, added ${added}, changed ${changed}, rejected ${rejected}`;
}

/** Leaves the transaction, which takes everything back. */
class DryRun extends Error {}

/** One import of one file, inside its transaction. */
class FileImport {
  #rows = 0;
  #header: readonly string[] = [];
  #columns: ReadonlyMap<string, number> = new Map();
  #source: ImportSource | undefined;
  #hashStart = "";
  #read: RowReader = () => [];
  /** Where a quote was opened that was not closed since, if no sound row has followed. */
  #openQuote: number | undefined;
  #lastLineOpen = false;
  /** The last value of the row before. */
  #lastValue: string | undefined;

  constructor(
    private readonly tx: Transaction,
    private readonly definition: ImportDefinition,
    private readonly options: ImportOptions,
    private readonly now: Date,
  ) {}

  async run(mapping: Mapping | undefined): Promise<ImportOutcome> {
    const { tx, definition, options } = this;
    await claim(tx);
    await createStaging(tx, definition);
    const batches = readCsv(bytesOf(options.file), mapping?.delimiter);
    // Until the columns are known nothing is copied: while rows are, the connection can't be asked for what they are checked against.
    const first = await this.#begin(batches, mapping);
    await copyRows(tx, this.#staged(first, batches), Object.keys(definition.staged).length);
    options.onProgress?.("writing", this.#rows);
    const repeats = await settle(tx, definition);
    const source = this.#source!;
    const { added, changed } = await definition.merge(tx, source);
    const { staged, flagged, rejected, flags, faults } = await countStaged(tx);
    if (options.rejected !== undefined)
      await writeRejected(tx, options.rejected, rejected > 0 ? this.#header : undefined);
    const unchanged = staged + repeats - added - changed;
    const counts = { rows: this.#rows, added, changed, unchanged, rejected, flagged, flags, faults, repeats };
    return { ...counts, source, lastLineOpen: this.#lastLineOpen, transactionSeconds: 0 };
  }

  /** Reads up to the header, and all that rows are checked by. Returns the records that were read behind it. */
  async #begin(batches: AsyncGenerator<CsvRecord[]>, given: Mapping | undefined): Promise<CsvRecord[]> {
    const { definition, options, tx, now } = this;
    const [header, ...rest] = await firstOf(batches);
    if (!header) throw refusals.isEmpty();
    if (!header.values) throw refusals.headerUnreadable();
    this.#header = header.values;
    const mapping = given ?? (await mappingFor(header.values, definition));
    this.#columns = bindColumns(header.values, mapping, definition);
    const name = sourceName(mapping, options.file);
    this.#source = {
      name,
      asOf: mapping.asOf ?? now.toISOString().slice(0, 10),
      fields: new Set(this.#columns.keys()),
    };
    // The day of the import is no part of what the file says: the same file says the same tomorrow.
    this.#hashStart = JSON.stringify([name, mapping.asOf, [...this.#columns.keys()]]);
    this.#read = await definition.prepare(tx, this.#source);
    return rest;
  }

  async *#staged(first: CsvRecord[], batches: AsyncGenerator<CsvRecord[]>): AsyncGenerator<StagedRow[]> {
    yield first.map((record) => this.#row(record));
    for await (const records of batches) {
      yield records.map((record) => this.#row(record));
      this.options.onProgress?.("reading", this.#rows);
    }
    if (this.#rows === 0) throw refusals.hasNoRows();
    if (this.#openQuote !== undefined) throw refusals.quoteNeverClosed(this.#openQuote);
  }

  #row(record: CsvRecord): StagedRow {
    this.#rows++;
    const row = this.#checked(record);
    if (record.open && !record.unclosed) this.#checkEnd(record, row);
    this.#lastValue = record.values?.at(-1);
    if (record.unclosed) this.#openQuote ??= record.line;
    else if (row.cells) this.#openQuote = undefined;
    return row;
  }

  /** A last row without a line end: cut off if it can't be taken, or if its last value is the beginning of the one above it. */
  #checkEnd({ line, values }: CsvRecord, { faults }: StagedRow): void {
    this.#lastLineOpen = true;
    const [last, above] = [values?.at(-1) ?? "", this.#lastValue ?? ""];
    if (faults.length > 0 || (last !== above && above.startsWith(last))) throw refusals.isTruncated(line);
  }

  #checked({ line, values, raw }: CsvRecord): StagedRow {
    const width = this.#header.length;
    if (!values) return rejected(line, [...Array<null>(width).fill(null), raw ?? ""], quotesDoNotMatch);
    if (values.length !== width) return rejected(line, values, wrongColumnCount(width, values.length));
    const row = new SourceRow(this.#columns, values);
    const cells = this.#read(row);
    if (row.faults.length > 0) return { ...rejected(line, values), faults: row.faults };
    return { line, hash: this.#hash(cells), flags: row.flags, faults: [], original: values, cells };
  }

  #hash(cells: readonly unknown[]): Buffer {
    return hash("sha256", this.#hashStart + JSON.stringify(cells), "buffer");
  }
}

/** Only one import at a time, so that no two write the same records; and none of the limits that hold for requests. */
async function claim(tx: Transaction): Promise<void> {
  await tx.rows("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
  // The server takes a moment to see that an import was killed, and whoever starts it again at once should not be turned away.
  await tx.rows(`SET LOCAL lock_timeout = ${CLAIM_LIMIT_MS}`);
  try {
    await tx.rows("SELECT pg_advisory_xact_lock(hashtext('import'))");
  } catch (error) {
    throw (error as { code?: string }).code === LOCK_NOT_AVAILABLE ? refusals.anotherImportRuns() : error;
  }
  await tx.rows("SET LOCAL lock_timeout = 0");
}

const CLAIM_LIMIT_MS = 3000;
const LOCK_NOT_AVAILABLE = "55P03";

/** The first batch that is not empty. */
async function firstOf(batches: AsyncGenerator<CsvRecord[]>): Promise<CsvRecord[]> {
  for (;;) {
    const next = await batches.next();
    if (next.done) return [];
    if (next.value.length > 0) return next.value;
  }
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : refusals.noSuchFile(file, message);
  }
}

function rejected(line: number, original: readonly (string | null)[], ...faults: RowFault[]): StagedRow {
  return { line, hash: undefined, flags: undefined, faults, original, cells: undefined };
}

const quotesDoNotMatch: RowFault = {
  code: "QUOTES_DO_NOT_MATCH",
  text: {
    id: "Tanda kutip pada baris ini tidak berpasangan sehingga isinya tidak dapat dipisahkan.",
    en: "The quotes of this row do not match, so its values can't be told apart.",
  },
};

function wrongColumnCount(expected: number, came: number): RowFault {
  return {
    code: "COLUMN_COUNT",
    text: {
      id: `Baris ini punya ${came} kolom; judulnya ${expected}.`,
      en: `This row has ${came} columns; the header has ${expected}.`,
    },
  };
}
