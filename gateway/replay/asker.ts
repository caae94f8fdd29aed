import type { Actor } from "../../subgraphs/kit/replay";
import { runCommand, type House } from "../journeys/house";

const RENEW_MS = 5 * 60_000;

/** Asks a house's gateway as clients of its local issuer. */
export class Asker {
  readonly #tokens = new Map<string, { readonly headers: Promise<Record<string, string>>; readonly since: number }>();

  constructor(private readonly house: House) {}

  /** Runs one operation and resolves to its data; fails if there are errors. */
  async ask<T>(actor: Actor, document: string, variables: object): Promise<T> {
    const { data, errors } = await this.house.ask<T>(document, variables, await this.#headersOf(actor));
    if (errors) throw new Error(`${actor.client} was answered: ${JSON.stringify(errors.slice(0, 3))}`);
    return data;
  }

  /** Fills the registry with trial pesantren of the whole nation. */
  async fill(pesantren: number): Promise<void> {
    const args = ["--pesantren", String(pesantren), "--products-per-pesantren", "0"];
    const { code, output } = await runCommand("trial-data", args, this.house.env);
    if (code !== 0) throw new Error(`The trial data could not be made.\n${output}`);
  }

  /** Tokens are short-lived, so one is asked for anew before it ends. */
  #headersOf({ client, person }: Actor): Promise<Record<string, string>> {
    const who = `${client} ${person}`;
    const known = this.#tokens.get(who);
    if (known && performance.now() - known.since < RENEW_MS) return known.headers;
    const headers = this.house.identify(client, person);
    this.#tokens.set(who, { headers, since: performance.now() });
    headers.catch(() => this.#tokens.delete(who));
    return headers;
  }
}
