import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { isJsonObject, readOwn, writeOwn, type JsonObject } from "./path";
import type { SupergraphTypes } from "./types";

/**
 * Reads a representation (what a subgraph needs to find an entity) out of what is known of the entity; undefined if
 * something that it needs has not been fetched.
 */
export type SelectRepresentation = (entity: JsonObject) => JsonObject | undefined;

/** Compiles the selections that a fetch requires of each entity. */
export function compileRepresentation(
  selections: readonly QueryPlanSelectionNode[],
  types: SupergraphTypes,
): SelectRepresentation {
  const fill = compileSelections(selections, types);
  return (entity) => {
    const representation: JsonObject = {};
    if (!fill(entity, representation)) return undefined;
    return typeof representation["__typename"] === "string" ? representation : undefined;
  };
}

/** Copies what is selected from the source; false if something is missing. */
type Fill = (source: JsonObject, into: JsonObject) => boolean;

function compileSelections(selections: readonly QueryPlanSelectionNode[], types: SupergraphTypes): Fill {
  const fills = selections.map((selection) => {
    if (selection.kind === "Field") {
      const nested = selection.selections && compileSelections(selection.selections, types);
      return fillField(selection.alias ?? selection.name, nested);
    }
    return fillFragment(selection.typeCondition, compileSelections(selection.selections, types), types);
  });
  return (source, into) => {
    for (const fill of fills) if (!fill(source, into)) return false;
    return true;
  };
}

function fillField(key: string, nested: Fill | undefined): Fill {
  return (source, into) => {
    const value = readOwn(source, key);
    if (value === undefined) return false;
    writeOwn(into, key, nested ? selectNested(value, nested) : value);
    return true;
  };
}

/** What is missing inside a nested object makes that object null: the entity itself may still be found without it. */
function selectNested(value: unknown, nested: Fill): unknown {
  if (Array.isArray(value)) return value.map((item) => selectNested(item, nested));
  if (!isJsonObject(value)) return null;
  const selected: JsonObject = {};
  return nested(value, selected) ? selected : null;
}

function fillFragment(typeCondition: string | undefined, fill: Fill, types: SupergraphTypes): Fill {
  if (!typeCondition) return fill;
  const condition = types.satisfying(typeCondition);
  return (source, into) => {
    const typeName = source["__typename"];
    if (typeof typeName !== "string" || !condition.has(typeName)) return true;
    const selected: JsonObject = {};
    if (fill(source, selected)) assignDeep(into, selected);
    return true;
  };
}

function assignDeep(into: JsonObject, selected: JsonObject): void {
  for (const key of Object.keys(selected)) {
    const present = readOwn(into, key);
    const incoming = selected[key];
    if (isJsonObject(present) && isJsonObject(incoming)) assignDeep(present, incoming);
    else writeOwn(into, key, incoming);
  }
}
