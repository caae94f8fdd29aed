import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pino from "pino";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import room from "../subgraph";
import { loadRegions } from "./region.import";

let graph: TestGraph;
beforeAll(async () => (graph = await testGraph(room)));
afterAll(() => graph.close());
beforeEach(() => (graph.statements.length = 0));

interface Names {
  nodes: { code: string; name: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
  totalCount: number;
}

describe("the regions", () => {
  it("are all there", async () => {
    const rows = await graph.db.rows("SELECT level, count(*)::int AS count FROM region GROUP BY level ORDER BY level");
    expect(rows.map(({ count }) => count as number)).toEqual([38, 514, 7285, 83762]);
  });

  it("each lie in one that is there", async () => {
    const orphans = await graph.db.rows(
      "SELECT code FROM region r WHERE level > 1 AND NOT EXISTS (SELECT FROM region p WHERE p.code = r.parent_code)",
    );
    expect(orphans).toEqual([]);
  });

  it("are found by their code, with everything above them in one more statement", async () => {
    const data = await graph.data(`{ village(code: "32.04.05.2001") {
      code name district { name regency { name } } regency { name kind } province { name } } }`);
    expect(data).toEqual({
      village: {
        code: "32.04.05.2001",
        name: expect.any(String),
        district: { name: "Cileunyi", regency: { name: "Kabupaten Bandung" } },
        regency: { name: "Kabupaten Bandung", kind: "KABUPATEN" },
        province: { name: "Jawa Barat" },
      },
    });
    expect(graph.statements).toHaveLength(2);
  });

  it("need no statement for the code of the one above", async () => {
    const data = await graph.data('{ regency(code: "32.73") { kind province { code } } }');
    expect(data).toEqual({ regency: { kind: "KOTA", province: { code: "32" } } });
    expect(graph.statements).toHaveLength(1);
  });

  it("are null where no region has the code", async () => {
    expect(await graph.data('{ province(code: "99") { name } district(code: "32.04.99") { name } }')).toEqual({
      province: null,
      district: null,
    });
  });

  it("refuse a code of another level, in both languages", async () => {
    const { errors } = await graph.run('{ regency(code: "32") { name } }');
    expect(errors?.[0]).toMatchObject({
      message: "Code 32 is one of level PROVINCE; expected a code of level REGENCY.",
      extensions: { code: "BAD_USER_INPUT", received: "32" },
    });
    const indonesian = await graph.run('{ regency(code: "32") { name } }', {}, "id");
    expect(indonesian.errors?.[0]?.message).toContain("yang diharapkan tingkat REGENCY");
  });

  it("refuse what is no code at all", async () => {
    const { errors } = await graph.run('{ regency(code: "3204") { name } }');
    expect(errors?.[0]?.message).toContain("a region code such as 32, 32.04");
  });

  it("resolve references of every type in one statement", async () => {
    const data = await graph.data(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Province { name } ... on Regency { name } ... on District { name } ... on Village { name } } }`,
      {
        representations: [
          { __typename: "Province", code: "35" },
          { __typename: "Regency", code: "35.78" },
          { __typename: "District", code: "32.04.05" },
          { __typename: "Village", code: "11.01.01.2001" },
          { __typename: "Regency", code: "00.00" },
        ],
      },
    );
    expect(data).toEqual({
      _entities: [
        { name: "Jawa Timur" },
        { name: "Kota Surabaya" },
        { name: "Cileunyi" },
        { name: "Keude Bakongan" },
        null,
      ],
    });
    expect(graph.statements).toHaveLength(1);
  });
});

describe("the regions below a region", () => {
  it("are read by one statement a level, however many parents there are", async () => {
    const { provinces } = await graph.data<{
      provinces: { nodes: { regencies: { totalCount: number; nodes: { districts: Names }[] } }[] };
    }>(`{ provinces(first: 100) { nodes { code regencies(first: 100) { totalCount nodes { kind
          districts(first: 2) { totalCount nodes { code } } } } } } }`);
    const regencies = provinces.nodes.flatMap((each) => each.regencies.nodes);
    expect(provinces.nodes).toHaveLength(38);
    expect(regencies).toHaveLength(514);
    expect(provinces.nodes.reduce((sum, each) => sum + each.regencies.totalCount, 0)).toBe(514);
    expect(regencies.reduce((sum, each) => sum + each.districts.totalCount, 0)).toBe(7285);
    expect(graph.statements).toHaveLength(5);
  });

  it("come in pages by code, none missing and none twice", async () => {
    const seen: string[] = [];
    let villages: Names | undefined;
    do {
      ({ villages } = (
        await graph.data<{ district: { villages: Names } }>(
          `query ($after: String) { district(code: "11.06.03") { villages(first: 7, after: $after) {
            nodes { code } totalCount pageInfo { hasNextPage endCursor } } } }`,
          { after: villages?.pageInfo.endCursor },
        )
      ).district);
      seen.push(...villages.nodes.map(({ code }) => code));
    } while (villages.pageInfo.hasNextPage);
    expect(seen.length).toBeGreaterThan(7);
    expect(seen).toHaveLength(villages.totalCount);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it("refuse a cursor that is none", async () => {
    const { errors } = await graph.run('{ provinces(after: "nonsense") { nodes { code } } }');
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });
});

describe("the search for regions", () => {
  const search = async (text: string, more = "") =>
    (
      await graph.data<{ regions: Names }>(
        `query ($text: String!) { regions(search: $text, first: 5${more}) { nodes { __typename code name } } }`,
        { text },
      )
    ).regions.nodes.map(({ name }) => name);

  it.each([
    ["Bandung", ["Kabupaten Bandung", "Kota Bandung"]],
    ["Kota Bandung", ["Kota Bandung", "Kabupaten Bandung"]],
    ["kab. bandung", ["Kabupaten Bandung"]],
    ["KABUPATEN BANDUNG BARAT", ["Kabupaten Bandung Barat"]],
    ["tolitoli", ["Kabupaten Toli-Toli"]],
    ["Tasikmalya", ["Kabupaten Tasikmalaya", "Kota Tasikmalaya"]],
    ["jogyakarta", ["Daerah Istimewa Yogyakarta", "Kota Yogyakarta"]],
    ["DKI Jakarta", ["Daerah Khusus Ibukota Jakarta"]],
    ["Prov. Jawa Barat", ["Jawa Barat"]],
    ["Jakarta Pusat", ["Kota Administrasi Jakarta Pusat"]],
    ["Kota Jakarta Pusat", ["Kota Administrasi Jakarta Pusat"]],
    ["Kota Baru", ["Kabupaten Kotabaru"]],
  ])("finds %s", async (text, expected) => {
    expect((await search(text)).slice(0, expected.length)).toEqual(expected);
  });

  it("keeps to a level and to what lies below a region", async () => {
    expect(await search("bandung", ', level: DISTRICT, within: "35"')).toContain("Bandung");
    const { regions } = await graph.data<{ regions: Names }>(
      '{ regions(search: "bandung", level: DISTRICT, within: "35") { nodes { code __typename } } }',
    );
    for (const each of regions.nodes) {
      expect(each).toMatchObject({ __typename: "District", code: expect.stringMatching(/^35\.\d\d\.\d\d$/) });
    }
  });

  it("pages through all it finds, none missing and none twice, by one statement a page", async () => {
    const { regions: all } = await graph.data<{ regions: Names }>(
      '{ regions(search: "sukamaju", first: 1) { totalCount } }',
    );
    expect(graph.statements).toHaveLength(2);
    graph.statements.length = 0;
    const seen: string[] = [];
    let page: Names | undefined;
    do {
      page = (
        await graph.data<{ regions: Names }>(
          `query ($after: String) { regions(search: "sukamaju", first: 100, after: $after) {
            nodes { code } pageInfo { hasNextPage endCursor } } }`,
          { after: page?.pageInfo.endCursor },
        )
      ).regions;
      seen.push(...page.nodes.map(({ code }) => code));
    } while (page.pageInfo.hasNextPage);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(all.totalCount);
    expect(graph.statements).toHaveLength(Math.ceil(all.totalCount / 100));
  });

  it.each(["x", "--", "a".repeat(101)])("refuses %p as too short or too long", async (text) => {
    const { errors } = await graph.run("query ($text: String!) { regions(search: $text) { nodes { code } } }", {
      text,
    });
    expect(errors?.[0]).toMatchObject({
      message: "search must have 2 to 100 characters, of which two are letters or digits.",
      extensions: { code: "BAD_USER_INPUT" },
    });
  });

  it("takes the signs of LIKE for what they are", async () => {
    expect(await search("ban%ung_")).toEqual(await search("banung"));
  });
});

describe("a release of the regions", () => {
  const log = pino({ level: "silent" });
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  /** The installed release with another text in its list of regencies. */
  const release = async (version: string, was: string, becomes: string) => {
    const folder = await mkdtemp(join(tmpdir(), "regions-"));
    folders.push(folder);
    await cp(join(dirname(require.resolve("idn-area-data/package.json")), "data"), folder, { recursive: true });
    const regencies = await readFile(join(folder, "regencies.csv"), "utf8");
    expect(regencies).toContain(was);
    await writeFile(join(folder, "regencies.csv"), regencies.replace(was, becomes));
    return { version, folder };
  };
  const rows = (test: TestGraph) =>
    test.db.rows("SELECT code, name, withdrawn_in FROM region WHERE code IN ('11', '11.01', '11.99') ORDER BY code");

  it("is not read again when it is in force", async () => {
    await loadRegions(graph.db, log);
    expect(graph.statements).toHaveLength(1);
  });

  it("renames, adds and withdraws in place, and takes back what comes back", async () => {
    const own = await testGraph(room);
    try {
      await loadRegions(
        own.db,
        log,
        await release("5.0.0", "11.01,11,Kabupaten Aceh Selatan", "11.99,11,Kabupaten Baru"),
      );
      expect(await rows(own)).toEqual([
        { code: "11", name: "Aceh", withdrawn_in: null },
        { code: "11.01", name: "Kabupaten Aceh Selatan", withdrawn_in: "5.0.0" },
        { code: "11.99", name: "Kabupaten Baru", withdrawn_in: null },
      ]);
      const data = await own.data(
        `{ regency(code: "11.01") { name } province(code: "11") { regencies(first: 1) { totalCount nodes { code } } }
           regions(search: "aceh selatan", first: 1) { nodes { code } } }`,
      );
      expect(data).toEqual({
        regency: { name: "Kabupaten Aceh Selatan" },
        province: { regencies: { totalCount: 23, nodes: [{ code: "11.02" }] } },
        regions: { nodes: [{ code: expect.not.stringMatching(/^11\.01$/) }] },
      });
      await loadRegions(own.db, log, await release("5.1.0", "Kabupaten Aceh Selatan", "Kabupaten Aceh Kidul"));
      expect(await rows(own)).toEqual([
        { code: "11", name: "Aceh", withdrawn_in: null },
        { code: "11.01", name: "Kabupaten Aceh Kidul", withdrawn_in: null },
        { code: "11.99", name: "Kabupaten Baru", withdrawn_in: "5.1.0" },
      ]);
    } finally {
      await own.close();
    }
  });

  it("is loaded once by several processes that start together", async () => {
    const own = await testGraph(room);
    try {
      const next = await release("6.0.0", "Aceh Selatan", "Aceh Kidul");
      await Promise.all([1, 2, 3].map(() => loadRegions(own.db, log, next)));
      expect(own.statements.filter((each) => each.startsWith("CREATE TEMP TABLE"))).toHaveLength(1);
    } finally {
      await own.close();
    }
  });

  it("that can't be read whole changes nothing", async () => {
    const own = await testGraph(room);
    try {
      const broken = await release("7.0.0", "Kota Sorong", 'Kota "Sorong');
      await expect(loadRegions(own.db, log, broken)).rejects.toThrow();
      expect(await own.db.row("SELECT count(*)::int AS count FROM region WHERE withdrawn_in IS NULL")).toEqual({
        count: 91599,
      });
    } finally {
      await own.close();
    }
  });
});
