import type { IncomingMessage } from "node:http";
import { BodyError, readBody, type BodyFault } from "../../subgraphs/kit/http/body";
import { isReadable } from "./media";
import { EdgeRefusal, type EdgeCode } from "./refusals";

/** What a client asks for, of the right types; nothing is known yet of the document. */
export interface GraphQLParameters {
  /** The document; undefined if the request names it by its hash. */
  readonly query: string | undefined;
  /** SHA-256 of a document that the gateway knows, instead of the document. */
  readonly sha256?: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** @throws EdgeRefusal if the body is not one GraphQL request in JSON */
export async function parametersOfPost(request: IncomingMessage, limitBytes: number): Promise<GraphQLParameters> {
  if (!isReadable(request.headers["content-type"], request.headers["content-encoding"])) {
    throw new EdgeRefusal("UNSUPPORTED_MEDIA_TYPE", request.headers["content-type"] ?? "no content-type");
  }
  try {
    return checked(await readBody(request, limitBytes));
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    // What is left of a body that is too large is not read, so the connection can't be used again.
    const headers: Record<string, string> = error.fault === "TOO_LARGE" ? { connection: "close" } : {};
    throw new EdgeRefusal(BODY_FAULTS[error.fault], undefined, headers);
  }
}

/** @throws EdgeRefusal if the address does not carry one GraphQL request */
export function parametersOfGet(search: string): GraphQLParameters {
  const given = new URLSearchParams(search);
  return checked({
    query: given.get("query") ?? undefined,
    operationName: given.get("operationName") ?? undefined,
    variables: jsonOf(given.get("variables"), "BAD_VARIABLES"),
    extensions: jsonOf(given.get("extensions"), "BAD_EXTENSIONS"),
  });
}

const BODY_FAULTS: Readonly<Record<BodyFault, EdgeCode>> = {
  TOO_LARGE: "BODY_TOO_LARGE",
  NOT_UTF8: "BODY_NOT_UTF8",
  NOT_JSON: "BODY_NOT_JSON",
  CUT_OFF: "BODY_CUT_OFF",
};

function checked(body: unknown): GraphQLParameters {
  if (Array.isArray(body)) throw new EdgeRefusal("BATCHING_UNSUPPORTED", `a list of ${body.length}`);
  if (!isObject(body)) throw new EdgeRefusal("BAD_REQUEST", kindOf(body));
  const { query, operationName, variables, extensions } = body;
  if (!isAbsent(extensions) && !isObject(extensions)) throw new EdgeRefusal("BAD_EXTENSIONS", kindOf(extensions));
  const persisted = extensions?.["persistedQuery"];
  const sha256 = isAbsent(query) && isObject(persisted) ? (persisted["sha256Hash"] ?? "") : undefined;
  if (sha256 !== undefined && typeof sha256 !== "string") {
    throw new EdgeRefusal("BAD_EXTENSIONS", `sha256Hash: ${kindOf(sha256)}`);
  }
  if (sha256 === undefined && (typeof query !== "string" || query === ""))
    throw new EdgeRefusal("BAD_QUERY", kindOf(query));
  if (!isAbsent(operationName) && typeof operationName !== "string") {
    throw new EdgeRefusal("BAD_OPERATION_NAME", kindOf(operationName));
  }
  if (!isAbsent(variables) && !isObject(variables)) throw new EdgeRefusal("BAD_VARIABLES", kindOf(variables));
  return {
    ...(sha256 === undefined ? { query: query as string } : { query: undefined, sha256 }),
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
  };
}

function jsonOf(text: string | null, code: EdgeCode): unknown {
  if (text === null || text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new EdgeRefusal(code, "text that is no JSON");
  }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "empty text";
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
