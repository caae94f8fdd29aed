import { isInheritedKey, isJsonObject, readOwn, writeOwn, type JsonObject } from "./path";

/**
 * Merges one subgraph's answer into what is known of an object. A null never replaces a value, since another subgraph may
 * know what this one does not; and the name of an interface, which a subgraph that has it as an `@interfaceObject` gives as
 * `__typename`, never replaces the name of a concrete type.
 *
 * @param isConcrete whether a name is that of an object type
 */
export function merge(target: JsonObject, source: JsonObject, isConcrete: (typeName: string) => boolean): void {
  for (const key of Object.keys(source)) {
    const incoming = source[key];
    if (incoming === undefined || incoming === null) {
      if (incoming === null && readOwn(target, key) === undefined) writeOwn(target, key, null);
      continue;
    }
    const present = isInheritedKey(key) ? readOwn(target, key) : target[key];
    if (present === undefined || present === null) writeOwn(target, key, incoming);
    else if (key === "__typename") mergeTypeName(target, present, incoming, isConcrete);
    else writeOwn(target, key, mergeValues(present, incoming, isConcrete));
  }
}

function mergeTypeName(
  target: JsonObject,
  present: unknown,
  incoming: unknown,
  isConcrete: (typeName: string) => boolean,
): void {
  const loses = typeof incoming !== "string" || (!isConcrete(incoming) && isConcrete(String(present)));
  if (!loses) target["__typename"] = incoming;
}

function mergeValues(present: unknown, incoming: unknown, isConcrete: (typeName: string) => boolean): unknown {
  if (isJsonObject(present) && isJsonObject(incoming)) {
    merge(present, incoming, isConcrete);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(incoming) && present.length === incoming.length) {
    for (let index = 0; index < incoming.length; index++) {
      const item: unknown = incoming[index];
      if (item === null || item === undefined) continue;
      const known: unknown = present[index];
      present[index] = known === null || known === undefined ? item : mergeValues(known, item, isConcrete);
    }
    return present;
  }
  return incoming;
}

/** A copy of a JSON value that shares nothing with it. */
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson);
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) writeOwn(copy, key, copyJson(value[key]));
  return copy;
}
