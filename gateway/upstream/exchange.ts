import type { Dispatcher } from "undici";
import type { SubgraphAnswer } from "../plan/contract";
import type { FaultCode } from "../plan/faults";

/** How one exchange with a subgraph ended: with an answer, or with a fault and its cause for the log. */
export type Outcome =
  | { readonly answer: SubgraphAnswer }
  | { readonly fault: FaultCode; readonly cause: unknown; readonly retryable: boolean };

/**
 * One HTTP exchange, from dispatch to the parsed answer. It settles exactly once, whichever comes first: the answer, a
 * broken connection, the timer or the caller's going away. undici's own timeouts are not used, since they restart with
 * every chunk, so that a subgraph that drips one byte a second would never be too slow.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #settled = false;

  constructor(
    private readonly maxBytes: number,
    private readonly settle: (outcome: Outcome) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The timer may have run out while the request waited for a free connection.
    if (this.#settled) controller.abort(GIVEN_UP);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.maxBytes) {
      return this.giveUp("SUBGRAPH_BAD_ANSWER", new Error(`The answer is larger than ${this.maxBytes} bytes.`));
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settle(readAnswer(this.#status, this.#chunks));
  }

  onResponseError(_controller: unknown, error: Error): void {
    // Once a response has begun, the subgraph has done the work: asking again would only make it do the work twice.
    const retryable = this.#status === 0 && BROKEN_CONNECTION.has((error as NodeJS.ErrnoException).code ?? "");
    this.#settle({
      fault: this.#status === 0 ? "SUBGRAPH_UNAVAILABLE" : "SUBGRAPH_BAD_ANSWER",
      cause: error,
      retryable,
    });
  }

  /** Ends the exchange from our side; its connection is closed, since an answer may still be on the way. */
  giveUp(fault: FaultCode, cause: unknown): void {
    this.#settle({ fault, cause, retryable: false });
    this.#controller?.abort(GIVEN_UP);
  }

  #settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#chunks = [];
    this.settle(outcome);
  }
}

const GIVEN_UP = new Error("given up");

const BROKEN_CONNECTION = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * A body that is a GraphQL response is an answer whatever its status and type: a subgraph that refuses a request may do so
 * with 400 or 401 and errors that are meant for the client. Anything else is not one, even with status 200.
 */
function readAnswer(status: number, chunks: readonly Buffer[]): Outcome {
  let body: unknown;
  try {
    body = JSON.parse((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString("utf8"));
  } catch (cause) {
    return notAnAnswer(status, cause);
  }
  return isAnswer(body) ? { answer: body } : notAnAnswer(status, new Error("The body is no GraphQL response."));
}

function isAnswer(body: unknown): body is SubgraphAnswer {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return false;
  const { data, errors } = body as { data?: unknown; errors?: unknown };
  if (errors !== undefined && errors !== null && !isErrors(errors)) return false;
  return data !== undefined ? typeof data === "object" : Array.isArray(errors) && errors.length > 0;
}

function isErrors(errors: unknown): boolean {
  return (
    Array.isArray(errors) && errors.every((each) => typeof each === "object" && each !== null && "message" in each)
  );
}

function notAnAnswer(status: number, cause: unknown): Outcome {
  // What stands before a subgraph (a proxy, a load balancer) says with these that it is not there.
  const fault = status >= 502 && status <= 504 ? "SUBGRAPH_UNAVAILABLE" : "SUBGRAPH_BAD_ANSWER";
  return { fault, cause: new Error(`HTTP status ${status}`, { cause }), retryable: false };
}
