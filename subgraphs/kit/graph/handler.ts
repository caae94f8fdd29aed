import { performance } from "node:perf_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer, HeaderMap, type ApolloServerPlugin, type BaseContext } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { presentable } from "../errors";
import type { Caller } from "../access/caller";
import type { ProofFault, ProofVerifier } from "../access/proof";
import { type Context } from "../context";
import { BodyError, parseBody, readBytes } from "../http/body";
import type { Handler } from "../http/server";
import { languageOf, type Language } from "../language";
import type { Log } from "../log";
import type { Metrics } from "../metrics";

/** The gateway's fetches carry at most some thousand representations; what is larger comes from somebody else. */
const LARGEST_BODY_BYTES = 8 * 1024 * 1024;

export interface GraphHandler {
  readonly handle: Handler;
  stop(): Promise<void>;
}

export interface GraphHandlerOptions {
  /** Checks that a request comes from the gateway, before anything of it is parsed. */
  readonly proofs: Pick<ProofVerifier, "verify">;
  readonly contextFor: (requestId: string, language: Language, caller: Caller) => Context;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Serves a subgraph's schema over HTTP with Apollo Server, to the gateway. */
export async function createGraphHandler(
  schema: GraphQLSchema,
  { proofs, contextFor, log, metrics }: GraphHandlerOptions,
): Promise<GraphHandler> {
  const server = new ApolloServer<Context & BaseContext>({
    schema,
    // The gateway alone talks to a subgraph: browsers don't, and its operations are validated against this very schema.
    csrfPrevention: false,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    // Both are on by default and cost half of a subgraph's time; nobody reads what they make.
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), reporting(metrics)],
  });
  await server.start();

  async function handle(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    try {
      const bytes = await readBytes(request, LARGEST_BODY_BYTES);
      const caller = proofs.verify(request.headers, { path: request.url ?? "", body: bytes, requestId });
      if (typeof caller === "string") return refuse(response, requestId, caller);
      await execute(request, response, { requestId, caller, body: parseBody(bytes) });
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      sendFault(response, error.status, error.message, "BAD_REQUEST");
    }
  }

  function refuse(response: ServerResponse, requestId: string, fault: ProofFault): void {
    log.warn({ requestId, fault }, "a request without a valid proof of the gateway was refused");
    sendFault(response, 403, "Only the gateway reaches this address.", "GATEWAY_ONLY");
  }

  async function execute(
    request: IncomingMessage,
    response: ServerResponse,
    { requestId, caller, body }: { requestId: string; caller: Caller; body: unknown },
  ): Promise<void> {
    const headers = new HeaderMap();
    for (const name of ["content-type", "accept"] as const) {
      const value = request.headers[name];
      if (value !== undefined) headers.set(name, value);
    }
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method ?? "POST", headers, search: "", body },
      context: () => Promise.resolve(contextFor(requestId, languageOf(request.headers["accept-language"]), caller)),
    });
    response.statusCode = answer.status ?? 200;
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.end(answer.body.kind === "complete" ? answer.body.string : undefined);
  }

  return { handle, stop: () => server.stop() };
}

function sendFault(response: ServerResponse, status: number, message: string, code: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

/** Words errors for the outside, logs bugs with the request's id, and counts operations. */
function reporting(metrics: Metrics): ApolloServerPlugin<Context & BaseContext> {
  return {
    requestDidStart: () => {
      const started = performance.now();
      return Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) {
            const cause = error.originalError;
            if (cause && !(cause instanceof GraphQLError)) {
              contextValue.log.error(
                { err: cause, requestId: contextValue.requestId, path: error.path },
                "resolver failed",
              );
            }
            const { message, extensions } = presentable(error, contextValue.language, contextValue.requestId);
            Object.assign(error, { message, extensions });
          }
          return Promise.resolve();
        },
        willSendResponse: ({ operation, response }) => {
          const failed = response.body.kind === "single" && response.body.singleResult.errors !== undefined;
          metrics.operationSeconds
            .labels(operation?.operation ?? "none", failed ? "error" : "ok")
            .observe((performance.now() - started) / 1000);
          return Promise.resolve();
        },
      });
    },
  };
}
