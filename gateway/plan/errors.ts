import type { Language, Text } from "../../subgraphs/kit/language";
import type { SubgraphError } from "./contract";

/** An error as a client sees it. */
export interface ClientError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What a subgraph may tell clients beside the message: what it means, what was expected and what came. */
const SAFE_EXTENSIONS = ["code", "expected", "received", "field", "requestId"] as const;

const MASKED: Text = {
  id: "Terjadi kesalahan di dalam layanan. Laporkan dengan nomor permintaan ini.",
  en: "Something went wrong inside the service. Report it with this request id.",
};

/**
 * What a client may know of a subgraph's error. An error that the subgraph named with a code was meant for clients; any
 * other may carry a statement, an address or a stack, and is told only as a fault with the request's id.
 */
export function clientError(
  error: SubgraphError,
  path: readonly (string | number)[] | undefined,
  language: Language,
  requestId: string,
): ClientError {
  const at = path ? { path } : {};
  if (!isMeantForClients(error)) {
    return { message: MASKED[language], ...at, extensions: { code: "INTERNAL_SERVER_ERROR", requestId } };
  }
  const extensions: Record<string, unknown> = {};
  for (const name of SAFE_EXTENSIONS) {
    const value = error.extensions?.[name];
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") extensions[name] = value;
  }
  return { message: error.message, ...at, extensions };
}

/** Whether an error's message and code were written for clients, and not by a library for its programmers. */
export function isMeantForClients(error: SubgraphError): boolean {
  const code = error.extensions?.["code"];
  return (
    typeof code === "string" &&
    /^[A-Z][A-Z0-9_]*$/.test(code) &&
    !INTERNAL_CODE.test(code) &&
    typeof error.message === "string" &&
    !INTERNAL_MESSAGE.test(error.message)
  );
}

/** Faults of servers, of system calls (ECONNREFUSED), of Node (ERR_…), and a subgraph that does not know its own fields. */
const INTERNAL_CODE = /^(INTERNAL|UNKNOWN|DOWNSTREAM_SERVICE_ERROR$|E[A-Z]{3,}$|ERR_|GRAPHQL_|BAD_REQUEST$)/;

/** Addresses, stack frames and files of modules never belong into a message. */
const INTERNAL_MESSAGE = /\b(?:https?|postgres(?:ql)?):\/\/|\n\s+at |node_modules|\b\d{1,3}(?:\.\d{1,3}){3}:\d+\b/;
