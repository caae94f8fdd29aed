import fc from "fast-check";
import { isolated } from "../data/isolation";
import { roomOfTables } from "../testing/room-of-tables";
import { newId } from "../id";
import { RefusedError } from "../refusal";
import { testDatabase, type TestDatabase } from "../testing/database";
import { interleave } from "../testing/interleave";
import { balanceOf, balancesOf, checkLedger, statementPage } from "./ledger.read";
import { credit, debit, openAccounts, post, type Entry, type Posting } from "./ledger";
import { LEDGER_TABLES, LEDGER_TABLE_NAMES } from "./ledger.tables";

const SEED = 20261123;
const AT = new Date("2020-12-01T03:00:00Z");
const ROOM = roomOfTables(
  "ledger",
  [LEDGER_TABLES, ...LEDGER_TABLE_NAMES.map((table) => isolated(table, "'32'"))].join("\n"),
);

/** Bank and budget may be overdrawn, the bank is spread over stripes; cards and the shop never go below zero. */
const ACCOUNTS = [
  { code: "bank", kind: "ASSET", neverNegative: false, stripes: 8 },
  { code: "budget", kind: "EQUITY", neverNegative: false },
  { code: "card 1", kind: "LIABILITY", neverNegative: true },
  { code: "card 2", kind: "LIABILITY", neverNegative: true },
  { code: "shop", kind: "LIABILITY", neverNegative: true },
] as const;

const posting = (entries: readonly Entry[], cause: string = newId()): Posting => ({
  cause: { kind: "TEST", id: cause },
  description: "a test",
  at: AT,
  entries,
});
const codesOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: unknown) =>
      error instanceof RefusedError ? error.refusals.map(({ code }) => code) : Promise.reject(error as Error),
  );

describe("a ledger", () => {
  let test: TestDatabase;
  let [bank, budget, card, card2, shop]: string[] = [];
  beforeEach(async () => {
    test = await testDatabase(ROOM);
    [bank, budget, card, card2, shop] = await test.db.inTransaction((tx) => openAccounts(tx, ACCOUNTS, AT));
  });
  afterEach(() => test.close());

  const book = (...postings: Posting[]) => test.db.inTransaction((tx) => post(tx, postings));
  const transfer = (from: string, to: string, amount: bigint) => posting([debit(from, amount), credit(to, amount)]);
  const topUp = (amount: bigint) => book(transfer(bank!, card!, amount));
  const takeBack = async (reversesId: string, cause: string = newId()) => {
    const reversal = { reversesId, cause: { kind: "REVERSAL", id: cause }, description: "a mistake", at: AT };
    return (await test.db.inTransaction((tx) => post(tx, [reversal])))[0]!;
  };
  const write = (text: string) => test.db.inTransaction((tx) => tx.rows(text));

  it("tells balances on the normal side of each account", async () => {
    await topUp(50_000n);
    await book(transfer(card!, shop!, 20_000n));
    expect(await balancesOf(test.db, [bank!, card!, shop!])).toEqual(
      new Map([
        [bank, 50_000n],
        [card, 30_000n],
        [shop, 20_000n],
      ]),
    );
    expect(await checkLedger(test.db)).toEqual([]);
  });

  it("finds an account that is open, and takes no other for it", async () => {
    const open = (change: object) =>
      test.db.inTransaction((tx) => openAccounts(tx, [{ ...ACCOUNTS[2], ...change }], AT));
    expect(await open({})).toEqual([card]);
    await expect(open({ neverNegative: false })).rejects.toThrow("Account card 1 is another one.");
  });

  it("opens an account once when many open it at once", async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, () =>
        test.db.inTransaction((tx) =>
          openAccounts(tx, [{ code: "new", kind: "ASSET", neverNegative: true }, ACCOUNTS[0]], AT),
        ),
      ),
    );
    expect(new Set(opened.map(([id]) => id)).size).toBe(1);
  });

  it("refuses what an account does not hold, and changes nothing", async () => {
    await topUp(10_000n);
    expect(await codesOf(book(transfer(card!, shop!, 10_001n)))).toEqual(["BALANCE_TOO_LOW"]);
    expect(await balanceOf(test.db, card!)).toBe(10_000n);
    expect(await test.db.rows("SELECT count(*)::int AS n FROM ledger_posting")).toEqual([{ n: 1 }]);
    const own = { code: "CARD_EMPTY", text: { id: "Kosong", en: "Empty" } };
    const work = test.db.inTransaction((tx) => post(tx, [transfer(card!, shop!, 10_001n)], () => own));
    expect(await codesOf(work)).toEqual(["CARD_EMPTY"]);
  });

  it("posts a cause once, and takes no other posting for it", async () => {
    const first = posting([debit(bank!, 5n), credit(card!, 5n)], "once");
    const [one] = await book(first);
    const again = { ...first, entries: first.entries.toReversed() };
    expect(await book(again, again)).toEqual([
      { id: one!.id, isNew: false },
      { id: one!.id, isNew: false },
    ]);
    await expect(book(posting([debit(bank!, 6n), credit(card!, 6n)], "once"))).rejects.toThrow("something else");
    expect(await balanceOf(test.db, card!)).toBe(5n);
  });

  it("takes a posting back once, and nothing that takes back", async () => {
    const [first] = await topUp(10_000n);
    const [back, again] = [await takeBack(first!.id, "back"), await takeBack(first!.id, "back")];
    expect([back.isNew, again]).toEqual([true, { id: back.id, isNew: false }]);
    expect(await balanceOf(test.db, card!)).toBe(0n);
    expect(await codesOf(takeBack(first!.id))).toEqual(["ALREADY_REVERSED"]);
    await expect(takeBack(back.id)).rejects.toThrow("does not reverse");
    expect(await checkLedger(test.db)).toEqual([]);
  });

  it("takes nothing back that was spent since", async () => {
    const [first] = await topUp(10_000n);
    await book(transfer(card!, shop!, 1n));
    expect(await codesOf(takeBack(first!.id))).toEqual(["BALANCE_TOO_LOW"]);
  });

  it("is kept by the database itself: balanced, append-only, its balances out of anybody's hands", async () => {
    await topUp(10_000n);
    const unbalanced = [
      () => book(posting([debit(bank!, 2n), credit(card!, 1n)])),
      () => book(posting([])),
      () =>
        write(`INSERT INTO ledger_posting (id, cause_kind, cause_id, reverses_id, description, at)
          SELECT uuidv7(), 'R', '1', id, 'no entries', at FROM ledger_posting`),
    ];
    for (const work of unbalanced) await expect(work()).rejects.toThrow(/is not balanced|does not reverse/);
    const added = `INSERT INTO ledger_entry (posting_id, account_id, amount)
      SELECT id, account, amount FROM ledger_posting, (VALUES ('${budget}'::uuid, 1), ('${shop}', -1)) AS given (account, amount)`;
    await expect(write(added)).rejects.toThrow(/posting .* stands/);
    for (const table of ["ledger_account", "ledger_posting", "ledger_entry"]) {
      await expect(write(`DELETE FROM ${table}`)).rejects.toThrow("only ever added to");
    }
    await expect(write("UPDATE ledger_entry SET amount = 1")).rejects.toThrow("only ever added to");
    await expect(write("UPDATE ledger_balance SET amount = 1")).rejects.toThrow("permission denied");
    await expect(write("INSERT INTO ledger_balance VALUES (uuidv7(), 0)")).rejects.toThrow("permission denied");
    expect(await checkLedger(test.db)).toEqual([]);
  });

  it("is out of reach of another province", async () => {
    await topUp(10_000n);
    const other = test.db.root.as({ province: "35" });
    for (const table of LEDGER_TABLE_NAMES) expect(await other.rows(`SELECT 1 FROM ${table}`)).toEqual([]);
    await expect(other.inTransaction((tx) => post(tx, [transfer(card!, shop!, 1n)]))).rejects.toThrow();
  });

  it("gives a statement page by page, the latest first, with the balance after each entry", async () => {
    for (const amount of [1n, 2n, 3n]) await topUp(amount);
    const page = await statementPage(test.db, { accountId: card!, first: 2 });
    expect(page.nodes.map(({ amount, balanceAfter }) => [amount, balanceAfter])).toEqual([
      [3n, 6n],
      [2n, 3n],
    ]);
    const rest = await statementPage(test.db, { accountId: card!, first: 2, after: page.pageInfo().endCursor });
    expect(rest.nodes.map(({ amount, causeKind }) => [amount, causeKind])).toEqual([[1n, "TEST"]]);
    expect(await rest.totalCount()).toBe(3);
    const spread = await statementPage(test.db, { accountId: bank!, first: 1 });
    expect(spread.nodes[0]).toMatchObject({ amount: 3n, balanceAfter: null });
  });

  it("finds everything that was tampered with", async () => {
    const [first] = await topUp(10_000n);
    const back = await takeBack((await topUp(5n))[0]!.id);
    await test.asSuperuser(`
      SET session_replication_role = replica;
      UPDATE ledger_entry SET amount = amount + 1 WHERE posting_id = '${first!.id}' AND account_id = '${card}';
      UPDATE ledger_entry SET amount = amount * 2 WHERE posting_id = '${back.id}';
      UPDATE ledger_balance SET entries = 7 WHERE account_id = '${shop}';
      INSERT INTO ledger_posting VALUES ('${newId()}', 'T', 'lonely', NULL, 'x', now());
      SET session_replication_role = origin`);
    const found = await checkLedger(test.db);
    expect(new Set(found.map(({ what }) => what))).toEqual(
      new Set(["BALANCE", "ENTRY_COUNT", "RUNNING_BALANCE", "UNBALANCED", "REVERSAL"]),
    );
    expect(found).toContainEqual({ what: "ENTRY_COUNT", id: shop, derived: 0n, kept: 7n });
  });

  it(`neither loses nor makes a rupiah while many post, repeat and reverse at once (seed ${SEED})`, async () => {
    const accounts = [bank!, budget!, card!, card2!, shop!];
    const account = fc.nat({ max: accounts.length - 1 });
    const turns = fc.sample(
      fc.record({
        from: account,
        to: account,
        third: account,
        amount: fc.integer({ min: 10, max: 5_000 }),
        cause: fc.nat({ max: 600 }),
        how: fc.constantFrom("transfer", "transfer", "top up", "top up", "split", "reverse", "read"),
      }),
      { numRuns: 1_500, seed: SEED },
    );
    const known: { id: string; cause: number }[] = [];
    const seen = { posted: 0, again: 0, refused: 0, reversed: 0 };
    const entriesOf = ({ from, to, third, amount, how }: (typeof turns)[number]): Entry[] => {
      const [a, b, c] = [accounts[from]!, accounts[to]!, accounts[third]!];
      if (how === "top up")
        return [debit(bank!, BigInt(amount) / 10n), credit(accounts[2 + (to % 3)]!, BigInt(amount) / 10n)];
      if (how === "split" && new Set([a, b, c]).size === 3)
        return [debit(a, BigInt(amount) + 1n), credit(b, BigInt(amount)), credit(c, 1n)];
      return a === b ? [debit(bank!, 1n), credit(budget!, 1n)] : [debit(a, BigInt(amount)), credit(b, BigInt(amount))];
    };
    const firstOf = new Map<number, Entry[]>();
    await interleave(turns, async (turn) => {
      if (turn.how === "read") {
        const balances = await balancesOf(test.db, accounts);
        const [assets, ...rest] = accounts.map((id) => balances.get(id)!);
        expect(rest.reduce((sum, each) => sum + each, 0n)).toBe(assets);
        return;
      }
      const target = known[turn.cause % Math.max(known.length, 1)];
      if (turn.how === "reverse" && target) {
        const [code] = await codesOf(takeBack(target.id));
        if (code === undefined) seen.reversed++;
        else if (code !== "ALREADY_REVERSED") seen.refused++;
        return;
      }
      // A cause always posts the same, however often it is sent.
      const entries = firstOf.get(turn.cause) ?? entriesOf(turn);
      firstOf.set(turn.cause, entries);
      const codes = await codesOf(
        book(posting(entries, `cause ${turn.cause}`)).then(([posted]) => {
          if (posted!.isNew) known.push({ id: posted!.id, cause: turn.cause });
          seen[posted!.isNew ? "posted" : "again"]++;
        }),
      );
      if (codes.length > 0) seen.refused++;
    });
    expect(await checkLedger(test.db)).toEqual([]);
    expect(new Set(known.map(({ cause }) => cause)).size).toBe(known.length);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
    for (const [id, balance] of await balancesOf(test.db, [card!, card2!, shop!])) {
      expect({ id, overdrawn: balance < 0n }).toEqual({ id, overdrawn: false });
    }
  }, 60_000);

  it("never waits in a circle, whatever the order in which accounts are named", async () => {
    await book(posting([debit(bank!, 3_000n), credit(card!, 1_000n), credit(card2!, 1_000n), credit(shop!, 1_000n)]));
    const cycle = [card!, card2!, shop!];
    await interleave(
      Array.from({ length: 300 }, (_, at) => at),
      async (at) => {
        const [a, b, c] = [0, 1, 2].map((step) => cycle[(at + step * (1 + (at % 2))) % 3]!) as [string, string, string];
        await book(transfer(a, b, 1n), transfer(b, c, 1n), transfer(c, a, 1n));
      },
    );
    expect([...(await balancesOf(test.db, cycle)).values()]).toEqual([1_000n, 1_000n, 1_000n]);
  }, 60_000);
});
