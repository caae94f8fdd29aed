import { sampleRoom } from "../testing/sample-room";
import { testDatabase, type TestDatabase } from "../testing/database";
import { StatementNames } from "./statement-names";

describe("a room's database", () => {
  let test: TestDatabase;
  beforeAll(async () => (test = await testDatabase(sampleRoom)));
  afterAll(() => test.close());

  it("gives bigint as bigint, and dates as they are written, free of any time zone", async () => {
    const row = await test.db.row("SELECT 9007199254740993::bigint AS big, DATE '2020-11-25' AS day");
    expect(row).toEqual({ big: 9007199254740993n, day: "2020-11-25" });
  });

  it("prepares a statement once a connection", async () => {
    for (let times = 0; times < 3; times++) await test.db.rows("SELECT $1::int AS n", [times]);
    await test.db.withClient(async (client) => {
      await client.query({ name: "again", text: "SELECT 1" });
      const { rows } = await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_prepared_statements WHERE name = 'again'",
      );
      expect(rows[0]?.n).toBe(1);
    });
  });

  it("prepares the statements of a transaction too, but for what takes no values, which may be several in one text", async () => {
    await test.db.inTransaction(async (tx) => {
      for (let times = 0; times < 3; times++) await tx.rows("SELECT $1::int AS once", [times]);
      await tx.rows("SET LOCAL lock_timeout = '1s'; SELECT 1");
      const prepared = await tx.rows("SELECT 1 FROM pg_prepared_statements WHERE statement LIKE $1", ["%AS once"]);
      expect(prepared).toHaveLength(1);
    });
  });

  it("rolls everything back when the work rejects", async () => {
    const work = test.db.inTransaction(async (tx) => {
      await tx.rows("INSERT INTO lamp (state) VALUES ('LOST')");
      throw new Error("on purpose");
    });
    await expect(work).rejects.toThrow("on purpose");
    expect(await test.db.rows("SELECT 1 AS one FROM lamp WHERE state = 'LOST'")).toEqual([]);
  });

  it("tells of every statement, of reads and of transactions", async () => {
    test.statements.length = 0;
    await test.db.rows("SELECT 1 AS a");
    await test.db.inTransaction((tx) => tx.rows("SELECT 2 AS b"));
    expect(test.statements).toEqual(["SELECT 1 AS a", "SELECT 2 AS b"]);
  });

  it("says of a text with a null character that it is bad input, inside a transaction and outside", async () => {
    const bad = { extensions: { code: "BAD_USER_INPUT" } };
    await expect(test.db.rows("SELECT $1::text AS a", ["a\0b"])).rejects.toMatchObject(bad);
    const written = test.db.inTransaction((tx) => tx.rows("SELECT $1::text AS a", ["a\0b"]));
    await expect(written).rejects.toMatchObject(bad);
  });

  it("says of a day that there never was that it is bad input", async () => {
    for (const read of [
      () => test.db.rows("SELECT $1::date", ["0000-01-01"]),
      () => test.db.inTransaction((tx) => tx.rows("SELECT $1::date", ["0000-01-01"])),
    ])
      await expect(read()).rejects.toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
  });

  it("migrates safely from several processes at once", async () => {
    const opened = await Promise.all([1, 2, 3].map(() => sampleRoom.openDatabase({ url: test.url })));
    await Promise.all(opened.map((db) => db.close()));
  });
});

describe("names of prepared statements", () => {
  it("stay the same for the same text, and end at a limit, so that callers can't fill the server's memory", () => {
    const names = new StatementNames();
    expect(names.of("SELECT 1")).toBe(names.of("SELECT 1"));
    for (let at = 0; at < 1000; at++) names.of(`SELECT ${at} AS x`);
    expect(names.of("SELECT 'one more'")).toBeUndefined();
    expect(names.of("SELECT 1")).toBe("s0");
  });
});
