import type { CompositeType, FieldDefinition, Supergraph } from "@apollo/federation-internals";
import type { FetchNode, PlanNode } from "@apollo/query-planner";
import { parse, print, type SelectionSetNode } from "graphql";

/** A field of an object that a plan fetches because another field needs it, and with which arguments. */
interface Need {
  /** The field that needs it. */
  readonly by: string;
  /** The type of the object, where it is an entity that a fetch starts from. */
  readonly type: string | undefined;
  readonly arguments: string;
}

/**
 * Finds plans that need one field of one object with different arguments, as where two `@requires` want a price in
 * different currencies. An object has one place for a field's value, and the planner keeps one of the two without a word:
 * a subgraph would then calculate with the wrong one.
 */
export class Contradictions {
  /** What a field needs, by subgraph and field. Empty if nothing is needed with arguments: then nothing can contradict. */
  readonly #required = new Map<string, SelectionSetNode>();

  constructor(supergraph: Supergraph) {
    let haveArguments = false;
    for (const subgraph of supergraph.subgraphs()) {
      for (const requires of subgraph.metadata().requiresDirective().applications()) {
        const fieldSet = String(requires.arguments().fields);
        const isBraced = fieldSet.trimStart().startsWith("{");
        haveArguments ||= fieldSet.includes("(");
        const { coordinate } = requires.parent as FieldDefinition<CompositeType>;
        this.#required.set(`${subgraph.name}/${coordinate}`, selectionSet(isBraced ? fieldSet : `{ ${fieldSet} }`));
      }
    }
    if (!haveArguments) this.#required.clear();
  }

  /** The two fields of which an operation may only ask for one at the same place, if the plan fetches both. */
  find(plan: PlanNode): readonly [string, string] | undefined {
    if (this.#required.size === 0) return undefined;
    const needs = new Map<string, Need[]>();
    for (const [path, fetch] of entityFetches(plan, "")) this.#collect(path, fetch, needs);
    for (const sameField of needs.values()) {
      for (const one of sameField) {
        const other = sameField.find((each) => contradict(one, each));
        if (other) return [one.by, other.by];
      }
    }
    return undefined;
  }

  #collect(path: string, { serviceName, operation }: FetchNode, needs: Map<string, Need[]>): void {
    const add = (at: string, by: string, type: string | undefined, set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (selection.kind === "InlineFragment") add(at, by, type, selection.selectionSet);
        if (selection.kind !== "Field") continue;
        const place = `${at}.${selection.name.value}`;
        const known = needs.get(place) ?? [];
        needs.set(place, [...known, { by, type, arguments: (selection.arguments ?? []).map(print).join() }]);
        if (selection.selectionSet) add(place, by, undefined, selection.selectionSet);
      }
    };
    for (const [type, field] of entityFields(operation)) {
      const set = this.#required.get(`${serviceName}/${type}.${field}`);
      if (set) add(path, field, type, set);
    }
  }
}

function contradict(one: Need, other: Need): boolean {
  const sameObject = !one.type || !other.type || one.type === other.type;
  return sameObject && one.arguments !== other.arguments;
}

/** The fetches of entities in a plan, each with the path of its entities in the response. */
function* entityFetches(node: PlanNode, path: string): Iterable<readonly [path: string, fetch: FetchNode]> {
  if (node.kind === "Fetch") {
    if (node.requires) yield [path, node];
  } else if (node.kind === "Flatten") {
    yield* entityFetches(node.node, [path, ...node.path.filter((element) => element !== "@")].join("."));
  } else if (node.kind === "Sequence" || node.kind === "Parallel") {
    for (const each of node.nodes) yield* entityFetches(each, path);
  } else if (node.kind === "Condition") {
    for (const branch of [node.ifClause, node.elseClause]) if (branch) yield* entityFetches(branch, path);
  }
}

/** The fields that an operation for entities asks for, with the type that it asks for them on. */
function entityFields(operation: string): (readonly [type: string, field: string])[] {
  const found: (readonly [string, string])[] = [];
  const read = (type: string, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === "Field") found.push([type, selection.name.value]);
      if (selection.kind === "InlineFragment")
        read(selection.typeCondition?.name.value ?? type, selection.selectionSet);
    }
  };
  const entities = selectionSet(operation).selections.find((each) => each.kind === "Field");
  if (entities?.selectionSet) read("", entities.selectionSet);
  return found;
}

function selectionSet(operation: string): SelectionSetNode {
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== "OperationDefinition") throw new Error("The planner's operation can't be read.");
  return definition.selectionSet;
}
