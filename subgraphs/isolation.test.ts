import fc from "fast-check";
import { type Database } from "./kit/data/database";
import { Keyring } from "./kit/keys/keyring";
import { loadRoom } from "./kit/rooms";
import { testDatabase, type TestDatabase } from "./kit/testing/database";
import { interleave } from "./kit/testing/interleave";
import { TestKeys } from "./kit/testing/keys";
import { fillRoom } from "./kit/trial/trial-data";

const SEED = 20261123;
const TRIAL_SEED = 7;
const QUERIES = 10_000;
const PROVINCES = 8;
const REFUSED = "a row of another province can't be written";

interface RoomCase {
  readonly room: string;
  /** Rows that trial data does not have. */
  readonly more: string;
  /** Every isolated table with its rows' province, told in another way than by the policy where there is one. */
  readonly isolated: Readonly<Record<string, string>>;
  /** Every table that is written by its own province alone, with its rows' province. */
  readonly written: Readonly<Record<string, string>>;
  /** Every table that no province writes. */
  readonly shared: readonly string[];
}

const ofPesantren = (id: string) => `(SELECT left(regency_code, 2) FROM pesantren WHERE pesantren.id = ${id})`;
const ofProduct = "(SELECT left(regency_code, 2) FROM product WHERE product.id = product_id)";
const CASES: readonly RoomCase[] = [
  {
    room: "pesantren",
    more: `
      INSERT INTO pesantren_flag SELECT id, 'NAME_CUT', '{}' FROM pesantren;
      INSERT INTO pesantren_change SELECT uuidv7(), id, 'CORRECTED', '{}', '{}', 'x', now() FROM pesantren;
      INSERT INTO service_point_status_change (id, service_point_id, before, after, reason, at)
        SELECT uuidv7(), id, 'OPEN', 'CLOSED', 'x', now() FROM service_point;
      INSERT INTO duplicate_pair (id, first_id, second_id, regency_code, score, reasons)
        SELECT uuidv7(), min(id::text)::uuid, max(id::text)::uuid, min(regency_code), 50, '[]' FROM pesantren
        GROUP BY left(regency_code, 2) HAVING count(*) > 1`,
    isolated: {
      contact_person: ofPesantren("pesantren_id"),
      personal_consent: "province_code",
      duplicate_pair: ofPesantren("first_id"),
      pesantren_change: ofPesantren("pesantren_id"),
    },
    written: {
      pesantren: "left(regency_code, 2)",
      pesantren_nspp: ofPesantren("pesantren_id"),
      pesantren_flag: ofPesantren("pesantren_id"),
      santri_count: ofPesantren("pesantren_id"),
      service_point: "left(regency_code, 2)",
      service_point_status_change:
        "(SELECT left(regency_code, 2) FROM service_point WHERE service_point.id = service_point_id)",
    },
    shared: ["bank", "service", "region", "region_release", "province_time_zone"],
  },
  {
    room: "products",
    more: `INSERT INTO product_change (id, product_id, before, after, reason, at) SELECT uuidv7(), id, '{}', '{}', 'x', now() FROM product`,
    isolated: { product_change: ofProduct },
    written: { product: "left(regency_code, 2)", product_certificate: ofProduct },
    shared: ["pesantren_number", "pesantren_reference"],
  },
];

describe.each(CASES)("provinces in the database of room $room", ({ room, more, isolated, written, shared }) => {
  const { trialData } = loadRoom(room).definition;
  let test: TestDatabase;
  let provinces: string[];
  beforeAll(async () => {
    test = await testDatabase(loadRoom(room), { poolSize: 2 });
    const keyring = new Keyring(new TestKeys([room]).file(room));
    await fillRoom(test.db, trialData!, { seed: TRIAL_SEED, pesantren: 300, productsPerPesantren: 2 }, { keyring });
    await test.db.inTransaction((tx) => tx.rows(more));
    const main = Object.keys(written)[0]!;
    const found = await test.asSuperuser<{ code: string }>(
      `SELECT left(regency_code, 2) AS code FROM ${main} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${PROVINCES}`,
    );
    provinces = found.map(({ code }) => code);
  }, 60_000);
  afterAll(() => test.close());

  const as = (province: string): Database => test.db.root.as({ province });
  const write = (province: string, text: string) => as(province).inTransaction((tx) => tx.rows(text));

  it(`show no foreign row in ${QUERIES} interleaved queries without a filter, over 2 connections (seed ${SEED})`, async () => {
    expect(provinces).toHaveLength(PROVINCES);
    const turns = fc.sample(
      fc.record({
        province: fc.constantFrom(...provinces, ""),
        table: fc.constantFrom(...Object.keys(isolated)),
        how: fc.constantFrom("read", "read", "read", "change", "fail"),
      }),
      { numRuns: QUERIES, seed: SEED },
    );
    const seen = { own: 0, foreign: 0 };
    await interleave(turns, async ({ province, table, how }) => {
      const of = isolated[table]!;
      const count = (rows: readonly { of: string }[]) => {
        for (const row of rows) seen[row.of === province ? "own" : "foreign"]++;
      };
      if (how === "read") return count(await as(province).rows(`SELECT ${of} AS of FROM ${table}`));
      const work = as(province).inTransaction(async (tx) => {
        count(await tx.rows(`SELECT ${of} AS of FROM ${table} ${how === "change" ? "FOR UPDATE SKIP LOCKED" : ""}`));
        if (how === "fail") await tx.rows("SELECT 1 / 0");
      });
      await work.catch((error: Error) => {
        if (how !== "fail" || !/division by zero/.test(error.message)) throw error;
      });
    });
    expect(seen.foreign).toBe(0);
    expect(seen.own).toBeGreaterThan(QUERIES);
  }, 120_000);

  it.each(Object.keys(isolated))("see in %s each their own rows, and together all", async (table) => {
    const all = await test.asSuperuser<{ of: string; count: number }>(
      `SELECT ${isolated[table]} AS of, count(*)::int AS count FROM ${table} GROUP BY 1`,
    );
    expect(all.length).toBeGreaterThanOrEqual(2);
    for (const { of, count } of all) expect(await as(of).rows(`SELECT 1 FROM ${table}`)).toHaveLength(count);
    expect(await as("").rows(`SELECT 1 FROM ${table}`)).toEqual([]);
  });

  it.each(Object.keys(written))("write in %s their own rows, and are refused all others", async (table) => {
    const of = written[table]!;
    const [row] = await test.asSuperuser<{ of: string; count: number }>(
      `SELECT ${of} AS of, count(*)::int AS count FROM ${table} GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
    );
    const same = `UPDATE ${table} SET ${await nothing(table)}`;
    expect(await write(row!.of, `${same} WHERE ${of} = '${row!.of}' RETURNING 1`)).toHaveLength(row!.count);
    const columns = (await columnsOf(table)).join(", ");
    const again = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table}`;
    for (const text of [same, `DELETE FROM ${table}`, again]) {
      for (const province of [row!.of, ""]) await expect(write(province, text)).rejects.toThrow(REFUSED);
    }
  });

  it.each(shared)("write nothing in %s, which they share", async (table) => {
    const same = `UPDATE ${table} SET ${await nothing(table)}`;
    expect((await write("*", `${same} RETURNING 1`)).length).toBeGreaterThan(0);
    for (const text of [same, `DELETE FROM ${table}`]) {
      for (const province of [provinces[0]!, ""]) await expect(write(province, text)).rejects.toThrow(REFUSED);
    }
  });

  /** An assignment that changes nothing. */
  async function nothing(table: string): Promise<string> {
    const [column] = await columnsOf(table);
    return `${column} = ${column}`;
  }

  async function columnsOf(table: string): Promise<string[]> {
    const columns = await test.asSuperuser<{ name: string }>(
      "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = '' AND NOT attisdropped ORDER BY attnum",
      [table],
    );
    return columns.map(({ name }) => name);
  }
});
