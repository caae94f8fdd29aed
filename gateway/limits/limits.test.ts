import { buildASTSchema, getOperationAST, getVariableValues, parse, type GraphQLError } from "graphql";
import fc from "fast-check";
import { MemoryFederation } from "../plan/testing/federation";
import { createLimits } from "./create";
import type { Limits } from "./limits";

const LIMITS: Limits = {
  depth: 5,
  aliases: 4,
  rootFields: 3,
  directives: 3,
  selections: 50,
  nesting: 2,
  cost: 1_000,
  assumedListSize: 10,
  introspection: true,
};

const federation = new MemoryFederation({
  shop: {
    sdl: `
      type Query {
        thing: Thing
        things: [Thing!]!
        some(first: Int, last: Int): [Thing!]! @listSize(slicingArguments: ["first", "last"])
        assumed(first: Int): [Thing!]! @listSize(assumedSize: 7, slicingArguments: ["first"], requireOneSlicingArgument: false)
        paged(first: Int = 20): Page! @listSize(slicingArguments: ["first"], sizedFields: ["edges"])
        weighed(filter: Filter @cost(weight: 3)): Thing @cost(weight: 50)
        kind: Kind
      }
      type Mutation { add: Thing }
      input Filter { name: String @cost(weight: 4) other: [Filter!] }
      type Page { edges: [Edge!]! totalCount: Int @cost(weight: 100) }
      type Edge { node: Thing! }
      type Thing { id: ID! name: String dear: Dear things: [Thing!]! }
      type Dear @cost(weight: 30) { id: ID! }
      enum Kind @cost(weight: 2) { A }`,
    resolvers: {},
  },
});
const schema = buildASTSchema(parse(federation.supergraphSdl), { assumeValid: true, assumeValidSDL: true });

describe("the structure of a document", () => {
  const check = (source: string, limits: Partial<Limits> = {}): GraphQLError | undefined =>
    createLimits({ ...LIMITS, ...limits }).checkDocument(parse(source));

  it.each([
    ["DEPTH_LIMIT", "{ a { b { c { d { e { f } } } } } }", "6"],
    ["DEPTH_LIMIT", "{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c { d { e { f } } } }", "6"],
    ["ALIAS_LIMIT", "{ x { a1: a a2: a a3: a a4: a a5: a } }", "5"],
    ["ALIAS_LIMIT", "{ a { ...F } b { ...F } c { ...F } } fragment F on T { x: a y: b }", "6"],
    ["ROOT_FIELD_LIMIT", "{ a b c d }", "4"],
    ["ROOT_FIELD_LIMIT", "{ ...F ... on Query { c d } } fragment F on Query { a b }", "4"],
    ["DIRECTIVE_LIMIT", "query @a { a @b @c @d }", "4"],
    ["DEPTH_LIMIT", "{ a } fragment F on T { b { c { d { e { f { g } } } } } }", "6"],
    ["NESTING_LIMIT", "{ a(x: [[[1]]]) }", "3"],
    ["NESTING_LIMIT", "{ a @b(x: { y: [{ z: 1 }] }) }", "3"],
    ["NESTING_LIMIT", "query ($v: T = [[{}]]) { a(x: $v) }", "3"],
    ["NESTING_LIMIT", "query ($v: [[[T!]!]!]!) { a(x: $v) }", "3"],
    ["NESTING_LIMIT", "{ a { ...F } } fragment F on T { b(x: [[[]]]) }", "3"],
    ["SELECTION_LIMIT", `{ x { ${"a ".repeat(50)} } }`, "51"],
  ])("is refused with %s for %s, and the value that came", (code, source, came) => {
    const error = check(source);
    expect(error?.extensions).toMatchObject({ code, received: came });
    expect(error?.message).toContain(came);
  });

  it("lets through what is at the limit", () => {
    expect(check("{ a { b { c { d { e } } } } }")).toBeUndefined();
    expect(check("{ a b c }")).toBeUndefined();
    expect(check("{ a(x: [{ y: 1 }], z: $v) }")).toBeUndefined();
    expect(check("{ a { ...F } } fragment F on T { b c d e }")).toBeUndefined();
    expect(check("{ x: a y: a ...F } fragment F on Query { z: a }")).toBeUndefined();
  });

  it("is judged for every operation of the document", () => {
    expect(check("query A { a } query B { a b c d }")?.extensions["code"]).toBe("ROOT_FIELD_LIMIT");
  });

  it.each(["{ ...A } fragment A on T { ...A }", "{ a } fragment A on T { a { ...B } } fragment B on T { b { ...A } }"])(
    "is refused where a fragment contains itself: %s",
    (source) => expect(check(source)?.extensions["code"]).toBe("FRAGMENT_CYCLE"),
  );

  it("is measured without writing fragments out, however often they double", () => {
    const doubling = Array.from({ length: 2_000 }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`);
    const source = `{ ...F0 } ${doubling.join(" ")} fragment F2000 on T { a }`;
    const error = check(source);
    expect(error?.extensions).toMatchObject({ code: "ROOT_FIELD_LIMIT", received: "∞" });
  });

  it("asks for the schema only where that is allowed", () => {
    for (const source of [
      "{ __schema { types { name } } }",
      '{ ...F } fragment F on Query { x: __type(name: "T") { name } }',
    ]) {
      expect(check(source)).toBeUndefined();
      expect(check(source, { introspection: false })?.extensions["code"]).toBe("INTROSPECTION_DISABLED");
    }
    expect(check("{ __typename }", { introspection: false })).toBeUndefined();
  });
});

describe("the cost of an operation", () => {
  const costOf = (source: string, variables: Record<string, unknown> = {}): number => {
    const estimate = createLimits({ ...LIMITS, cost: Infinity }).compileCost(schema, parse(source), undefined);
    return Number(estimate(coerced(source, variables)));
  };
  const codeOf = (source: string, variables: Record<string, unknown> = {}): unknown =>
    refused(createLimits(LIMITS).compileCost(schema, parse(source), undefined)(variables))?.extensions["code"];
  const refused = (outcome: GraphQLError | number): GraphQLError | undefined =>
    typeof outcome === "number" ? undefined : outcome;
  /** The variables with their defaults, as the engine hands them over. */
  const coerced = (source: string, variables: Record<string, unknown>): Record<string, unknown> =>
    getVariableValues(schema, getOperationAST(parse(source))?.variableDefinitions ?? [], variables).coerced ?? {};

  it.each([
    ["an object costs 1 and a leaf nothing", "{ thing { id name } }", 1],
    ["a weight of a type replaces that", "{ thing { dear { id } } kind }", 1 + 30 + 2],
    ["a weight of a field replaces that of its type", "{ weighed { id } }", 50],
    ["a list counts as long as is assumed", "{ things { things { id } } }", 10 * (1 + 10)],
    ["a list counts as long as it was asked for", "{ some(first: 3) { id } }", 3],
    ["a list's own assumption goes before the general one", "{ assumed { id } }", 7],
    [
      "the size is handed down to the sized field",
      "{ paged(first: 4) { edges { node { id } } totalCount } }",
      1 + 4 * 2 + 100,
    ],
    ["a default of the schema counts", "{ paged { edges { node { id } } } }", 1 + 20 * 2],
    [
      "input costs by its fields",
      '{ weighed(filter: { name: "x", other: [{ name: "y" }] }) { id } }',
      50 + 3 + 4 + 1 + 4,
    ],
    ["a mutation costs 10 beside its fields", "mutation { add { id } }", 11],
    [
      "fragments cost where they are spread",
      "{ a: thing { ...F } b: thing { ...F } } fragment F on Thing { dear { id } }",
      62,
    ],
    ["what is skipped costs nothing", "{ thing @skip(if: true) { id } things @include(if: false) { id } }", 0],
    ["asking for the schema costs nothing", "{ __schema { types { name } } __typename }", 0],
  ])("%s", (_, source, cost) => expect(costOf(source)).toBe(cost));

  it("follows variables and their defaults", () => {
    const source = "query ($n: Int = 6, $with: Boolean = true) { some(first: $n) @include(if: $with) { id } }";
    expect(costOf(source)).toBe(6);
    expect(costOf(source, { n: 9 })).toBe(9);
    expect(costOf(source, { with: false })).toBe(0);
    const paged = "query ($n: Int) { paged(first: $n) { ...P } } fragment P on Page { edges { node { id } } }";
    expect(costOf(paged, { n: 2 })).toBe(1 + 2 * 2);
    expect(costOf(paged, { n: -5 })).toBe(1);
  });

  it("refuses what costs more than the limit and names both", () => {
    const check = createLimits(LIMITS).compileCost(
      schema,
      parse("query ($n: Int) { some(first: $n) { id } }"),
      undefined,
    );
    expect(check({ n: 1_000 })).toBe(1_000);
    expect(check({ n: 1_001 })).toMatchObject({
      message: "The operation costs too much: at most 1000, received 1001.",
      extensions: { code: "COST_LIMIT", expected: "0 to 1000", received: "1001" },
    });
  });

  it("wants exactly one slicing argument where the schema does", () => {
    expect(codeOf("{ some { id } }")).toBe("SLICING_ARGUMENT_REQUIRED");
    expect(codeOf("{ some(first: 1, last: 1) { id } }")).toBe("SLICING_ARGUMENT_REQUIRED");
    expect(codeOf("query ($n: Int) { some(first: $n) { id } }", { n: null })).toBe("SLICING_ARGUMENT_REQUIRED");
    expect(codeOf("{ some(last: 1) { id } }")).toBeUndefined();
  });

  it("never grows smaller when more is asked for", () => {
    const field = fc.constantFrom(
      "thing { id }",
      "things { id }",
      "some(first: 3) { name }",
      "paged { edges { node { id } } }",
    );
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), field, (fields, more) => {
        const document = (parts: string[]): string => `{ ${parts.map((each, i) => `f${i}: ${each}`).join(" ")} }`;
        expect(costOf(document([...fields, more]))).toBeGreaterThan(costOf(document(fields)));
      }),
      { seed: 20_261_123 },
    );
  });

  it("reads the directives under the names that the supergraph links them by", () => {
    const renamed = parse(
      federation.supergraphSdl
        .replace(
          /@link\(url: "https:\/\/specs.apollo.dev\/cost\/v0.1"[^)]*\)/,
          '@link(url: "https://specs.apollo.dev/cost/v0.1", as: "price")',
        )
        .replaceAll("@cost(", "@price(")
        .replaceAll("@listSize(", "@price__listSize("),
    );
    const other = buildASTSchema(renamed, { assumeValid: true, assumeValidSDL: true });
    const check = createLimits(LIMITS).compileCost(other, parse("{ weighed { id } some(first: 3) { id } }"), undefined);
    expect(check({})).toBe(53);
  });
});
