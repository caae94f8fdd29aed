import type { FieldNode } from "graphql";

/** The fields that subgraphs need of each other, by keys, `@requires`, `@provides` and contexts. */
export interface RequiredFields {
  readonly names: readonly string[];
  /** Those of them that are required with arguments. */
  readonly withArguments: readonly string[];
}

/**
 * Chooses under which key the answer to a client's field is fetched.
 *
 * The planner adds the fields that subgraphs need of each other under their own names, and does not notice when a client
 * uses such a name for something else: `{ id: title }`, or `comments(limit: 1)` beside an `@requires` of
 * `comments(limit: 3)`. One would then be taken for the other, and a client would get, or a subgraph be sent, wrong data
 * without any error. So every selection that could be mistaken is planned under a key of its own, and only the response
 * has the client's.
 */
export class ResponseKeys {
  readonly #names: ReadonlySet<string>;
  readonly #withArguments: ReadonlySet<string>;

  constructor(required: RequiredFields) {
    this.#names = new Set([...required.names, "__typename"]);
    this.#withArguments = new Set(required.withArguments);
  }

  /** The key under which a field is fetched and stands in what the subgraphs answered. */
  fetched({ alias, name, arguments: given = [] }: FieldNode): string {
    const key = alias?.value ?? name.value;
    if (!this.#names.has(key)) return key;
    const isOther = key !== name.value || given.length > 0 || this.#withArguments.has(key);
    return isOther ? key + SUFFIX : key;
  }

  /** The client's key for a key of a subgraph's error. */
  static ofClient(key: string): string {
    return key.endsWith(SUFFIX) ? key.slice(0, -SUFFIX.length) : key;
  }
}

const SUFFIX = "__of_client";
