import { ANONYMOUS, type Caller } from "../../subgraphs/kit/access/caller";
import type { Engine } from "./engine";
import { ask, MemoryFederation, type Answer } from "./testing/federation";

const clerk = (...scopes: string[]): Caller => ({ ...ANONYMOUS, client: "clerk", scopes });

/** Subgraphs that enforce nothing themselves: what is not withheld here is not withheld at all. */
const federation = new MemoryFederation({
  people: {
    sdl: `
      type Query {
        me: Person
        people: [Person!]!
        things: [Thing!]!
        anything: [Any!]!
        vault: Vault
        salary: Salary
        strict: Int! @authenticated
        audit: Audit @requiresScopes(scopes: [["audit:read"]])
      }
      type Mutation { pay(amount: Int): Receipt hire: Int @requiresScopes(scopes: [["hire"]]) }
      type Receipt { number: Int secretNumber: Int @requiresScopes(scopes: [["pay:secret"]]) }
      type Person @key(fields: "id") {
        id: ID!
        name: String
        phone: String @requiresScopes(scopes: [["phone:read", "people:read"], ["all"]])
        boss: Person @authenticated
        pay: Int! @requiresScopes(scopes: [["pay:read"]])
      }
      interface Thing { id: ID! price: Int }
      type Chair implements Thing { id: ID! price: Int legs: Int }
      type Jewel implements Thing { id: ID! price: Int @requiresScopes(scopes: [["jewel:read"]]) }
      union Any = Chair | Jewel
      type Vault @authenticated { gold: Int }
      scalar Salary @requiresScopes(scopes: [["pay:read"]])
      type Audit { who: String }`,
    resolvers: {
      Query: {
        me: () => PERSON,
        people: () => [PERSON, { ...PERSON, id: "2", name: "Bo" }],
        things: () => THINGS,
        anything: () => THINGS,
        vault: () => ({ gold: 79 }),
        salary: () => 4200,
        strict: () => 1,
        audit: () => ({ who: "x" }),
      },
      Mutation: { pay: () => ({ number: 1, secretNumber: 777 }), hire: () => 1 },
      Person: { __resolveReference: ({ id }: { id: string }) => ({ ...PERSON, id }) },
    },
  },
  badges: {
    sdl: `type Person @key(fields: "id") { id: ID! phone: String @external
            badge: String @requires(fields: "phone") @requiresScopes(scopes: [["phone:read", "people:read"], ["all"]]) room: Int }`,
    resolvers: {
      Person: {
        __resolveReference: (person: object) => person,
        badge: ({ phone }: { phone: string }) => `badge of ${phone}`,
        room: () => 7,
      },
    },
  },
});
const PERSON = {
  id: "1",
  name: "Ana",
  phone: "+62811",
  pay: 42,
  boss: { id: "9", name: "Chief", phone: "+62899", pay: 99 },
};
const THINGS = [
  { __typename: "Chair", id: "c", price: 10, legs: 4 },
  { __typename: "Jewel", id: "j", price: 99_000 },
];
const SECRETS = /\+628|Chief|99000|4200|"gold":79|777/;

describe("who may read what", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await federation.engine();
  });
  afterAll(() => engine.close());
  beforeEach(() => (federation.sent.length = 0));

  const asked = (query: string, caller: Caller = ANONYMOUS): Promise<Answer> =>
    ask(engine, query, undefined, undefined, { caller });
  const codes = ({ errors = [] }: Answer) =>
    errors.map(({ path, extensions }) => `${path?.join(".")} ${String(extensions?.["code"])}`);
  const fetched = () => federation.sent.map(({ query }) => query).join("\n");

  it("answers the rest, tells each place that is withheld, and fetches nothing for it", async () => {
    const answer = await asked("{ people { id name phone } }");
    expect(answer.data).toEqual({
      people: [
        { id: "1", name: "Ana", phone: null },
        { id: "2", name: "Bo", phone: null },
      ],
    });
    expect(codes(answer)).toEqual(["people.0.phone UNAUTHENTICATED", "people.1.phone UNAUTHENTICATED"]);
    expect(answer.errors?.[0]?.extensions?.["expected"]).toBe("scope phone:read + people:read or scope all");
    expect(fetched()).not.toContain("phone");
  });

  it("asks for one of the alternatives as a whole", async () => {
    const phone = async (...scopes: string[]) => (await asked("{ me { phone } }", clerk(...scopes))).data;
    expect(await phone("phone:read")).toEqual({ me: { phone: null } });
    expect(await phone("people:read", "phone:read")).toEqual({ me: { phone: "+62811" } });
    expect(await phone("all")).toEqual({ me: { phone: "+62811" } });
  });

  it.each([
    ["an alias", "{ me { x: phone } }"],
    ["a fragment", "{ me { ...F } } fragment F on Person { phone }"],
    [
      "nested fragments",
      "{ me { ...F } } fragment F on Person { ...G } fragment G on Person { ... on Person { phone } }",
    ],
    ["a condition", "{ me { phone @include(if: true) ... @skip(if: false) { phone } } }"],
    ["an operation of several", "query A { me { phone } }"],
    ["what requires it", "{ me { badge } }"],
    ["below what is withheld itself", "{ me { boss { name phone } } }"],
    ["an interface", "{ things { price } }"],
    ["a union", "{ anything { ... on Jewel { price } } }"],
    ["an interface within a union", "{ anything { ... on Thing { price } } }"],
    ["a type that is protected", "{ vault { gold } }"],
    ["a scalar that is protected", "{ salary }"],
    ["its own field of one that all may read", "{ me { pay } }"],
    ["nothing but it", "{ audit { who } }"],
  ])("is withheld by %s", async (_way, query) => {
    const answer = await asked(query);
    expect(JSON.stringify(answer.data)).not.toMatch(SECRETS);
    expect(codes(answer).every((code) => code.endsWith("UNAUTHENTICATED"))).toBe(true);
    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(fetched()).not.toMatch(/phone|pay\b|price|gold|salary|audit|badge/);
  });

  it("asks of an interface's field what each type asks that may come; what is named by its type stays open", async () => {
    const query = "{ things { id ... on Chair { price } } anything { ... on Chair { price } } }";
    expect((await asked(query)).data).toEqual({
      things: [{ id: "c", price: 10 }, { id: "j" }],
      anything: [{ price: 10 }, {}],
    });
    const both = await asked("{ things { price ... on Chair { price } } }");
    expect(both.data).toEqual({ things: [{ price: 10 }, { price: null }] });
    expect(codes(both)).toEqual(["things.1.price UNAUTHENTICATED"]);
    expect((await asked("{ things { price } }", clerk("jewel:read"))).data).toEqual({
      things: [{ price: 10 }, { price: 99_000 }],
    });
  });

  it("takes with it what may not be null", async () => {
    const answer = await asked("{ me { name pay } people { id pay } }", clerk());
    expect(answer).toMatchObject({ data: null });
    expect(codes(answer)).toContain("people.0.pay FORBIDDEN");
    expect((await asked("{ me { name pay } }", clerk())).data).toEqual({ me: null });
    expect((await asked("{ strict }")).data).toBeNull();
  });

  it("refuses a mutation as a whole, before anything of it is done", async () => {
    const paid = await asked("mutation { done: pay(amount: 1) { number again: secretNumber } }", clerk("hire"));
    expect(paid).not.toHaveProperty("data");
    expect(codes(paid)).toEqual(["done.again FORBIDDEN"]);
    expect(codes(await asked("mutation { pay(amount: 1) { number } hire }"))).toEqual(["hire UNAUTHENTICATED"]);
    expect(federation.sent).toEqual([]);
    expect((await asked("mutation { pay(amount: 1) { secretNumber } }", clerk("pay:secret"))).data).toEqual({
      pay: { secretNumber: 777 },
    });
  });

  it("keeps callers of one text apart, in whatever order they come", async () => {
    const query = "{ me { name phone pay2: boss { name } } }";
    const callers = [ANONYMOUS, clerk(), clerk("all"), clerk("phone:read"), clerk("people:read", "phone:read")];
    const alone: unknown[] = [];
    for (const caller of callers) alone.push((await asked(query, caller)).data);
    const many = Array.from({ length: 200 }, (_, at) => (at * 7) % callers.length);
    const mixed = await Promise.all(many.map(async (at) => [at, (await asked(query, callers[at])).data] as const));
    expect(mixed.filter(([at, data]) => JSON.stringify(data) !== JSON.stringify(alone[at]))).toEqual([]);
    expect(new Set(alone.map((data) => JSON.stringify(data))).size).toBe(3);
  });

  it("tells each caller of one text their own reason", async () => {
    const query = "{ me { name phone } }";
    expect(codes(await asked(query))).toEqual(["me.phone UNAUTHENTICATED"]);
    expect(codes(await asked(query, clerk()))).toEqual(["me.phone FORBIDDEN"]);
  });

  it("plans an operation once for all who may read the same of it", async () => {
    const first = await engine.prepare("{ me { id phone } }", undefined, { caller: clerk("x") });
    expect(await engine.prepare("{ me { id phone } }", undefined, { caller: clerk("y", "z") })).toBe(first);
    expect(await engine.prepare("{ me { id phone } }", undefined, { caller: clerk("all") })).not.toBe(first);
  });

  it("says that a field does not exist before it says that it is withheld", async () => {
    expect(codes(await asked("{ me { phone nope } }"))).toEqual(["undefined GRAPHQL_VALIDATION_FAILED"]);
  });

  it("knows the directives under the names that a supergraph links them by", async () => {
    const renamed = federation.supergraphSdl
      .replace(/@link\(url: "https:\/\/specs.apollo.dev\/authenticated\/v0.1"/, '$&, as: "known"')
      .replace(/@authenticated\b/g, "@known");
    expect(renamed).toContain('as: "known"');
    await engine.replace(renamed);
    try {
      expect((await asked("{ vault { gold } }")).data).toEqual({ vault: null });
      expect((await asked("{ vault { gold } }", clerk())).data).toEqual({ vault: { gold: 79 } });
    } finally {
      await engine.replace(federation.supergraphSdl);
    }
  });
});

describe("a contract", () => {
  const publicSdl =
    "type Query { me: Person things: [Thing!]! } type Person { id: ID! name: String } interface Thing { id: ID! } type Chair implements Thing { id: ID! legs: Int }";
  let engine: Engine;
  beforeAll(async () => {
    engine = await federation.engine({ contracts: new Map([["public", publicSdl]]) });
  });
  afterAll(() => engine.close());
  const asked = (query: string, audience?: string) =>
    ask(engine, query, undefined, undefined, { caller: clerk("all"), audience });

  it("has what it has, and nothing else exists", async () => {
    expect((await asked("{ me { id name } }", "public")).data).toEqual({ me: { id: "1", name: "Ana" } });
    for (const query of [
      "{ me { phone } }",
      "{ vault { gold } }",
      "mutation { hire }",
      "{ things { ... on Jewel { id } } }",
    ]) {
      const { data, errors } = await asked(query, "public");
      expect(data).toBeUndefined();
      expect(errors?.map(({ extensions }) => extensions?.["code"])).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
    }
    expect((await asked("{ me { phone } }")).data).toEqual({ me: { phone: "+62811" } });
  });

  it("is all that introspection shows of the graph", async () => {
    const names = async (audience?: string) => {
      const { data } = await asked("{ __schema { types { name } } }", audience);
      return (data as { __schema: { types: { name: string }[] } }).__schema.types.map(({ name }) => name);
    };
    expect(await names("public")).toEqual(expect.arrayContaining(["Person", "Chair"]));
    expect(await names("public")).not.toEqual(expect.arrayContaining(["Jewel"]));
    expect(await names()).toEqual(expect.arrayContaining(["Jewel", "Vault"]));
  });

  it("shows no type that it has not, where one comes", async () => {
    const { data } = await asked("{ things { __typename id } }", "public");
    expect(JSON.stringify(data)).not.toContain("Jewel");
  });
});
