import type { Transaction } from "../data/database";
import { newId } from "../id";
import { refuse, type RefusalValue } from "../refusal";

type Rows = Pick<Transaction, "rows">;

export type AccountKind = "ASSET" | "LIABILITY" | "EQUITY" | "INCOME" | "EXPENSE";

export interface NewAccount {
  /** Unique name, such as `jabar/2020/cash`. */
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly province: string;
  /** The least balance on the account's normal side, in rupiah; null for none. */
  readonly floor: bigint | null;
  readonly at: Date;
}

/** A line of a posting: a debit is positive, a credit negative, in rupiah. */
export interface Line {
  readonly accountId: string;
  readonly amount: bigint;
}

export interface Posting {
  /** What caused it, such as `tranche-paid` and its id: a cause is posted once. */
  readonly cause: { readonly kind: string; readonly id: string };
  readonly province: string;
  readonly text: string;
  readonly at: Date;
  /** Id of the posting that it reverses; a posting is reversed once. */
  readonly reversesId?: string;
  /** Two or more, which sum to zero. */
  readonly lines: readonly Line[];
}

/** Opens an account, or finds the one of the same code. Returns its id. */
export async function openAccount(tx: Rows, account: NewAccount): Promise<string> {
  const { code, name, kind, province, floor, at } = account;
  await tx.rows(
    `INSERT INTO ledger_account (id, code, name, kind, province_code, floor, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (code) DO NOTHING`,
    [newId(), code, name, kind, province, floor, at],
  );
  const [found] = await tx.rows<{ id: string }>("SELECT id FROM ledger_account WHERE code = $1", [code]);
  return found!.id;
}

/**
 * Writes a posting. Its accounts are locked in the order of their ids, so that two who post at once never wait for each other in a circle.
 *
 * @param refusal what to answer if an account would fall below its floor
 * @returns its id; of a cause that was posted already, the id of that posting, and nothing is written
 * @throws RefusedError with `refusal`
 */
export async function post(tx: Rows, posting: Posting, refusal: RefusalValue): Promise<string> {
  const { cause, province, text, at, lines, reversesId = null } = posting;
  const accounts = lines.map(({ accountId }) => accountId);
  const locked = await tx.rows<{ id: string; kind: AccountKind; floor: bigint | null; balance: bigint }>(
    "SELECT id, kind, floor, balance FROM ledger_account WHERE id = ANY($1) ORDER BY id FOR UPDATE",
    [accounts],
  );
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO ledger_posting (id, cause_kind, cause_id, province_code, text, at, reverses_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (cause_kind, cause_id) DO NOTHING RETURNING id`,
    [id, cause.kind, cause.id, province, text, at, reversesId],
  );
  if (made.length === 0) return postingOf(tx, cause);
  for (const { id: account, kind, floor, balance } of locked) {
    const after = lines.reduce((sum, line) => (line.accountId === account ? sum + line.amount : sum), balance);
    if (floor !== null && normalSide(kind) * after < floor) refuse(refusal);
  }
  await tx.rows(
    `INSERT INTO ledger_entry (posting_id, line, account_id, province_code, amount)
     SELECT $1, line, account, $2, amount FROM unnest($3::uuid[], $4::bigint[]) WITH ORDINALITY AS given (account, amount, line)`,
    [id, province, accounts, lines.map(({ amount }) => amount)],
  );
  return id;
}

/** Writes the opposite of a posting, once. Returns the id of the reversal. */
export async function reverse(
  tx: Rows,
  postingId: string,
  { text, at }: { readonly text: string; readonly at: Date },
  refusal: RefusalValue,
): Promise<string> {
  const [old] = await tx.rows<{ province: string }>(
    "SELECT province_code AS province FROM ledger_posting WHERE id = $1",
    [postingId],
  );
  const lines = await tx.rows<Line>(
    `SELECT account_id AS "accountId", -amount AS amount FROM ledger_entry WHERE posting_id = $1 ORDER BY line`,
    [postingId],
  );
  if (!old) throw new Error(`There is no posting ${postingId}.`);
  const cause = { kind: "reversal", id: postingId };
  return post(tx, { cause, reversesId: postingId, province: old.province, text, at, lines }, refusal);
}

/** The balance of an account on its normal side, in rupiah. */
export async function balanceOf(tx: Rows, accountId: string): Promise<bigint> {
  const [row] = await tx.rows<{ kind: AccountKind; balance: bigint }>(
    "SELECT kind, balance FROM ledger_account WHERE id = $1",
    [accountId],
  );
  return row!.balance * normalSide(row!.kind);
}

/** What is wrong in a ledger: nothing, as long as the database holds its promises. */
export async function checkLedger(tx: Rows): Promise<readonly string[]> {
  const rows = await tx.rows<{ fault: string }>(
    `SELECT 'account ' || a.code || ': balance ' || a.balance || ', entries ' || coalesce(sum(e.amount), 0) AS fault
     FROM ledger_account a LEFT JOIN ledger_entry e ON e.account_id = a.id GROUP BY a.id HAVING a.balance <> coalesce(sum(e.amount), 0)
     UNION ALL
     SELECT 'posting ' || p.id || ': sum ' || coalesce(sum(e.amount), 0)
     FROM ledger_posting p LEFT JOIN ledger_entry e ON e.posting_id = p.id GROUP BY p.id HAVING coalesce(sum(e.amount), 0) <> 0 OR count(e) < 2
     ORDER BY 1`,
  );
  return rows.map(({ fault }) => fault);
}

async function postingOf(tx: Rows, { kind, id }: Posting["cause"]): Promise<string> {
  const [found] = await tx.rows<{ id: string }>(
    "SELECT id FROM ledger_posting WHERE cause_kind = $1 AND cause_id = $2",
    [kind, id],
  );
  return found!.id;
}

/** Debits make assets and expenses larger, and all others smaller. */
function normalSide(kind: AccountKind): 1n | -1n {
  return kind === "ASSET" || kind === "EXPENSE" ? 1n : -1n;
}
