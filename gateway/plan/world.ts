import {
  buildASTSchema,
  getOperationAST,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { AccessRules } from "./access-rules";
import type { EngineOptions } from "./contract";
import { LruMap } from "./lru";
import { Operation, type OperationWorld } from "./operation";
import type { IntrospectionRequest, PlanAnswer, PlanRequest, SupergraphFacts } from "./plan";
import { denialsIn, ProtectedFields, type DeniedFields, type Deny } from "./protected-fields";
import { documentError, noSuchOperation, planningError, refused, type RefusedOperation } from "./refusals";
import { ResponseKeys } from "./response-keys";
import { SupergraphTypes } from "./types";

/** What plans operations and answers introspection: a thread of its own in production (planner-thread.ts). */
export interface PlanService {
  plan(request: PlanRequest): Promise<PlanAnswer>;
  introspect(request: IntrospectionRequest): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** What a client asks for, as far as it decides how that is prepared. */
export interface AskedOperation {
  readonly source: string;
  readonly operationName: string | undefined;
  /** The audience whose contract holds; the whole graph if undefined. */
  readonly audience: string | undefined;
}

/** An operation as it was written, with what is protected of it, before it is known who asks. */
interface Read {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly protected: ProtectedFields;
}

interface Entry {
  readonly asked: AskedOperation;
  readonly prepared: Promise<Operation | RefusedOperation>;
  hits: number;
}

/** One supergraph, and the operations prepared for it. */
export class World {
  readonly schema: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, string>;
  readonly contracts: ReadonlyMap<string, string>;
  /** What operations are compiled for, by audience: the whole graph, and the contracts. */
  readonly #views: ReadonlyMap<string | undefined, OperationWorld>;
  readonly #rules: AccessRules;
  readonly #operations: LruMap<Entry>;
  /** Refusals have room of their own, so that a flood of them never drives out an operation that is in use. */
  readonly #refusals: LruMap<Entry>;
  readonly #read: LruMap<Read>;
  readonly #introspections = new LruMap<Readonly<Record<string, string>>>(50, MOST_INTROSPECTION_CHARACTERS);

  constructor(
    readonly supergraphSdl: string,
    facts: SupergraphFacts,
    private readonly planner: PlanService,
    private readonly options: EngineOptions,
  ) {
    const supergraphSchema = buildASTSchema(parse(supergraphSdl), { assumeValid: true, assumeValidSDL: true });
    const [types, keys] = [new SupergraphTypes(supergraphSchema), new ResponseKeys(facts.required)];
    const viewOf = (audience: string | undefined, sdl: string): OperationWorld => ({
      schema: buildASTSchema(parse(sdl), { assumeValid: true }),
      supergraphSchema,
      types,
      keys,
      introspect: (source, variables) => this.#introspect({ source, audience, variables }),
    });
    const whole = viewOf(undefined, facts.apiSdl);
    this.schema = whole.schema;
    this.subgraphs = new Map(facts.subgraphs);
    this.contracts = options.contracts ?? new Map();
    for (const [audience, sdl] of this.contracts) refuseStrangers(audience, buildASTSchema(parse(sdl)), whole.schema);
    this.#views = new Map([
      [undefined, whole] as const,
      ...[...this.contracts].map(([audience, sdl]) => [audience, viewOf(audience, sdl)] as const),
    ]);
    this.#rules = new AccessRules(supergraphSchema);
    this.#operations = new LruMap(options.cacheSize, MOST_SOURCE_CHARACTERS);
    this.#refusals = new LruMap(Math.ceil(options.cacheSize / 4), MOST_SOURCE_CHARACTERS / 4);
    this.#read = new LruMap(options.cacheSize, MOST_SOURCE_CHARACTERS);
  }

  /** Whether there is such an audience, or, if undefined, the whole graph. */
  has(audience: string | undefined): boolean {
    return this.#views.has(audience);
  }

  /** Looks an operation up, or prepares it; any number of requests for the same one, by callers who may read the same of it, share the work. */
  prepare(asked: AskedOperation, deny: Deny): Promise<Operation | RefusedOperation> {
    // As JSON, since a name is whatever a client sends: nobody may put together the text of somebody else's request out of other parts.
    const text = `${JSON.stringify([asked.audience, asked.operationName])}${asked.source}`;
    const read = this.#readOnce(text, asked);
    const { coordinates, fields, reasons } = "protected" in read ? read.protected.deniedTo(deny) : NOTHING_DENIED;
    const key = reasons + text;
    const entry = this.#operations.get(key) ?? this.#refusals.get(key);
    this.options.onLookUp?.(entry !== undefined);
    if (entry) {
      entry.hits++;
      return entry.prepared;
    }
    const prepared = "protected" in read ? this.#prepare(asked, read, coordinates, fields) : Promise.resolve(read);
    const made: Entry = { asked, prepared, hits: 1 };
    this.#operations.set(key, made, key.length);
    void prepared.then((outcome) => {
      if (outcome.kind === "operation") return;
      this.#operations.delete(key);
      if (isPassing(outcome)) this.#refusals.delete(key);
      else this.#refusals.set(key, made, key.length);
      if (outcome.errors.some(({ extensions }) => extensions["code"] === "PLANNING_TIMEOUT")) {
        setTimeout(() => this.#refusals.delete(key), TIMEOUT_REMEMBERED_MS).unref();
      }
    });
    return prepared;
  }

  /** The operations asked for most, the first first. */
  mostUsed(count: number): readonly AskedOperation[] {
    return this.#operations
      .values()
      .sort((one, other) => other.hits - one.hits)
      .slice(0, count)
      .map(({ asked }) => asked);
  }

  close(): Promise<void> {
    return this.planner.close();
  }

  async #introspect(request: IntrospectionRequest): Promise<Readonly<Record<string, string>>> {
    const key = `${request.audience ?? ""}\n${request.source}\n${JSON.stringify(request.variables)}`;
    const known = this.#introspections.get(key);
    if (known) return known;
    const answer = await this.planner.introspect(request);
    const weight = Object.values(answer).reduce((sum, text) => sum + text.length, key.length);
    this.#introspections.set(key, answer, weight);
    return answer;
  }

  #readOnce(text: string, asked: AskedOperation): Read | RefusedOperation {
    const known = this.#read.get(text);
    if (known) return known;
    const read = this.#readDocument(asked);
    if ("protected" in read) this.#read.set(text, read, text.length);
    return read;
  }

  #readDocument({ source, operationName, audience }: AskedOperation): Read | RefusedOperation {
    try {
      const document = parseDocument(source, this.options.maxTokens);
      const excess = this.options.limits.checkDocument(document);
      if (excess) return refused(excess);
      const node = getOperationAST(document, operationName);
      if (!node) return refused(noSuchOperation(operationName));
      if (node.operation === "subscription") return refused(planningError("SUBSCRIPTION_UNSUPPORTED"));
      return { document, node, protected: new ProtectedFields(document, this.#viewOf(audience).schema, this.#rules) };
    } catch (error) {
      return this.#failed(error);
    }
  }

  async #prepare(
    asked: AskedOperation,
    { document, node }: Read,
    coordinates: readonly string[],
    denied: DeniedFields,
  ): Promise<Operation | RefusedOperation> {
    try {
      const answer = await this.planner.plan({ ...asked, denied: coordinates });
      if (answer.kind === "refused") {
        return refused(
          ...answer.faults.map((fault) => (fault.message ? documentError(fault) : planningError("PLANNING_FAILED"))),
        );
      }
      // What a mutation does can't be told apart from what is read of it afterwards: it is not begun.
      if (node.operation === "mutation" && denied.size > 0) return refused(...denialsIn(document, node, denied));
      return new Operation(this.#viewOf(asked.audience), this.options, { document, node, denied }, answer);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #viewOf(audience: string | undefined): OperationWorld {
    const view = this.#views.get(audience);
    if (!view) throw new Error(`There is no contract of ${audience}.`);
    return view;
  }

  #failed(error: unknown): RefusedOperation {
    if (error instanceof GraphQLError) return refused(error);
    // What reads a document recurses: selections and values nested by the thousand end its stack.
    if (error instanceof RangeError) return refused(planningError("TOO_DEEPLY_NESTED"));
    this.options.log.error({ err: error }, "An operation could not be prepared");
    return refused(planningError("PLANNING_FAILED"));
  }
}

/** @throws if a contract promises a field that the graph has not, or has of another type */
function refuseStrangers(audience: string, contract: GraphQLSchema, api: GraphQLSchema): void {
  for (const type of Object.values(contract.getTypeMap())) {
    if ((!isObjectType(type) && !isInterfaceType(type)) || type.name.startsWith("__")) continue;
    const known = api.getType(type.name);
    const fields = isObjectType(known) || isInterfaceType(known) ? known.getFields() : {};
    const strange = Object.values(type.getFields()).find(
      (field) => String(fields[field.name]?.type) !== String(field.type),
    );
    if (strange)
      throw new Error(`The contract of ${audience} has ${type.name}.${strange.name}, which the graph has not so.`);
  }
}

const NOTHING_DENIED = { coordinates: [], fields: new Map() as DeniedFields, reasons: "" };

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
