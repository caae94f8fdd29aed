import { GraphQLError } from "graphql";
import type { Language, Text } from "./language";

export interface RequestErrorDetails {
  /** What would have been right, for example `1 to 100`. */
  readonly expected?: string;
  /** What came, shortened by the caller if it may be long. Never a secret. */
  readonly received?: string;
}

/**
 * A request that could not be carried out because of how it was put: a broken cursor, a page too large, a missing right.
 * What a client should expect in the normal course of things is no error but a refusal (see refusal.ts).
 * Everything that is neither is a bug; it is logged with the request's id and masked outside.
 */
export class RequestError extends GraphQLError {
  readonly text: Text;

  constructor(code: string, text: Text, details: RequestErrorDetails = {}) {
    super(text.en, { extensions: { code, ...details } });
    this.text = text;
  }
}

/** An argument is not of the form that the field asks for. */
export function badInput(text: Text, details: RequestErrorDetails = {}): RequestError {
  return new RequestError("BAD_USER_INPUT", text, details);
}

const MASKED: Text = {
  id: "Terjadi kesalahan pada sistem kami. Laporkan dengan nomor permintaan ini.",
  en: "Something went wrong on our side. Report it with this request id.",
};

/** What the outside sees of an error: its message in the caller's language, or, for a bug, nothing but the request's id. */
export function presentable(error: GraphQLError, language: Language, requestId: string): GraphQLError {
  const cause = error.originalError ?? error;
  const { path, nodes, source, positions } = error;
  const at = { path, nodes, source, positions };
  if (cause instanceof RequestError) {
    return new GraphQLError(cause.text[language], { ...at, extensions: cause.extensions });
  }
  if (cause instanceof GraphQLError) return error;
  return new GraphQLError(MASKED[language], { ...at, extensions: { code: "INTERNAL_SERVER_ERROR", requestId } });
}
