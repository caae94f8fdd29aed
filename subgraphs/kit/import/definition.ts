import type { Database, Transaction } from "../data/database";
import type { SourceRow } from "./source-row";

/** What a room says of one kind of record so that it can be imported from CSV files. The engine (import.ts) knows nothing else of the room. */
export interface ImportDefinition {
  /** What a row tells, by the name that mapping files use. */
  readonly fields: Readonly<Record<string, ImportField>>;
  /** Absolute paths of the mapping files that ship with the room. A file whose header is exactly that of one of them is read by it. */
  readonly mappings: readonly string[];
  /** What a row becomes: columns of the staging table `import_row`, in the order of the cells that a `RowReader` returns, with their SQL types. */
  readonly staged: Readonly<Record<string, string>>;
  /** The staged columns that say which record a row is about: a file may tell of each record only once. */
  readonly key: readonly string[];
  /** What is done before anything is read, outside the import's transaction, such as catching up with another room's feed. */
  readonly beforehand?: (db: Database) => Promise<void>;
  /** Reads what rows are checked against, and makes the function that checks them. Runs once an import, before the first row. */
  readonly prepare: (tx: Transaction, source: ImportSource) => Promise<RowReader>;
  /**
   * Brings the staged rows into the room's tables, by statements over the whole table `import_row`. It has the columns of `staged`, and
   * `line` (bigint), `hash` (bytea, of everything the row says and of its source) and `flags` (jsonb `{ code: detail }`, or null).
   * It holds only rows that are sound and whose key no other has. Rows whose record is as they say must not be touched.
   */
  readonly merge: (tx: Transaction, source: ImportSource) => Promise<MergeCounts>;
  /**
   * What follows from an import and need not be part of its transaction, such as new statistics for the planner. Done once it has been committed,
   * also if it wrote nothing: an earlier one may have been killed before this was done.
   */
  readonly afterwards?: (db: Database, isWritten: boolean) => Promise<void>;
}

export interface ImportField {
  /** Meaning and form, for people who write a mapping file. */
  readonly description: string;
  /** Whether a file must have a column for it. */
  readonly required?: boolean;
  /** What the column is called where no mapping file says so, beside the field's own name; capitals, blanks and signs do not matter. */
  readonly headers?: readonly string[];
}

/** The source that a file comes from, as its mapping says. */
export interface ImportSource {
  readonly name: string;
  /** `YYYY-MM-DD`: the day for which the source says so. */
  readonly asOf: string;
  /** The fields that the file has a column for. A field that it has none for must not be changed by the import. */
  readonly fields: ReadonlySet<string>;
}

/** Checks one row, by `row.reject` and `row.flag`, and says what its cells are, in the order of `staged`; of a rejected row they are not looked at. */
export type RowReader = (row: SourceRow) => readonly Cell[];

export type Cell = string | number | boolean | null;

export interface MergeCounts {
  /** Records that were made. */
  readonly added: number;
  /** Records that differ from what they were. */
  readonly changed: number;
}

/** How an import ended. Each row of the file is counted once: `rows = added + changed + unchanged + rejected`. */
export interface ImportOutcome extends MergeCounts {
  /** Rows of the file, without its header and without empty lines. */
  readonly rows: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that were taken although something looks wrong; they are counted above, too. */
  readonly flagged: number;
  /** How many rows have each flag; a row may have several. */
  readonly flags: Readonly<Record<string, number>>;
  /** How many rows were rejected for each reason; a row may have several. */
  readonly faults: Readonly<Record<string, number>>;
  /** Rows that say again what an earlier row of the file says; counted as unchanged. */
  readonly repeats: number;
  /** Whether the last row ended without a line end. */
  readonly lastLineOpen: boolean;
  readonly source: ImportSource;
  /** From the transaction's begin to its commit, in seconds. */
  readonly transactionSeconds: number;
}
