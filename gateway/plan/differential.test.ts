import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import fc from "fast-check";
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import type { Engine } from "./engine";
import { ask, MemoryFederation, type Answer } from "./testing/federation";
import { themes } from "./testing/themes";

const SEED = Number(process.env["SEED"] ?? 20_260_101);
const RUNS = 40;

// What the stock gateway does with these is told by each theme; hand-written answers stand in conformance.test.ts.
const comparable = themes.filter(({ stockIsWrong }) => !stockIsWrong);

describe.each(comparable)(`beside the stock gateway (seed ${SEED}): $name`, ({ subgraphs, federation1, cases }) => {
  let engine: Engine;
  let stock: Stock;

  beforeAll(async () => {
    const federation = new MemoryFederation(subgraphs, { federation1: federation1 ?? false });
    engine = await federation.engine();
    stock = await Stock.load(federation);
  });
  afterAll(() => stock.stop());

  it("answers the theme's own queries alike", async () => {
    for (const { query, variables } of cases) await compare(query, variables);
  });

  it("answers random queries alike", async () => {
    await fc.assert(
      fc.asyncProperty(randomQuery(engine.schema), (query) => compare(query)),
      { seed: SEED, numRuns: RUNS },
    );
  });

  async function compare(query: string, variables?: Record<string, unknown>): Promise<void> {
    const ours = await ask(engine, query, variables);
    // The stock gateway leaves validation to Apollo Server.
    if (ours.errors?.some(({ extensions }) => REFUSALS.has(String(extensions?.["code"])))) return;
    const theirs = await stock.ask(query, variables);
    expect({ query, data: ours.data, failed: hasErrors(ours) }).toEqual({
      query,
      data: theirs.data,
      failed: hasErrors(theirs),
    });
  }
});

const REFUSALS = new Set(["GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"]);

/**
 * Whether a subgraph failed. Where a value is not what the schema promises, the specification wants an error too, but the
 * stock gateway hides it in an extension or says nothing.
 */
function hasErrors({ errors = [] }: Answer): boolean {
  return errors.some(({ extensions }) => !COMPLETION.has(String(extensions?.["code"])));
}

const COMPLETION = new Set(["INVALID_VALUE", "NULL_FOR_NON_NULL"]);

/** The stock gateway over the same subgraphs. */
class Stock {
  private constructor(
    private readonly gateway: ApolloGateway,
    private readonly execute: Awaited<ReturnType<ApolloGateway["load"]>>["executor"],
    private readonly schema: GraphQLSchema,
  ) {}

  static async load(federation: MemoryFederation): Promise<Stock> {
    const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
    const source = (name: string): GraphQLDataSource => ({
      process: ({ request }) =>
        federation.answer(name, request.query ?? "", (request.variables ?? {}) as Record<string, unknown>) as never,
    });
    const gateway = new ApolloGateway({
      supergraphSdl: federation.supergraphSdl,
      buildService: ({ name }) => source(name),
      logger: quiet,
    });
    const { executor, schema } = await gateway.load();
    return new Stock(gateway, executor, schema);
  }

  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const document = parse(query);
    const result = await this.execute({
      document,
      request: { query, variables },
      queryHash: query,
      overallCachePolicy: {},
      context: {},
      metrics: {},
      operationName: null,
      schema: this.schema,
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      cache: {
        get: () => Promise.resolve(undefined),
        set: () => Promise.resolve(),
        delete: () => Promise.resolve(true),
      },
      source: query,
      operation: document.definitions[0],
    } as never);
    return JSON.parse(JSON.stringify(result)) as Answer;
  }

  stop(): Promise<void> {
    return this.gateway.stop();
  }
}

function ignore(): void {}

/** Random valid selections, with aliases, repeated fields, fragments on every type that may apply, and conditions. */
function randomQuery(schema: GraphQLSchema): fc.Arbitrary<string> {
  const query = schema.getQueryType();
  if (!query) throw new Error("The API schema has no queries.");
  return fc.infiniteStream(fc.nat(1_000_000)).map((stream) => {
    const next = (below: number): number => (stream.next().value as number) % below;
    return new QueryWriter(schema, next).selections(query, 0);
  });
}

class QueryWriter {
  #aliases = 0;
  /** Selections that may still be written: what nests without end would be refused, not compared. */
  #left = 25;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly next: (below: number) => number,
  ) {}

  selections(type: GraphQLNamedType, depth: number): string {
    const parts = Array.from({ length: 1 + this.next(4) }, () => this.#selection(type, depth));
    return `{ ${parts.join(" ")} }`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const fields = "getFields" in type && !isInputObjectType(type) ? Object.values(type.getFields()) : [];
    const kind = this.next(10);
    if (--this.#left < 0 || depth > 4) return "__typename";
    if (kind === 0 || (fields.length === 0 && kind < 3)) return this.#key("__typename");
    if (kind < 3 || fields.length === 0) return this.#fragment(type, depth);
    const field = fields[this.next(fields.length)];
    if (!field) return "__typename";
    const named = getNamedType(field.type);
    const given = field.args
      .filter((argument) => isNonNullType(argument.type) || this.next(2) === 0)
      .map((argument) => `${argument.name}: ${this.#value(argument.type)}`);
    const call = given.length > 0 ? `${field.name}(${given.join(", ")})` : field.name;
    return this.#key(call) + this.#condition() + (isCompositeType(named) ? this.selections(named, depth + 1) : "");
  }

  /** Arguments make a field another one, which needs another key. */
  #key(call: string): string {
    return this.next(3) === 0 || call.includes("(") ? `k${this.#aliases++}: ${call}` : call;
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const wider = Object.values(this.schema.getTypeMap()).filter(
      (other) => isCompositeType(other) && isCompositeType(type) && this.#overlap(type, other),
    );
    const condition = wider[this.next(wider.length)] ?? type;
    return `... on ${condition.name}${this.#condition()} ${this.selections(condition, depth + 1)}`;
  }

  #overlap(one: GraphQLNamedType, other: GraphQLNamedType): boolean {
    const names = (type: GraphQLNamedType): string[] =>
      isObjectType(type) ? [type.name] : this.schema.getPossibleTypes(type as never).map(({ name }) => name);
    return names(one).some((name) => names(other).includes(name));
  }

  #condition(): string {
    const chosen = this.next(12);
    return chosen === 0 ? " @include(if: true) " : chosen === 1 ? " @skip(if: true) " : " ";
  }

  #value(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#value(type.ofType);
    if (isListType(type)) return `[${this.#value(type.ofType)}]`;
    if (isEnumType(type)) return type.getValues()[0]?.name ?? "null";
    if (isInputObjectType(type)) return "{}";
    return { Int: "1", Float: "1.5", Boolean: "true", ID: '"a1"', String: '"x"' }[type.name] ?? "null";
  }
}
