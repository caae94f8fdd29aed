import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import room from "../subgraph";
import { added, addPesantren, inputFor } from "./testing/fixture";

let graph: TestGraph;
beforeAll(async () => (graph = await testGraph(room)));
afterAll(() => graph.close());

interface Page {
  nodes: { id: string }[];
  edges: { distanceKm: number | null; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

const LIST = `query ($filter: ServicePointFilter, $near: NearInput, $first: Int! = 100, $after: String) {
  servicePoints(filter: $filter, near: $near, first: $first, after: $after) {
    edges { distanceKm node { id } } pageInfo { hasNextPage endCursor } } }`;

const list = async (variables: object) => (await graph.data<{ servicePoints: Page }>(LIST, variables)).servicePoints;
const ids = async (filter: object) => (await list({ filter })).edges.map(({ node }) => node.id).sort();

/** Numbers that look random and are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Great-circle distance on PostgreSQL's earth, computed another way than PostgreSQL does. */
function haversineKm(a: readonly [number, number], b: readonly [number, number]): number {
  const [lat1, lon1, lat2, lon2] = [...a, ...b].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
    number,
  ];
  const h = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * 6378.168 * Math.asin(Math.sqrt(h));
}

describe("service points near a place", () => {
  const SEED = 20261123;
  const CENTRE = [-7.25, 112.75] as const;
  const near = (radiusKm: number) => ({ latitude: CENTRE[0], longitude: CENTRE[1], radiusKm });
  const places = new Map<string, readonly [number, number]>();

  beforeAll(async () => {
    const random = randomNumbers(SEED);
    const pesantrenId = await addPesantren(graph);
    for (let n = 0; n < 400; n++) places.set(newId(), [-9 + random() * 3.5, 111 + random() * 3.5]);
    // Twins, so that the order of equal distances is tested too.
    for (let n = 0; n < 5; n++) places.set(newId(), [-7.3, 112.8]);
    const [all, latitudes, longitudes] = [
      [...places.keys()],
      ...[0, 1].map((at) => [...places.values()].map((p) => p[at as 0])),
    ];
    await graph.db.rows(
      `INSERT INTO service_point (id, pesantren_id, kind, name, service_codes, regency_code, latitude, longitude, time_zone)
       SELECT id, $1, 'SHOP', 'Toko', '{RETAIL}', '35.78', latitude, longitude, 'WIB'
       FROM unnest($2::uuid[], $3::float8[], $4::float8[]) AS place (id, latitude, longitude)`,
      [pesantrenId, all, latitudes, longitudes],
    );
  });

  const expected = (radiusKm: number) =>
    [...places]
      .map(([id, place]) => ({ id, km: haversineKm(CENTRE, place) }))
      .filter(({ km }) => km <= radiusKm)
      .sort((a, b) => (Math.abs(a.km - b.km) > 1e-6 ? a.km - b.km : a.id < b.id ? -1 : 1));

  it.each([1, 10, 60, 500])(
    `are those that a brute-force computation finds within %d km, in its order (seed ${SEED})`,
    async (radiusKm) => {
      const wanted = expected(radiusKm);
      const found: { id: string; km: number | null }[] = [];
      let page: Page | undefined;
      do {
        page = await list({ near: near(radiusKm), first: 7, after: page?.pageInfo.endCursor });
        found.push(...page.edges.map(({ node, distanceKm }) => ({ id: node.id, km: distanceKm })));
      } while (page.pageInfo.hasNextPage);
      expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      // To the metre, with half a metre's rounding.
      found.forEach(({ km }, at) => expect(Math.abs(km! - wanted[at]!.km)).toBeLessThan(0.000501));
    },
  );

  it("take one statement a page, and another only for the count", async () => {
    graph.statements.length = 0;
    await list({ near: near(60) });
    expect(graph.statements).toHaveLength(1);
    const { servicePoints } = await graph.data<{ servicePoints: Page }>(
      "query ($near: NearInput) { servicePoints(near: $near, first: 1) { totalCount nodes { id } } }",
      { near: near(60) },
    );
    expect(servicePoints.totalCount).toBe(expected(60).length);
    expect(graph.statements).toHaveLength(3);
  });

  it.each([undefined, { services: ["RETAIL"], bankCode: "BJB", status: "ACTIVE", regencyCode: "35.78" }])(
    "are read from the index outwards from the centre, whatever the filter: %j",
    async (filter) => {
      graph.statements.length = 0;
      await list({ near: near(60), filter });
      const plan = await graph.db.withClient(async (client) => {
        // The few rows of a test would rather be read one after the other.
        await client.query("SET enable_seqscan = off");
        const { rows } = await client.query<{ line: string }>(`EXPLAIN (GENERIC_PLAN) ${graph.statements[0]}`);
        await client.query("RESET enable_seqscan");
        return rows.map((row) => Object.values(row)[0]).join("\n");
      });
      expect(plan).toMatch(/Presorted Key.*\n\s+-> {2}Index Scan using service_point_place/);
    },
  );

  it("are none where none lie", async () => {
    const page = await list({ near: { latitude: 60, longitude: 10, radiusKm: 100 } });
    expect(page).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  it.each([
    [{ latitude: 91, longitude: 0, radiusKm: 1 }, "latitude must be between -90 and 90 degrees, received 91."],
    [{ latitude: 0, longitude: 181, radiusKm: 1 }, "longitude must be between -180 and 180 degrees, received 181."],
    [{ latitude: 0, longitude: 0, radiusKm: 501 }, "radiusKm must be more than 0 and at most 500, received 501."],
  ])("are refused for %j", async (circle, message) => {
    const { errors } = await graph.run(LIST, { near: circle });
    expect(errors?.[0]).toMatchObject({ message, extensions: { code: "BAD_USER_INPUT" } });
    const indonesian = await graph.run(LIST, { near: circle }, "id");
    expect(indonesian.errors?.[0]?.message).toContain("harus");
  });

  it("refuse the cursor of a list in another order", async () => {
    const { pageInfo } = await list({ first: 1 });
    const { errors } = await graph.run(LIST, { near: near(10), after: pageInfo.endCursor });
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });
});

describe("a filter of service points", () => {
  let [a, b, c, home, away] = ["", "", "", "", ""];
  const openingHours = [{ weekday: "SATURDAY", opens: "08:00", closes: "09:00" }];

  beforeAll(async () => {
    [home, away] = [await addPesantren(graph, "63.71"), await addPesantren(graph, "62.71")];
    a = await added(graph, inputFor(home, { services: ["SAMSAT", "RETAIL"], bankCode: "BJB", openingHours }), "ACTIVE");
    b = await added(
      graph,
      inputFor(home, { services: ["SAMSAT"], bankCode: "BJB_SYARIAH", kind: "COOPERATIVE" }),
      "ACTIVE",
    );
    c = await added(graph, inputFor(away, { services: ["SAMSAT", "LAKU_PANDAI"], openingHours }), "ACTIVE");
  });

  it("narrows the list by each of its fields", async () => {
    expect(await ids({ services: ["SAMSAT"] })).toEqual([a, b, c]);
    expect(await ids({ services: ["RETAIL", "SAMSAT"] })).toEqual([a]);
    expect(await ids({ services: ["NONE"] })).toEqual([]);
    expect(await ids({ bankCode: "BJB" })).toEqual([a]);
    expect(await ids({ status: "ACTIVE" })).toEqual([a, b, c]);
    expect(await ids({ kind: "COOPERATIVE" })).toEqual([b]);
    expect(await ids({ provinceCode: "63" })).toEqual([a, b]);
    expect(await ids({ regencyCode: "62.71" })).toEqual([c]);
    expect(await ids({ pesantrenId: home })).toEqual([a, b]);
    expect(await ids({ pesantrenId: "nonsense" })).toEqual([]);
    expect(await ids({ provinceCode: "63", services: ["SAMSAT"], bankCode: "BJB_SYARIAH" })).toEqual([b]);
  });

  it("finds what is open at a moment, each in its own time zone", async () => {
    const at = (openAt: string) => ids({ openAt });
    expect(await at("2026-11-27T23:59:59Z")).toEqual([]);
    expect(await at("2026-11-28T00:00:00Z")).toEqual([a]);
    expect(await at("2026-11-28T00:59:59Z")).toEqual([a]);
    expect(await at("2026-11-28T01:00:00Z")).toEqual([c]);
    expect(await at("2026-11-28T02:00:00Z")).toEqual([]);
  });

  it("goes with a circle", async () => {
    const page = await list({
      filter: { services: ["SAMSAT"] },
      near: { latitude: -7.25, longitude: 112.75, radiusKm: 1 },
    });
    expect(page.edges).toEqual([a, b, c].sort().map((id) => ({ distanceKm: 0, node: { id } })));
  });

  it("is refused with a null character in a code", async () => {
    const { errors } = await graph.run(LIST, { filter: { bankCode: "B\0JB" } });
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });

  it("is refused with a code of another level or too many services", async () => {
    const wrong = await graph.run(LIST, { filter: { provinceCode: "63.71" } });
    expect(wrong.errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    const many = await graph.run(LIST, { filter: { services: Array.from({ length: 21 }, () => "SAMSAT") } });
    expect(many.errors?.[0]?.message).toBe("filter.services takes at most 20, received 21.");
  });
});

describe("the service points of a pesantren", () => {
  const OF = `query ($ids: [_Any!]!, $first: Int = 20, $after: String) { _entities(representations: $ids) {
    ... on Pesantren { id servicePoints(first: $first, after: $after) {
      totalCount nodes { id pesantren { id } } pageInfo { hasNextPage endCursor } } } } }`;
  interface Entities {
    _entities: { id: string; servicePoints: Page }[];
  }
  const of = async (pesantren: string[], variables: object = {}) =>
    (
      await graph.data<Entities>(OF, {
        ids: pesantren.map((id) => ({ __typename: "Pesantren", id })),
        ...variables,
      })
    )._entities;

  it("of many pesantren are read by one statement, each a page of its own", async () => {
    const pesantren = await Promise.all([1, 2, 3].map(() => addPesantren(graph)));
    const [first, second] = pesantren as [string, string, string];
    const points = [];
    for (const each of [first, first, first, second]) points.push(await added(graph, inputFor(each)));
    graph.statements.length = 0;
    const found = await of(pesantren, { first: 2 });
    expect(found.map(({ servicePoints }) => servicePoints.nodes.map(({ id }) => id))).toEqual([
      points.slice(0, 2),
      points.slice(3),
      [],
    ]);
    expect(found.map(({ servicePoints }) => servicePoints.totalCount)).toEqual([3, 1, 0]);
    // The references, the points and the counts; their pesantren are known from the references.
    expect(graph.statements).toHaveLength(3);
    const { endCursor } = found[0]!.servicePoints.pageInfo;
    const [rest] = await of([first], { first: 2, after: endCursor });
    expect(rest?.servicePoints.nodes.map(({ id }) => id)).toEqual(points.slice(2, 3));
  });

  it("hold those of its merged duplicates, for as long as they are merged", async () => {
    const [original, duplicate] = [await addPesantren(graph), await addPesantren(graph)];
    const own = await added(graph, inputFor(original));
    const merged = await added(graph, inputFor(duplicate));
    await graph.db.rows("UPDATE pesantren SET merged_into_id = $2 WHERE id = $1", [duplicate, original]);
    const later = await added(graph, inputFor(duplicate));

    const [both] = await of([original]);
    const node = (id: string) => ({ id, pesantren: { id: original } });
    expect(both?.servicePoints).toMatchObject({ totalCount: 3, nodes: [node(own), node(merged), node(later)] });
    expect(await ids({ pesantrenId: original })).toEqual([own, merged, later].sort());
    expect(await ids({ pesantrenId: duplicate })).toEqual([own, merged, later].sort());

    await graph.db.rows("UPDATE pesantren SET merged_into_id = NULL WHERE id = $1", [duplicate]);
    expect((await of([duplicate]))[0]?.servicePoints.nodes.map(({ id }) => id)).toEqual([merged]);
  });
});

describe("what a service point leads to", () => {
  it("is reached by references in one statement; unknown ones are null", async () => {
    const pesantrenId = await addPesantren(graph);
    const known = [await added(graph, inputFor(pesantrenId)), await added(graph, inputFor(pesantrenId))];
    graph.statements.length = 0;
    const representations = [...known, newId(), "nonsense"].map((id) => ({ __typename: "ServicePoint", id }));
    const data = await graph.data(
      "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ServicePoint { id location { latitude } } } }",
      { representations },
    );
    expect(data).toEqual({
      _entities: [...known.map((id) => ({ id, location: { latitude: -7.25 } })), null, null],
    });
    expect(graph.statements).toHaveLength(1);
  });

  it("takes one statement for the page and one for each kind of thing that it leads to", async () => {
    graph.statements.length = 0;
    await graph.data(`{ servicePoints(filter: { bankCode: "BJB" }) { nodes {
      id services { code } bank { name } regency { name } province { name } pesantren { name }
      statusHistory(first: 1) { nodes { reason } } } } }`);
    expect(graph.statements).toHaveLength(6);
  });
});
