import { ask, engineOptions, MemoryFederation } from "./testing/federation";
import { Engine } from "./engine";

const catalogue = new MemoryFederation({
  products: {
    sdl: `type Query { products: [Product!]! product(id: ID!): Product } type Product @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      Query: {
        products: () => [1, 2, 1, 3].map((id) => ({ id: String(id), name: `Product ${id}` })),
        product: (_: unknown, { id }: { id: string }) => ({ id, name: `Product ${id}` }),
      },
    },
  },
  prices: {
    sdl: `type Product @key(fields: "id") { id: ID! price(currency: String = "IDR"): String }`,
    resolvers: {
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        price: ({ id }: { id: string }, { currency }: { currency: string }) => `${currency} ${id}000`,
      },
    },
  },
});

describe("the engine", () => {
  let engine: Engine;
  beforeAll(async () => (engine = await Engine.load(catalogue.supergraphSdl, engineOptions({ send: catalogue.send }))));
  afterAll(() => engine.close());

  it("plans in a thread of its own and asks for equal entities once", async () => {
    catalogue.sent.length = 0;
    const answer = await ask(engine, `query Prices($c: String) { products { id cost: price(currency: $c) } }`, {
      c: "USD",
    });
    expect(answer).toEqual({
      data: { products: ["1", "2", "1", "3"].map((id) => ({ id, cost: `USD ${id}000` })) },
    });
    expect(catalogue.sent[1]?.variables["representations"]).toEqual(
      ["1", "2", "3"].map((id) => ({ __typename: "Product", id })),
    );
  });

  it("mixes introspection with data", async () => {
    const answer = await ask(
      engine,
      `query ($name: String!) { __typename __type(name: $name) { name kind } product(id: 7) { __typename name } }`,
      { name: "Product" },
    );
    expect(answer).toEqual({
      data: {
        __typename: "Query",
        __type: { name: "Product", kind: "OBJECT" },
        product: { __typename: "Product", name: "Product 7" },
      },
    });
  });
});
