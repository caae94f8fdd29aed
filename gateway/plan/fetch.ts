import { compileBatches, type Batch } from "./batches";
import { clientError, isMeantForClients, type ClientError } from "./errors";
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from "./contract";
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
  const run = node.requires ? entityFetch(fetch, node, path, types) : rootFetch(fetch, node, path, types);
  return (state) => run(state)?.catch((fault: unknown) => fetch.fail(state, fault));
}

function rootFetch(fetch: Fetch, node: PlannedFetch, path: readonly string[], types: SupergraphTypes): Step {
  const rewrite = compileRewrites(node.outputRewrites, types);
  const receive = (run: Run, targets: readonly Target[], answer: SubgraphAnswer): void => {
    if (isJsonObject(answer.data)) {
      rewrite?.(answer.data);
      const { data } = answer;
      targets.forEach(({ object }, index) => {
        merge(object, (index === 0 ? data : copyJson(data)) as JsonObject, types.isConcrete);
      });
    }
    fetch.report(run, answer.errors, () => targets, 0);
  };
  return (run) => {
    const targets = findTargets(run.data, path);
    if (targets.length === 0) return undefined;
    return fetch.send(run, fetch.variables(run)).then((answer) => receive(run, targets, answer));
  };
}

function entityFetch(fetch: Fetch, node: PlannedFetch, path: readonly string[], types: SupergraphTypes): Step {
  const gather = compileBatches(node, path, types);
  const rewrite = compileRewrites(node.outputRewrites, types);

  const receive = (run: Run, groups: readonly (readonly Target[])[], answer: SubgraphAnswer): void => {
    const entities = isJsonObject(answer.data) ? answer.data["_entities"] : undefined;
    if (Array.isArray(entities) && entities.length === groups.length) {
      groups.forEach((targets, index) => mergeEntity(targets, entities[index], rewrite, types));
    } else if (!answer.errors?.length) {
      throw new Error(`Expected ${groups.length} entities from ${node.serviceName}.`);
    }
    fetch.report(run, answer.errors, (index) => (index === undefined ? groups.flat() : (groups[index] ?? [])), 2);
  };

  const ask = async (run: Run, { context, groups }: Batch): Promise<void> => {
    const variables = [`"${REPRESENTATIONS}":[${[...groups.keys()].join()}]`, ...context, ...fetch.variables(run)];
    receive(run, [...groups.values()], await fetch.send(run, variables));
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

  constructor(
    private readonly node: PlannedFetch,
    private readonly number: number,
  ) {
    this.#query = node.operation;
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
      if (!Object.hasOwn(run.given, given)) continue;
      const value = JSON.stringify(run.given[given]) as string | undefined;
      if (value !== undefined) members.push(`${json}:${value}`);
    }
    return members;
  }

  send(run: Run, variables: readonly string[]): Promise<SubgraphAnswer> {
    const body = variables.length > 0 ? `${this.#head},"variables":{${variables.join()}}}` : `${this.#head}}`;
    const request: SubgraphRequest =
      this.#operationName === undefined
        ? { query: this.#query, body }
        : { query: this.#query, operationName: this.#operationName, body };
    return run.send(this.node.serviceName, request, run.kind, run.scope);
  }

  /**
   * Tells a subgraph's errors in the client's words: at every object that the answer was for.
   *
   * @param targets the objects that an entity's index in the answer stands for; all, without an index
   * @param skip how many elements of a subgraph's path lead to the entity
   */
  report(
    run: Run,
    errors: readonly SubgraphError[] | undefined,
    targets: (entity?: number) => readonly Target[],
    skip: 0 | 2,
  ): void {
    if (!errors?.length) return;
    const reported = (run.errors[this.number] ??= []);
    for (const error of errors) {
      if (!isMeantForClients(error)) run.logMasked(this.node.serviceName, error);
      const index = skip === 0 ? undefined : error.path?.[1];
      const at = typeof index === "number" || skip === 0 ? error.path?.slice(skip) : undefined;
      for (const { path } of targets(typeof index === "number" ? index : undefined)) {
        if (reported.length >= MOST_ERRORS) return;
        const base = pathToArray(path).map(clientKey);
        reported.push(...this.#errorsAt(run, error, base, at));
      }
    }
  }

  /** A fetch that failed in the gateway itself: a broken answer, or a bug. */
  fail(run: Run, fault: unknown): void {
    run.logMasked(this.node.serviceName, fault);
    const { language, requestId } = run.scope;
    (run.errors[this.number] ??= []).push(clientError({ message: "" }, undefined, language, requestId));
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
