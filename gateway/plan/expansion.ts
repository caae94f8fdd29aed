import type { DocumentNode, OperationDefinitionNode, SelectionSetNode } from "graphql";

/**
 * Counts the selections of an operation with every fragment written out where it is used. Fragments that use fragments
 * can make that number exponential in the length of the document; the count itself takes time linear to it.
 */
export function countExpandedSelections(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === "FragmentDefinition") fragments.set(definition.name.value, definition.selectionSet);
  }
  const counted = new Map<string, number>();
  const countFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    // A fragment inside itself is refused by validation; here it must only come to an end.
    counted.set(name, 0);
    const set = fragments.get(name);
    const count = set ? countSet(set) : 0;
    counted.set(name, count);
    return count;
  };
  const countSet = (set: SelectionSetNode): number => {
    let count = 0;
    for (const selection of set.selections) {
      count += 1;
      if (selection.kind === "FragmentSpread") count += countFragment(selection.name.value);
      else if (selection.selectionSet) count += countSet(selection.selectionSet);
    }
    return count;
  };
  return countSet(operation.selectionSet);
}
