import { testGraph, type TestGraph } from "../../kit/testing/graph";
import subgraph from "../subgraph";
import { addPesantren, listsOf } from "./pesantren.fixture";

describe("the registry", () => {
  let graph: TestGraph;
  beforeAll(async () => (graph = await testGraph(subgraph)));
  afterAll(() => graph.close());
  afterEach(() => graph.asSuperuser("TRUNCATE pesantren, pesantren_name, pesantren_name_term, pesantren_word CASCADE"));

  const { page, names, total, walk } = listsOf(() => graph);

  const PAGE = "query ($search: String) { pesantrens(search: $search) { nodes { id } } }";

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
});
