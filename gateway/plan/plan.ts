import type { FetchNode, QueryPlan } from "@apollo/query-planner";
import type { RequiredFields } from "./response-keys";

/** A fetch, with what the planner's thread found in the text of its operation. */
export interface PlannedFetch extends FetchNode {
  /** The response keys at its root, or on the entities: where an error that has no path belongs. */
  readonly fields: readonly string[];
}

/** One operation to be planned. */
export interface PlanRequest {
  readonly source: string;
  readonly operationName: string | undefined;
  /** The audience whose contract it must keep; the whole graph if undefined. */
  readonly audience: string | undefined;
  /** Coordinates of the fields that its caller may not read: they are validated, and left out of the plan. */
  readonly denied: readonly string[];
}

/** An operation of introspection fields alone, to be answered from the schema. */
export interface IntrospectionRequest {
  readonly source: string;
  readonly audience: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the planner's thread answers for one operation: plain data, so that it can cross between threads. */
export type PlanAnswer =
  | { readonly kind: "planned"; readonly plan: QueryPlan }
  | { readonly kind: "refused"; readonly faults: readonly PlanFault[] };

/** One reason why an operation can't be planned. */
export interface PlanFault {
  readonly message: string;
  readonly code: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
}

/** What the planner's thread found out about a supergraph. */
export interface SupergraphFacts {
  /** The schema that clients see. */
  readonly apiSdl: string;
  /** The routing address of each subgraph, by its name. */
  readonly subgraphs: readonly (readonly [name: string, url: string])[];
  readonly required: RequiredFields;
}

/**
 * A client's variable of this name would collide with the variable that every entity fetch has, so that the planner
 * gets it under another name.
 */
export const REPRESENTATIONS = "representations";
export const RENAMED_REPRESENTATIONS = "representations_of_client";
