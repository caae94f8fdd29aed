import { Client } from "pg";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import subgraph from "../subgraph";
import { addPesantren, listsOf, type ListedNode, type ListedPage } from "./pesantren.fixture";

describe("the registry", () => {
  let graph: TestGraph;
  beforeAll(async () => (graph = await testGraph(subgraph)));
  afterAll(() => graph.close());
  afterEach(() => graph.asSuperuser("TRUNCATE pesantren, pesantren_name, pesantren_name_term, pesantren_word CASCADE"));

  const { page, names, total, errorOf, walk } = listsOf(() => graph);

  describe("as a list", () => {
    it("gives every pesantren of a province once, page by page, and none of another", async () => {
      const inside = await addPesantren(
        graph,
        ...Array.from({ length: 25 }, (_, at) => ({ regency_code: ["32.01", "32.04", "32.79"][at % 3]! })),
      );
      await addPesantren(graph, { regency_code: "31.71" }, { regency_code: "33.01" });
      const walked = await walk({ filter: { provinceCode: "32" } }, 4);
      expect(walked).toHaveLength(25);
      expect([...walked].sort()).toEqual([...inside].sort());
    });

    it("takes one statement a page, and one more only for the total and one for the regions", async () => {
      await addPesantren(graph, {}, {}, { regency_code: "32.05" });
      graph.statements.length = 0;
      await graph.data("{ pesantrens { nodes { id name regency { code } province { code } } } }");
      expect(graph.statements).toHaveLength(1);
      graph.statements.length = 0;
      await graph.data("{ pesantrens { totalCount nodes { nspp regency { name } province { name } } } }");
      expect(graph.statements).toHaveLength(3);
    });

    it("reads what belongs to twenty pesantren by one statement each", async () => {
      await addPesantren(graph, ...Array.from({ length: 20 }, () => ({})));
      graph.statements.length = 0;
      await graph.data(
        "{ pesantrens { nodes { nsppHistory { nspp } santriCounts { year } flags { code } formerIds changes { totalCount nodes { kind } } } } }",
      );
      expect(graph.statements).toHaveLength(6);
    });

    it("reads only the columns asked for", async () => {
      graph.statements.length = 0;
      await graph.data("{ pesantrens { nodes { name } } }");
      expect(graph.statements[0]).toMatch(
        /SELECT p\.id AS "id", p\.name AS "name", p\.regency_code AS "keyRegency" FROM/,
      );
    });

    it("can be narrowed by everything at once and by each thing alone", async () => {
      const [a, b, c] = await addPesantren(
        graph,
        {
          name: "A",
          regency_code: "32.04",
          district_code: "32.04.05",
          kind: "SALAFIYAH",
          latitude: -7,
          longitude: 107,
        },
        { name: "B", regency_code: "32.04", status: "CLOSED", trial: true, nspp: "510032040002" },
        { name: "C", regency_code: "32.05" },
      );
      const only = async (filter: object) => (await names({ filter })).join("");
      expect(await only({ regencyCode: "32.04" })).toBe("AB");
      expect(await only({ districtCode: "32.04.05" })).toBe("A");
      expect(await only({ districtCode: "32.04.05", regencyCode: "32.05" })).toBe("");
      expect(await only({ kind: "SALAFIYAH" })).toBe("A");
      expect(await only({ status: "CLOSED" })).toBe("B");
      expect(await only({ status: "ACTIVE" })).toBe("AC");
      expect(await only({ hasLocation: true })).toBe("A");
      expect(await only({ hasLocation: false })).toBe("BC");
      expect(await only({ trial: true })).toBe("B");
      expect(await only({ trial: false })).toBe("AC");
      expect(await only({ nspps: ["510032040002"] })).toBe("B");
      expect(await only({ ids: [a, c, "no-id"] })).toBe("AC");
      expect(await only({ ids: [] })).toBe("");
      expect(
        await only({
          provinceCode: "32",
          kind: "SALAFIYAH",
          status: "ACTIVE",
          hasLocation: true,
          trial: false,
          ids: [a, b],
        }),
      ).toBe("A");
      expect(await total({ filter: { regencyCode: "32.04" } })).toBe(2);
    });

    it.each([
      [{ filter: { regencyCode: "32" } }, "REGENCY"],
      [{ filter: { provinceCode: "32.04" } }, "PROVINCE"],
      [{ filter: { districtCode: "32.04" } }, "DISTRICT"],
      [{ filter: { ids: Array(101).fill("x") } }, "at most 100"],
      [{ filter: { nspps: Array(101).fill("510032040002") } }, "at most 100"],
      [{ first: 101 }, "1 to 100"],
      [{ after: "bm9uc2Vuc2U" }, "a cursor of this list"],
      [{ search: "x".repeat(101) }, "1 to 100 characters"],
      [{ search: "- ?" }, "with a letter or a digit"],
      [{ near: { latitude: 0, longitude: 0, radiusKm: 501 } }, "at most 500"],
    ])("refuses %j", async (variables, expected) => {
      const error = await errorOf(variables);
      expect(error?.extensions?.["code"]).toBe("BAD_USER_INPUT");
      expect(String(error?.extensions?.["expected"])).toContain(expected);
    });

    it("refuses a cursor of another list", async () => {
      await addPesantren(graph, { name: "Al Huda" }, { name: "Al Huda" });
      const { pageInfo } = await page({ search: "huda", first: 1 });
      expect((await errorOf({ after: pageInfo.endCursor }))?.extensions?.["code"]).toBe("BAD_USER_INPUT");
    });
  });

  describe("asked for one", () => {
    it("refuses none and both of id and nspp, and knows nothing of what there is not", async () => {
      for (const [args, received] of [
        ["", "none"],
        ['(id: "x", nspp: "510032040002")', "id and nspp"],
      ]) {
        const { errors } = await graph.run(`{ pesantren${args} { id } }`);
        expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", received });
      }
      expect(await graph.data('{ a: pesantren(id: "x") { id } b: pesantren(nspp: "510032040002") { id } }')).toEqual({
        a: null,
        b: null,
      });
    });

    it("gives all that is known of it", async () => {
      const [id] = await addPesantren(graph, {
        regency_code: "32.04",
        district_code: "32.04.05",
        latitude: -7,
        longitude: 107.5,
      });
      await graph.db.rows(
        "UPDATE pesantren SET cooperative_name = 'Kopontren', cooperative_legal_number = 'BH 1', founded_year = 1901 WHERE id = $1",
        [id],
      );
      await graph.db.rows(
        "INSERT INTO santri_count VALUES ($1, 2020, 900, 'EMIS', '2020-12-31'), ($1, 2021, 950, 'EMIS', '2021-12-31')",
        [id],
      );
      await graph.db.rows(`INSERT INTO pesantren_flag VALUES ($1, 'NAME_CUT', '{"length": 45}')`, [id]);
      const { pesantren } = await graph.data<{ pesantren: object }>(
        `query ($id: ID!) { pesantren(id: $id) { foundedYear asOf source trial cooperative { name legalNumber } location { latitude longitude }
           province { code } regency { name } district { code } santriCounts { year count source } flags { code detail } } }`,
        { id },
      );
      expect(pesantren).toEqual({
        foundedYear: 1901,
        asOf: "2026-01-01",
        source: "test",
        trial: false,
        cooperative: { name: "Kopontren", legalNumber: "BH 1" },
        location: { latitude: -7, longitude: 107.5 },
        province: { code: "32" },
        regency: { name: "Kabupaten Bandung" },
        district: { code: "32.04.05" },
        santriCounts: [
          { year: 2021, count: 950, source: "EMIS" },
          { year: 2020, count: 900, source: "EMIS" },
        ],
        flags: [{ code: "NAME_CUT", detail: { length: 45 } }],
      });
    });

    it("resolves references by id and by number, each kind by one statement, in their order", async () => {
      const [a, b] = await addPesantren(
        graph,
        { name: "A", nspp: "510032040001" },
        { name: "B", nspp: "510032040002" },
      );
      const [merged] = await addPesantren(graph, { merged_into_id: a!, nspp: "510032040003" });
      const representations = [
        { id: b },
        { id: merged },
        { nspp: "510032040003" },
        { id: "x" },
        { nspp: "510032040002" },
        { id: b },
      ].map((key) => ({ __typename: "Pesantren", ...key }));
      graph.statements.length = 0;
      const { _entities: found } = await graph.data<{ _entities: (ListedNode | null)[] }>(
        "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Pesantren { name } } }",
        { r: representations },
      );
      expect(found.map((each) => each?.name)).toEqual(["B", "A", "A", undefined, "B", "B"]);
      expect(graph.statements).toHaveLength(2);
    });
  });

  describe("as a feed for keepers of a copy", () => {
    const FEED = `query ($first: Int! = 1000, $after: String) { pesantrenChanges(first: $first, after: $after) {
      nodes { id nspp formerNspps name regencyCode districtCode status mergedIntoId changedAt } pageInfo { endCursor hasNextPage } } }`;
    const feed = async (after?: string | null, first = 1000) =>
      (await graph.data<{ pesantrenChanges: ListedPage }>(FEED, { after, first })).pesantrenChanges;

    it("gives each record at its latest change, the oldest first, merged ones too", async () => {
      const [a, b, c] = await addPesantren(graph, { name: "A" }, { name: "B" }, { name: "C" });
      const start = await feed();
      expect(start.nodes.map((node) => node.id)).toEqual([a, b, c]);
      expect(await feed(start.pageInfo.endCursor)).toMatchObject({ nodes: [] });
      await graph.db.rows("UPDATE pesantren SET merged_into_id = $2 WHERE id = $1", [a, c]);
      await graph.db.rows("UPDATE pesantren SET status = 'CLOSED' WHERE id = $1", [b]);
      const next = await feed(start.pageInfo.endCursor);
      expect(next.nodes).toEqual([
        expect.objectContaining({ id: a, mergedIntoId: c, status: "ACTIVE" }),
        expect.objectContaining({ id: b, mergedIntoId: null, status: "CLOSED" }),
      ]);
      expect((await feed(null, 2)).nodes.map((node) => node.id)).toEqual([c, a]);
    });

    it("misses nothing of a transaction that commits after a later one", async () => {
      const slow = new Client(graph.superuserUrl);
      await slow.connect();
      const [early] = await addPesantren(graph, { name: "Early" });
      const cursor = (await feed()).pageInfo.endCursor;
      await slow.query("BEGIN; SET LOCAL opop.province = '*'");
      await slow.query("UPDATE pesantren SET website = 'https://slow.id' WHERE id = $1", [early]);
      const [late] = await addPesantren(graph, { name: "Late" });
      const meanwhile = await feed(cursor);
      expect(meanwhile.nodes).toEqual([]);
      await slow.query("COMMIT");
      await slow.end();
      expect((await feed(meanwhile.pageInfo.endCursor ?? cursor)).nodes.map((node) => node.id)).toEqual([early, late]);
    });

    it("takes one statement a page, of at most 1,000", async () => {
      graph.statements.length = 0;
      await feed();
      expect(graph.statements).toHaveLength(1);
      const { errors } = await graph.run(FEED, { first: 1001 });
      expect(errors?.[0]?.extensions).toMatchObject({ expected: "1 to 1000", received: "1001" });
    });
  });
});
