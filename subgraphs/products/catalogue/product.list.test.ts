import fc from "fast-check";
import { newId } from "../../kit/id";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import products from "../subgraph";
import { knownPesantren } from "../testing/fixture";

interface Row {
  readonly id: string;
  readonly pesantrenId: string;
  readonly regency: string;
  readonly field: string;
  readonly price: number;
  readonly name: string;
  readonly certificate?: { kind: string; expiresOn: string | null };
  readonly status?: string;
}

interface Page {
  nodes: { id: string; name: string; pesantren: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

const TODAY = "2026-06-01";
const SEED = 20261123;

describe("the catalogue's list", () => {
  let graph: TestGraph;
  const rows: Row[] = [];
  const [bandung, bogor, sidoarjo, twin] = [newId(), newId(), newId(), newId()];

  beforeAll(async () => {
    graph = await testGraph(products, { clock: () => new Date(`${TODAY}T00:00:00Z`) });
    await knownPesantren(graph.db, { id: bandung, regencyCode: "32.04" });
    await knownPesantren(graph.db, { id: bogor, regencyCode: "32.01" });
    await knownPesantren(graph.db, { id: sidoarjo, regencyCode: "35.15" });
    await knownPesantren(graph.db, { id: twin, regencyCode: "32.01" });
    await fill();
  });
  afterAll(() => graph.close());

  /** Many prices are the same, so that pages end within equal ones. */
  async function fill(): Promise<void> {
    const places = { [bandung]: "32.04", [bogor]: "32.01", [sidoarjo]: "35.15", [twin]: "32.01" };
    const fields = ["SERVICES", "FASHION", "AGRICULTURE", "FOOD_AND_BEVERAGE"];
    const names = [
      "Keripik Singkong Pedas",
      "Keripik Pisang",
      "Kopi Bubuk Arabika",
      "Sarung Tenun",
      "Madu Hutan 250ml",
    ];
    const expiries = [null, TODAY, "2026-05-31", "2030-01-01"];
    for (let at = 0; at < 60; at++) {
      const pesantrenId = [bandung, bogor, sidoarjo, twin][at % 4]!;
      const row: Row = {
        id: newId(),
        pesantrenId,
        regency: places[pesantrenId]!,
        field: fields[(at * 7) % 4]!,
        price: (at % 6) * 5000,
        name: names[at % 5]!,
        ...(at % 3 === 0 && { certificate: { kind: at % 2 ? "HALAL" : "SNI", expiresOn: expiries[at % 4]! } }),
        ...(at % 10 === 9 && { status: "WITHDRAWN" }),
      };
      rows.push(row);
      await graph.db.rows(
        `INSERT INTO product (id, pesantren_id, regency_code, name, field, price, unit, status, source, as_of)
         VALUES ($1, $2, $3, $4, $5, $6, 'kg', $7, 'test', $8)`,
        [row.id, pesantrenId, row.regency, row.name, row.field, row.price, row.status ?? "ACTIVE", TODAY],
      );
      if (row.certificate) {
        await graph.db.rows(
          "INSERT INTO product_certificate (product_id, kind, number, expires_on) VALUES ($1, $2, 'n', $3)",
          [row.id, row.certificate.kind, row.certificate.expiresOn],
        );
      }
    }
  }

  const QUERY = `query ($filter: ProductFilter, $search: String, $order: ProductOrder! = NEWEST, $first: Int! = 100, $after: String) {
    products(filter: $filter, search: $search, order: $order, first: $first, after: $after) {
      nodes { id name pesantren { id } } pageInfo { hasNextPage endCursor } totalCount } }`;
  const list = async (variables: object): Promise<Page> =>
    (await graph.data<{ products: Page }>(QUERY, variables)).products;
  const ids = async (filter: object) => (await list({ filter })).nodes.map((each) => each.id).sort();
  const expected = (test: (row: Row) => boolean) =>
    rows
      .filter((row) => row.status === undefined && test(row))
      .map((row) => row.id)
      .sort();
  const isValid = ({ certificate }: Row, kind: string) =>
    certificate?.kind === kind && (certificate.expiresOn === null || certificate.expiresOn >= TODAY);

  it.each([
    ["field", { fields: ["FASHION"] }, (row: Row) => row.field === "FASHION"],
    ["several fields", { fields: ["FASHION", "SERVICES"] }, (row: Row) => ["FASHION", "SERVICES"].includes(row.field)],
    ["province", { provinceCode: "32" }, (row: Row) => row.regency.startsWith("32.")],
    ["regency", { regencyCode: "32.01" }, (row: Row) => row.regency === "32.01"],
    ["pesantren", { pesantrenId: bandung }, (row: Row) => row.pesantrenId === bandung],
    ["certificate that is valid today", { certificates: ["HALAL"] }, (row: Row) => isValid(row, "HALAL")],
    ["price", { priceFrom: 5000, priceTo: 10000 }, (row: Row) => row.price >= 5000 && row.price <= 10000],
    ["mark of trial data", { trial: true }, () => false],
    [
      "everything at once",
      { fields: ["SERVICES", "AGRICULTURE"], provinceCode: "32", certificates: ["SNI"], priceTo: 20000 },
      (row: Row) =>
        ["SERVICES", "AGRICULTURE"].includes(row.field) &&
        row.regency.startsWith("32.") &&
        isValid(row, "SNI") &&
        row.price <= 20000,
    ],
  ] as const)("is filtered by %s", async (_, filter, test) => {
    const wanted = expected(test);
    expect(await ids(filter)).toEqual(wanted);
    expect((await list({ filter })).totalCount).toBe(wanted.length);
  });

  it("has those offered, unless others are asked for", async () => {
    const withdrawn = rows.filter((row) => row.status === "WITHDRAWN").map((row) => row.id);
    expect(await ids({ status: "WITHDRAWN" })).toEqual(withdrawn.sort());
    expect((await list({})).totalCount).toBe(60 - withdrawn.length);
  });

  it.each([
    [{ provinceCode: "32.04" }, "filter.provinceCode must be a code such as 32, received 32.04."],
    [{ regencyCode: "32" }, "filter.regencyCode must be a code such as 32.04, received 32."],
    [{ priceFrom: 2, priceTo: 1 }, "filter.priceFrom (2) must not exceed filter.priceTo (1)."],
  ])("refuses the filter %j", async (filter, message) => {
    const { errors } = await graph.run(QUERY, { filter });
    expect(errors?.[0]).toMatchObject({ message, extensions: { code: "BAD_USER_INPUT" } });
  });

  it("gives the whole list in every order, page by page, whatever the size of a page", async () => {
    const size = fc.integer({ min: 1, max: 61 });
    const order = fc.constantFrom("NEWEST", "CHEAPEST", "DEAREST");
    const filter = fc.constantFrom({}, { fields: ["FASHION"] }, { provinceCode: "32", priceFrom: 5000 });
    await fc.assert(
      fc.asyncProperty(size, order, filter, fc.option(fc.constant("keripik")), async (first, order, filter, search) => {
        const whole = await list({ filter, order, search });
        const paged: string[] = [];
        for (let after: string | null = null, more = true; more;) {
          const { nodes, pageInfo }: Page = await list({ filter, order, search, first, after });
          paged.push(...nodes.map((each) => each.id));
          [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
        }
        expect(paged).toEqual(whole.nodes.map((each) => each.id));
        expect(paged).toHaveLength(whole.totalCount);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it("is in the order asked for", async () => {
    const priceOf = new Map(rows.map((row) => [row.id, row.price]));
    const prices = async (order: string) => (await list({ order })).nodes.map((each) => priceOf.get(each.id)!);
    expect(await prices("CHEAPEST")).toEqual((await prices("CHEAPEST")).toSorted((a, b) => a - b));
    expect(await prices("DEAREST")).toEqual((await prices("CHEAPEST")).toReversed());
    const newest = (await list({})).nodes.map((each) => each.id);
    expect(newest).toEqual(newest.toSorted().toReversed());
  });

  it("refuses a cursor of another order", async () => {
    const { pageInfo } = await list({ order: "CHEAPEST", first: 1 });
    const { errors } = await graph.run(QUERY, { after: pageInfo.endCursor });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it.each([
    ["keripik", ["Keripik Pisang", "Keripik Singkong Pedas"]],
    ["KRIPIK", ["Keripik Pisang", "Keripik Singkong Pedas"]],
    ["pedas kripik", ["Keripik Singkong Pedas"]],
    ["arabica", ["Kopi Bubuk Arabika"]],
    ["kop", ["Kopi Bubuk Arabika"]],
    ["madu 250ml", ["Madu Hutan 250ml"]],
    ["sarung' & !(:* | \\", ["Sarung Tenun"]],
    ["zzz", []],
  ])("finds by the search %j", async (search, names) => {
    const { nodes } = await list({ search });
    expect([...new Set(nodes.map((each) => each.name))].sort()).toEqual(names);
  });

  it("finds the same whether PostgreSQL knows how common a word is or not", async () => {
    const searches = ["keripik", "kripik pedas", "arabica", "kop", "zzz"];
    const found = () => Promise.all(searches.map(async (search) => (await list({ search, order: "CHEAPEST" })).nodes));
    const before = await found();
    await graph.db.rows("ANALYZE product");
    expect(await found()).toEqual(before);
  });

  it("learns the words of a name that is changed", async () => {
    const { id } = rows.find((row) => row.status === undefined)!;
    await graph.db.rows("UPDATE product SET name = 'Wedang Uwuh' WHERE id = $1", [id]);
    expect((await list({ search: "wedhang" })).nodes.map((each) => each.id)).toEqual([id]);
    await graph.db.rows("UPDATE product SET name = $2 WHERE id = $1", [id, rows[0]!.name]);
  });

  it("finds by the beginning of more words than it looks at one by one", async () => {
    await graph.db.rows(
      `INSERT INTO product (id, pesantren_id, regency_code, name, field, price, unit, source, as_of)
       SELECT uuidv7(), $1, '32.04', 'Zaitun' || n, 'OTHER', 0, 'kg', 'test', $2 FROM generate_series(1, 60) n`,
      [bandung, TODAY],
    );
    expect((await list({ search: "zait" })).totalCount).toBe(60);
    expect((await list({ search: "zaitun60" })).nodes[0]?.name).toBe("Zaitun60");
    await graph.db.rows("DELETE FROM product WHERE name LIKE 'Zaitun%'");
  });

  it.each(["", "--", "x".repeat(101)])("refuses the search %j", async (search) => {
    const { errors } = await graph.run(QUERY, { search });
    expect(errors?.[0]).toMatchObject({
      message: "Argument search must have 1 to 100 characters with a letter or a digit.",
      extensions: { code: "BAD_USER_INPUT" },
    });
  });

  it("is read by one statement, with those of certificates and of the count only when asked for", async () => {
    const statements = async (query: string) => {
      graph.statements.length = 0;
      await graph.data(query);
      return graph.statements.length;
    };
    expect(await statements("{ products { nodes { name price pesantren { id } } } }")).toBe(1);
    expect(await statements("{ products { totalCount nodes { certificates { number } changes { reason } } } }")).toBe(
      4,
    );
    expect(await statements('{ products(search: "kopi") { nodes { name } } }')).toBe(2);
  });

  const OF_PESANTREN = `query ($representations: [_Any!]!, $first: Int! = 5, $after: String) {
    _entities(representations: $representations) { ... on Pesantren { products(first: $first, after: $after) {
      nodes { id name pesantren { id } } pageInfo { hasNextPage endCursor } totalCount } } } }`;
  const offeredBy = async (holders: { id: string; formerIds: string[] }[], page: object = {}): Promise<Page[]> => {
    const representations = holders.map((each) => ({ __typename: "Pesantren", ...each }));
    const data = await graph.data<{ _entities: { products: Page }[] }>(OF_PESANTREN, { representations, ...page });
    return data._entities.map((each) => each.products);
  };

  it("gives a page of products of each of 20 pesantren by one statement, and one more for their counts", async () => {
    const holders = [bandung, bogor, sidoarjo, twin, ...Array.from({ length: 16 }, () => newId())].map((id) => ({
      id,
      formerIds: [],
    }));
    graph.statements.length = 0;
    const pages = await offeredBy(holders);
    expect(graph.statements).toHaveLength(2);
    expect(pages.map((page) => page.nodes.length)).toEqual([5, 5, 5, 5, ...Array<number>(16).fill(0)]);
    holders.forEach(({ id }, at) => {
      expect(pages[at]!.totalCount).toBe(expected((row) => row.pesantrenId === id).length);
    });
  });

  it("gives the products of a pesantren page by page, oldest first", async () => {
    const wanted = expected((row) => row.pesantrenId === bogor);
    const paged: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const [page] = await offeredBy([{ id: bogor, formerIds: [] }], { first: 4, after });
      paged.push(...page!.nodes.map((each) => each.id));
      [after, more] = [page!.pageInfo.endCursor, page!.pageInfo.hasNextPage];
    }
    expect(paged).toEqual(wanted);
  });

  it("shows what was filed under a merged duplicate with its original, and gives it back when the merge is undone", async () => {
    const both = expected((row) => row.pesantrenId === bogor || row.pesantrenId === twin);
    await knownPesantren(graph.db, { id: twin, regencyCode: "32.01", mergedIntoId: bogor });
    const [page] = await offeredBy([{ id: bogor, formerIds: [twin] }], { first: 100 });
    expect(page!.nodes.map((each) => each.id)).toEqual(both);
    expect(new Set(page!.nodes.map((each) => each.pesantren.id))).toEqual(new Set([bogor]));
    expect(await ids({ pesantrenId: bogor })).toEqual(both);
    expect(await ids({ pesantrenId: twin })).toEqual(both);
    await knownPesantren(graph.db, { id: twin, regencyCode: "32.01", mergedIntoId: null });
    expect(await ids({ pesantrenId: twin })).toEqual(expected((row) => row.pesantrenId === twin));
  });

  it("moves the products of a pesantren that the registry puts into another regency", async () => {
    await knownPesantren(graph.db, { id: sidoarjo, regencyCode: "35.16" });
    expect(await ids({ regencyCode: "35.16" })).toEqual(expected((row) => row.pesantrenId === sidoarjo));
    expect(await ids({ regencyCode: "35.15" })).toEqual([]);
  });
});
