import {
  Kind,
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
} from "graphql";
import type { Limits } from "./limits";
import { fragmentCycle, introspectionOff, overLimit } from "./refusals";

/**
 * Checks the structure of every operation in a document as if its fragments were written out, without writing them out: each
 * fragment is measured once and its measure is added wherever it is spread. So the time is linear in the document's length
 * even where the written-out form would be exponential, which is what makes a hostile document expensive for a planner.
 */
export function checkDocument(document: DocumentNode, limits: Limits): GraphQLError | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measuring = new Measuring(fragments);
  try {
    for (const operation of operations) {
      const refusal = judge(measuring.operation(operation), limits);
      if (refusal) return refusal;
    }
    // Fragments that no operation spreads are judged too: validation would walk them all the same.
    for (const fragment of fragments.values()) {
      const refusal = judge({ ...measuring.fragment(fragment), rootFields: 0 }, limits);
      if (refusal) return refusal;
    }
  } catch (error) {
    if (error instanceof Cycle) return fragmentCycle(error.fragment);
    throw error;
  }
  return undefined;
}

function judge(measure: Measure, limits: Limits): GraphQLError | undefined {
  if (measure.depth > limits.depth) return overLimit("DEPTH_LIMIT", limits.depth, measure.depth);
  if (measure.rootFields > limits.rootFields) {
    return overLimit("ROOT_FIELD_LIMIT", limits.rootFields, measure.rootFields);
  }
  if (measure.aliases > limits.aliases) return overLimit("ALIAS_LIMIT", limits.aliases, measure.aliases);
  if (measure.directives > limits.directives) {
    return overLimit("DIRECTIVE_LIMIT", limits.directives, measure.directives);
  }
  if (measure.selections > limits.selections) {
    return overLimit("SELECTION_LIMIT", limits.selections, measure.selections);
  }
  if (measure.nesting > limits.nesting) return overLimit("NESTING_LIMIT", limits.nesting, measure.nesting);
  return measure.introspects && !limits.introspection ? introspectionOff() : undefined;
}

interface Measure {
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  selections: number;
  nesting: number;
  introspects: boolean;
}

class Cycle extends Error {
  constructor(readonly fragment: string) {
    super();
  }
}

class Measuring {
  readonly #measured = new Map<string, Measure | "measuring">();

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  operation(operation: OperationDefinitionNode): Measure {
    const measure = this.#set(operation.selectionSet);
    addDirectives(measure, operation);
    for (const variable of operation.variableDefinitions ?? []) {
      addDirectives(measure, variable);
      const { type, defaultValue } = variable;
      measure.nesting = Math.max(measure.nesting, nestingOfType(type), defaultValue ? nestingOf(defaultValue) : 0);
    }
    return measure;
  }

  fragment(fragment: FragmentDefinitionNode): Measure {
    const name = fragment.name.value;
    const known = this.#measured.get(name);
    if (known === "measuring") throw new Cycle(name);
    if (known) return known;
    this.#measured.set(name, "measuring");
    const measure = this.#set(fragment.selectionSet);
    addDirectives(measure, fragment);
    this.#measured.set(name, measure);
    return measure;
  }

  #set({ selections }: SelectionSetNode): Measure {
    const sum: Measure = { ...NOTHING };
    for (const selection of selections) {
      addDirectives(sum, selection);
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (selection.alias) sum.aliases += 1;
        addArguments(sum, selection);
        if (name === "__schema" || name === "__type") sum.introspects = true;
        const below = selection.selectionSet && this.#set(selection.selectionSet);
        sum.rootFields += 1;
        sum.selections += 1;
        sum.depth = Math.max(sum.depth, 1);
        if (below) add(sum, below, 1);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : undefined;
      const spread =
        selection.kind === Kind.INLINE_FRAGMENT
          ? this.#set(selection.selectionSet)
          : fragment && this.fragment(fragment);
      if (!spread) continue;
      sum.selections += 1;
      add(sum, spread, 0);
      sum.rootFields += spread.rootFields;
    }
    return sum;
  }
}

function add(sum: Measure, part: Measure, levels: 0 | 1): void {
  sum.depth = Math.max(sum.depth, part.depth + levels);
  sum.aliases += part.aliases;
  sum.directives += part.directives;
  sum.selections += part.selections;
  sum.nesting = Math.max(sum.nesting, part.nesting);
  sum.introspects ||= part.introspects;
}

function addDirectives(sum: Measure, { directives = [] }: { readonly directives?: readonly DirectiveNode[] }): void {
  sum.directives += directives.length;
  for (const directive of directives) addArguments(sum, directive);
}

function addArguments(sum: Measure, node: { readonly arguments?: readonly ArgumentNode[] }): void {
  for (const { value } of node.arguments ?? []) sum.nesting = Math.max(sum.nesting, nestingOf(value));
}

function nestingOf(value: ValueNode): number {
  if (value.kind === Kind.LIST) return 1 + value.values.reduce((most, each) => Math.max(most, nestingOf(each)), 0);
  if (value.kind !== Kind.OBJECT) return 0;
  return 1 + value.fields.reduce((most, each) => Math.max(most, nestingOf(each.value)), 0);
}

function nestingOfType(type: TypeNode): number {
  if (type.kind === Kind.NAMED_TYPE) return 0;
  return nestingOfType(type.type) + (type.kind === Kind.LIST_TYPE ? 1 : 0);
}

const NOTHING: Readonly<Measure> = {
  depth: 0,
  aliases: 0,
  rootFields: 0,
  directives: 0,
  selections: 0,
  nesting: 0,
  introspects: false,
};
