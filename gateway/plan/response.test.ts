import type { SendToSubgraph, SubgraphAnswer } from "./contract";
import { Engine } from "./engine";
import { ask, engineOptions, MemoryFederation, planInThisThread, scope, type Answer } from "./testing/federation";

const federation = new MemoryFederation({
  items: {
    sdl: `type Query { item: Item items: [Item!] all: [Item!]! matrix: [[Int!]]! strict: [[Int!]!]! kind: Kind kinds: [Kind!] one: Any }
      type Mutation { make: Item } scalar Json enum Kind { SHOP STALL } union Any = Item | Other type Other { id: ID! }
      type Item @key(fields: "id") { id: ID! name: String! note: String count: Int share: Float open: Boolean extra: Json parts: [Item!]! twin: Item }`,
    resolvers: {},
  },
  prices: {
    sdl: `type Item @key(fields: "id") { id: ID! price: Int! rank: Int }`,
    resolvers: {},
  },
});

type Answers = Readonly<Record<string, SubgraphAnswer>>;

/** An engine whose subgraphs answer what a test says. */
async function answering(
  answers: Answers,
): Promise<(query: string, variables?: Record<string, unknown>) => Promise<Answer>> {
  const send = (subgraph: string): Promise<SubgraphAnswer> =>
    Promise.resolve(JSON.parse(JSON.stringify(answers[subgraph] ?? {})) as SubgraphAnswer);
  const engine = await Engine.load(federation.supergraphSdl, engineOptions({ send }), planInThisThread);
  return (query, variables) => ask(engine, query, variables);
}

const items = (data: unknown): Answers => ({ items: { data } });

describe("null propagation", () => {
  it.each<[what: string, query: string, given: unknown, data: unknown, path: (string | number)[] | undefined]>([
    ["a nullable leaf stays null", "{ item { note } }", { item: { note: null } }, { item: { note: null } }, undefined],
    ["a missing nullable leaf is null", "{ item { note } }", { item: {} }, { item: { note: null } }, undefined],
    ["a null object is null", "{ item { name } }", { item: null }, { item: null }, undefined],
    [
      "a null where none may be ends the object",
      "{ item { name } }",
      { item: { name: null } },
      { item: null },
      ["item", "name"],
    ],
    ["it ends under the client's alias", "{ a: item { b: name } }", { a: { b: null } }, { a: null }, ["a", "b"]],
    [
      "it goes through a list of what may not be null",
      "{ items { name } }",
      { items: [{ name: "x" }, { name: null }] },
      { items: null },
      ["items", 1, "name"],
    ],
    ["it goes up to the root", "{ all { name } }", { all: [{ name: null }] }, null, ["all", 0, "name"]],
    ["a null item ends its list", "{ items { name } }", { items: [null] }, { items: null }, ["items", 0]],
    [
      "a nested list ends at the first that may be null",
      "{ matrix }",
      { matrix: [[1], [2, null]] },
      { matrix: [[1], null] },
      ["matrix", 1, 1],
    ],
    ["and at the root where none may", "{ strict }", { strict: [[1], [null]] }, null, ["strict", 1, 0]],
    [
      "a nested object ends at the nearest that may be null",
      "{ item { twin { name } note } }",
      { item: { twin: { name: null }, note: "n" } },
      { item: { twin: null, note: "n" } },
      ["item", "twin", "name"],
    ],
    ["an enum value that the schema lacks is null", "{ kind }", { kind: "SECRET" }, { kind: null }, ["kind"]],
    [
      "and ends a list of what may not be null",
      "{ kinds }",
      { kinds: ["SHOP", "SECRET"] },
      { kinds: null },
      ["kinds", 1],
    ],
    [
      "an integer that is none is null",
      "{ item { count } }",
      { item: { count: 1.5 } },
      { item: { count: null } },
      ["item", "count"],
    ],
    [
      "an integer beyond 32 bits is null",
      "{ item { count } }",
      { item: { count: 3e9 } },
      { item: { count: null } },
      ["item", "count"],
    ],
    [
      "an object in the place of a string is null",
      "{ item { note } }",
      { item: { note: {} } },
      { item: { note: null } },
      ["item", "note"],
    ],
    ["a list in the place of an object is null", "{ item { note } }", { item: [] }, { item: null }, ["item"]],
    ["an object in the place of a list is null", "{ items { note } }", { items: {} }, { items: null }, ["items"]],
    [
      "a type that is not of the union is null",
      "{ one { ... on Other { id } } }",
      { one: { __typename: "Gone", id: 1 } },
      { one: null },
      ["one"],
    ],
    [
      "leaves are coerced as the specification says",
      "{ item { id name count share open extra } }",
      { item: { id: 7, name: 8, count: 1, share: 2, open: true, extra: { a: [1, null, "x"] } } },
      { item: { id: "7", name: "8", count: 1, share: 2, open: true, extra: { a: [1, null, "x"] } } },
      undefined,
    ],
    [
      "strings keep every character",
      "{ item { note } }",
      { item: { note: '"\\\n\u2028\u0001😀\ud800' } },
      { item: { note: '"\\\n\u2028\u0001😀\ud800' } },
      undefined,
    ],
  ])("%s", async (_what, query, given, data, path) => {
    const answer = await (await answering(items(given)))(query);
    expect(answer.data).toEqual(data);
    expect(answer.errors?.map((error) => error.path)).toEqual(path && [path]);
  });

  it("says nothing more where a subgraph's error already explains the null", async () => {
    const error = { message: "Tidak ditemukan", path: ["item", "name"], extensions: { code: "NOT_FOUND" } };
    const answer = await (
      await answering({ items: { data: { item: { name: null } }, errors: [error] } })
    )("{ item { name } }");
    expect(answer).toEqual({ data: { item: null }, errors: [error] });
  });
});

it("writes JSON whatever number or depth a subgraph answers", async () => {
  const depth = 100_000;
  const send = (): Promise<SubgraphAnswer> =>
    Promise.resolve(
      JSON.parse(
        `{"data":{"item":{"share":1e999,"count":-1e999,"note":"n","extra":${"[".repeat(depth)}${"]".repeat(depth)}}}}`,
      ),
    );
  const engine = await Engine.load(federation.supergraphSdl, engineOptions({ send }), planInThisThread);
  const answer = await ask(engine, "{ item { share count note extra } }");
  expect(answer.data).toEqual({ item: { share: null, count: null, note: "n", extra: null } });
  expect(answer.errors?.map(({ path }) => path?.at(-1))).toEqual(["share", "count", "extra"]);
});

it("sends what a mutation asks of entities as queries, which may be repeated and given up", async () => {
  const kinds: string[] = [];
  const send: SendToSubgraph = (subgraph, _request, kind) => {
    kinds.push(`${subgraph} ${kind}`);
    const data = subgraph === "items" ? { make: { __typename: "Item", id: "1" } } : { _entities: [{ rank: 3 }] };
    return Promise.resolve({ data });
  };
  const engine = await Engine.load(federation.supergraphSdl, engineOptions({ send }), planInThisThread);
  expect((await ask(engine, "mutation { make { rank } }")).data).toEqual({ make: { rank: 3 } });
  expect(kinds).toEqual(["items mutation", "prices query"]);
});

describe("errors of subgraphs", () => {
  const list = { items: [1, 2, 1].map((id) => ({ __typename: "Item", id: String(id) })) };

  it("stand at every entity that they are about, in the client's words, and the rest is whole", async () => {
    const request = await answering({
      items: { data: list },
      prices: {
        data: { _entities: [{ cost: 5 }, { cost: null }] },
        errors: [
          {
            message: "No rank",
            path: ["_entities", 0, "rank__of_client"],
            extensions: { code: "NOT_FOUND", secret: "x", field: "rank" },
          },
          {
            message: "select * from price",
            path: ["_entities", 1, "cost"],
            extensions: { code: "INTERNAL_SERVER_ERROR", stacktrace: ["at x"] },
          },
        ],
      },
    });
    const answer = await request("{ items { cost: rank } }");
    expect(answer.data).toEqual({ items: [{ cost: 5 }, { cost: null }, { cost: 5 }] });
    expect(answer.errors).toEqual([
      { message: "No rank", path: ["items", 0, "rank"], extensions: { code: "NOT_FOUND", field: "rank" } },
      { message: "No rank", path: ["items", 2, "rank"], extensions: { code: "NOT_FOUND", field: "rank" } },
      {
        message: "Something went wrong inside the service. Report it with this request id.",
        path: ["items", 1, "cost"],
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "request-1" },
      },
    ]);
  });

  it("without a path stand at the fields that were asked for: a subgraph that is down leaves the rest whole", async () => {
    const down = { message: "The service prices does not answer.", extensions: { code: "SUBGRAPH_UNAVAILABLE" } };
    const answer = await (
      await answering({ items: { data: list }, prices: { errors: [down] } })
    )("{ items { id r: rank } }");
    expect(answer.data).toEqual({ items: ["1", "2", "1"].map((id) => ({ id, r: null })) });
    expect(answer.errors).toEqual([0, 2, 1].map((index) => ({ ...down, path: ["items", index, "r"] })));
  });

  it("are not repeated for the nulls that follow from them", async () => {
    const down = { message: "Down", extensions: { code: "SUBGRAPH_UNAVAILABLE" } };
    const answer = await (
      await answering({ items: { data: { item: { __typename: "Item", id: "1" } } }, prices: { errors: [down] } })
    )("{ item { id price } }");
    expect(answer).toEqual({ data: { item: null }, errors: [{ ...down, path: ["item", "price"] }] });
  });

  it.each([
    ["without a code", { message: "relation price does not exist" }],
    ["of a system call", { message: "connect ECONNREFUSED 127.0.0.1:5432", extensions: { code: "ECONNREFUSED" } }],
    ["of Node", { message: "socket", extensions: { code: "ERR_SOCKET" } }],
    ["with an address", { message: "GET http://prices.internal/graphql failed", extensions: { code: "NOT_FOUND" } }],
    ["with SQL", { message: 'insert into "price" values ($1)', extensions: { code: "NOT_SAVED" } }],
    ["with PostgreSQL's words", { message: 'relation "price" does not exist', extensions: { code: "P42" } }],
    ["with a host", { message: "no answer of db.internal:5432", extensions: { code: "NOT_SAVED" } }],
    ["with a file", { message: "can't read /app/dist/price", extensions: { code: "NOT_SAVED" } }],
    ["with a stack", { message: "boom\n    at price (index:1:2)", extensions: { code: "NOT_SAVED" } }],
    ["with a message that is no text", { message: { sql: "select" } as never, extensions: { code: "NOT_SAVED" } }],
    [
      "about the subgraph's own fields",
      { message: "Cannot query field x", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ],
  ])("%s are masked", async (_what, error) => {
    const answer = await (
      await answering({ items: { data: { item: null }, errors: [{ ...error, path: ["item"] }] } })
    )("{ item { id } }");
    expect(answer.errors).toEqual([
      {
        message: "Something went wrong inside the service. Report it with this request id.",
        path: ["item"],
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "request-1" },
      },
    ]);
  });

  it("are masked in the caller's language", async () => {
    const send = (): Promise<SubgraphAnswer> => Promise.resolve({ data: null, errors: [{ message: "boom" }] });
    const engine = await Engine.load(federation.supergraphSdl, engineOptions({ send }), planInThisThread);
    const prepared = await engine.prepare("mutation { make { id } }");
    if (prepared.kind !== "operation") throw new Error("The operation was refused.");
    const { body } = await engine.execute(prepared, {}, scope({ language: "id" }));
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ message: expect.stringMatching(/^Terjadi kesalahan/), path: ["make"] }],
    });
  });

  it.each([
    ["fewer entities than asked for", { _entities: [{ rank: 1 }] }],
    ["more entities than asked for", { _entities: [{ rank: 1 }, { rank: 2 }, { rank: 3 }] }],
    ["entities that are none", { _entities: [5, "x"] }],
    ["no list of entities", { _entities: {} }],
    ["an object without entities", {}],
    ["a list in the place of an object", []],
    ["null without an error", null],
  ])("stand at every field that was asked for where a subgraph answers %s", async (_what, data) => {
    const answer = await (await answering({ items: { data: list }, prices: { data } }))("{ items { id rank } }");
    expect(answer.data).toEqual({ items: ["1", "2", "1"].map((id) => ({ id, rank: null })) });
    expect(answer.errors).toMatchObject(
      [0, 2, 1].map((index) => ({
        path: ["items", index, "rank"],
        extensions: { code: "SUBGRAPH_BAD_ANSWER" },
      })),
    );
  });

  it("stand at a root field too where the answer holds no data", async () => {
    const answer = await (await answering({ items: { data: null } }))("{ i: item { id } kind }");
    expect(answer.data).toEqual({ i: null, kind: null });
    expect(answer.errors?.map(({ path }) => path)).toEqual([["i"], ["kind"]]);
  });

  it.each([
    ["a path that is no list", { path: "item" }],
    ["a path that holds a statement", { path: ["select * from item"] }],
    ["a path that holds an object", { path: [{ toString: 1 }] }],
    ["a path without an end", { path: Array(5_000).fill("x") }],
    [
      "extensions that hold what is internal",
      { path: ["item"], extensions: { code: "NO", received: "db.internal:5432" } },
    ],
  ])("with %s are told without it", async (_what, error) => {
    const answer = await (
      await answering({
        items: { data: { item: null }, errors: [{ message: "No", extensions: { code: "NO" }, ...error } as never] },
      })
    )("{ item { id } }");
    expect(answer.errors).toEqual([{ message: "No", path: ["item"], extensions: { code: "NO" } }]);
  });

  it("are told in words short enough to read, and without suggestions", async () => {
    const error = { message: `Did not find. Did you mean "secret"? ${"x".repeat(9_000)}`, extensions: { code: "NO" } };
    const answer = await (await answering({ items: { data: { item: null }, errors: [error] } }))("{ item { id } }");
    expect(answer.errors?.[0]?.message).toMatch(/^Did not find\. x+…$/);
    expect(answer.errors?.[0]?.message.length).toBeLessThan(600);
  });

  it("of a transport that throws are masked too", async () => {
    const send = (): Promise<SubgraphAnswer> => Promise.reject(new Error("secret"));
    const engine = await Engine.load(federation.supergraphSdl, engineOptions({ send }), planInThisThread);
    expect(await ask(engine, "{ item { id } }")).toMatchObject({
      data: { item: null },
      errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }],
    });
  });
});

describe("variables", () => {
  const schema = new MemoryFederation({
    a: {
      sdl: `type Query { echo(kind: Kind, many: [Int!], box: Box): String } enum Kind { SHOP STALL } input Box { a: Int! b: String = "b" }`,
      resolvers: { Query: { echo: (_: unknown, given: object) => JSON.stringify(given) } },
    },
  });

  it.each<[string, Record<string, unknown>, string | RegExp]>([
    [
      "query ($k: Kind) { echo(kind: $k) }",
      { k: "SHOPS" },
      /^Variable "\$k" got invalid value "SHOPS"; Value "SHOPS" does not exist in "Kind" enum\.$/,
    ],
    ["query ($k: Kind!) { echo(kind: $k) }", {}, /^Variable "\$k" of required type "Kind!" was not provided\.$/],
    ["query ($b: Box) { echo(box: $b) }", { b: { a: "1" } }, /Int cannot represent non-integer value: "1"$/],
    ["query ($b: Box) { echo(box: $b) }", { b: { a: 1, c: 2 } }, /Field "c" is not defined by type "Box"\.$/],
    [
      "query ($m: [Int!]) { echo(many: $m) }",
      { m: [1, null] },
      /at "m\[1\]"; Expected non-nullable type "Int!" not to be null\.$/,
    ],
  ])("refuses in %s the value %j", async (query, variables, message) => {
    const answer = await ask(await schema.engine(), query, variables);
    expect(answer).not.toHaveProperty("data");
    expect(answer.errors).toMatchObject([
      { message: expect.stringMatching(message), locations: [{ line: 1 }], extensions: { code: "BAD_USER_INPUT" } },
    ]);
    expect(schema.sent).toEqual([]);
  });

  it("go to subgraphs as they came, and a default stands where none came", async () => {
    const engine = await schema.engine();
    const query = `query ($m: [Int!] = [9], $b: Box) { echo(many: $m, box: $b) }`;
    expect(await ask(engine, query, { b: { a: 1 } })).toEqual({ data: { echo: '{"many":[9],"box":{"a":1,"b":"b"}}' } });
    expect(await ask(engine, query, { m: 5, unused: "x" })).toEqual({ data: { echo: '{"many":[5]}' } });
    expect(await ask(engine, query, { m: null })).toEqual({ data: { echo: '{"many":null}' } });
    schema.sent.length = 0;
  });
});
