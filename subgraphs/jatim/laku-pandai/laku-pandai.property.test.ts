import fc from "fast-check";
import { checkLedger } from "../../kit/ledger/ledger.read";
import { interleave } from "../../kit/testing/interleave";
import type { Outcome } from "../../kit/testing/mutations";
import { TestBranch, type TestAccount, type TestAgent } from "./testing/branch";

const SEED = 20261123;
const RUNS = 5;

/** What may be called, how often of all calls. */
const WHAT = {
  deposit: 10,
  withdraw: 7,
  transfer: 6,
  reverse: 5,
  move: 4,
  again: 2,
  close: 1,
  pass: 1,
} as const;
type What = keyof typeof WHAT;

const CALL = fc.record({
  what: fc.constantFrom(...Object.entries(WHAT).flatMap(([name, times]) => Array<What>(times).fill(name as What))),
  /** Which of the accounts, agents, kinds. */
  which: fc.nat(23),
  other: fc.nat(23),
  /** In steps of which few are a limit: the month's is 10, the balance's 40. */
  steps: fc.integer({ min: 1, max: 14 }),
});
type Call = typeof CALL extends fc.Arbitrary<infer T> ? T : never;

const STEP = 500_000;
const MOVES = ["FLOAT_TOPPED_UP", "FLOAT_PAID_BACK", "CASH_BROUGHT", "CASH_HANDED_IN"] as const;

/** What must never be, in rows that show it. */
const NEVER: Readonly<Record<string, string>> = {
  "more left an account in a month than may": `
    SELECT from_id FROM laku_transaction WHERE reversed_at IS NULL GROUP BY from_id, date_trunc('month', day)
    HAVING from_id IS NOT NULL AND sum(amount) > 5000000`,
  "an account that ever held more than may be, or less than nothing": `
    SELECT code FROM ledger_account JOIN ledger_entry ON account_id = ledger_account.id
    WHERE code LIKE 'laku/account/%' AND balance_after * side NOT BETWEEN 0 AND 20000000`,
  "an agent that ever had cash or float below nothing": `
    SELECT code FROM ledger_account JOIN ledger_entry ON account_id = ledger_account.id
    WHERE code ~ '^laku/(cash|float)/' AND balance_after * side < 0`,
  "a balance that is not what was done with the account": `
    SELECT a.id FROM laku_account a JOIN ledger_account l ON l.code = 'laku/account/' || a.id JOIN ledger_balance b ON b.account_id = l.id
    WHERE b.amount * l.side <> (SELECT coalesce(sum(CASE WHEN to_id = a.id THEN amount ELSE -amount END), 0) FROM laku_transaction t
      WHERE reversed_at IS NULL AND a.id IN (from_id, to_id))`,
  "cash and float together that are not what was topped up and paid back": `
    SELECT a.id FROM laku_agent a WHERE (SELECT sum(b.amount * l.side) FROM ledger_account l JOIN ledger_balance b ON b.account_id = l.id
        WHERE l.code IN ('laku/cash/' || a.id, 'laku/float/' || a.id))
      <> (SELECT sum(CASE kind WHEN 'FLOAT_TOPPED_UP' THEN amount WHEN 'FLOAT_PAID_BACK' THEN -amount ELSE 0 END) FROM laku_cash_movement WHERE agent_id = a.id)`,
  "a closed account with money": `
    SELECT a.id FROM laku_account a JOIN ledger_account l ON l.code = 'laku/account/' || a.id JOIN ledger_balance b ON b.account_id = l.id
    WHERE status = 'CLOSED' AND b.amount <> 0`,
  "a transaction without its posting, or a reversal without its own": `
    SELECT id FROM laku_transaction t WHERE (SELECT count(*) FROM ledger_posting WHERE cause_id = t.id::text)
      <> 1 + (reversed_at IS NOT NULL)::int`,
  "facts that say something else than the transactions": `
    SELECT * FROM (SELECT count(*) AS done, coalesce(sum(amount), 0) AS amount FROM laku_transaction WHERE reversed_at IS NULL) t,
      (SELECT coalesce(sum(value) FILTER (WHERE indicator = 'banking.transactions'), 0) AS told,
         coalesce(sum(value) FILTER (WHERE indicator = 'banking.amount'), 0) AS told_amount FROM fact) f
    WHERE (done, amount) <> (told, told_amount)`,
};

describe("any calls about Laku Pandai, by several clients at once", () => {
  let branch: TestBranch;
  let agents: TestAgent[];
  let accounts: TestAccount[];
  const done: string[] = [];
  const seen = new Set<string>();
  let serial = 0;

  beforeAll(async () => {
    branch = await TestBranch.open();
    agents = [await branch.agent(), await branch.agent({ cash: 1_000_000, float: 3_000_000 })];
    accounts = [];
    for (let each = 0; each < 6; each++) accounts.push(await branch.account(agents[each % 2]!));
  });
  afterAll(() => branch.graph.close());

  function note(name: string, { refused, id }: Outcome): void {
    seen.add(refused ? refused[0]!.split(" ")[0]! : name);
    if (!refused && id) done.push(id);
  }

  async function call({ what, which, other, steps }: Call): Promise<void> {
    const account = accounts[which % accounts.length]!;
    const agent = agents[other % 2]!;
    const amount = steps * STEP;
    const calls: Record<What, () => Promise<Outcome>> = {
      deposit: () => branch.deposit(account, amount, agent),
      withdraw: () => branch.withdraw(account, amount),
      transfer: () => branch.transfer(account, accounts[other % accounts.length]!, amount),
      // Mostly one of the last, since those of yesterday can't be taken back.
      reverse: () => branch.reverse(agent, done.at(-1 - (which % 4)) ?? account.id),
      move: () => branch.move(agent.id, MOVES[which % 4]!, amount, steps === 1 ? "REF-SAME" : undefined),
      again: () => again(account, amount),
      close: () => close(agent, amount),
      pass: () => pass(steps),
    };
    note(what, await calls[what]());
  }

  /** A new account is closed, before or while money comes into it: never both. */
  async function close(agent: TestAgent, amount: number): Promise<Outcome> {
    const fresh = await branch.account(agent);
    const closing = branch.close(fresh);
    if (amount % (2 * STEP) > 0) await closing;
    const [closed, paid] = await Promise.all([closing, branch.deposit(fresh, amount)]);
    expect(closed.refused ?? paid.refused).toBeDefined();
    if (paid.id) done.push(paid.id);
    return closed;
  }

  /** The same call thrice at once, by one key. */
  async function again(account: TestAccount, amount: number): Promise<Outcome> {
    const key = `thrice-${serial++}`;
    const outcomes = await Promise.all([1, 2, 3].map(() => branch.withdraw(account, amount, {}, { key })));
    const ids = outcomes.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBeLessThanOrEqual(1);
    // What was refused may be refused for something else, or be done, when it is sent again.
    return outcomes.find(({ id }) => id !== undefined) ?? outcomes[0]!;
  }

  /** Lets days pass, so that months end, mostly while others are at it. */
  function pass(days: number): Promise<Outcome> {
    branch.now = new Date(branch.now.getTime() + days * 86_400_000);
    return Promise.resolve({});
  }

  async function check(): Promise<void> {
    const { db } = branch.graph;
    for (const [what, sql] of Object.entries(NEVER)) expect({ [what]: await db.rows(sql) }).toEqual({ [what]: [] });
    expect(await checkLedger(db)).toEqual([]);
    for (const agent of agents) {
      const { cash, float } = await branch.position(agent);
      expect(await branch.day(agent)).toMatchObject({ closingCash: cash, closingFloat: float });
    }
  }

  it(`pass no limit, lose no rupiah, and leave ledger, rows and cash positions the same (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(CALL, { minLength: 40, maxLength: 60 }), async (calls) => {
        await interleave(calls, call);
        await check();
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    // A property of agents at which nothing happens would say little.
    const wanted = [
      ...["deposit", "withdraw", "transfer", "reverse", "move", "again", "close"],
      ...["MONTHLY_LIMIT", "BALANCE_LIMIT", "BALANCE_TOO_LOW", "CASH_TOO_LOW", "FLOAT_TOO_LOW"],
    ];
    expect(wanted.filter((each) => !seen.has(each))).toEqual([]);
  }, 60_000);
});
