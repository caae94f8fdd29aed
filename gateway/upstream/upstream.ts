import { performance } from "node:perf_hooks";
import { Pool } from "undici";
import { PROOF_HEADERS, type ProofSigner } from "../../subgraphs/kit/access/proof";
import type { Log } from "../../subgraphs/kit/log";
import type { RequestScope, SendToSubgraph, SubgraphAnswer, SubgraphRequest } from "../plan/contract";
import { Exchange, type Outcome } from "./exchange";
import { faultAnswer, type FaultCode } from "../plan/faults";

export interface UpstreamOptions {
  /** The address of a subgraph, asked before every fetch, so that a reloaded supergraph moves a subgraph at once. */
  readonly urlOf: (subgraph: string) => string | undefined;
  /** The longest time one fetch from a subgraph may take, from sending to the last byte, in milliseconds. */
  readonly timeoutMsOf: (subgraph: string) => number;
  /** The most connections to one subgraph; further fetches wait for a free one. */
  readonly connections: number;
  /** The largest answer that is read, in bytes. */
  readonly maxAnswerBytes: number;
  readonly log: Log;
  /** Proves to subgraphs that this gateway sends; those that it has no key for are sent to without a proof. */
  readonly signer?: ProofSigner | undefined;
  /** Told of every fetch: which subgraph, how it ended (`ok`, `errors` or the code of a fault) and how long it took. */
  readonly onFetch?: (subgraph: string, outcome: "ok" | "errors" | FaultCode, seconds: number) => void;
}

/** The connections to all subgraphs. A subgraph that fails is asked anew by the next fetch, so it heals by itself. */
export class Upstream {
  readonly #targets = new Map<string, Target>();
  /** The subgraphs whose last fetch failed. */
  readonly #failing = new Set<string>();

  constructor(private readonly options: UpstreamOptions) {}

  readonly send: SendToSubgraph = async (subgraph, request, kind, scope) => {
    const began = performance.now();
    const outcome = await this.#exchange(subgraph, request, kind, scope, began);
    const seconds = (performance.now() - began) / 1000;
    if ("answer" in outcome) {
      if (this.#failing.size > 0 && this.#failing.delete(subgraph)) {
        this.options.log.info({ subgraph }, "a subgraph answers again");
      }
      this.options.onFetch?.(subgraph, outcome.answer.errors?.length ? "errors" : "ok", seconds);
      return outcome.answer;
    }
    this.options.onFetch?.(subgraph, outcome.fault, seconds);
    return this.#faulty(subgraph, outcome, scope);
  };

  async close(): Promise<void> {
    const pools = [...this.#targets.values()].map(({ pool }) => pool);
    this.#targets.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  async #exchange(
    subgraph: string,
    request: SubgraphRequest,
    kind: "query" | "mutation",
    scope: RequestScope,
    began: number,
  ): Promise<Outcome> {
    const target = this.#target(subgraph);
    if (!target) return fault("SUBGRAPH_UNAVAILABLE", `No address of subgraph ${subgraph} is known.`);
    const first = await this.#attempt(target, request, kind, scope, began);
    if (kind === "mutation" || "answer" in first || !first.retryable) return first;
    return this.#attempt(target, request, kind, scope, performance.now());
  }

  #attempt(
    target: Target,
    request: SubgraphRequest,
    kind: "query" | "mutation",
    scope: RequestScope,
    now: number,
  ): Promise<Outcome> {
    const leftMs = Math.ceil(scope.deadline - now);
    if (leftMs <= 0) return Promise.resolve(fault("DEADLINE_EXCEEDED", "no time left"));
    // What a mutation does can't be taken back by hanging up, and hanging up would leave its outcome unknown.
    const signal = kind === "query" ? scope.signal : undefined;
    if (signal?.aborted) return Promise.resolve(fault("REQUEST_CANCELLED", signal.reason));
    return new Promise((resolve) => {
      const cancel = (): void => exchange.giveUp("REQUEST_CANCELLED", signal?.reason);
      const isLastChance = leftMs < target.timeoutMs;
      const timer = setTimeout(
        () => exchange.giveUp(isLastChance ? "DEADLINE_EXCEEDED" : "SUBGRAPH_TIMEOUT", "too slow"),
        isLastChance ? leftMs : target.timeoutMs,
      );
      const exchange = new Exchange(this.options.maxAnswerBytes, (outcome) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", cancel);
        resolve(outcome);
      });
      signal?.addEventListener("abort", cancel);
      target.pool.dispatch(
        {
          method: "POST",
          path: target.path,
          headers: this.#headers(target, request, scope, leftMs),
          body: request.body,
        },
        exchange,
      );
    });
  }

  #headers(target: Target, { body }: SubgraphRequest, scope: RequestScope, leftMs: number): string[] {
    const { signer } = this.options;
    if (!signer?.covers(target.subgraph)) return headersOf(scope, leftMs);
    const { requestId, caller } = scope;
    return [
      ...headersOf(scope, leftMs, OURS),
      ...signer.sign(target.subgraph, { path: target.path, body, requestId }, caller),
    ];
  }

  #target(subgraph: string): Target | undefined {
    const url = this.options.urlOf(subgraph);
    const known = this.#targets.get(subgraph);
    if (known?.url === url || url === undefined) return url === undefined ? undefined : known;
    // Fetches under way to the old address are finished first.
    known?.pool
      .close()
      .catch((error: unknown) => this.options.log.warn({ err: error, subgraph }, "pool did not close"));
    const target = this.#connect(subgraph, url);
    this.#targets.set(subgraph, target);
    return target;
  }

  #connect(subgraph: string, url: string): Target {
    const { origin, pathname, search } = new URL(url);
    const timeoutMs = this.options.timeoutMsOf(subgraph);
    const pool = new Pool(origin, {
      connections: this.options.connections,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: timeoutMs },
    });
    return { subgraph, url, pool, path: pathname + search, timeoutMs };
  }

  #faulty(subgraph: string, outcome: Extract<Outcome, { fault: FaultCode }>, scope: RequestScope): SubgraphAnswer {
    const fault = { err: outcome.cause, subgraph, code: outcome.fault, requestId: scope.requestId };
    if (outcome.fault === "REQUEST_CANCELLED") {
      this.options.log.debug(fault, "a fetch was cancelled");
    } else if (this.#failing.has(subgraph)) {
      // Only the first of a row of faults is a warning, or a subgraph that is down would drown everything else.
      this.options.log.info(fault, "a subgraph still does not answer");
    } else {
      this.#failing.add(subgraph);
      this.options.log.warn(fault, "a subgraph did not answer");
    }
    return faultAnswer(outcome.fault, subgraph, scope.language);
  }
}

interface Target {
  readonly subgraph: string;
  readonly url: string;
  readonly pool: Pool;
  readonly path: string;
  readonly timeoutMs: number;
}

function fault(code: FaultCode, cause: unknown): Outcome {
  return { fault: code, cause, retryable: false };
}

/** What a subgraph that asks for our proof is told by that alone, whatever a client sends and FORWARD_HEADERS names. */
const OURS: ReadonlySet<string> = new Set([...PROOF_HEADERS, "authorization", "dpop"]);

function headersOf(scope: RequestScope, leftMs: number, dropped?: ReadonlySet<string>): string[] {
  const headers = [
    "content-type",
    "application/json",
    "accept",
    "application/graphql-response+json, application/json;q=0.9",
    "x-deadline-ms",
    String(leftMs),
  ];
  for (const name in scope.headers) if (!dropped?.has(name)) headers.push(name, scope.headers[name]!);
  return headers;
}
