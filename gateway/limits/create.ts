import type { DocumentLimits } from "../plan/contract";
import { compileCost } from "./cost";
import { checkDocument } from "./document";
import type { Limits } from "./limits";

/** The limits as the planner applies them: the document's once for each document, the cost's for each request. */
export function createLimits(limits: Limits): DocumentLimits {
  return {
    checkDocument: (document) => checkDocument(document, limits),
    compileCost: (schema, document, operationName) => compileCost(schema, document, operationName, limits),
  };
}
