/** More different texts than any room has by itself; past that, callers choose the text, and naming it would fill the server's memory. */
const MOST_NAMED = 500;

/** Names of prepared statements: the same text, the same name, on every connection. Past a limit, texts stay unnamed. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_NAMED) return known;
    const name = `s${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
