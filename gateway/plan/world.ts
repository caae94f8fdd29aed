import { buildASTSchema, getOperationAST, GraphQLError, parse, type DocumentNode, type GraphQLSchema } from "graphql";
import type { EngineOptions } from "./contract";
import { LruMap } from "./lru";
import { Operation, type OperationWorld } from "./operation";
import type { PlanAnswer, SupergraphFacts } from "./plan";
import { documentError, noSuchOperation, planningError, refused, type RefusedOperation } from "./refusals";
import { ResponseKeys } from "./response-keys";
import { SupergraphTypes } from "./types";

/** What plans operations and answers introspection: a thread of its own in production (planner-thread.ts). */
export interface PlanService {
  plan(source: string, operationName: string | undefined): Promise<PlanAnswer>;
  introspect(source: string, variables: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

interface Entry {
  readonly source: string;
  readonly operationName: string | undefined;
  readonly prepared: Promise<Operation | RefusedOperation>;
  hits: number;
}

/** One supergraph, and the operations prepared for it. */
export class World implements OperationWorld {
  readonly schema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, string>;
  readonly types: SupergraphTypes;
  readonly keys: ResponseKeys;
  readonly #operations: LruMap<Entry>;
  /** Refusals have room of their own, so that a flood of them never drives out an operation that is in use. */
  readonly #refusals: LruMap<Entry>;
  readonly #introspections = new LruMap<Readonly<Record<string, string>>>(50, MOST_INTROSPECTION_CHARACTERS);

  constructor(
    readonly supergraphSdl: string,
    facts: SupergraphFacts,
    private readonly planner: PlanService,
    private readonly options: EngineOptions,
  ) {
    this.schema = buildASTSchema(parse(facts.apiSdl), { assumeValid: true });
    this.supergraphSchema = buildASTSchema(parse(supergraphSdl), { assumeValid: true, assumeValidSDL: true });
    this.subgraphs = new Map(facts.subgraphs);
    this.types = new SupergraphTypes(this.supergraphSchema);
    this.keys = new ResponseKeys(facts.required);
    this.#operations = new LruMap(options.cacheSize, MOST_SOURCE_CHARACTERS);
    this.#refusals = new LruMap(Math.ceil(options.cacheSize / 4), MOST_SOURCE_CHARACTERS / 4);
  }

  /** Looks an operation up, or prepares it; any number of requests for the same one share the work. */
  prepare(source: string, operationName: string | undefined): Promise<Operation | RefusedOperation> {
    const key = `${operationName ?? ""}\n${source}`;
    const entry = this.#operations.get(key) ?? this.#refusals.get(key);
    this.options.onLookUp?.(entry !== undefined);
    if (entry) {
      entry.hits++;
      return entry.prepared;
    }
    const prepared = this.#prepare(source, operationName);
    const made: Entry = { source, operationName, prepared, hits: 1 };
    this.#operations.set(key, made, source.length);
    void prepared.then((outcome) => {
      if (outcome.kind === "operation") return;
      this.#operations.delete(key);
      if (isPassing(outcome)) this.#refusals.delete(key);
      else this.#refusals.set(key, made, source.length);
      if (outcome.errors.some(({ extensions }) => extensions["code"] === "PLANNING_TIMEOUT")) {
        setTimeout(() => this.#refusals.delete(key), TIMEOUT_REMEMBERED_MS).unref();
      }
    });
    return prepared;
  }

  /** The operations asked for most, the first first. */
  mostUsed(count: number): readonly { readonly source: string; readonly operationName: string | undefined }[] {
    return this.#operations
      .values()
      .sort((one, other) => other.hits - one.hits)
      .slice(0, count);
  }

  async introspect(
    source: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, string>>> {
    const key = `${source}\n${JSON.stringify(variables)}`;
    const known = this.#introspections.get(key);
    if (known) return known;
    const answer = await this.planner.introspect(source, variables);
    const weight = Object.values(answer).reduce((sum, text) => sum + text.length, key.length);
    this.#introspections.set(key, answer, weight);
    return answer;
  }

  close(): Promise<void> {
    return this.planner.close();
  }

  async #prepare(source: string, operationName: string | undefined): Promise<Operation | RefusedOperation> {
    try {
      const document = parseDocument(source, this.options.maxTokens);
      const excess = this.options.limits.checkDocument(document);
      if (excess) return refused(excess);
      const node = getOperationAST(document, operationName);
      if (!node) return refused(noSuchOperation(operationName));
      if (node.operation === "subscription") return refused(planningError("SUBSCRIPTION_UNSUPPORTED"));
      const answer = await this.planner.plan(source, operationName);
      if (answer.kind === "planned") return new Operation(this, this.options, document, node, answer);
      return refused(
        ...answer.faults.map((fault) => (fault.message ? documentError(fault) : planningError("PLANNING_FAILED"))),
      );
    } catch (error) {
      if (error instanceof GraphQLError) return refused(error);
      // What reads a document recurses: selections and values nested by the thousand end its stack.
      if (error instanceof RangeError) return refused(planningError("TOO_DEEPLY_NESTED"));
      this.options.log.error({ err: error }, "An operation could not be prepared");
      return refused(planningError("PLANNING_FAILED"));
    }
  }
}

function parseDocument(source: string, maxTokens: number): DocumentNode {
  try {
    return parse(source, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw documentError({ message: error.message, code: "GRAPHQL_PARSE_FAILED", locations: error.locations ?? [] });
  }
}

/** Whether a refusal says something of the moment and not of the operation. */
function isPassing({ errors }: RefusedOperation): boolean {
  return errors.some(({ extensions }) => extensions["code"] === "PLANNING_BUSY");
}

/** All documents that are remembered, together, in UTF-16 units. */
const MOST_SOURCE_CHARACTERS = 16_000_000;

const MOST_INTROSPECTION_CHARACTERS = 16_000_000;

/** A time-out may come of a busy machine, so that it is not remembered for ever. */
const TIMEOUT_REMEMBERED_MS = 60_000;
