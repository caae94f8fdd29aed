import {
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  operationFromDocument,
  Supergraph,
  type Schema,
} from "@apollo/federation-internals";
import { QueryPlanner, type FetchNode, type PlanNode, type QueryPlan } from "@apollo/query-planner";
import {
  buildSchema,
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  printSchema,
  validate,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import { collectFields } from "./collect";
import { Contradictions } from "./contradictions";
import {
  RENAMED_REPRESENTATIONS,
  REPRESENTATIONS,
  type IntrospectionRequest,
  type PlanAnswer,
  type PlanRequest,
  type PlanFault,
  type PlannedFetch,
  type SupergraphFacts,
} from "./plan";
import { withoutFields } from "./protected-fields";
import { ResponseKeys, type RequiredFields } from "./response-keys";

/**
 * Validates and plans operations for one supergraph. Its work is not bounded by the length of an operation, so that in
 * production it runs in a thread of its own that can be ended (planner-thread.ts).
 */
export class Planner {
  readonly facts: SupergraphFacts;
  readonly #planner: QueryPlanner;
  readonly #api: Schema;
  readonly #schema: GraphQLSchema;
  /** The schemas of the audiences, which are parts of the whole. */
  readonly #contracts: ReadonlyMap<string, GraphQLSchema>;
  readonly #keys: ResponseKeys;
  readonly #contradictions: Contradictions;

  /** @throws if the text is no supergraph, or needs a feature that this gateway does not have */
  constructor(supergraphSdl: string, contracts: ReadonlyMap<string, string> = new Map()) {
    const supergraph = Supergraph.build(resolvableKeysFirst(parse(supergraphSdl)), {
      supportedFeatures: SUPPORTED_FEATURES,
    });
    this.#planner = new QueryPlanner(supergraph, { reuseQueryFragments: false });
    this.#api = supergraph.apiSchema();
    this.#schema = this.#api.toGraphQLJSSchema();
    this.facts = {
      apiSdl: printSchema(this.#schema),
      subgraphs: supergraph.subgraphsMetadata().map(({ name, url }) => [name, url] as const),
      required: requiredFields(supergraphSdl),
    };
    this.#contracts = new Map([...contracts].map(([audience, sdl]) => [audience, buildSchema(sdl)]));
    this.#keys = new ResponseKeys(this.facts.required);
    this.#contradictions = new Contradictions(supergraph);
  }

  plan({ source, operationName, audience, denied }: PlanRequest): PlanAnswer {
    const asked = parse(source);
    const schema = this.#schemaOf(audience);
    const errors = [...validate(schema, asked, undefined, { maxErrors: 10, hideSuggestions: true })];
    // No rule of the specification looks at it, and everything below a root that there is not passes as valid.
    const kind = getOperationAST(asked, operationName)?.operation;
    if (kind && !schema.getRootType(kind)) errors.push(new GraphQLError(`There is no ${kind} in this schema.`));
    if (errors.length > 0) return { kind: "refused", faults: errors.map(validationFault) };
    try {
      const document = withoutFields(asked, this.#schema, new Set(denied));
      const operation = operationFromDocument(this.#api, this.#withoutCollisions(document), {
        operationName,
        validate: false,
      });
      const plan = this.#planner.buildQueryPlan(operation);
      const fault = this.#faultOf(plan, document, operationName);
      return fault === undefined
        ? { kind: "planned", plan }
        : { kind: "refused", faults: [{ message: fault, code: "PLANNING_FAILED" }] };
    } catch (fault) {
      return { kind: "refused", faults: [planningFault(fault)] };
    }
  }

  #schemaOf(audience: string | undefined): GraphQLSchema {
    const schema = audience === undefined ? this.#schema : this.#contracts.get(audience);
    if (!schema) throw new Error(`There is no contract of ${audience}.`);
    return schema;
  }

  /** Why a plan would not bring what was asked for, if it would not: the planner does not tell. */
  #faultOf(plan: QueryPlan, document: DocumentNode, operationName: string | undefined): string | undefined {
    const node = plan.node as PlanNode | undefined;
    const fetched = node ? annotate(node) : [];
    const unanswerable = this.#rootFields(document, operationName).find((field) => !fetched.includes(field));
    if (unanswerable !== undefined) return `No subgraph can answer what is asked of "${unanswerable}".`;
    const [one, other] = (node && this.#contradictions.find(node)) ?? [];
    return (
      one &&
      `"${one}" and "${other}" need the same field with different arguments. Ask for them in separate operations.`
    );
  }

  /**
   * The root fields that a plan must fetch. The planner leaves one out without a word where nothing that is asked of it can
   * ever be there, such as a field of an interface that has no members.
   */
  #rootFields(document: DocumentNode, operationName: string | undefined): string[] {
    const operation = getOperationAST(document, operationName);
    const root = operation && this.#schema.getRootType(operation.operation);
    if (!root) return [];
    const fragments = document.definitions.filter((each) => each.kind === "FragmentDefinition");
    const selections = {
      schema: this.#schema,
      fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
      conditions: {},
      keys: this.#keys,
      denied: new Map(),
    };
    return [...collectFields(selections, root, [operation.selectionSet]).values()].flatMap(([node]) =>
      !node || node.name.value.startsWith("__") || node.directives?.length ? [] : this.#keys.fetched(node),
    );
  }

  /** What the planner is told under other names, since it would take it for something of its own. */
  #withoutCollisions(document: DocumentNode): DocumentNode {
    return visit(document, {
      Variable: (node) =>
        node.name.value === REPRESENTATIONS
          ? { ...node, name: { ...node.name, value: RENAMED_REPRESENTATIONS } }
          : undefined,
      Field: {
        leave: (node) => {
          const key = this.#keys.fetched(node);
          return key === (node.alias ?? node.name).value
            ? undefined
            : { ...node, alias: { kind: Kind.NAME, value: key } };
        },
      },
    });
  }

  /** Answers introspection fields, by response key, as JSON text. */
  async introspect({ source, audience, variables }: IntrospectionRequest): Promise<Record<string, string>> {
    const schema = this.#schemaOf(audience);
    const { data } = await execute({ schema, document: parse(source), variableValues: variables });
    return Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
  }
}

/**
 * Beside those that the stock gateway knows: what others enforce (security, cost) and what this gateway executes (context).
 * A feature that is needed for execution and is not here makes the supergraph be refused.
 */
const SUPPORTED_FEATURES = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  ...["authenticated", "requiresScopes", "policy", "context", "cost", "cacheTag"].map(
    (name) => `https://specs.apollo.dev/${name}/v0.1`,
  ),
]);

/**
 * Where a fetch comes back to a subgraph with what it requires, the planner uses the subgraph's first key, even one by which
 * the subgraph says that it resolves nothing. The order of keys means nothing else, so that those come last.
 */
function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const reorder = <T extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: T): T => {
    const rest = node.directives?.filter((directive) => !isUnresolvable(directive)) ?? [];
    return { ...node, directives: [...rest, ...(node.directives?.filter(isUnresolvable) ?? [])] };
  };
  return visit(supergraph, { ObjectTypeDefinition: reorder, InterfaceTypeDefinition: reorder });
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === "join__type" &&
    given.some((each) => each.name.value === "resolvable" && each.value.kind === "BooleanValue" && !each.value.value)
  );
}

/** Reads every field set of the supergraph: what subgraphs need of each other. */
function requiredFields(supergraphSdl: string): RequiredFields {
  const names = new Set<string>();
  const withArguments = new Set<string>();
  const read = (fieldSet: string): void => {
    visit(parse(fieldSet.trimStart().startsWith("{") ? fieldSet : `{ ${fieldSet} }`), {
      Field({ name, arguments: given = [] }) {
        names.add(name.value);
        if (given.length > 0) withArguments.add(name.value);
      },
    });
  };
  visit(parse(supergraphSdl), {
    Directive: ({ name }) => (name.value === "join__type" || name.value === "join__field" ? undefined : false),
    Argument: ({ name, value }) => {
      if (value.kind === "StringValue" && FIELD_SETS.has(name.value)) read(value.value);
    },
    ObjectField: ({ name, value }) => {
      // The selection of a context starts with the context's name.
      if (value.kind === "StringValue" && name.value === "selection") read(value.value.replace(/^\s*\$\w+/, ""));
    },
  });
  return { names: [...names], withArguments: [...withArguments] };
}

const FIELD_SETS = new Set(["key", "requires", "provides"]);

function validationFault({ message, locations }: GraphQLError): PlanFault {
  return { message, code: "GRAPHQL_VALIDATION_FAILED", ...(locations && { locations }) };
}

function planningFault(fault: unknown): PlanFault {
  const message = fault instanceof GraphQLError ? fault.message : "";
  return { message, code: "PLANNING_FAILED" };
}

/**
 * Adds to every fetch the response keys at its root, since only here the text of its operation is read again.
 *
 * @returns the response keys of the root fields that the plan fetches
 */
function annotate(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case "Fetch": {
      const fields = rootKeys(node);
      Object.assign(node, { fields } satisfies Partial<PlannedFetch>);
      return fields;
    }
    case "Flatten":
      annotate(node.node);
      return [];
    case "Sequence":
    case "Parallel":
      return node.nodes.flatMap(annotate);
    case "Condition":
      return [node.ifClause, node.elseClause].flatMap((branch) => (branch ? annotate(branch) : []));
    default:
      throw new Error(`The planner made a node of kind ${node.kind}, which was not asked for.`);
  }
}

function rootKeys({ operation, requires }: FetchNode): string[] {
  const keys = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === "InlineFragment") collect(selection.selectionSet);
      else if (selection.kind === "Field") keys.add(selection.alias?.value ?? selection.name.value);
    }
  };
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== "OperationDefinition") return [];
  const [first] = definition.selectionSet.selections;
  collect(requires && first?.kind === "Field" && first.selectionSet ? first.selectionSet : definition.selectionSet);
  keys.delete("__typename");
  return [...keys];
}
