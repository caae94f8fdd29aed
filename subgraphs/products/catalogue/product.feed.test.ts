import { Client } from "pg";
import pino from "pino";
import { catalogueCopy } from "../../kit/catalogue/catalogue-copy";
import { CATALOGUE_COPY_TABLES } from "../../kit/catalogue/catalogue-copy.tables";
import { roomOfTables } from "../../kit/testing/room-of-tables";
import { gatewayOf } from "../../kit/feed/testing/graph-gateway";
import { newId } from "../../kit/id";
import { testDatabase } from "../../kit/testing/database";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import products from "../subgraph";
import { knownPesantren, productInput } from "../testing/fixture";

const FEED = `query ($first: Int! = 1000, $after: String) { productChanges(first: $first, after: $after) {
  nodes { id pesantrenId name description field price unit monthlyCapacity photos status regencyCode changedAt }
  pageInfo { endCursor hasNextPage } } }`;

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

describe("the catalogue as a feed for keepers of a copy", () => {
  let graph: TestGraph;
  let pesantrenId: string;
  beforeEach(async () => {
    graph = await testGraph(products);
    pesantrenId = (await knownPesantren(graph.db, { regencyCode: "32.04" })).id;
  });
  afterEach(() => graph.close());

  const feed = async (after?: string | null, first = 1000) =>
    (await graph.data<{ productChanges: Page }>(FEED, { after, first })).productChanges;
  const ids = ({ nodes }: Page) => nodes.map(({ id }) => id);
  const add = async (name: string, change: object = {}) => {
    const { addProduct } = await graph.data<{ addProduct: { id: string } }>(
      `mutation ($input: AddProductInput!, $key: String!) { addProduct(input: $input, idempotencyKey: $key) { ... on Product { id } } }`,
      { input: productInput(pesantrenId, { name, ...change }), key: newId() },
    );
    return addProduct.id;
  };
  const withdraw = (id: string) =>
    graph.data(`mutation ($input: ChangeProductStatusInput!) { changeProductStatus(input: $input) { __typename } }`, {
      input: { id, status: "WITHDRAWN", reason: "season is over" },
    });
  const change = (id: string, price: number) =>
    graph.data(`mutation ($input: ChangeProductInput!) { changeProduct(input: $input) { __typename } }`, {
      input: { id, price, reason: "price list of June" },
    });

  it("gives each product at its latest change, the oldest first, withdrawn ones too", async () => {
    const [a, b, c] = [await add("Abon"), await add("Batik"), await add("Cuka")];
    const start = await feed();
    expect(ids(start)).toEqual([a, b, c]);
    expect(start.nodes[0]).toEqual({
      id: a,
      pesantrenId,
      name: "Abon",
      description: null,
      field: "FOOD_AND_BEVERAGE",
      price: 15000,
      unit: "bungkus",
      monthlyCapacity: null,
      photos: [],
      status: "ACTIVE",
      regencyCode: "32.04",
      changedAt: expect.any(Date) as Date,
    });
    expect(ids(await feed(start.pageInfo.endCursor))).toEqual([]);
    await withdraw(b);
    await change(a, 20_000);
    expect((await feed(start.pageInfo.endCursor)).nodes).toEqual([
      expect.objectContaining({ id: b, status: "WITHDRAWN" }),
      expect.objectContaining({ id: a, price: 20_000 }),
    ]);
    expect(ids(await feed(null, 2))).toEqual([c, b]);
  });

  it("tells of the products that moved with their pesantren to another regency", async () => {
    const id = await add("Abon");
    const { endCursor } = (await feed()).pageInfo;
    await knownPesantren(graph.db, { id: pesantrenId, regencyCode: "32.05" });
    expect((await feed(endCursor)).nodes).toEqual([expect.objectContaining({ id, regencyCode: "32.05" })]);
  });

  it("misses nothing of a transaction that commits after a later one", async () => {
    const early = await add("Early");
    const slow = new Client(graph.superuserUrl);
    await slow.connect();
    const cursor = (await feed()).pageInfo.endCursor;
    await slow.query("BEGIN; SET LOCAL opop.province = '*'");
    await slow.query("UPDATE product SET unit = 'kg' WHERE id = $1", [early]);
    const late = await add("Late");
    const meanwhile = await feed(cursor);
    expect(ids(meanwhile)).toEqual([]);
    await slow.query("COMMIT");
    await slow.end();
    expect(ids(await feed(meanwhile.pageInfo.endCursor ?? cursor))).toEqual([early, late]);
  });

  it("takes one statement a page, of at most 1,000, and knows a forged cursor", async () => {
    graph.statements.length = 0;
    await feed();
    expect(graph.statements).toHaveLength(1);
    const tooMany = await graph.run(FEED, { first: 1001 });
    expect(tooMany.errors?.[0]?.extensions).toMatchObject({ expected: "1 to 1000", received: "1001" });
    const forged = await graph.run(FEED, { after: "x" });
    expect(forged.errors?.[0]?.extensions).toMatchObject({ expected: "a cursor of this list" });
  });

  it("is what the kit's copy of the catalogue asks for", async () => {
    const id = await add("Abon", { photos: ["https://example.id/a.jpg"] });
    const room = await testDatabase(roomOfTables("catalogue_copy", CATALOGUE_COPY_TABLES));
    const gateway = await gatewayOf(graph);
    const catalogue = catalogueCopy("copies");
    await catalogue.catchUp(room.db);
    expect(await catalogue.find({ db: room.db, log: pino({ level: "silent" }) }, id)).toMatchObject({
      pesantrenId,
      name: "Abon",
      price: 15_000n,
      photo: "https://example.id/a.jpg",
    });
    await gateway.close();
    await room.close();
  });
});
