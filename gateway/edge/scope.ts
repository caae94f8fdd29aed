import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { Caller } from "../../subgraphs/kit/access/caller";
import { languageOf, type Language } from "../../subgraphs/kit/language";
import type { RequestScope } from "../plan/contract";

/** One client request, as the fetches made for it see it. */
export class ClientScope implements RequestScope {
  readonly headers: Record<string, string>;
  readonly deadline: number;
  readonly language: Language;
  #cancel: AbortController | undefined;

  constructor(
    request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly requestId: string,
    readonly caller: Caller,
    forwardHeaders: readonly string[],
    deadlineMs: number,
    readonly charge?: (cost: number) => Promise<void>,
  ) {
    this.language = languageOf(request.headers["accept-language"]);
    this.deadline = performance.now() + deadlineMs;
    this.headers = { "x-request-id": requestId, "accept-language": this.language };
    for (const name of forwardHeaders) {
      const value = request.headers[name];
      if (typeof value === "string") this.headers[name] = value;
    }
  }

  /** Aborted when the client goes away before its answer was sent. Made when first asked for: most requests of one fetch need no more. */
  get signal(): AbortSignal {
    if (!this.#cancel) {
      const cancel = (this.#cancel = new AbortController());
      const { response } = this;
      if (response.destroyed) cancel.abort();
      else response.once("close", () => response.writableEnded || cancel.abort());
    }
    return this.#cancel.signal;
  }
}
