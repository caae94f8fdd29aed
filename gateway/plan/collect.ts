import {
  isAbstractType,
  isUnionType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { DeniedFields } from "./protected-fields";
import type { ResponseKeys } from "./response-keys";

/** The document of an operation, with the values of its `@skip` and `@include` conditions settled. */
export interface Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly keys: ResponseKeys;
  /** The fields that are not answered, since the caller may not read them. */
  readonly denied: DeniedFields;
}

/**
 * The fields that an object of a type answers, by response key, in the order of the specification (CollectFields).
 *
 * @param type an object type; or an interface, where a subgraph has it as an `@interfaceObject` and the concrete type has
 *   not been asked for: only what is selected on the interface itself is answered then
 */
export function collectFields(
  selections: Selections,
  type: GraphQLCompositeType,
  sets: Iterable<SelectionSetNode>,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, selections.conditions)) continue;
      if (selection.kind === "Field") {
        const key = selection.alias?.value ?? selection.name.value;
        const group = fields.get(key);
        if (group) group.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      const fragment = selection.kind === "InlineFragment" ? selection : spread(selections, selection.name.value, seen);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && satisfies(selections.schema, type, condition)) collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

/** The selection sets below one field, which may stand several times in the document. */
export function subselections(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function spread(selections: Selections, name: string, seen: Set<string>): FragmentDefinitionNode | undefined {
  if (seen.has(name)) return undefined;
  seen.add(name);
  return selections.fragments.get(name);
}

function satisfies(schema: GraphQLSchema, type: GraphQLCompositeType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && !isUnionType(type) && schema.isSubType(conditionType, type);
}

function isIncluded({ directives = [] }: SelectionNode, conditions: Readonly<Record<string, unknown>>): boolean {
  for (const { name, arguments: given = [] } of directives) {
    if (name.value !== "skip" && name.value !== "include") continue;
    const value = given[0]?.value;
    const holds =
      value?.kind === "Variable" ? conditions[value.name.value] : value?.kind === "BooleanValue" && value.value;
    if (holds === (name.value === "skip")) return false;
  }
  return true;
}
