import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { newId } from "../id";
import { loadRoom, roomNames } from "../rooms";
import { testDatabase, type TestDatabase } from "../testing/database";
import { interleave } from "../testing/interleave";
import { sampleRoom } from "../testing/sample-room";
import { Database } from "./database";
import { isolated, writtenByOwnProvince } from "./isolation";

const SEED = 20261123;
const QUERIES = 10_000;
const PROVINCES = ["11", "16", "31", "32", "33", "35", "52", "63"] as const;

/** The tables that every room has from the kit and that are of no province, each with the reason. */
const OPEN: Readonly<Record<string, string>> = {
  audit_head: "ends of chains: no province has any of its own",
  audit_log: "only ever added to, by everybody; read by commands of the operator alone",
  bank_policy: "a list that all provinces share; written by migrations only",
  feed_cursor: "how far a feed is",
  idempotency: "keys and hashes of inputs of all clients",
  migrations: "of the migrations",
  personal_purpose: "a list that all provinces share; written by migrations only",
};

describe("provinces in one database", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase(sampleRoom, { poolSize: 2 });
    await test.asSuperuser(`
      CREATE TABLE secret (id uuid PRIMARY KEY, province text NOT NULL, word text NOT NULL);
      CREATE TABLE shared (id uuid PRIMARY KEY, province text NOT NULL, word text NOT NULL);
      ${isolated("secret", "province")}
      ${writtenByOwnProvince("shared", "row.province")}
      ALTER TABLE secret OWNER TO sample_owner; ALTER TABLE shared OWNER TO sample_owner;
      GRANT SELECT, INSERT, UPDATE, DELETE ON secret, shared TO sample;`);
    for (const province of PROVINCES) {
      await test.db.root.as({ province }).inTransaction(async (tx) => {
        for (const table of ["secret", "shared"]) {
          await tx.rows(`INSERT INTO ${table} SELECT uuidv7(), $1, 'of ' || $1 FROM generate_series(1, 5)`, [province]);
        }
      });
    }
  });
  afterAll(() => test.close());

  const rows = (province: string) =>
    test.db.root.as({ province }).rows<{ province: string }>("SELECT province FROM secret");

  it(`show each other nothing in ${QUERIES} interleaved queries without a filter, over 2 connections (seed ${SEED})`, async () => {
    const turns = fc.sample(
      fc.record({
        province: fc.constantFrom(...PROVINCES, "", "*"),
        how: fc.constantFrom("read", "read", "read", "write", "fail", "roll back"),
      }),
      { numRuns: QUERIES, seed: SEED },
    );
    let foreign = 0;
    let own = 0;
    const count = (province: string, found: readonly { province: string }[]): void => {
      for (const row of found) {
        if (province === "*" || row.province === province) own++;
        else foreign++;
      }
    };
    await interleave(turns, async ({ province, how }) => {
      const db = test.db.root.as({ province });
      if (how === "read") return count(province, await rows(province));
      const work = db.inTransaction(async (tx) => {
        count(province, await tx.rows("SELECT province FROM secret"));
        count(province, await tx.rows("UPDATE secret SET word = word || '' RETURNING province"));
        if (how === "fail") await tx.rows("SELECT 1 / 0");
        if (how === "roll back") throw new Error("taken back");
      });
      await work.catch((error: Error) => {
        if (!/division by zero|taken back|deadlock/.test(error.message)) throw error;
      });
    });
    expect(foreign).toBe(0);
    expect(own).toBeGreaterThan(QUERIES);
  }, 60_000);

  it("write nothing of each other's, whatever the statement says", async () => {
    const jabar = test.db.root.as({ province: "32" });
    const write = (text: string) => jabar.inTransaction((tx) => tx.rows(text));
    await expect(write(`INSERT INTO secret VALUES ('${newId()}', '35', 'x')`)).rejects.toThrow(/row-level security/);
    await expect(write("UPDATE secret SET province = '35'")).rejects.toThrow(/row-level security/);
    expect(await write("DELETE FROM secret WHERE province = '35' RETURNING id")).toEqual([]);
    for (const text of [
      `INSERT INTO shared VALUES ('${newId()}', '35', 'x')`,
      "UPDATE shared SET word = 'x'",
      "UPDATE shared SET province = '35' WHERE province = '32'",
      "DELETE FROM shared WHERE province = '35'",
    ]) {
      await expect(write(text)).rejects.toThrow("a row of another province can't be written");
    }
    expect(await write("UPDATE shared SET word = 'y' WHERE province = '32' RETURNING word")).toHaveLength(5);
  });

  it("leave nothing behind on a connection for whoever gets it next", async () => {
    for (let turn = 0; turn < 20; turn++) {
      await rows("32");
      await test.db.root
        .as({ province: "35" })
        .inTransaction((tx) => tx.rows("SELECT 1 / 0"))
        .catch(() => {});
      const set = "SELECT coalesce(current_setting('opop.province', true), '') AS province";
      expect(await test.db.root.rows(set)).toEqual([{ province: "" }]);
      expect(await test.db.root.rows("SELECT 1 FROM secret")).toEqual([]);
    }
  });

  it("are kept apart for the owner of the tables too, and only the owner can change that", async () => {
    const jabar = test.db.root.as({ province: "32" });
    for (const text of ["ALTER TABLE secret DISABLE ROW LEVEL SECURITY", "DROP POLICY own_province ON secret"]) {
      await expect(jabar.inTransaction((tx) => tx.rows(text))).rejects.toThrow(/must be owner/);
    }
    const asOwner = await jabar.inTransaction((tx) =>
      tx.rows("SET LOCAL ROLE sample_owner").then(() => tx.rows("SELECT DISTINCT province FROM secret")),
    );
    expect(asOwner).toEqual([{ province: "32" }]);
  });

  it("are all reached by migrations, which act as the owner", async () => {
    const owner = await Database.connect({ url: test.url, entities: [], migrations: [], owner: "sample_owner" });
    const rows = await owner.withClient((client) => client.query("SELECT DISTINCT province FROM secret"));
    await owner.close();
    expect(rows.rowCount).toBe(PROVINCES.length);
  });
});

describe("a room", () => {
  let test: TestDatabase;
  const bypasser = `bypasser_${randomBytes(4).toString("hex")}`;
  beforeAll(async () => {
    test = await testDatabase(sampleRoom);
  });
  afterAll(async () => {
    await test.asSuperuser(`DROP OWNED BY ${bypasser}; DROP ROLE ${bypasser}`);
    await test.close();
  });

  const open = (url: string) => sampleRoom.openDatabase({ url }).then((db) => db.close());

  it("migrates as the owner, and then works as a role that owns nothing and reaches no province by itself", async () => {
    const db = await sampleRoom.openDatabase({ url: test.url });
    const working = await db.rows(
      "SELECT current_user::text AS role, current_setting('opop.province', true) AS province",
    );
    await db.close();
    expect(working).toEqual([{ role: "sample", province: null }]);
  });

  it("refuses to start as the superuser, or as a role that row-level security does not hold for", async () => {
    await expect(open(test.superuserUrl)).rejects.toThrow("SAMPLE_DATABASE_URL: postgres is above all rights");
    await test.asSuperuser(`CREATE ROLE ${bypasser} LOGIN BYPASSRLS PASSWORD 'test';
      DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${bypasser}', current_database()); END $$`);
    const url = Object.assign(new URL(test.url), { username: bypasser }).href;
    await expect(open(url)).rejects.toThrow(`SAMPLE_DATABASE_URL: ${bypasser} is above all rights`);
  });

  it("refuses to start as the owner of its database, and says what to do", async () => {
    const give = (role: string) =>
      test.asSuperuser(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO ${role}', current_database()); END $$`);
    await give("sample");
    await expect(open(test.url)).rejects.toThrow(
      /^SAMPLE_DATABASE_URL: sample owns the database.*databases\.js.*does not own it\.$/,
    );
    await give("sample_owner");
    await open(test.url);
  });
});

describe("the tables of every room", () => {
  it.each(roomNames())(
    "%s: are isolated, written by their own province, or open for a reason that is told",
    async (name) => {
      const room = loadRoom(name);
      const open = { ...OPEN, ...room.definition.openTables };
      const test = await testDatabase(room);
      try {
        const tables = await test.asSuperuser<{ name: string; isolated: boolean; guarded: boolean; owner: string }>(`
        SELECT relname AS name, relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid) AS isolated,
          (SELECT count(*) = 3 FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgfoid = 'refuse_other_province'::regproc) AS guarded,
          pg_get_userbyid(relowner) AS owner
        FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'f') AND relnamespace = 'public'::regnamespace ORDER BY relname`);
        expect(tables.filter((table) => !table.isolated && !table.guarded && !(table.name in open))).toEqual([]);
        expect(tables.filter((table) => (table.isolated || table.guarded) && table.name in open)).toEqual([]);
        expect(new Set(tables.map(({ owner }) => owner))).toEqual(new Set([`${name}_owner`]));
        expect(
          await test.db.rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"),
        ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
      } finally {
        await test.close();
      }
    },
  );
});
