import { GraphQLError } from "graphql";
import type { Text } from "../../subgraphs/kit/language";
import { presentable, RequestError } from "../../subgraphs/kit/errors";
import type { GraphResponse, RequestScope } from "./contract";
import { tellable } from "./errors";
import type { PlanFault } from "./plan";

/** An operation that may not be executed, and why. */
export interface RefusedOperation {
  readonly kind: "refused";
  readonly errors: readonly GraphQLError[];
}

export function refused(...errors: readonly GraphQLError[]): RefusedOperation {
  return { kind: "refused", errors };
}

/** The answer to a request that was refused before anything was sent to a subgraph. */
export function refusal(errors: readonly GraphQLError[], { language, requestId }: RequestScope): GraphResponse {
  const told = errors.map((error) => presentable(error, language, requestId));
  return { body: JSON.stringify({ errors: told }), hasData: false, hasErrors: true };
}

/** A fault of the document, as the parser or the validation rules tell it. */
export function documentError(fault: PlanFault): GraphQLError {
  const error = new GraphQLError(tellable(fault.message), { extensions: { code: fault.code } });
  // The planner's thread tells places as lines and columns; it has no syntax nodes to send.
  return fault.locations
    ? Object.defineProperty(error, "locations", { value: fault.locations, enumerable: true })
    : error;
}

/** A variable that is not what the operation declares. */
export function badVariable({ message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(tellable(message), { nodes, extensions: { code: "BAD_USER_INPUT" } });
}

const TEXTS = {
  PLANNING_TIMEOUT: {
    id: "Operasi ini terlalu rumit untuk direncanakan dalam batas waktu. Sederhanakan fragmen dan jenis yang dipilih.",
    en: "This operation is too complex to be planned in the time allowed. Simplify its fragments and the types it selects on.",
  },
  PLANNING_BUSY: {
    id: "Terlalu banyak operasi baru sedang menunggu direncanakan. Cobalah beberapa saat lagi.",
    en: "Too many new operations are waiting to be planned. Try again in a moment.",
  },
  PLANNING_FAILED: {
    id: "Operasi ini tidak dapat direncanakan untuk graf ini.",
    en: "This operation can't be planned for this graph.",
  },
  TOO_DEEPLY_NESTED: {
    id: "Dokumen atau nilai dalam permintaan bersarang terlalu dalam.",
    en: "The document or a value in the request is nested too deeply.",
  },
  SUBSCRIPTION_UNSUPPORTED: {
    id: "Subscription tidak didukung; gunakan query atau mutation.",
    en: "Subscriptions are not supported; use a query or a mutation.",
  },
} as const satisfies Record<string, Text>;

/** A refusal of the planner, in both languages. */
export function planningError(code: keyof typeof TEXTS): RequestError {
  return new RequestError(code, TEXTS[code]);
}

/** The request does not say which operation of its document to execute, or names one that is not there. */
export function noSuchOperation(given: string | undefined): RequestError {
  const name = given && tellable(given);
  return new RequestError("OPERATION_RESOLUTION_FAILURE", {
    id:
      name === undefined
        ? "Dokumen harus berisi tepat satu operasi, atau sebutkan operationName."
        : `Tidak ada operasi bernama "${name}".`,
    en:
      name === undefined
        ? "The document must hold exactly one operation, or operationName must name one."
        : `There is no operation named "${name}".`,
  });
}
