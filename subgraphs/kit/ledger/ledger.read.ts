import type { Database } from "../data/database";
import { decodeCursor, pageSize, toConnection, type Connection } from "../graph/connection";

/** Reads in a transaction or outside of one. */
type Reading = Pick<Database, "rows">;

/** The balance of an account on its normal side, in rupiah. */
export async function balanceOf(db: Reading, accountId: string): Promise<bigint> {
  return (await balancesOf(db, [accountId])).get(accountId)!;
}

/** The balances of accounts, each on its normal side, all of one moment. @throws if there is no such account */
export async function balancesOf(db: Reading, accountIds: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await db.rows<{ id: string; balance: bigint }>(
    `SELECT account.id, sum(cached.amount)::bigint * account.side AS balance
     FROM ledger_account account JOIN ledger_balance cached ON cached.account_id = account.id WHERE account.id = ANY($1) GROUP BY account.id`,
    [accountIds],
  );
  const balances = new Map(rows.map(({ id, balance }) => [id, balance]));
  const missing = accountIds.find((id) => !balances.has(id));
  if (missing !== undefined) throw new Error(`There is no account ${missing}.`);
  return balances;
}

/** A line of an account's statement. Amounts are rupiah on the account's normal side: what adds to the balance is positive. */
export interface StatementLine {
  readonly number: number;
  readonly postingId: string;
  readonly causeKind: string;
  readonly causeId: string;
  /** The posting that this one takes back; null if none. */
  readonly reversesId: string | null;
  readonly description: string;
  readonly at: Date;
  readonly amount: bigint;
  /** Null for an account whose balance is spread over stripes. */
  readonly balanceAfter: bigint | null;
}

export interface StatementArguments {
  readonly accountId: string;
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** A page of an account's statement, the latest entry first. */
export async function statementPage(
  db: Reading,
  { accountId, first, after }: StatementArguments,
): Promise<Connection<StatementLine>> {
  const [before] = decodeCursor(after, ["integer"]) ?? [null];
  const rows = await db.rows<StatementLine>(
    `SELECT entry.number::float8 AS number, posting.id AS "postingId", posting.cause_kind AS "causeKind", posting.cause_id AS "causeId",
       posting.reverses_id AS "reversesId", posting.description, posting.at, entry.amount * account.side AS amount,
       entry.balance_after * account.side AS "balanceAfter"
     FROM ledger_entry entry JOIN ledger_posting posting ON posting.id = entry.posting_id JOIN ledger_account account ON account.id = entry.account_id
     WHERE entry.account_id = $1 AND ($2::bigint IS NULL OR entry.number < $2) ORDER BY entry.number DESC LIMIT $3`,
    [accountId, before, pageSize(first) + 1],
  );
  const count = async () => {
    const [row] = await db.rows<{ count: number }>(
      "SELECT sum(entries)::int AS count FROM ledger_balance WHERE account_id = $1",
      [accountId],
    );
    return row!.count;
  };
  return toConnection({ first, after, rows, keyOf: ({ number }) => [number], count });
}

/** What is wrong in a ledger: an account (`BALANCE`, `ENTRY_COUNT`, `RUNNING_BALANCE`, `BELOW_ZERO`) or a posting (`UNBALANCED`, `REVERSAL`). */
export interface LedgerDifference {
  readonly what: "BALANCE" | "ENTRY_COUNT" | "RUNNING_BALANCE" | "BELOW_ZERO" | "UNBALANCED" | "REVERSAL";
  /** Id of the account or the posting. */
  readonly id: string;
  /** What the entries say. */
  readonly derived: bigint;
  /** What is kept beside them. */
  readonly kept: bigint;
}

/** Compares everything that is kept with what the entries say, at one moment. @returns every difference; none if the ledger is right */
export function checkLedger(db: Reading): Promise<LedgerDifference[]> {
  return db.rows<LedgerDifference>(CHECK);
}

const CHECK = `
  WITH derived AS (
    SELECT account_id, sum(amount)::bigint AS amount, count(*) AS entries FROM ledger_entry GROUP BY account_id
  ), kept AS (
    SELECT id, side, never_negative, sum(cached.amount)::bigint AS amount, sum(cached.entries)::bigint AS entries
    FROM ledger_account LEFT JOIN ledger_balance cached ON cached.account_id = id GROUP BY id
  ), account AS (
    SELECT id, side, never_negative, coalesce(derived.amount, 0) AS derived, coalesce(kept.amount, 0) AS kept,
      coalesce(derived.entries, 0) AS entries_derived, coalesce(kept.entries, 0) AS entries_kept
    FROM kept LEFT JOIN derived ON account_id = id
  ), running AS (
    SELECT account_id, balance_after, sum(amount) OVER (PARTITION BY account_id ORDER BY number)::bigint AS derived FROM ledger_entry
  ), posting AS (
    SELECT posting.id, coalesce(sum(amount), 0)::bigint AS sum, count(amount) AS entries
    FROM ledger_posting posting LEFT JOIN ledger_entry ON posting_id = posting.id GROUP BY posting.id
  ), reversal AS (
    SELECT coalesce(back.id, first.id) AS id, sum(abs(coalesce(back.amount, 0) + coalesce(first.amount, 0)))::bigint AS apart
    FROM (SELECT id, account_id, amount FROM ledger_posting JOIN ledger_entry ON posting_id = id WHERE reverses_id IS NOT NULL) back
    FULL JOIN (SELECT id, account_id, amount FROM ledger_posting JOIN ledger_entry ON posting_id = reverses_id) first USING (id, account_id)
    GROUP BY 1
  )
  SELECT 'BALANCE' AS what, id, derived, kept FROM account WHERE derived <> kept
  UNION ALL SELECT 'ENTRY_COUNT', id, entries_derived, entries_kept FROM account WHERE entries_derived <> entries_kept
  UNION ALL SELECT 'BELOW_ZERO', id, derived, kept FROM account WHERE never_negative AND derived * side < 0
  UNION ALL SELECT 'RUNNING_BALANCE', account_id, derived, balance_after FROM running WHERE balance_after <> derived
  UNION ALL SELECT 'UNBALANCED', id, sum, 0 FROM posting WHERE sum <> 0 OR entries < 2
  UNION ALL SELECT 'REVERSAL', id, apart, 0 FROM reversal WHERE apart <> 0
  ORDER BY what, id`;
