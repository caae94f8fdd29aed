import type { IncomingMessage, ServerResponse } from "node:http";
import { namesGraphQL } from "./media";
import { EdgeRefusal } from "./refusals";

/**
 * Keeps pages of other sites from using their visitors' rights (cross-site request forgery).
 *
 * A POST is safe by its type: a page can't send `application/json` elsewhere without a preflight, and preflights are granted
 * to CORS_ORIGINS alone. A GET carries only queries, which change nothing; still it is refused if it could come from a page's
 * image, script, form or link, which can't name a GraphQL type in `Accept`, and if the browser says by `Sec-Fetch-Site` that
 * it comes from another site that has no leave.
 */
export function refuseForgery(request: IncomingMessage, origins: ReadonlySet<string>): void {
  const { accept, origin, "sec-fetch-site": site } = request.headers;
  const isDeliberate = namesGraphQL(accept) || PREFLIGHT_FORCING.some((name) => (request.headers[name] ?? "") !== "");
  const isForeign = site === "cross-site" || site === "same-site";
  if (!isDeliberate || (isForeign && !(origin !== undefined && origins.has(origin)))) {
    throw new EdgeRefusal("CSRF_REFUSED");
  }
}

/** Tells a browser whether a page of another origin may read the answer. Without a listed origin, nothing is told. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: ReadonlySet<string>): void {
  const { origin } = request.headers;
  if (origins.size === 0) return;
  response.appendHeader("vary", "origin");
  if (origin === undefined || !origins.has(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", EXPOSED_HEADERS);
}

/** Answers the question that a browser asks before it sends a page's request elsewhere. */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  origins: ReadonlySet<string>,
): void {
  if (origins.has(request.headers.origin ?? "")) {
    response.setHeader("access-control-allow-methods", "GET, POST");
    response.setHeader("access-control-allow-headers", ALLOWED_HEADERS);
    response.setHeader("access-control-max-age", "86400");
  }
  response.writeHead(204, { allow: "GET, POST, OPTIONS" }).end();
}

/** Headers that a page can send to another origin only after a preflight. */
const PREFLIGHT_FORCING = ["graphql-require-preflight", "apollo-require-preflight", "x-apollo-operation-name"] as const;

const EXPOSED_HEADERS = "x-request-id, www-authenticate, retry-after, ratelimit, ratelimit-policy";

const ALLOWED_HEADERS = [
  ...["content-type", "authorization", "dpop", "accept-language", "x-request-id"],
  ...PREFLIGHT_FORCING,
].join(", ");
