import fc from "fast-check";
import type { Database } from "../data/database";
import { newId } from "../id";
import type { RefusalValue } from "../refusal";
import { isolated } from "../data/isolation";
import { roomOfTables } from "../testing/room-of-tables";
import { testDatabase, type TestDatabase } from "../testing/database";
import { balanceOf, checkLedger, openAccount, post, reverse, type AccountKind, type Posting } from "./ledger";
import { LEDGER_TABLE_NAMES, LEDGER_TABLES } from "./ledger.tables";

const room = roomOfTables(
  "ledger",
  LEDGER_TABLES + LEDGER_TABLE_NAMES.map((table) => isolated(table, "province_code")).join(""),
);
const SEED = 20261123;
const AT = new Date("2026-11-23T00:00:00Z");
const POOR: RefusalValue = { code: "POOR", text: { id: "Kurang", en: "Too little" } };

describe("a ledger", () => {
  let test: TestDatabase;
  let db: Database;
  let accounts: string[];
  beforeEach(async () => {
    test = await testDatabase(room);
    db = test.db;
    accounts = await open(["ASSET", "LIABILITY", "LIABILITY", "LIABILITY"]);
  });
  afterEach(() => test.close());

  const open = (kinds: AccountKind[]) =>
    db.inTransaction(async (tx) => {
      const ids: string[] = [];
      for (const [at, kind] of kinds.entries()) {
        const floor = kind === "LIABILITY" ? 0n : null;
        ids.push(await openAccount(tx, { code: `a/${at}`, name: `A ${at}`, kind, province: "32", floor, at: AT }));
      }
      return ids;
    });
  const move = (from: number, to: number, amount: bigint, cause = newId()): Posting => ({
    cause: { kind: "test", id: cause },
    province: "32",
    text: "x",
    at: AT,
    lines: [
      { accountId: accounts[from]!, amount },
      { accountId: accounts[to]!, amount: -amount },
    ],
  });
  const write = (posting: Posting) => db.inTransaction((tx) => post(tx, posting, POOR));
  const balances = () => Promise.all(accounts.map((id) => db.inTransaction((tx) => balanceOf(tx, id))));

  it("moves money from side to side, and shows balances on the side where an account normally has them", async () => {
    await write(move(0, 1, 500n));
    await write(move(1, 2, 200n));
    expect(await balances()).toEqual([500n, 300n, 200n, 0n]);
    expect(await db.inTransaction(checkLedger)).toEqual([]);
  });

  it("posts a cause once, whoever sends it again", async () => {
    const posting = move(0, 1, 500n);
    const ids = await Promise.all(Array.from({ length: 10 }, () => write(posting)));
    expect(new Set(ids).size).toBe(1);
    expect(await balances()).toEqual([500n, 500n, 0n, 0n]);
  });

  it("reverses a posting once", async () => {
    const id = await write(move(0, 1, 500n));
    const undo = () => db.inTransaction((tx) => reverse(tx, id, { text: "undo", at: AT }, POOR));
    expect(await undo()).toBe(await undo());
    expect(await balances()).toEqual([0n, 0n, 0n, 0n]);
  });

  it("refuses what would bring an account below its floor, and the database does too", async () => {
    await write(move(0, 1, 100n));
    await expect(write(move(1, 2, 101n))).rejects.toMatchObject({ refusals: [POOR] });
    expect(await balances()).toEqual([100n, 100n, 0n, 0n]);
    const byHand = (tx: { rows: Database["rows"] }) =>
      tx.rows("INSERT INTO ledger_entry SELECT posting_id, 9, $1, '32', 101 FROM ledger_entry LIMIT 1", [accounts[1]]);
    await expect(db.inTransaction(byHand)).rejects.toThrow("ledger_floor");
  });

  it.each([
    [
      "an unbalanced posting",
      "INSERT INTO ledger_entry SELECT posting_id, 9, account_id, '32', 5 FROM ledger_entry WHERE line = 1",
      "does not balance",
    ],
    [
      "a posting without lines",
      "INSERT INTO ledger_posting VALUES (uuidv7(), 'x', 'y', '32', NULL, 'x', now())",
      "does not balance",
    ],
    ["a changed entry", "UPDATE ledger_entry SET amount = amount * 2", "append-only"],
    ["a deleted entry", "DELETE FROM ledger_entry", "append-only"],
    ["a deleted posting", "DELETE FROM ledger_posting", "append-only"],
    ["a balance written by hand", "UPDATE ledger_account SET balance = balance + 1", "append-only"],
    ["an account of another kind", "UPDATE ledger_account SET kind = 'ASSET'", "append-only"],
  ])("refuses %s in the database itself", async (_, text, message) => {
    await write(move(0, 1, 500n));
    await expect(db.inTransaction((tx) => tx.rows(text))).rejects.toThrow(message);
    expect(await db.inTransaction(checkLedger)).toEqual([]);
  });

  it(`never loses or makes a rupiah under 8 writers and readers, and never locks up (seed ${SEED})`, async () => {
    await write(move(0, 1, 1_000n));
    const moves = fc.sample(
      fc.record({
        from: fc.integer({ min: 1, max: 3 }),
        to: fc.integer({ min: 1, max: 3 }),
        amount: fc.bigInt(1n, 400n),
      }),
      { numRuns: 400, seed: SEED },
    );
    const turns = moves.filter(({ from, to }) => from !== to).values();
    let [done, refused, differing] = [0, 0, 0];
    const worker = async () => {
      for (const { from, to, amount } of turns) {
        await write(move(from, to, amount)).then(
          () => done++,
          (error: Error) => {
            if (error.message !== "POOR") throw error;
            refused++;
          },
        );
        const [row] = await db.rows<{ sum: bigint }>("SELECT sum(balance)::bigint AS sum FROM ledger_account");
        if (row!.sum !== 0n) differing++;
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(differing).toBe(0);
    expect(Math.min(done, refused)).toBeGreaterThan(20);
    const [asset, ...others] = await balances();
    expect(others.reduce((sum, each) => sum + each, 0n)).toBe(asset);
    expect(await db.inTransaction(checkLedger)).toEqual([]);
  });
});
