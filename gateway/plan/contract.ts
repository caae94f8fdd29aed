import type { DocumentNode, GraphQLError, GraphQLSchema } from "graphql";
import type { Caller } from "../../subgraphs/kit/access/caller";
import type { Log } from "../../subgraphs/kit/log";

/** One operation for one subgraph. The text of a fetch never changes, so that only its variables are serialised per request. */
export interface SubgraphRequest {
  /** The operation's text, for logs and for transports that do not send JSON. */
  readonly query: string;
  readonly operationName?: string;
  /** The complete JSON body to send: `query`, `operationName` and `variables`. */
  readonly body: string;
}

/** An error as a subgraph reported it, or as the transport made it. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly SubgraphError[];
}

/** What one client request brings to every fetch made for it. */
export interface RequestScope {
  readonly requestId: string;
  /** Who asks, as every subgraph is told. */
  readonly caller: Caller;
  /** Headers to forward to subgraphs. */
  readonly headers: Readonly<Record<string, string>>;
  /** The instant, on the clock of `performance.now()` in milliseconds, after which no answer is wanted. */
  readonly deadline: number;
  readonly signal?: AbortSignal;
  readonly language: "id" | "en";
  /** Told the estimated cost of the operation before it is executed; a rejection refuses it. */
  readonly charge?: ((cost: number) => Promise<void>) | undefined;
}

/**
 * Sends one operation to one subgraph. It never rejects for an upstream fault: it answers with errors that already carry a
 * safe message and a stable `extensions.code` (SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT, SUBGRAPH_BAD_ANSWER,
 * DEADLINE_EXCEEDED), and with `data` undefined.
 */
export type SendToSubgraph = (
  subgraph: string,
  request: SubgraphRequest,
  kind: "query" | "mutation",
  scope: RequestScope,
) => Promise<SubgraphAnswer>;

/** The limits that the gateway sets on what a client may ask for. */
export interface DocumentLimits {
  /** Checks the structure of a document (depth, aliases, root fields, directives) in time linear to its length. */
  checkDocument(document: DocumentNode): GraphQLError | undefined;
  /**
   * Prepares the estimate of one operation's cost, or the refusal if it is too high, once for all its requests. `schema` is built from the supergraph itself,
   * so that its syntax nodes still carry `@cost` and `@listSize`.
   */
  compileCost(
    schema: GraphQLSchema,
    document: DocumentNode,
    operationName: string | undefined,
  ): (variables: Readonly<Record<string, unknown>>) => GraphQLError | number;
}

/** Who asks, and by which contract. */
export interface Asking {
  readonly caller: Caller;
  /** The audience whose contract holds; the whole graph if left out. */
  readonly audience?: string | undefined;
}

export interface EngineOptions {
  readonly send: SendToSubgraph;
  /** The schema of each audience, a part of the supergraph's; none if left out. */
  readonly contracts?: ReadonlyMap<string, string>;
  readonly limits: DocumentLimits;
  /** The longest time that validating and planning one operation may take, in milliseconds. */
  readonly planningTimeoutMs: number;
  /** The longest document that is parsed, in lexical tokens. */
  readonly maxTokens: number;
  /** How many prepared operations are kept. */
  readonly cacheSize: number;
  readonly log: Log;
  /** Told of every operation that is looked up: whether it had been prepared before. */
  readonly onLookUp?: (isKnown: boolean) => void;
}

/** The answer to one operation. */
export interface GraphResponse {
  /** The complete JSON text of the response. */
  readonly body: string;
  /** Whether the response carries a `data` entry: false if the request was refused before anything was executed. */
  readonly hasData: boolean;
  /** Whether the response carries errors. */
  readonly hasErrors: boolean;
}
