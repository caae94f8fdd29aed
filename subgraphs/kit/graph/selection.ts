import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from "graphql";

type Fragments = GraphQLResolveInfo["fragments"];

/** Documents are parsed once and run often; the fields that a place in one asks for never change. */
const known = new WeakMap<readonly FieldNode[] | FieldNode, Map<string, ReadonlySet<string>>>();

/**
 * The names of the fields asked for below the current field, so that a statement reads only their columns.
 * Fragments are followed, whatever their type; a field under `@skip` or `@include` counts as asked for.
 *
 * @param path fields to go down first, for example `nodes`; several alternatives are separated by `|`,
 *             as in `nodes|edges.node`
 */
export function fieldsAsked(
  info: Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">,
  path = "",
): ReadonlySet<string> {
  // A parsed document outlives the request, the array that graphql-js makes of a field's nodes does not.
  const place = info.fieldNodes.length === 1 ? info.fieldNodes[0]! : info.fieldNodes;
  let paths = known.get(place);
  if (!paths) known.set(place, (paths = new Map<string, ReadonlySet<string>>()));
  let names = paths.get(path);
  if (!names) {
    const below = path.split("|").flatMap((each) => descend(info.fieldNodes, each, info.fragments));
    names = new Set(below.map((node) => node.name.value));
    paths.set(path, names);
  }
  return names;
}

function descend(nodes: readonly FieldNode[], path: string, fragments: Fragments): FieldNode[] {
  let below = nodes.flatMap((node) => children(node.selectionSet, fragments));
  for (const name of path === "" ? [] : path.split(".")) {
    below = below.filter((node) => node.name.value === name).flatMap((node) => children(node.selectionSet, fragments));
  }
  return below;
}

function children(set: SelectionSetNode | undefined, fragments: Fragments): FieldNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments[selection.name.value]?.selectionSet;
    return children(inner, fragments);
  });
}
