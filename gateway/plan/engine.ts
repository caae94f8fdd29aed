import type { GraphQLError, GraphQLSchema } from "graphql";
import type { EngineOptions, GraphResponse, RequestScope } from "./contract";

export type * from "./contract";

/** An operation that may be executed, or the reasons why it may not. */
export type Prepared = PreparedOperation | RefusedOperation;

export interface PreparedOperation {
  readonly kind: "operation";
  readonly operation: "query" | "mutation" | "subscription";
  readonly operationName: string | undefined;
}

export interface RefusedOperation {
  readonly kind: "refused";
  readonly errors: readonly GraphQLError[];
}

/** Prepares and executes operations on any Federation 2 supergraph. */
export declare class Engine {
  static load(supergraphSdl: string, options: EngineOptions): Promise<Engine>;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** The routing address of each subgraph, by its name. */
  readonly subgraphs: ReadonlyMap<string, string>;
  readonly supergraphSdl: string;
  prepare(source: string, operationName?: string): Promise<Prepared>;
  execute(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>> | undefined,
    scope: RequestScope,
  ): Promise<GraphResponse>;
  replace(supergraphSdl: string): Promise<void>;
  close(): Promise<void>;
}
