import { readGatewayConfig } from "../config";
import { createLimits } from "../limits/create";
import { Engine } from "./engine";
import { ask, engineOptions, MemoryFederation, planInThisThread, scope } from "./testing/federation";

const TYPES = ["A", "B", "C", "D", "E"];
const types = (fields: string): string =>
  TYPES.map(
    (name) => `type ${name} implements I @key(fields: "id") { id: ID! next: I @shareable x: Int @shareable ${fields} }`,
  ).join("\n");

// An interface whose five types two subgraphs share: the planner's choices multiply with every level of `next`.
const maze = new MemoryFederation({
  a: {
    sdl: `type Query { root: I } interface I { id: ID! next: I x: Int } ${types("one: Int")}`,
    resolvers: { Query: { root: () => ({ __typename: "A", id: "1", x: 5 }) }, I: { __resolveType: () => "A" } },
  },
  b: { sdl: `interface I { id: ID! next: I x: Int } ${types("two: Int")}`, resolvers: {} },
});

/** 140 characters that keep the planner busy for minutes, and make it take gigabytes. */
const LABYRINTH = `{ root { next { ... on A { b: two } ... on B { c: two } ... on C { two one } next { ... on A { two } ... on B { c: two } ... on C { two one } id } } } }`;

function doublingFragments(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => {
    const deeper = `{ next { ...F${level + 1} } }`;
    return `fragment F${level} on I { ... on A ${deeper} ... on B ${deeper} }`;
  });
  return `{ root { ...F0 } } ${fragments.join(" ")} fragment F${levels} on I { x }`;
}

describe("planning is bounded", () => {
  let engine: Engine;
  beforeAll(async () => {
    const options = engineOptions({ send: maze.send, planningTimeoutMs: 700 });
    engine = await Engine.load(maze.supergraphSdl, options);
  });
  afterAll(() => engine.close());

  const codes = async (query: string): Promise<unknown[]> =>
    ((await ask(engine, query)).errors ?? []).map(({ extensions }) => extensions?.["code"]);

  it("gives up an operation that takes too long, while others are answered", async () => {
    expect(await ask(engine, "{ root { x } }")).toEqual({ data: { root: { x: 5 } } });
    const slow = codes(LABYRINTH);
    // One is known already; the other waits for the planner and is planned by the thread that takes over.
    expect(await ask(engine, "{ root { x } }")).toEqual({ data: { root: { x: 5 } } });
    expect(await ask(engine, "{ root { id } }")).toEqual({ data: { root: { id: "1" } } });
    expect(await slow).toEqual(["PLANNING_TIMEOUT"]);
  });

  it("plans the shortest of those that wait first, so that long ones hold up only their like", async () => {
    const order: string[] = [];
    const ask = (name: string, query: string): Promise<unknown> => engine.prepare(query).then(() => order.push(name));
    const long = `{ root { ${"next { x } ".repeat(20)} } }`;
    await Promise.all([ask("slow", `${LABYRINTH} `), ask("long", long), ask("short", "{ root { next { id } } }")]);
    expect(order).toEqual(["slow", "short", "long"]);
  });

  it("remembers that it gave an operation up", async () => {
    const [one, other] = await Promise.all([engine.prepare(LABYRINTH), engine.prepare(LABYRINTH)]);
    expect(one).toBe(other);
  });

  it("refuses what would keep the planner busy by measuring it, without planning", async () => {
    const limits = createLimits(readGatewayConfig({}).limits);
    const limited = await Engine.load(maze.supergraphSdl, engineOptions({ send: maze.send, limits }), planInThisThread);
    const code = async (query: string): Promise<unknown> =>
      (await ask(limited, query)).errors?.[0]?.extensions?.["code"];
    expect(doublingFragments(12).length).toBeLessThan(1000);
    expect(await code(doublingFragments(12))).toBe("SELECTION_LIMIT");
    expect(await code(doublingFragments(60))).toBe("DEPTH_LIMIT");
    // The planner reads every list twice, so that this text of 100 characters would take it for ever.
    expect(await code(`{ root(x: ${"[".repeat(40)}${"]".repeat(40)}) { x } }`)).toBe("NESTING_LIMIT");
  });

  it.each([
    ["a fragment inside itself", `{ root { ...F } } fragment F on I { next { ...F } }`, "GRAPHQL_VALIDATION_FAILED"],
    [
      "selections nested by the thousand",
      `{ root ${"{ next ".repeat(5000)} { x } ${"}".repeat(5001)}`,
      "TOO_DEEPLY_NESTED",
    ],
    [
      "inline fragments nested by the thousand",
      `{ ${"... { ".repeat(4000)} root { x } ${"}".repeat(4001)}`,
      "TOO_DEEPLY_NESTED",
    ],
    ["more tokens than are read", `{ root { ${"x ".repeat(30_000)} } }`, "GRAPHQL_PARSE_FAILED"],
    ["a broken document", `{ root { `, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", `{ root { xx } }`, "GRAPHQL_VALIDATION_FAILED"],
    ["a name too long to repeat", `{ ${"x".repeat(50_000)} }`, "GRAPHQL_VALIDATION_FAILED"],
    ["a subscription", `subscription { root { x } }`, "SUBSCRIPTION_UNSUPPORTED"],
    ["two operations and no name", `query A { root { x } } query B { root { x } }`, "OPERATION_RESOLUTION_FAILURE"],
  ])("refuses %s", async (_what, query, code) => {
    const answer = await ask(engine, query);
    expect(answer.errors?.[0]?.extensions?.["code"]).toBe(code);
    expect(answer.errors?.[0]?.message).not.toContain("Did you mean");
    expect(JSON.stringify(answer).length).toBeLessThan(2_000);
    expect(answer).not.toHaveProperty("data");
  });
});

describe("preparing", () => {
  it("plans once for all requests with the same text, and again for another operation name", async () => {
    let planned = 0;
    const engine = await Engine.load(maze.supergraphSdl, engineOptions({ send: maze.send }), async (sdl, options) => {
      const { planner, facts } = await planInThisThread(sdl, options);
      const plan: typeof planner.plan = (request) => {
        planned++;
        return planner.plan(request);
      };
      return { planner: { ...planner, plan }, facts };
    });
    const query = `query A { root { x } } query B { root { id } }`;
    await Promise.all([engine.prepare(query, "A"), engine.prepare(query, "A")]);
    await engine.prepare(query, "A");
    expect(planned).toBe(1);
    await engine.prepare(query, "B");
    expect(planned).toBe(2);
    await engine.prepare("{ nope }");
    await engine.prepare("{ nope }");
    expect(planned).toBe(3);
  });

  it.each([
    ["", "{ root { x } }", undefined, "{ root { x } }"],
    ["A\n", "query A { root { x } }", "A", "\nquery A { root { x } }"],
  ])(
    "keeps what is refused for the operation name %j from those who ask for another",
    async (bad, text, good, same) => {
      const engine = await Engine.load(maze.supergraphSdl, engineOptions({ send: maze.send }));
      expect((await engine.prepare(text, bad)).kind).toBe("refused");
      expect((await engine.prepare(same, good)).kind).toBe("operation");
      expect((await engine.prepare(text, bad)).kind).toBe("refused");
      await engine.close();
    },
  );

  it("forgets the operation that was used longest ago", async () => {
    const engine = await Engine.load(
      maze.supergraphSdl,
      engineOptions({ send: maze.send, cacheSize: 2 }),
      planInThisThread,
    );
    const [a, b, c] = ["{ root { x } }", "{ root { id } }", "{ root { x id } }"] as const;
    const first = await engine.prepare(a);
    const second = await engine.prepare(b);
    expect(await engine.prepare(a)).toBe(first);
    await engine.prepare(c);
    expect(await engine.prepare(a)).toBe(first);
    expect(await engine.prepare(b)).not.toBe(second);
  });
});

describe("replacing the supergraph", () => {
  const shop = (field: string): MemoryFederation =>
    new MemoryFederation({
      a: {
        sdl: `type Query { shop: Shop } type Shop @key(fields: "id") { id: ID! name: String ${field}: Int }`,
        resolvers: { Query: { shop: () => ({ id: "1", name: "Koperasi", [field]: 1 }) } },
      },
    });
  const before = shop("old");
  const after = shop("fresh");

  it("goes over to the new one at once, with the operations used most already prepared, and ends what is under way on the old", async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let current = before;
    const send: typeof before.send = async (...request) => {
      const serving = current;
      if (request[1].query.includes("old")) await held;
      return serving.send(...request);
    };
    const engine = await Engine.load(before.supergraphSdl, engineOptions({ send }), planInThisThread);
    await ask(engine, "{ shop { name } }");
    const underWay = ask(engine, "{ shop { old } }");
    await engine.replace(after.supergraphSdl);
    current = after;
    expect(engine.supergraphSdl).toBe(after.supergraphSdl);
    expect(engine.schema.getType("Shop")?.toString()).toBe("Shop");
    release();
    expect(await underWay).toEqual({ data: { shop: { old: 1 } } });
    expect(await ask(engine, "{ shop { name fresh } }")).toEqual({ data: { shop: { name: "Koperasi", fresh: 1 } } });
    expect((await ask(engine, "{ shop { old } }")).errors).toHaveLength(1);
    await engine.close();
  });

  it("refuses a broken supergraph with a clear error, and the old one keeps serving", async () => {
    const engine = await Engine.load(before.supergraphSdl, engineOptions({ send: before.send }));
    await expect(engine.replace("type Query { a: Int }")).rejects.toThrow("The supergraph can't be used: ");
    await expect(engine.replace("this is no SDL")).rejects.toThrow("The supergraph can't be used: ");
    expect(await ask(engine, "{ shop { name } }")).toEqual({ data: { shop: { name: "Koperasi" } } });
    await engine.close();
  });

  it("keeps the old one where what is told of the new one's subgraphs can't be used", async () => {
    const engine = await before.engine();
    const refuse = (subgraphs: ReadonlyMap<string, string>): void => {
      throw new Error(`no settings for ${[...subgraphs.keys()].join()}`);
    };
    await expect(engine.replace(after.supergraphSdl, refuse)).rejects.toThrow("no settings for a");
    expect(engine.supergraphSdl).toBe(before.supergraphSdl);
    await engine.close();
  });

  it("tells the subgraphs with their addresses", async () => {
    const engine = await before.engine();
    expect([...engine.subgraphs]).toEqual([["a", "http://a.internal/graphql"]]);
    const prepared = await engine.prepare("query Named { shop { id } }");
    expect(prepared).toMatchObject({ kind: "operation", operation: "query", operationName: "Named" });
    if (prepared.kind === "operation") expect((await engine.execute(prepared, undefined, scope())).hasData).toBe(true);
  });
});

describe("two fields that need one field of an object with different arguments", () => {
  const price = ({ currency }: { currency: string }): number => (currency === "USD" ? 2 : 30_000);
  const entity = { __resolveReference: (reference: object) => reference };
  const goods = new MemoryFederation({
    catalogue: {
      sdl: `type Query { goods: [Good!]! } type Good @key(fields: "id") { id: ID! price(currency: String!): Int packedWith: [Good!]! }`,
      resolvers: {
        Query: { goods: () => [{ id: "tea" }] },
        Good: {
          ...entity,
          price: (_: object, given: { currency: string }) => price(given),
          packedWith: () => [{ id: "cup" }],
        },
      },
    },
    customs: {
      sdl: `type Good @key(fields: "id") { id: ID! price(currency: String!): Int @external packedWith: [Good!]! @external
        duty: Int @requires(fields: "price(currency: \\"USD\\")") tax: Int @requires(fields: "price(currency: \\"IDR\\")")
        packedTax: Int @requires(fields: "packedWith { price(currency: \\"IDR\\") }") }`,
      resolvers: {
        Good: {
          ...entity,
          duty: ({ price }: { price: number }) => price * 10,
          tax: ({ price }: { price: number }) => price / 10,
          packedTax: ({ packedWith }: { packedWith: { price: number }[] }) => (packedWith[0]?.price ?? 0) / 10,
        },
      },
    },
  });
  let engine: Engine;
  beforeAll(async () => (engine = await goods.engine()));

  it.each(["{ goods { duty tax } }", "{ goods { packedTax packedWith { duty } } }"])(
    "are refused at the same place, since one would be worked out with the other's value: %s",
    async (query) => {
      const { data, errors } = await ask(engine, query);
      expect(data).toBeUndefined();
      expect(errors).toEqual([
        {
          message: expect.stringMatching(/^"\w+" and "\w+" need the same field with different arguments\./) as string,
          extensions: { code: "PLANNING_FAILED" },
        },
      ]);
    },
  );

  it.each([
    ["{ goods { duty } }", { duty: 20 }],
    ['{ goods { tax price(currency: "USD") } }', { tax: 3_000, price: 2 }],
    ["{ goods { duty packedTax packedWith { tax } } }", { duty: 20, packedTax: 3_000, packedWith: [{ tax: 3_000 }] }],
  ])("are answered where they don't meet: %s", async (query, good) => {
    expect(await ask(engine, query)).toEqual({ data: { goods: [good] } });
  });
});
