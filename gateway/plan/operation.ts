import {
  getVariableValues,
  print,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { RequestError } from "../../subgraphs/kit/errors";
import { Completion } from "./completion";
import type { EngineOptions, GraphResponse, RequestScope } from "./contract";
import { clientError, type ClientError } from "./errors";
import type { PlanAnswer } from "./plan";
import type { DeniedFields } from "./protected-fields";
import { badVariable, refusal } from "./refusals";
import type { Run, Step } from "./run";
import type { ResponseKeys } from "./response-keys";
import { ResponseShape } from "./shape";
import { compileSteps } from "./steps";
import type { SupergraphTypes } from "./types";

/** What an operation needs of the supergraph that it was planned for. */
export interface OperationWorld {
  readonly schema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly types: SupergraphTypes;
  readonly keys: ResponseKeys;
  /** Answers introspection, by response key, as JSON text. */
  introspect(source: string, variables: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, string>>>;
}

/** What was found out about an operation before it was planned. */
export interface ParsedOperation {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  /** The fields that the plan leaves out, since the caller may not read them. */
  readonly denied: DeniedFields;
}

/** An operation that has been checked, planned and compiled, and may be executed any number of times. */
export class Operation {
  readonly kind = "operation";
  readonly operation: "query" | "mutation";
  readonly operationName: string | undefined;
  readonly #node: OperationDefinitionNode;
  readonly #denied: DeniedFields;
  readonly #steps: Step;
  readonly #costOf: (variables: Readonly<Record<string, unknown>>) => GraphQLError | number;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables that decide `@skip` and `@include`. */
  readonly #conditions: readonly string[];
  /** Response shapes by the values of those variables. */
  readonly #shapes = new Map<string, ResponseShape>();

  constructor(
    private readonly world: OperationWorld,
    private readonly options: Pick<EngineOptions, "send" | "limits" | "log">,
    { document, node, denied }: ParsedOperation,
    { plan }: Extract<PlanAnswer, { kind: "planned" }>,
  ) {
    this.#node = node;
    this.#denied = denied;
    this.operation = node.operation === "mutation" ? "mutation" : "query";
    this.operationName = node.name?.value;
    this.#steps = compileSteps(plan.node, world.types);
    this.#costOf = options.limits.compileCost(world.supergraphSchema, document, this.operationName);
    const fragments = document.definitions.filter((each) => each.kind === "FragmentDefinition");
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#conditions = conditionVariables(document);
  }

  async execute(given: Readonly<Record<string, unknown>>, scope: RequestScope): Promise<GraphResponse> {
    const { coerced, errors } = getVariableValues(this.world.schema, this.#node.variableDefinitions ?? [], given, {
      // Each of them writes out the value that came, which may be a megabyte.
      maxErrors: 2,
    });
    if (errors) return refusal(errors.map(badVariable), scope);
    const cost = this.#costOf(coerced);
    if (typeof cost !== "number") return refusal([cost], scope);
    if (scope.charge) await scope.charge(cost);
    const run: Run = {
      send: this.options.send,
      scope,
      variables: this.#written(given),
      coerced,
      data: {},
      errors: [],
      logMasked: (subgraph, fault) =>
        this.options.log.error({ requestId: scope.requestId, subgraph, fault }, "A subgraph's error was masked"),
    };
    try {
      const shape = this.#shapeFor(coerced);
      const introspection = shape.introspection.length > 0 ? await this.#introspect(shape, given) : {};
      await this.#steps(run);
      return respond(run, shape, introspection);
    } catch (fault) {
      // Only introspection refuses, and it comes before anything is sent.
      return fault instanceof RequestError ? refusal([fault], scope) : this.#failed(fault, scope);
    }
  }

  /** The client's variables as JSON texts, made once for all fetches. One that was left out is left out: it keeps its default. */
  #written(given: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
    const written = new Map<string, string>();
    for (const { variable } of this.#node.variableDefinitions ?? []) {
      const name = variable.name.value;
      if (Object.hasOwn(given, name)) written.set(name, JSON.stringify(given[name]));
    }
    return written;
  }

  #shapeFor(coerced: Readonly<Record<string, unknown>>): ResponseShape {
    const key = this.#conditions.map((name) => (coerced[name] === true ? "1" : "0")).join("");
    let shape = this.#shapes.get(key);
    if (!shape) {
      if (this.#shapes.size >= MOST_SHAPES) this.#shapes.clear();
      const selections = {
        schema: this.world.schema,
        fragments: this.#fragments,
        conditions: coerced,
        keys: this.world.keys,
        denied: this.#denied,
      };
      const root = this.world.schema.getRootType(this.#node.operation);
      if (!root) throw new Error(`The API schema has no root type for a ${this.#node.operation}.`);
      this.#shapes.set(key, (shape = new ResponseShape(selections, root, this.#node.selectionSet)));
    }
    return shape;
  }

  #introspect(
    shape: ResponseShape,
    given: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, string>>> {
    const selectionSet = { ...this.#node.selectionSet, selections: shape.introspection };
    const definitions = [{ ...this.#node, selectionSet }, ...this.#fragments.values()];
    return this.world.introspect(definitions.map(print).join("\n"), given);
  }

  #failed(fault: unknown, { language, requestId }: RequestScope): GraphResponse {
    this.options.log.error({ requestId, err: fault }, "An operation failed in the gateway");
    const error = clientError({ message: "" }, undefined, language, requestId);
    return { body: JSON.stringify({ data: null, errors: [error] }), hasData: true, hasErrors: true };
  }
}

function respond(run: Run, shape: ResponseShape, introspection: Readonly<Record<string, string>>): GraphResponse {
  const reported = run.errors.flat();
  const completion = new Completion(reported, introspection, run.scope.language);
  const data = shape.write(run.data, completion);
  const errors: ClientError[] = completion.errors.length > 0 ? [...reported, ...completion.errors] : reported;
  const tail = errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : "";
  return { body: `{"data":${data}${tail}}`, hasData: true, hasErrors: errors.length > 0 };
}

function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      const value = given[0]?.value;
      if ((name.value === "skip" || name.value === "include") && value?.kind === "Variable")
        names.add(value.name.value);
    },
  });
  return [...names];
}

/** Shapes kept for one operation; a client that varies more conditions pays for compiling them again. */
const MOST_SHAPES = 32;
