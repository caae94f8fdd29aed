import { isJsonObject, readOwn, type JsonObject, type Path } from "./path";
import type { SupergraphTypes } from "./types";

/** One object of the response that a fetch adds to, and where it stands. */
export interface Target {
  readonly object: JsonObject;
  readonly path: Path | undefined;
}

/** Finds every object at a plan's path, in response order; `@` stands for each item of a list. Nulls are passed over. */
export function findTargets(data: JsonObject, path: readonly string[]): Target[] {
  const targets: Target[] = [];
  descend(data, path, 0, undefined, targets);
  return targets;
}

function descend(value: unknown, path: readonly string[], depth: number, at: Path | undefined, found: Target[]): void {
  if (value === null || value === undefined) return;
  const element = path[depth];
  if (element === undefined) {
    if (isJsonObject(value)) found.push({ object: value, path: at });
  } else if (element === "@") {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) {
      descend(value[index], path, depth + 1, { prev: at, key: index, holder: value }, found);
    }
  } else if (isJsonObject(value)) {
    descend(readOwn(value, element), path, depth + 1, { prev: at, key: element, holder: value }, found);
  }
}

/**
 * Compiles a path relative to an entity, as the planner gives it for an argument taken from a context: `..` is the object
 * around, `... on Type` goes on only for that type, and a name reads a field.
 */
export function compileRelativePath(path: readonly string[], types: SupergraphTypes): (target: Target) => unknown {
  const conditions = new Map(
    path.filter((element) => element.startsWith("... on ")).map((it) => [it, types.satisfying(it.slice(7))] as const),
  );
  return (target) => {
    let value: unknown = target.object;
    let at = target.path;
    for (const element of path) {
      if (element === "..") {
        while (at && typeof at.key === "number") at = at.prev;
        value = at?.holder;
        at = at?.prev;
      } else {
        if (!isJsonObject(value)) return undefined;
        const condition = conditions.get(element);
        if (!condition) value = readOwn(value, element);
        else if (typeof value["__typename"] === "string" && !condition.has(value["__typename"])) return undefined;
      }
    }
    return value;
  };
}
