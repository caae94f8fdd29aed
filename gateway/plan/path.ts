/**
 * Where a value stands in the response, as a chain from the leaf to the root: cheap to extend on the way down, and only
 * written out as a list when an error needs it. `holder` is the object or list that the key was read from.
 */
export interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
  readonly holder?: unknown;
}

/** Writes a path out from the root to the leaf. */
export function pathToArray(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step = path; step; step = step.prev) keys.push(step.key);
  return keys.reverse();
}

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a response key is also a property that every JavaScript object inherits, so that reading it needs more care. */
export function isInheritedKey(key: string): boolean {
  return key in Object.prototype;
}

/** Reads a response key that the answer itself brought, and never one that JavaScript gives to every object. */
export function readOwn(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Writes a response key as a property of the object itself: a client may alias a field as `__proto__`. */
export function writeOwn(object: JsonObject, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
