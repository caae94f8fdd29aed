import { OperationTypeNode } from "graphql";
import { compileBatches, type Batch } from "./batches";
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from "./contract";
import { clientError, isMeantForClients, readPath, type ClientError } from "./errors";
import { faultAnswer } from "./faults";
import { copyJson, merge } from "./merge";
import { isJsonObject, pathToArray, type JsonObject } from "./path";
import { RENAMED_REPRESENTATIONS, REPRESENTATIONS, type PlannedFetch } from "./plan";
import { ResponseKeys } from "./response-keys";
import { compileRewrites, renamedKeys } from "./rewrite";
import type { Run, Step } from "./run";
import { findTargets, type Target } from "./targets";
import type { SupergraphTypes } from "./types";

/** Compiles one fetch: for a root field, or for entities found at a path of what is known so far. */
export function compileFetch(
  node: PlannedFetch,
  number: number,
  path: readonly string[],
  types: SupergraphTypes,
): Step {
  const fetch = new Fetch(node, number);
  return node.requires ? entityFetch(fetch, node, path, types) : rootFetch(fetch, node, path, types);
}

function rootFetch(fetch: Fetch, node: PlannedFetch, path: readonly string[], types: SupergraphTypes): Step {
  const rewrite = compileRewrites(node.outputRewrites, types);
  const take = (data: unknown, targets: readonly Target[]): boolean => {
    if (!isJsonObject(data)) return false;
    rewrite?.(data);
    targets.forEach(({ object }, index) => {
      merge(object, (index === 0 ? data : copyJson(data)) as JsonObject, types.isConcrete);
    });
    return true;
  };
  return (run) => {
    const targets = findTargets(run.data, path);
    if (targets.length === 0) return undefined;
    return fetch.ask(
      run,
      fetch.variables(run),
      (data) => take(data, targets),
      () => targets,
    );
  };
}

function entityFetch(fetch: Fetch, node: PlannedFetch, path: readonly string[], types: SupergraphTypes): Step {
  const gather = compileBatches(node, path, types);
  const rewrite = compileRewrites(node.outputRewrites, types);

  const take = (data: unknown, groups: readonly (readonly Target[])[]): boolean => {
    const entities = isJsonObject(data) ? data["_entities"] : undefined;
    if (!Array.isArray(entities) || entities.length !== groups.length) return false;
    if (!entities.every((entity) => entity === null || isJsonObject(entity))) return false;
    groups.forEach((targets, index) => mergeEntity(targets, entities[index], rewrite, types));
    return true;
  };

  const ask = (run: Run, batch: Batch): Promise<void> => {
    const representations = `"${REPRESENTATIONS}":[${[...batch.groups.keys()].join()}]`;
    const groups = [...batch.groups.values()];
    return fetch.ask(
      run,
      [representations, ...batch.context, ...fetch.variables(run)],
      (data) => take(data, groups),
      (index) => (index === undefined ? groups.flat() : (groups[index] ?? [])),
    );
  };

  return (run) => {
    const batches = gather(run.data);
    if (batches.length === 0) return undefined;
    return Promise.all(batches.map((batch) => ask(run, batch))).then(() => undefined);
  };
}

function mergeEntity(
  targets: readonly Target[],
  entity: unknown,
  rewrite: ((value: unknown) => void) | undefined,
  types: SupergraphTypes,
): void {
  if (!isJsonObject(entity)) return;
  if (rewrite) {
    entity["__typename"] ??= targets[0]?.object["__typename"];
    rewrite(entity);
  }
  targets.forEach(({ object }, index) => {
    merge(object, (index === 0 ? entity : copyJson(entity)) as JsonObject, types.isConcrete);
  });
}

/** What root and entity fetches share: the request, made of ready parts, and the telling of errors. */
class Fetch {
  readonly #query: string;
  readonly #operationName: string | undefined;
  /** The request's body up to the variables. */
  readonly #head: string;
  readonly #variables: readonly { readonly json: string; readonly given: string }[];
  readonly #renamed: ReadonlyMap<string, string>;
  /** Entities are read by queries even within a mutation: they may be asked for twice, and be given up. */
  readonly #kind: "query" | "mutation";

  constructor(
    private readonly node: PlannedFetch,
    private readonly number: number,
  ) {
    this.#query = node.operation;
    this.#kind = node.operationKind === OperationTypeNode.MUTATION ? "mutation" : "query";
    this.#operationName = node.operationName;
    const name = node.operationName === undefined ? "" : `,"operationName":${JSON.stringify(node.operationName)}`;
    this.#head = `{"query":${JSON.stringify(node.operation)}${name}`;
    this.#variables = (node.variableUsages ?? []).map((usage) => ({
      json: JSON.stringify(usage),
      given: usage === RENAMED_REPRESENTATIONS ? REPRESENTATIONS : usage,
    }));
    this.#renamed = renamedKeys(node.outputRewrites);
  }

  /** The client's variables that the fetch uses, as JSON members. One that the client left out keeps its default. */
  variables(run: Run): string[] {
    const members: string[] = [];
    for (const { json, given } of this.#variables) {
      const value = run.variables.get(given);
      if (value !== undefined) members.push(`${json}:${value}`);
    }
    return members;
  }

  /**
   * Asks the subgraph, and tells at the targets what went wrong: in the subgraph, on the way, or with the form of its answer.
   *
   * @param take takes the answer's data in; false if it is not of the form that was asked for
   * @param targets the objects that an entity's index in the answer stands for; all, without an index
   */
  async ask(
    run: Run,
    variables: readonly string[],
    take: (data: unknown) => boolean,
    targets: (entity?: number) => readonly Target[],
  ): Promise<void> {
    try {
      const { data, errors } = await this.#send(run, variables);
      if (take(data) || errors?.length) return this.#report(run, errors, targets);
      run.logMasked(this.node.serviceName, "an answer that is not of the form that was asked for");
      const { language } = run.scope;
      this.#report(run, faultAnswer("SUBGRAPH_BAD_ANSWER", this.node.serviceName, language).errors, targets);
    } catch (fault) {
      run.logMasked(this.node.serviceName, fault);
      this.#report(run, [{ message: "" }], targets);
    }
  }

  #send(run: Run, variables: readonly string[]): Promise<SubgraphAnswer> {
    const body = variables.length > 0 ? `${this.#head},"variables":{${variables.join()}}}` : `${this.#head}}`;
    const request: SubgraphRequest =
      this.#operationName === undefined
        ? { query: this.#query, body }
        : { query: this.#query, operationName: this.#operationName, body };
    return run.send(this.node.serviceName, request, this.#kind, run.scope);
  }

  /** Tells a subgraph's errors in the client's words: at every object that the answer was for. */
  #report(
    run: Run,
    errors: readonly SubgraphError[] | undefined,
    targets: (entity?: number) => readonly Target[],
  ): void {
    if (!errors?.length) return;
    const reported = (run.errors[this.number] ??= []);
    for (const error of errors) {
      if (!isMeantForClients(error)) run.logMasked(this.node.serviceName, error);
      const path = readPath(error.path);
      // A path in an answer of entities begins with `_entities` and the entity's index.
      const index = this.node.requires ? path?.[1] : undefined;
      const at = this.node.requires ? (typeof index === "number" ? path?.slice(2) : undefined) : path;
      for (const { path: target } of targets(typeof index === "number" ? index : undefined)) {
        if (reported.length >= MOST_ERRORS) return;
        const base = pathToArray(target).map(clientKey);
        reported.push(...this.#errorsAt(run, error, base, at));
      }
    }
  }

  #errorsAt(run: Run, error: SubgraphError, base: (string | number)[], at: SubgraphError["path"]): ClientError[] {
    const tell = (path: readonly (string | number)[]): ClientError =>
      clientError(error, path.length > 0 ? path : undefined, run.scope.language, run.scope.requestId);
    if (at?.length) return [tell([...base, ...at.map((key) => this.#clientKey(key))])];
    return this.node.fields.map((field) => tell([...base, this.#clientKey(field)]));
  }

  #clientKey(key: string | number): string | number {
    return clientKey(this.#renamed.get(String(key)) ?? key);
  }
}

function clientKey(key: string | number): string | number {
  return typeof key === "string" ? ResponseKeys.ofClient(key) : key;
}

/** An answer tells at most this many errors a fetch: a client learns nothing more from the hundredth of the same. */
const MOST_ERRORS = 100;
