import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type OperationDefinitionNode,
  type SelectionSetNode,
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
    // Fragments that no operation spreads are measured too: validation would walk them all the same.
    for (const fragment of fragments.values()) measuring.fragment(fragment);
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
  return measure.introspects && !limits.introspection ? introspectionOff() : undefined;
}

interface Measure {
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  selections: number;
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
    measure.directives += operation.directives?.length ?? 0;
    for (const variable of operation.variableDefinitions ?? []) measure.directives += variable.directives?.length ?? 0;
    return measure;
  }

  fragment(fragment: FragmentDefinitionNode): Measure {
    const name = fragment.name.value;
    const known = this.#measured.get(name);
    if (known === "measuring") throw new Cycle(name);
    if (known) return known;
    this.#measured.set(name, "measuring");
    const measure = this.#set(fragment.selectionSet);
    measure.directives += fragment.directives?.length ?? 0;
    this.#measured.set(name, measure);
    return measure;
  }

  #set({ selections }: SelectionSetNode): Measure {
    const sum: Measure = { depth: 0, aliases: 0, rootFields: 0, directives: 0, selections: 0, introspects: false };
    for (const selection of selections) {
      sum.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (selection.alias) sum.aliases += 1;
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
  sum.introspects ||= part.introspects;
}
