import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper";
import { graphql, parse, type GraphQLSchema } from "graphql";
import pino from "pino";
import { ANONYMOUS } from "../../../subgraphs/kit/access/caller";
import type { Asking, EngineOptions, RequestScope, SendToSubgraph, SubgraphAnswer } from "../contract";
import { Engine, type StartPlanner } from "../engine";
import type { IntrospectionRequest, PlanRequest } from "../plan";
import { Planner } from "../planner";
import { refusal } from "../refusals";

/** A subgraph that answers from memory. */
export interface MemorySubgraph {
  readonly sdl: string;
  readonly resolvers: GraphQLResolverMap<unknown>;
}

/** What one fetch sent. */
export interface Sent {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides",
  "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@authenticated", "@requiresScopes",
  "@policy", "@context", "@fromContext", "@cost", "@listSize"])\n`;

/** A federation composed of subgraphs that answer from memory. An SDL without a link is one of Federation 1 if it says so. */
export class MemoryFederation {
  readonly supergraphSdl: string;
  readonly sent: Sent[] = [];
  readonly #schemas = new Map<string, GraphQLSchema>();

  constructor(subgraphs: Readonly<Record<string, MemorySubgraph>>, options: { readonly federation1?: boolean } = {}) {
    const prefix = options.federation1 ? "" : FEDERATION;
    const definitions = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
      const typeDefs = parse(prefix + sdl);
      this.#schemas.set(name, buildSubgraphSchema({ typeDefs, resolvers }));
      return { name, url: `http://${name}.internal/graphql`, typeDefs };
    });
    const { supergraphSdl, errors } = composeServices(definitions);
    if (!supergraphSdl) throw new Error(`The test's subgraphs don't compose: ${errors?.join("\n")}`);
    this.supergraphSdl = supergraphSdl;
  }

  /** Executes one operation in a subgraph; what a transport would do, through JSON as there. */
  async answer(subgraph: string, query: string, variables: Record<string, unknown>): Promise<SubgraphAnswer> {
    const schema = this.#schemas.get(subgraph);
    if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
    const result = await graphql({ schema, source: query, variableValues: variables });
    return JSON.parse(JSON.stringify(result)) as SubgraphAnswer;
  }

  readonly send: SendToSubgraph = (subgraph, { body }) => {
    const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    this.sent.push({ subgraph, query, variables });
    return this.answer(subgraph, query, variables);
  };

  /** An engine that plans in this very thread, so that a test of many supergraphs starts no thread for each. */
  engine(options: Partial<EngineOptions> = {}): Promise<Engine> {
    return Engine.load(this.supergraphSdl, engineOptions({ send: this.send, ...options }), planInThisThread);
  }
}

export function engineOptions(options: Partial<EngineOptions> & Pick<EngineOptions, "send">): EngineOptions {
  return {
    limits: { checkDocument: () => undefined, compileCost: () => () => 0 },
    planningTimeoutMs: 10_000,
    maxTokens: 20_000,
    cacheSize: 500,
    log: pino({ level: "silent" }),
    ...options,
  };
}

/** A response as a client reads it. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
}

/** Prepares and executes, as the edge does. */
export async function ask(
  engine: Engine,
  source: string,
  variables?: Record<string, unknown>,
  operationName?: string,
  asking?: Asking,
): Promise<Answer> {
  const prepared = await engine.prepare(source, operationName, asking);
  if (prepared.kind === "refused") return JSON.parse(refusal(prepared.errors, scope()).body) as Answer;
  const { body } = await engine.execute(prepared, variables, scope());
  return JSON.parse(body) as Answer;
}

export function scope(over: Partial<RequestScope> = {}): RequestScope {
  return {
    requestId: "request-1",
    caller: ANONYMOUS,
    headers: {},
    deadline: Number.POSITIVE_INFINITY,
    language: "en",
    ...over,
  };
}

export const planInThisThread: StartPlanner = (supergraphSdl, { contracts }) => {
  const planner = new Planner(supergraphSdl, contracts);
  const service = {
    plan: (request: PlanRequest) => Promise.resolve(planner.plan(request)),
    introspect: (request: IntrospectionRequest) => planner.introspect(request),
    close: () => Promise.resolve(),
  };
  return Promise.resolve({ planner: service, facts: planner.facts });
};
