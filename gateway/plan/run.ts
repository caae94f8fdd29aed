import type { RequestScope, SendToSubgraph } from "./contract";
import type { ClientError } from "./errors";
import type { JsonObject } from "./path";

/** The state of one execution of one operation. */
export interface Run {
  readonly send: SendToSubgraph;
  readonly scope: RequestScope;
  /** The variables as the client sent them, as JSON texts: what subgraphs get. */
  readonly variables: ReadonlyMap<string, string>;
  /** The variables with defaults, coerced by the API schema: what conditions look at. */
  readonly coerced: Readonly<Record<string, unknown>>;
  /** Everything that the subgraphs have answered so far, merged. */
  readonly data: JsonObject;
  /** Errors by the number of the fetch that met them, so that their order does not depend on who answered first. */
  readonly errors: ClientError[][];
  /** Says to the log what the client may not be told. */
  readonly logMasked: (subgraph: string, error: unknown) => void;
}

/** One step of a compiled plan; it returns nothing if there was nothing to wait for. */
export type Step = (run: Run) => Promise<void> | undefined;
