import type { Database } from "../../../subgraphs/kit/data/database";
import { roomNames } from "../../../subgraphs/kit/rooms";
import { seed } from "./seed";
import { WholeGraph } from "./whole-graph";

/** The policies and triggers of kit/data/isolation.ts name the province itself in rooms of one province. What a further policy shows to everybody, such as announced decisions, is partly isolated. */
const GUARDS = `
  SELECT tablename AS "table", CASE count(*) WHEN 1 THEN 'isolated' ELSE 'partly' END AS how, min(substring(qual FROM '''(\\d\\d)''::text')) AS province
  FROM pg_policies WHERE NOT (SELECT relispartition FROM pg_class WHERE oid = tablename::regclass) GROUP BY tablename
  UNION ALL
  SELECT tgrelid::regclass::text, 'written', substring(pg_get_triggerdef(oid) FROM 'reaches_province\\(''(\\d\\d)''') FROM pg_trigger
  WHERE tgname = 'own_province_update'
  ORDER BY 2, 1`;
const OTHERS = ["31", ""];
const REFUSED = /another province|row-level security|permission denied|posting .* stands/;

interface Guarded {
  readonly table: string;
  readonly how: "isolated" | "partly" | "written";
  readonly province: string;
}

describe("the rows of a province's own room", () => {
  let graph: WholeGraph;
  beforeAll(async () => {
    graph = await WholeGraph.start();
    await seed(graph);
  }, 120_000);
  afterAll(() => graph?.close());

  it.each(roomNames())("are seen in room %s by that province alone, and written by no other", async (room) => {
    const test = graph.databases.get(room)!;
    const as = (province: string): Database => test.db.root.as({ province });
    const count = async (province: string, table: string) => (await as(province).rows(`SELECT 1 FROM ${table}`)).length;
    const guarded = (await test.asSuperuser<Guarded>(GUARDS)).filter(({ province }) => province !== null);
    const empty: string[] = [];
    for (const { table, how, province } of guarded) {
      const all = await count("*", table);
      if (all === 0) {
        empty.push(table);
        continue;
      }
      expect({ table, own: await count(province, table) }).toEqual({ table, own: all });
      for (const other of OTHERS) {
        if (how !== "partly") {
          const seen = await count(other, table);
          expect({ table, other, seen }).toEqual({ table, other, seen: how === "isolated" ? 0 : all });
        }
        await expect(addAgain(as("*"), table, other)).rejects.toThrow(REFUSED);
      }
    }
    expect(empty).toEqual([]);
  });

  /** Writes a row that is there once more, as somebody of another province. */
  function addAgain(db: Database, table: string, province: string): Promise<unknown> {
    return db.inTransaction(async (tx) => {
      const columns = await tx.rows<{ name: string }>(
        "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = '' AND attidentity <> 'a' AND NOT attisdropped",
        [table],
      );
      const names = columns.map(({ name }) => name).join(", ");
      await tx.rows(`CREATE TEMP TABLE found ON COMMIT DROP AS SELECT * FROM ${table} LIMIT 1`);
      await tx.rows("SELECT set_config('opop.province', $1, true)", [province]);
      await tx.rows(`INSERT INTO ${table} (${names}) SELECT ${names} FROM found`);
    });
  }
});
