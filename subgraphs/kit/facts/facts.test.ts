import { system } from "../access/caller";
import { defineSubgraph } from "../subgraph";
import { testGraph, type TestGraph } from "../testing/graph";
import { roomOfTables } from "../testing/room-of-tables";
import { recordFacts, type Observation } from "./facts";
import { factsFeed } from "./facts.feed";
import { FACTS_TABLES } from "./facts.tables";

const room = defineSubgraph({ ...roomOfTables("facts", FACTS_TABLES).definition, resolvers: [factsFeed("sample")] });
const READER = { ...system("reader"), province: null, scopes: ["feed:read"] };
const PAGE = `query ($first: Int!, $after: String) { sampleFacts(first: $first, after: $after) {
  nodes { indicator period value kind source regencyCode dimensions { name value } } pageInfo { endCursor hasNextPage } } }`;

interface Page {
  readonly sampleFacts: {
    readonly nodes: readonly { indicator: string; value: number }[];
    readonly pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
}

const fact = (value: number, change: Partial<Observation> = {}): Observation => ({
  indicator: "pesantren.registered",
  province: "32",
  period: "2020",
  value,
  unit: "pesantren",
  kind: "COMPUTED",
  source: "sample",
  asOf: new Date("2020-03-01T00:00:00Z"),
  ...change,
});

describe("facts", () => {
  let graph: TestGraph;
  beforeEach(async () => {
    graph = await testGraph(room);
  });
  afterEach(() => graph.close());

  const write = (...observations: Observation[]) => graph.db.inTransaction((tx) => recordFacts(tx, observations));
  const page = async (after: string | null, first = 100) =>
    (await graph.as(READER).data<Page>(PAGE, { first, after })).sampleFacts;

  it("say what, where, when, how much, and by whom", async () => {
    await write(
      fact(1, { regency: "32.04", dimensions: { stage: "1", category: "STARTUP" } }),
      fact(-1),
      fact(1_058, { kind: "PUBLISHED", source: "press", period: "2020-03" }),
    );
    const { nodes } = await page(null);
    expect(nodes).toHaveLength(3);
    expect(nodes).toContainEqual({
      indicator: "pesantren.registered",
      period: "2020",
      value: 1,
      kind: "COMPUTED",
      source: "sample",
      regencyCode: "32.04",
      dimensions: [
        { name: "category", value: "STARTUP" },
        { name: "stage", value: "1" },
      ],
    });
  });

  it("are gone with the change that they tell of, and stay as they were written", async () => {
    const failing = graph.db.inTransaction(async (tx) => {
      await recordFacts(tx, [fact(1)]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect((await page(null)).nodes).toEqual([]);
    await write(fact(1));
    for (const text of ["UPDATE fact SET value = 2", "DELETE FROM fact"]) {
      await expect(graph.db.inTransaction((tx) => tx.rows(text))).rejects.toThrow("append-only");
    }
  });

  it("come to a follower each once, while many write at once and some take long", async () => {
    const all = 60;
    let written = 0;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; n < all / 6; n++) {
        await graph.db.inTransaction(async (tx) => {
          await recordFacts(tx, [fact(1, { indicator: `writer.${writer}-${n}` })]);
          await tx.rows("SELECT pg_sleep($1)", [((writer * 7 + n * 3) % 5) / 200]);
        });
        written++;
      }
    });
    const seen: string[] = [];
    let after: string | null = null;
    const follow = async () => {
      const { nodes, pageInfo }: Page["sampleFacts"] = await page(after, 7);
      seen.push(...nodes.map(({ indicator }) => indicator));
      after = pageInfo.endCursor ?? after;
    };
    while (written < all) await follow();
    await Promise.all(writers);
    for (let n = 0; n < 12; n++) await follow();
    expect(seen).toHaveLength(all);
    expect(new Set(seen).size).toBe(all);
  });

  it("are for those alone who gather figures", async () => {
    const { errors } = await graph.as({ ...READER, scopes: [] }).run(PAGE, { first: 1 });
    expect(errors?.map(({ extensions }) => extensions["code"])).toContain("FORBIDDEN");
  });
});
