import type { RequestError } from "../../subgraphs/kit/errors";
import type { Language } from "../../subgraphs/kit/language";
import type { ClientError } from "./errors";
import { pathToArray, type Path } from "./path";

/** What the writing of one response needs to know, and what it finds wrong with the values. */
export class Completion {
  readonly errors: ClientError[] = [];
  /** Every path, and every beginning of a path, at which a subgraph's error already stands. */
  #known: { readonly exact: Set<string>; readonly above: Set<string> } | undefined;

  constructor(
    private readonly reported: readonly ClientError[],
    /** The answers of introspection, by response key, as JSON text. */
    readonly introspection: Readonly<Record<string, string>>,
    private readonly language: Language,
  ) {}

  /** A field is not answered, since its caller may not read it. */
  denied({ text, extensions }: RequestError, path: Path): void {
    if (this.errors.length < MOST_ERRORS) {
      this.errors.push({ message: text[this.language], path: pathToArray(path), extensions });
    }
  }

  /** A value is null where the schema promises one. Nothing is said where a subgraph's error already explains it. */
  missing(parent: string, field: string, path: Path): void {
    const keys = pathToArray(path);
    if (!this.#isExplained(keys)) {
      this.#add(`Cannot return null for non-nullable field ${parent}.${field}.`, keys, "NULL_FOR_NON_NULL");
    }
  }

  /** A value is not of the type that the schema promises. The value itself is not told: it may be a secret. */
  invalid(type: string, path: Path): void {
    this.#add(`A subgraph returned a value that is not of type ${type}.`, pathToArray(path), "INVALID_VALUE");
  }

  #add(message: string, path: (string | number)[], code: string): void {
    if (this.errors.length < MOST_ERRORS) this.errors.push({ message, path, extensions: { code } });
  }

  #isExplained(keys: readonly (string | number)[]): boolean {
    this.#known ??= this.#index();
    const { exact, above } = this.#known;
    if (above.has(JSON.stringify(keys))) return true;
    for (let length = keys.length; length > 0; length--) {
      if (exact.has(JSON.stringify(keys.slice(0, length)))) return true;
    }
    return exact.has("[]");
  }

  #index(): { exact: Set<string>; above: Set<string> } {
    const exact = new Set<string>();
    const above = new Set<string>();
    for (const { path = [] } of this.reported) {
      exact.add(JSON.stringify(path));
      for (let length = 1; length <= path.length; length++) above.add(JSON.stringify(path.slice(0, length)));
    }
    return { exact, above };
  }
}

const MOST_ERRORS = 100;
