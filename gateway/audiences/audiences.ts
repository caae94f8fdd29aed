import { hash } from "node:crypto";
import { ANONYMOUS, type Caller } from "../../subgraphs/kit/access/caller";
import type { Log } from "../../subgraphs/kit/log";
import { EdgeRefusal } from "../edge/refusals";
import type { GraphQLParameters } from "../edge/parameters";
import { documentFaults, Safelist } from "./safelist";
import type { Sources } from "./sources";

/** What happens to an operation that is not on its audience's list: refused, told to the log, or nothing. */
export type SafelistMode = "enforce" | "report" | "off";

export interface AudiencesOptions {
  readonly mode: SafelistMode;
  readonly log: Log;
  /** Told of every operation that would be refused if the list were enforced. */
  readonly onReported: (audience: string) => void;
}

/** Who the graph is served to, each at an address of its own, and what they are known to ask. */
export class Audiences {
  #safelists: ReadonlyMap<string, Safelist>;
  /** When an unknown operation was last told to the log, by its audience and hash. */
  readonly #reported = new Map<string, number>();

  /** @throws if a document is none by its audience's contract */
  constructor(
    sources: Sources,
    private readonly options: AudiencesOptions,
  ) {
    this.#safelists = safelistsOf(sources);
  }

  /** Goes over to other contracts and documents. @throws if a document is none by its audience's contract; then nothing changes */
  replace(sources: Sources): void {
    this.#safelists = safelistsOf(sources);
  }

  has(audience: string): boolean {
    return this.#safelists.has(audience);
  }

  /**
   * The document that a request asks to run.
   *
   * @param audience whose address it came to; undefined for that of the whole graph
   * @throws EdgeRefusal if it names one by a hash that is not known, or may not be run here
   */
  documentOf(
    audience: string | undefined,
    { query, sha256, operationName }: GraphQLParameters,
    caller: Caller,
  ): string {
    const { mode } = this.options;
    const safelist = audience === undefined ? undefined : this.#safelists.get(audience);
    if (query === undefined) return named(safelist, sha256 ?? "");
    if (mode === "off") return query;
    if (audience === undefined || !safelist) {
      // The whole graph is for systems that are known; everybody else has a contract and its list.
      if (mode === "enforce" && caller === ANONYMOUS) {
        throw new EdgeRefusal("TOKEN_REQUIRED", undefined, { "www-authenticate": "Bearer" });
      }
      return query;
    }
    if (safelist.holds(query)) return query;
    if (mode === "enforce") throw new EdgeRefusal("OPERATION_NOT_SAFELISTED", hash("sha256", query));
    this.#report(audience, query, operationName, caller);
    return query;
  }

  /** Once a minute for each operation, and never its values. */
  #report(audience: string, query: string, operationName: string | undefined, { client }: Caller): void {
    this.options.onReported(audience);
    const sha256 = hash("sha256", query);
    const key = `${audience} ${sha256}`;
    const now = Date.now();
    if (now - (this.#reported.get(key) ?? 0) < REPORT_EVERY_MS) return;
    if (this.#reported.size >= MOST_REPORTED) this.#reported.clear();
    this.#reported.set(key, now);
    const operation = operationName?.slice(0, 100);
    this.options.log.warn({ audience, sha256, operation, client }, "an operation is not on the list of its audience");
  }
}

function named(safelist: Safelist | undefined, sha256: string): string {
  if (!safelist) throw new EdgeRefusal("PERSISTED_QUERY_NOT_SUPPORTED");
  const document = safelist.find(sha256);
  if (document === undefined) throw new EdgeRefusal("PERSISTED_QUERY_NOT_FOUND", sha256);
  return document;
}

function safelistsOf({ contracts, operations }: Sources): Map<string, Safelist> {
  const faults = Object.entries(operations).flatMap(([audience, documents]) => {
    const contract = contracts[audience];
    return contract === undefined
      ? [`operations/${audience}: there is no contract of this audience`]
      : documentFaults(audience, contract, documents);
  });
  if (faults.length > 0) throw new Error(`The operations of known clients can't be used.\n  ${faults.join("\n  ")}`);
  return new Map(
    Object.keys(contracts).map((audience) => [audience, new Safelist(Object.values(operations[audience] ?? {}))]),
  );
}

const REPORT_EVERY_MS = 60_000;
const MOST_REPORTED = 10_000;
