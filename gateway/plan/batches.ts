import type { JsonObject } from "./path";
import type { PlannedFetch } from "./plan";
import { compileRewrites } from "./rewrite";
import { compileRepresentation } from "./select";
import { compileRelativePath, findTargets, type Target } from "./targets";
import type { SupergraphTypes } from "./types";

/** The entities of one request: all of a fetch, unless arguments taken from contexts differ among them. */
export interface Batch {
  /** The variables taken from contexts, as JSON members. */
  readonly context: readonly string[];
  /**
   * The objects of the response that each representation, as JSON text, stands for. Equal entities are asked for once, and
   * all get the answer.
   */
  readonly groups: Map<string, Target[]>;
}

/** Compiles the gathering of the entities of one fetch; what can't be found by a key is left out. */
export function compileBatches(
  node: PlannedFetch,
  path: readonly string[],
  types: SupergraphTypes,
): (data: JsonObject) => Batch[] {
  const select = compileRepresentation(node.requires ?? [], types);
  const rewrite = compileRewrites(node.inputRewrites, types);
  const contexts = (node.contextRewrites ?? []).map(({ path: from, renameKeyTo }) => ({
    name: JSON.stringify(renameKeyTo),
    read: compileRelativePath(from, types),
  }));
  return (data) => {
    const batches = new Map<string, Batch>();
    for (const target of findTargets(data, path)) {
      const representation = select(target.object);
      if (!representation) continue;
      rewrite?.(representation);
      if (!types.keys.finds(node.serviceName, representation)) continue;
      const context = contexts.map(({ name, read }) => `${name}:${JSON.stringify(read(target) ?? null)}`);
      add(batches, context, JSON.stringify(representation), target);
    }
    return [...batches.values()];
  };
}

function add(batches: Map<string, Batch>, context: readonly string[], representation: string, target: Target): void {
  const key = context.join();
  let batch = batches.get(key);
  if (!batch) batches.set(key, (batch = { context, groups: new Map() }));
  const targets = batch.groups.get(representation);
  if (targets) targets.push(target);
  else batch.groups.set(representation, [target]);
}
