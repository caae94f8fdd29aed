import { buildSchema, type GraphQLSchema, parse, print, stripIgnoredCharacters, validate } from "graphql";
import { hash } from "node:crypto";
import { LruMap } from "../plan/lru";

/** The operations that one audience's clients are known to run. A document counts by what it says, and not by its blanks and comments. */
export class Safelist {
  readonly #byHash = new Map<string, string>();
  readonly #known = new Set<string>();
  /** Whether texts that came are among them, so that each is parsed once. */
  readonly #answered = new LruMap<boolean>(1_000, MOST_CHARACTERS);

  /** @param documents texts, as their files have them */
  constructor(documents: readonly string[]) {
    for (const text of documents) {
      const normal = normalised(text);
      this.#known.add(normal);
      for (const form of [text, normal, print(parse(text))]) this.#byHash.set(hash("sha256", form), text);
    }
  }

  /** Whether a document is one of them. */
  holds(text: string): boolean {
    const known = this.#answered.get(text);
    if (known !== undefined) return known;
    const answer = this.#known.has(normalised(text));
    this.#answered.set(text, answer, text.length);
    return answer;
  }

  /** The document of a hash: SHA-256, in hexadecimal digits, of its file, or of its text without or with the usual blanks. */
  find(sha256: string): string | undefined {
    return this.#byHash.get(sha256.toLowerCase());
  }
}

/** What is wrong with documents by the contract of their audience, a line each. */
export function documentFaults(
  audience: string,
  contract: string,
  documents: Readonly<Record<string, string>>,
): string[] {
  let schema: GraphQLSchema;
  try {
    schema = buildSchema(contract);
  } catch (error) {
    return [`contracts/${audience}: ${(error as Error).message}`];
  }
  return Object.entries(documents).flatMap(([file, text]) => {
    try {
      return validate(schema, parse(text)).map(({ message }) => `${file}: ${message}`);
    } catch (error) {
      return [`${file}: ${(error as Error).message}`];
    }
  });
}

/** The same text for the same document; what is no GraphQL stays as it is, and is refused for that later. */
function normalised(text: string): string {
  try {
    return stripIgnoredCharacters(print(parse(text, { noLocation: true, maxTokens: 20_000 })));
  } catch {
    return text;
  }
}

const MOST_CHARACTERS = 4_000_000;
