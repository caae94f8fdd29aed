import { execFileSync } from "node:child_process";
import { realFiles } from "../bench/import";
import { runCommand, startHouse, type House } from "./house";

const IDRISIYAH = /^(al[- ]?)?idri+si+y*ah?$/i;

interface Page<N> {
  nodes: N[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

interface Named {
  id: string;
  nspp: string;
  name: string;
}

interface Pair {
  original: { name: string };
  duplicate: { name: string };
  reasons: { code: string }[];
}

/**
 * The main job on real input and real processes: the directories of two provinces imported, searched, paged, corrected and merged through the gateway,
 * with products beside them. Without the real files, which are not part of the project, it is skipped.
 */
const files = realFiles();
const journey = files.length > 0 ? describe : describeSkipped;

journey("the registry through the gateway, on the real directory of two provinces", () => {
  let house: House;
  /** Who asks: an operator of Jawa Barat, where everything of this journey lies. */
  let operator: Record<string, string>;
  beforeAll(async () => {
    house = await startHouse();
    operator = await house.identify("operator-jabar");
  }, 60_000);
  afterAll(() => house.remove(), 60_000);

  async function ask<T>(query: string, variables?: object): Promise<T> {
    const { data, errors } = await house.ask<T>(query, variables, operator);
    expect(errors).toBeUndefined();
    return data;
  }
  const search = async (text: string) =>
    (
      await ask<{ pesantrens: Page<Named> }>(
        "query ($text: String!) { pesantrens(search: $text) { nodes { id nspp name } } }",
        { text },
      )
    ).pesantrens.nodes;
  const first = async (count: number) =>
    (
      await ask<{ pesantrens: Page<Named> }>(
        `{ pesantrens(filter: { regencyCode: "32.04" }, first: ${count}) { nodes { id nspp name } } }`,
      )
    ).pesantrens.nodes;

  it("takes every row of both files, and nothing when they come again", async () => {
    for (const [at, rows] of [
      [0, 8410],
      [1, 4692],
    ] as const) {
      const { code, output } = await runCommand("import", ["pesantren", files[at]!], house.env);
      expect([code, output]).toEqual([0, expect.stringMatching(new RegExp(`new\\s+${rows.toLocaleString("en")}\\b`))]);
      const again = await runCommand("import", ["pesantren", files[at]!], house.env);
      expect(again.output).toMatch(new RegExp(`unchanged\\s+${rows.toLocaleString("en")}\\b`));
    }
    const { all } = await ask<{ all: { totalCount: number } }>("{ all: pesantrens { totalCount } }");
    expect(all.totalCount).toBe(13_102);
  }, 120_000);

  it("finds Al Idrisiyah by three spellings", async () => {
    const found = await Promise.all(["al-idrisiyyah", "Idrisiah", "alidrisiyah"].map(search));
    const ids = found.map((nodes) => nodes.filter((each) => IDRISIYAH.test(each.name)).map((each) => each.id));
    for (const each of ids) expect(each.length).toBeGreaterThan(0);
    for (const each of ids) expect(new Set(each)).toEqual(new Set(ids[0]));
    for (const nodes of found) expect(ids[0]).toContain(nodes[0]?.id);
  });

  it("shows the two of one hamlet in Bogor among the likely duplicates, with the reasons", async () => {
    const pairs: Pair[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { duplicatePesantren }: { duplicatePesantren: Page<Pair> } = await ask(
        `query ($after: String) { duplicatePesantren(filter: { regencyCode: "32.01" }, first: 100, after: $after) {
          nodes { original { name } duplicate { name } reasons { code } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      pairs.push(...duplicatePesantren.nodes);
      ({ hasNextPage: more, endCursor: after } = duplicatePesantren.pageInfo);
    }
    const ofOneHamlet = pairs.filter(
      ({ original, duplicate }) => IDRISIYAH.test(original.name) && IDRISIYAH.test(duplicate.name),
    );
    expect(ofOneHamlet).toHaveLength(1);
    const reasons = ofOneHamlet[0]?.reasons.map((each) => each.code);
    expect(reasons).toContain("SAME_NAME");
    expect(reasons?.some((code) => code === "SAME_ADDRESS" || code === "SIMILAR_ADDRESS")).toBe(true);
  });

  it("pages through all 8,410 pesantren of Jawa Barat without one missing or twice", async () => {
    const seen = new Set<string>();
    let count = 0;
    for (let after: string | null = null, more = true; more;) {
      const { pesantrens }: { pesantrens: Page<{ nspp: string }> } = await ask(
        `query ($after: String) { pesantrens(filter: { provinceCode: "32" }, first: 100, after: $after) {
          nodes { nspp } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      for (const { nspp } of pesantrens.nodes) seen.add(nspp);
      count += pesantrens.nodes.length;
      ({ hasNextPage: more, endCursor: after } = pesantrens.pageInfo);
    }
    expect([count, seen.size]).toEqual([8410, 8410]);
  }, 60_000);

  it("reads products of 20 pesantren with at most one SQL statement a level", async () => {
    const twenty = await first(20);
    for (const { id } of twenty.slice(0, 3)) expect(await addProduct(id)).toMatchObject({ name: "Kale organik" });
    const query = `{ pesantrens(filter: { regencyCode: "32.04" }, first: 20) { nodes { name regency { name } products(first: 5) { nodes { name price } } } } }`;
    const { pesantrens } = await ask<{ pesantrens: Page<{ products: Page<{ name: string }> }> }>(query);
    expect(pesantrens.nodes.filter((each) => each.products.nodes.length > 0)).toHaveLength(3);
    // Levels of the registry: pesantren with the ids of their duplicates, and their regencies. One of the catalogue, which beside that follows the
    // registry's changes all the time: so the least of several tries is what the query itself takes.
    const tries = [];
    for (let at = 0; at < 10; at++) {
      const before = await statements();
      await ask(query);
      const after = await statements();
      tries.push([after.pesantren - before.pesantren, after.products - before.products] as const);
    }
    expect(Math.min(...tries.map(([pesantren]) => pesantren))).toBeLessThanOrEqual(2);
    expect(Math.min(...tries.map(([, products]) => products))).toBe(1);
  });

  it("finds a pesantren by the number that it had before", async () => {
    const [one] = await first(1);
    const { correctPesantren } = await ask<{ correctPesantren: object }>(
      `mutation ($input: CorrectPesantrenInput!) { correctPesantren(input: $input) {
        ... on Pesantren { nspp nsppHistory { nspp } } ... on Refused { refusals { code message } } } }`,
      { input: { id: one!.id, nspp: "519932049999", reason: "Nomor diterbitkan ulang." } },
    );
    expect(correctPesantren).toMatchObject({ nspp: "519932049999" });
    const { old } = await ask<{ old: Named }>(`query ($nspp: Nspp!) { old: pesantren(nspp: $nspp) { id nspp } }`, {
      nspp: one!.nspp,
    });
    expect(old).toEqual({ id: one!.id, nspp: "519932049999" });
  });

  it("finds a merged duplicate by both ids, with the products of both, and takes the merge back", async () => {
    const [original, , , , duplicate] = await first(5);
    await addProduct(duplicate!.id);
    const merged = await ask<{ mergePesantren: object }>(
      `mutation ($input: MergePesantrenInput!) { mergePesantren(input: $input) { ... on Pesantren { id formerIds } ... on Refused { refusals { code message } } } }`,
      { input: { duplicateId: duplicate!.id, originalId: original!.id, reason: "Sama." } },
    );
    expect(merged.mergePesantren).toEqual({ id: original!.id, formerIds: [duplicate!.id] });
    const both = `query ($a: ID!, $b: ID!) { a: pesantren(id: $a) { id products { totalCount } } b: pesantren(id: $b) { id products { totalCount } } }`;
    const ids = { a: original!.id, b: duplicate!.id };
    const together = { id: original!.id, products: { totalCount: 2 } };
    expect(await ask(both, ids)).toEqual({ a: together, b: together });
    await ask(
      `mutation ($input: UnmergePesantrenInput!) { unmergePesantren(input: $input) { ... on Pesantren { id } ... on Refused { refusals { code message } } } }`,
      { input: { duplicateId: duplicate!.id, reason: "Ternyata dua." } },
    );
    expect(await ask(both, ids)).toEqual({
      a: { id: original!.id, products: { totalCount: 1 } },
      b: { id: duplicate!.id, products: { totalCount: 1 } },
    });
  });

  it("lists service points within 10 km in the order of distance", async () => {
    const [one] = await first(1);
    const here = { latitude: -7.1, longitude: 107.4 };
    for (const [at, north] of [0.05, 0.01, 0.2, 0.03].entries()) {
      const { registerServicePoint } = await ask<{ registerServicePoint: object }>(
        `mutation ($input: RegisterServicePointInput!, $key: String!) { registerServicePoint(input: $input, idempotencyKey: $key) {
          __typename ... on Refused { refusals { code message } } } }`,
        {
          key: `journey-point-${at}`,
          input: {
            pesantrenId: one!.id,
            kind: "SHOP",
            name: `Toko ${at}`,
            services: ["RETAIL"],
            location: { latitude: here.latitude + north, longitude: here.longitude },
          },
        },
      );
      expect(registerServicePoint).toEqual({ __typename: "ServicePoint" });
    }
    const { servicePoints } = await ask<{ servicePoints: { edges: { distanceKm: number; node: { name: string } }[] } }>(
      `query ($near: NearInput!) { servicePoints(near: $near) { edges { distanceKm node { name } } } }`,
      { near: { ...here, radiusKm: 10 } },
    );
    expect(servicePoints.edges.map((each) => each.node.name)).toEqual(["Toko 1", "Toko 3", "Toko 0"]);
    expect(servicePoints.edges.map((each) => Math.round(each.distanceKm * 10) / 10)).toEqual([1.1, 3.3, 5.6]);
  });

  it("answers the rest while the products' process is dead, and heals when it is back", async () => {
    const query = `{ pesantrens(first: 2) { nodes { name products { totalCount } } } }`;
    process.kill(pidOf("products"), "SIGKILL");
    const { data, errors } = await house.ask<{ pesantrens: { nodes: { name: string; products: unknown }[] } | null }>(
      query,
    );
    expect(errors?.map((each) => each.extensions["code"])).toEqual(expect.arrayContaining(["SUBGRAPH_UNAVAILABLE"]));
    expect(errors?.[0]?.path?.slice(0, 2)).toEqual(["pesantrens", "nodes"]);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|localhost|ECONN|stack/);
    expect(data.pesantrens?.nodes[0]).toMatchObject({ name: expect.any(String) as string, products: null });
    for (let healed = false; !healed;) healed = (await house.ask(query)).errors === undefined;
  }, 60_000);

  async function addProduct(pesantrenId: string): Promise<object> {
    const { addProduct: added } = await ask<{ addProduct: object }>(
      `mutation ($input: AddProductInput!, $key: String!) { addProduct(input: $input, idempotencyKey: $key) {
        ... on Product { name } ... on Refused { refusals { code message } } } }`,
      {
        key: `journey-${pesantrenId}`,
        input: { pesantrenId, name: "Kale organik", field: "AGRICULTURE", price: 25_000, unit: "kg" },
      },
    );
    return added;
  }

  /** Statements that each room has made so far. */
  async function statements(): Promise<{ pesantren: number; products: number }> {
    const counts = ["PESANTREN_PORT", "PRODUCTS_PORT"].map(async (port) => {
      const figures = await (await fetch(`http://127.0.0.1:${house.env[port]}/metrics`)).text();
      return Number(/^subgraph_statement_seconds_count\{.*\} (\d+)$/m.exec(figures)?.[1] ?? 0);
    });
    const [pesantren = 0, products = 0] = await Promise.all(counts);
    return { pesantren, products };
  }

  function pidOf(room: string): number {
    return Number(
      execFileSync("pgrep", ["-P", String(house.process.pid), "-f", `main.js ${room}`], { encoding: "utf8" }).trim(),
    );
  }
});

function describeSkipped(name: string): void {
  describe(name, () => {
    it("is left out, because the real files are not here", () => {
      console.warn("OPOP_SHARED_DATA names no folder with the real directory; nothing was tested with it.");
      expect(files).toEqual([]);
    });
  });
}
