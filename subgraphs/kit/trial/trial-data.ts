import type { RunAudit } from "../audit/run";
import { copyInto, type CopyCell } from "../data/copy";
import type { Database, Transaction } from "../data/database";
import type { Keyring } from "../keys/keyring";
import { trialPesantren, type TrialPesantren } from "./trial-pesantren";

/** How a room fills itself with data for trials and benchmarks (`npm run trial-data`). */
export interface TrialData {
  /** Filled in this order, for some pesantren at a time; a row that is there already stays as it is. */
  readonly tables: readonly TrialTable[];
  /**
   * Deletes what belongs to the pesantren of a seed, also what was added to them by hand.
   *
   * @returns how many rows of each table, without those that have none
   */
  readonly remove: (tx: Transaction, seed: number) => Promise<Record<string, number>>;
  /** What must follow when rows were written or deleted, such as new statistics for the planner. */
  readonly afterwards?: (db: Database) => Promise<void>;
}

/** A table, and the rows that it has for a pesantren: always the same for the same pesantren and amount. Columns that are not named keep their default. */
export interface TrialTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rowsOf: (pesantren: TrialPesantren, amount: TrialAmount, keyring?: Keyring) => readonly TrialRow[];
}

/** A row by the names of its columns. */
export type TrialRow = Readonly<Record<string, CopyCell>>;

/** How much there is to be. More of the same seed adds to what is there. */
export interface TrialAmount {
  readonly seed: number;
  /** How many pesantren, 1 to 1,000,000. */
  readonly pesantren: number;
  /** How many products each of them has, 0 to 100. */
  readonly productsPerPesantren: number;
}

export interface TrialOptions {
  /** Told how many pesantren are done. */
  readonly onProgress?: (pesantren: number) => void;
  /** Leaves the row of each transaction in the audit log. */
  readonly audit?: RunAudit;
  /** Encrypts what is personal; without it tables with personal data stay empty. */
  readonly keyring?: Keyring;
}

/** So many pesantren are written in one transaction: enough to be quick, and few enough for triggers that look at all new rows at once. */
const PESANTREN_A_CHUNK = 50_000;
const ROWS_A_COPY = 10_000;

/**
 * Fills a room. Safe to repeat, also after it was interrupted: what is there already is not touched.
 *
 * @returns how many rows of each table are new, without those that have none
 */
export async function fillRoom(
  db: Database,
  { tables, afterwards }: TrialData,
  amount: TrialAmount,
  { onProgress, audit, keyring }: TrialOptions = {},
): Promise<Record<string, number>> {
  const added: Record<string, number> = {};
  for (let from = 0; from < amount.pesantren; from += PESANTREN_A_CHUNK) {
    const to = Math.min(from + PESANTREN_A_CHUNK, amount.pesantren);
    await db.inTransaction(async (tx) => {
      await liftLimits(tx);
      for (const table of tables) {
        const count = await fillTable(tx, table, portions(table, { amount, from, to, keyring }));
        if (count > 0) added[table.name] = (added[table.name] ?? 0) + count;
      }
      await audit?.(tx, `seed ${amount.seed}, pesantren ${from} to ${to} written`);
    });
    onProgress?.(to);
  }
  if (Object.keys(added).length > 0) await afterwards?.(db);
  return added;
}

/** Takes the data of a seed out of a room again. Returns how many rows of each table were deleted. */
export async function emptyRoom(
  db: Database,
  { remove, afterwards }: TrialData,
  seed: number,
  { audit }: Pick<TrialOptions, "audit"> = {},
): Promise<Record<string, number>> {
  let removed: Record<string, number> = {};
  await db.inTransaction(async (tx) => {
    await liftLimits(tx);
    removed = await remove(tx, seed);
    await audit?.(tx, `seed ${seed} deleted`);
  });
  if (Object.keys(removed).length > 0) await afterwards?.(db);
  return removed;
}

/** Deletes rows by one statement for each table, in the given order; `$1` of each is the value. */
export async function deleteRows(
  tx: Transaction,
  conditions: Readonly<Record<string, string>>,
  value: string,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [table, condition] of Object.entries(conditions)) {
    const { rowCount } = await tx.client.query(`DELETE FROM ${table} WHERE ${condition}`, [value]);
    if (rowCount) counts[table] = rowCount;
  }
  return counts;
}

/** The limits that hold for requests would end the work at a large scale. */
async function liftLimits(tx: Transaction): Promise<void> {
  await tx.rows("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
  await tx.rows("SET LOCAL work_mem = '64MB'");
}

/** Rows go through a table of their own, since COPY itself would fail at the first that is there already. */
async function fillTable(
  tx: Transaction,
  { name, columns }: TrialTable,
  portions: Iterable<readonly TrialRow[]>,
): Promise<number> {
  const list = columns.join(", ");
  let added = 0;
  await tx.rows(`CREATE TEMP TABLE trial_row ON COMMIT DROP AS SELECT ${list} FROM ${name} WITH NO DATA`);
  for (const rows of portions) {
    await copyInto(tx, "trial_row", columns, cellsOf(rows, columns));
    const insert = `INSERT INTO ${name} (${list}) SELECT ${list} FROM trial_row ON CONFLICT DO NOTHING`;
    added += (await tx.client.query(insert)).rowCount ?? 0;
    await tx.rows("TRUNCATE trial_row");
  }
  await tx.rows("DROP TABLE trial_row");
  return added;
}

function* cellsOf(rows: readonly TrialRow[], columns: readonly string[]): Generator<readonly CopyCell[]> {
  for (const row of rows) yield columns.map((column) => row[column] ?? null);
}

/** The rows of some pesantren, in portions of about `ROWS_A_COPY`. */
function* portions(
  { rowsOf }: TrialTable,
  { amount, from, to, keyring }: { amount: TrialAmount; from: number; to: number; keyring: Keyring | undefined },
): Generator<readonly TrialRow[]> {
  let portion: TrialRow[] = [];
  for (let index = from; index < to; index++) {
    portion.push(...rowsOf(trialPesantren(amount.seed, index), amount, keyring));
    if (portion.length < ROWS_A_COPY) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
