import type { FetchDataRewrite } from "@apollo/query-planner";
import { isJsonObject, readOwn, writeOwn, type JsonObject } from "./path";
import type { SupergraphTypes } from "./types";

/** Changes a representation before it is sent, or an answer before it is merged, as the planner asked. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT = "... on ";

/** Compiles the planner's rewrites, in their order; undefined if there are none, so that the common case costs nothing. */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  types: SupergraphTypes,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

/** The response keys that rewrites rename, so that the paths of errors can be told in the client's words. */
export function renamedKeys(rewrites: readonly FetchDataRewrite[] | undefined): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind === "KeyRenamer") renamed.set(rewrite.path.at(-1) ?? "", rewrite.renameKeyTo);
  }
  return renamed;
}

function compileRewrite(rewrite: FetchDataRewrite, types: SupergraphTypes): Rewrite {
  const field = rewrite.path.at(-1) ?? "";
  const change =
    rewrite.kind === "ValueSetter" ? setter(field, rewrite.setValueTo) : renamer(field, rewrite.renameKeyTo);
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Rewrite>((next, element) => descend(element, next, types), eachObject(change));
}

function setter(field: string, value: unknown): (object: JsonObject) => void {
  return (object) => writeOwn(object, field, value);
}

function renamer(field: string, to: string): (object: JsonObject) => void {
  return (object) => {
    const value = readOwn(object, field);
    if (value === undefined) return;
    delete object[field];
    writeOwn(object, to, value);
  };
}

function descend(element: string, next: Rewrite, types: SupergraphTypes): Rewrite {
  if (!element.startsWith(FRAGMENT)) return eachObject((object) => next(readOwn(object, element)));
  const condition = types.satisfying(element.slice(FRAGMENT.length));
  return eachObject((object) => {
    const typeName = object["__typename"];
    if (typeof typeName !== "string" || condition.has(typeName)) next(object);
  });
}

function eachObject(act: (object: JsonObject) => void): Rewrite {
  return function visit(value) {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isJsonObject(value)) act(value);
  };
}
