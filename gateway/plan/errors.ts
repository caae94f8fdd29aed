import type { Language, Text } from "../../subgraphs/kit/language";
import type { SubgraphError } from "./contract";

/** An error as a client sees it. */
export interface ClientError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

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
    if (typeof value === "number" || typeof value === "boolean") extensions[name] = value;
    else if (typeof value === "string" && !isInternal(value)) extensions[name] = tellable(value);
  }
  return { message: tellable(error.message), ...at, extensions };
}

/** Whether an error's message and code were written for clients, and not by a library for its programmers. */
export function isMeantForClients(error: SubgraphError): boolean {
  const code = error.extensions?.["code"];
  return (
    typeof code === "string" &&
    /^[A-Z][A-Z0-9_]{0,63}$/.test(code) &&
    !INTERNAL_CODE.test(code) &&
    typeof error.message === "string" &&
    !isInternal(error.message)
  );
}

/** A subgraph's path, if it is one: names of fields and places in lists, no more of them than a response can nest. */
export function readPath(path: unknown): readonly (string | number)[] | undefined {
  const isPath =
    Array.isArray(path) &&
    path.length <= LONGEST_PATH &&
    path.every((key) => (typeof key === "string" ? /^[_A-Za-z]\w{0,127}$/.test(key) : Number.isSafeInteger(key)));
  return isPath ? (path as (string | number)[]) : undefined;
}

/** A message as it may be told: of a length that a person reads, and without the suggestions that would tell a stranger names. */
export function tellable(message: string): string {
  const short = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  return short.replace(/ Did you mean [^?]*\?/g, "");
}

function isInternal(text: string): boolean {
  const start = text.slice(0, LONGEST_MESSAGE);
  return INTERNAL_TEXT.some((pattern) => pattern.test(start));
}

/** What a subgraph may tell clients beside the message: what it means, what was expected and what came. */
const SAFE_EXTENSIONS = ["code", "expected", "received", "field", "requestId"] as const;

const MASKED: Text = {
  id: "Terjadi kesalahan di dalam layanan. Laporkan dengan nomor permintaan ini.",
  en: "Something went wrong inside the service. Report it with this request id.",
};

/** Faults of servers, of system calls (ECONNREFUSED), of Node (ERR_…), and a subgraph that does not know its own fields. */
const INTERNAL_CODE = /^(INTERNAL|UNKNOWN|DOWNSTREAM_SERVICE_ERROR$|E[A-Z]{3,}$|ERR_|GRAPHQL_|BAD_REQUEST$)/;

/** What never belongs into a message, even if a code came with it: a library's words find their way into careless ones. */
const INTERNAL_TEXT: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]*:\/\/\w/i, // addresses
  /\b(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[a-z][\w-]*(?:\.[\w-]+)+):\d+\b/i, // hosts with their ports
  /\b(?:ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENOENT|EACCES|EPIPE|getaddrinfo)\b/, // system calls
  /\n\s+at |node_modules|\.[cm]?[jt]s\b|(?:^|[\s"'`(])(?:\/[\w.-]+){2,}|\b[A-Z]:\\/, // stack frames and files
  /\b(?:select\s+(?:\*|[\w."]+(?:\s*,\s*[\w."]+)*)\s+from|insert\s+into|delete\s+from|update\s+[\w."]+\s+set)\b/i, // SQL
  /\b(?:relation|column|constraint|role|database) "|\bsyntax error at or near\b/i, // PostgreSQL's own words
];

const LONGEST_MESSAGE = 500;
const LONGEST_PATH = 100;
