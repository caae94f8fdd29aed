import { Client } from "pg";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import subgraph from "../subgraph";
import { addPesantren } from "./pesantren.fixture";

interface Node {
  readonly id: string;
  readonly name?: string;
  readonly nspp?: string;
}

interface Page {
  readonly nodes: readonly Node[];
  readonly edges: readonly { distanceKm: number | null; node: Node }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly totalCount: number;
}

const PAGE = `query ($filter: PesantrenFilter, $search: String, $near: NearInput, $first: Int! = 20, $after: String) {
  pesantrens(filter: $filter, search: $search, near: $near, first: $first, after: $after) {
    nodes { id name } edges { distanceKm node { id } } pageInfo { endCursor hasNextPage } } }`;

describe("the registry", () => {
  let graph: TestGraph;
  beforeAll(async () => (graph = await testGraph(subgraph)));
  afterAll(() => graph.close());
  afterEach(() => graph.db.rows("TRUNCATE pesantren, pesantren_name, pesantren_name_term, pesantren_word CASCADE"));

  const page = async (variables: object) => (await graph.data<{ pesantrens: Page }>(PAGE, variables)).pesantrens;
  const names = async (variables: object) => (await page(variables)).nodes.map((node) => node.name);
  const total = async (variables: object) =>
    (
      await graph.data<{ pesantrens: Page }>(
        "query ($filter: PesantrenFilter, $search: String, $near: NearInput) { pesantrens(filter: $filter, search: $search, near: $near, first: 1) { totalCount } }",
        variables,
      )
    ).pesantrens.totalCount;
  const errorOf = async (variables: object) => (await graph.run(PAGE, variables)).errors?.[0];

  /** Every id of a list, page by page. */
  async function walk(variables: object, first = 3): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page({ ...variables, first, after });
      ids.push(...nodes.map((node) => node.id));
      if (!pageInfo.hasNextPage) return ids;
      after = pageInfo.endCursor;
    }
  }

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

  describe("searched by name", () => {
    it.each(["al-idrisiyyah", "Idrisiah", "alidrisiyah", "PP. AL IDRISIYAH", "idrisi", "idrisyiah", "Idrsiyah"])(
      "finds Al Idrisiyah as %s",
      async (search) => {
        await addPesantren(graph, { name: "Al Idrisiyah" }, { name: "Nurul Huda" }, { name: "Darul Ulum" });
        expect(await names({ search })).toEqual(["Al Idrisiyah"]);
      },
    );

    it("finds words in any order, parts of names, and two words written as one or one as two", async () => {
      await addPesantren(
        graph,
        { name: "Nurul Huda Al Barudi" },
        { name: "Nurulhuda" },
        { name: "Darussalam" },
        { name: "Darus Salam" },
      );
      expect(await names({ search: "barudi nurul" })).toEqual(["Nurul Huda Al Barudi"]);
      expect((await names({ search: "nurul huda" })).sort()).toEqual(["Nurul Huda Al Barudi", "Nurulhuda"]);
      expect(await names({ search: "nurulhuda" })).toEqual(["Nurulhuda", "Nurul Huda Al Barudi"]);
      expect(await names({ search: "darus salam" })).toEqual(["Darus Salam", "Darussalam"]);
      expect((await names({ search: "darussalam" })).sort()).toEqual(["Darus Salam", "Darussalam"]);
    });

    it("puts the better match first: the same word before a like one, fewer other words before more", async () => {
      await addPesantren(
        graph,
        { name: "Al Hidayah Putri" },
        { name: "Hidayatul Ulum" },
        { name: "Al Hidayah" },
        { name: "Miftahul Hidayah Garut" },
      );
      expect((await names({ search: "hidayah" })).slice(0, 3)).toEqual([
        "Al Hidayah",
        "Al Hidayah Putri",
        "Miftahul Hidayah Garut",
      ]);
    });

    it("asks for all words where names have them, and is content with one where none has two", async () => {
      await addPesantren(graph, { name: "Al Ittifaq" }, { name: "Nurul Huda" }, { name: "Nurul Falah" });
      expect(await names({ search: "nurul huda" })).toEqual(["Nurul Huda"]);
      expect(await names({ search: "al ittifaq ciwidey" })).toEqual(["Al Ittifaq"]);
      expect(await names({ search: "zzz" })).toEqual([]);
    });

    it("gives each match once, page by page, filtered or not, many bearing one name", async () => {
      const given = ["Nurul Huda", "Nurul Huda Putra", "Nurul Hudaa", "Nuril Huda", "Miftahul Huda"].flatMap((name) =>
        Array.from({ length: 7 }, (_, at) => ({ name, regency_code: at % 2 === 0 ? "32.04" : "32.05" })),
      );
      await addPesantren(graph, ...given);
      const all = await walk({ search: "nurul huda" });
      expect(all).toHaveLength(28);
      expect(new Set(all).size).toBe(28);
      expect(await total({ search: "nurul huda" })).toBe(28);
      const filter = { regencyCode: "32.05" };
      const narrowed = await walk({ search: "nurul huda", filter });
      expect(new Set(narrowed).size).toBe(12);
      expect(narrowed).toEqual(all.filter((id) => narrowed.includes(id)));
      expect(await total({ search: "nurul huda", filter })).toBe(12);
      expect(await walk({ search: "nurul huda baru" })).toEqual(all);
    });

    it("looks past the best names when their bearers do not fill the page", async () => {
      await addPesantren(graph, ...Array.from({ length: 120 }, (_, at) => ({ name: `Huda ${1000 + at}` })));
      expect(new Set(await walk({ search: "huda" }, 40)).size).toBe(120);
    });

    it("takes two statements, and a third if the best names do not fill the page", async () => {
      await addPesantren(graph, { name: "Al Huda" }, { name: "Al Huda" });
      graph.statements.length = 0;
      await page({ search: "huda", first: 1 });
      expect(graph.statements).toHaveLength(2);
      graph.statements.length = 0;
      await page({ search: "huda", first: 2 });
      expect(graph.statements).toHaveLength(3);
    });

    it("takes signs of SQL and of patterns for what they are", async () => {
      await addPesantren(graph, { name: "Al Huda" });
      for (const search of ["hu%", "h_da", "'; DROP TABLE pesantren; --", "huda\\", "$1"]) {
        expect((await graph.run(PAGE, { search })).errors).toBeUndefined();
      }
    });
  });

  describe("near a place", () => {
    const centre = { latitude: -6.9, longitude: 107.6, radiusKm: 20 };
    const at = (name: string, km: number) => ({ name, latitude: -6.9 + km / 111.2, longitude: 107.6 });

    it("gives those in the circle, the nearest first, page by page, with their distances", async () => {
      const ids = await addPesantren(
        graph,
        at("far", 15),
        at("near", 1),
        at("out", 21),
        at("here", 0),
        at("twin", 1),
        {},
      );
      const [far, near, , here, twin] = ids;
      const first = await page({ near: centre });
      expect(first.edges.map((edge) => Math.round(edge.distanceKm! * 10) / 10)).toEqual([0, 1, 1, 15]);
      expect(await walk({ near: centre }, 1)).toEqual([here, near, twin, far]);
      expect(await total({ near: centre })).toBe(4);
    });

    it("can be narrowed by filter and by name, rare or common", async () => {
      await addPesantren(
        graph,
        at("Al Huda", 5),
        { ...at("Al Huda", 2), kind: "SALAFIYAH" },
        at("Al Falah", 1),
        at("Al Huda", 30),
        { name: "Al Huda" },
      );
      expect(await names({ near: centre, filter: { kind: "SALAFIYAH" } })).toEqual(["Al Huda"]);
      const found = await page({ near: centre, search: "hudaa" });
      expect(found.edges.map((edge) => Math.round(edge.distanceKm!))).toEqual([2, 5]);
      expect(await walk({ near: centre, search: "huda" }, 1)).toHaveLength(2);
      expect(await total({ near: centre, search: "huda" })).toBe(2);
      await addPesantren(graph, ...Array.from({ length: 4000 }, () => ({ name: "Al Huda" })));
      expect(await walk({ near: centre, search: "huda" }, 1)).toEqual(found.nodes.map((node) => node.id));
    });

    it("says no distance without a place", async () => {
      await addPesantren(graph, {});
      expect((await page({})).edges[0]?.distanceKm).toBeNull();
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
      const { _entities: found } = await graph.data<{ _entities: (Node | null)[] }>(
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
      (await graph.data<{ pesantrenChanges: Page }>(FEED, { after, first })).pesantrenChanges;

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
      const slow = new Client(graph.url);
      await slow.connect();
      const [early] = await addPesantren(graph, { name: "Early" });
      const cursor = (await feed()).pageInfo.endCursor;
      await slow.query("BEGIN");
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
