import {
  isEnumType,
  parse,
  type ConstDirectiveNode,
  type ConstValueNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import { isJsonObject, readOwn, type JsonObject } from "./path";

/** The keys by which each subgraph finds entities, as the supergraph tells them. */
export class EntityKeys {
  /** Resolvable keys by subgraph and type. */
  readonly #keys = new Map<string, SelectionSetNode[]>();

  constructor(supergraph: GraphQLSchema) {
    const subgraphs = subgraphNames(supergraph);
    for (const { name: typeName, astNode, extensionASTNodes } of Object.values(supergraph.getTypeMap())) {
      for (const directive of [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? [])) {
        if (directive.name.value !== "join__type") continue;
        const { graph, key, resolvable } = argumentsOf(directive);
        if (graph?.kind !== "EnumValue" || key?.kind !== "StringValue") continue;
        if (resolvable?.kind === "BooleanValue" && !resolvable.value) continue;
        const [definition] = parse(`{ ${key.value} }`).definitions;
        const name = `${subgraphs.get(graph.value) ?? ""} ${typeName}`;
        const known = this.#keys.get(name) ?? [];
        if (definition?.kind === "OperationDefinition") this.#keys.set(name, [...known, definition.selectionSet]);
      }
    }
  }

  /**
   * Whether a subgraph can find an entity by a representation: it holds all of one of the subgraph's keys, and that key is
   * not all nulls. The planner's selections leave a key out where an interface and its types are asked for differently.
   */
  finds(subgraph: string, representation: JsonObject): boolean {
    const keys = this.#keys.get(`${subgraph} ${String(representation["__typename"])}`);
    return keys?.some((key) => holds(representation, key) && identifies(representation, key)) ?? true;
  }
}

function subgraphNames(supergraph: GraphQLSchema): Map<string, string> {
  const names = new Map<string, string>();
  const graphs = supergraph.getType("join__Graph");
  for (const { name, astNode } of isEnumType(graphs) ? graphs.getValues() : []) {
    const directive = astNode?.directives?.find((each) => each.name.value === "join__graph");
    const given = directive && argumentsOf(directive)["name"];
    if (given?.kind === "StringValue") names.set(name, given.value);
  }
  return names;
}

function argumentsOf(directive: ConstDirectiveNode): Readonly<Record<string, ConstValueNode>> {
  return Object.fromEntries((directive.arguments ?? []).map(({ name, value }) => [name.value, value]));
}

function holds(value: JsonObject, { selections }: SelectionSetNode): boolean {
  return selections.every((selection) => {
    if (selection.kind !== "Field") return true;
    const field = readOwn(value, selection.name.value);
    return (
      field !== undefined && (!selection.selectionSet || !isJsonObject(field) || holds(field, selection.selectionSet))
    );
  });
}

function identifies(value: JsonObject, { selections }: SelectionSetNode): boolean {
  return selections.some((selection) => {
    if (selection.kind !== "Field") return true;
    const field = readOwn(value, selection.name.value);
    if (field === null || field === undefined) return false;
    return selection.selectionSet && isJsonObject(field) ? identifies(field, selection.selectionSet) : true;
  });
}
