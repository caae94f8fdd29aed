import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphQLError } from "graphql";
import type { Caller } from "../../subgraphs/kit/access/caller";
import { languageOf } from "../../subgraphs/kit/language";
import type { Log } from "../../subgraphs/kit/log";
import type { Audiences } from "../audiences/audiences";
import type { Identity } from "../identity/identity";
import type { RateLimits } from "../limits/rate";
import type { Engine, GraphResponse } from "../plan/engine";
import { refusal } from "../plan/refusals";
import type { Telemetry } from "../telemetry/telemetry";
import { refuseForgery } from "./browser";
import { negotiate, type MediaType } from "./media";
import { parametersOfGet, parametersOfPost, type GraphQLParameters } from "./parameters";
import { EdgeRefusal } from "./refusals";
import { ClientScope } from "./scope";

export interface GraphQLEndpointOptions {
  readonly engine: Pick<Engine, "prepare" | "execute">;
  readonly audiences: Pick<Audiences, "has" | "documentOf">;
  readonly identity: Pick<Identity, "callerOf">;
  /** Left out where nothing is limited. */
  readonly rates?: RateLimits | undefined;
  readonly bodyBytes: number;
  readonly requestDeadlineMs: number;
  readonly forwardHeaders: readonly string[];
  readonly corsOrigins: ReadonlySet<string>;
  readonly telemetry: Telemetry;
  readonly log: Log;
}

/** Answers GraphQL requests by the GraphQL over HTTP specification: one operation each, mutations by POST only. */
export class GraphQLEndpoint {
  constructor(private readonly options: GraphQLEndpointOptions) {}

  /**
   * @param search the address from its question mark on
   * @param audience whose address was asked; undefined for that of the whole graph
   */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    search: string,
    audience: string | undefined,
  ): Promise<void> {
    const measured = this.options.telemetry.begin();
    const type = negotiate(request.headers.accept);
    try {
      if (!type) throw new EdgeRefusal("NOT_ACCEPTABLE", request.headers.accept);
      const { caller, charge } = await this.#admit(request, response);
      const parameters = await this.#parameters(request, search);
      const document = this.options.audiences.documentOf(audience, parameters, caller);
      measured.parsed();
      const { forwardHeaders, requestDeadlineMs } = this.options;
      const scope = new ClientScope(request, response, requestId, caller, forwardHeaders, requestDeadlineMs, charge);
      const prepared = await this.options.engine.prepare(document, parameters.operationName, { caller, audience });
      measured.prepared();
      if (prepared.kind === "refused") {
        const code = codeOf(prepared.errors[0]);
        measured.refused(code);
        return send(response, type, refusal(prepared.errors, scope), code === "PLANNING_BUSY");
      }
      if (prepared.operation === "mutation" && request.method === "GET") {
        throw new EdgeRefusal("MUTATION_BY_GET", "GET", { allow: "POST" });
      }
      const answer = await this.options.engine.execute(prepared, parameters.variables, scope);
      send(response, type, answer);
      measured.answered(prepared.operation, answer);
      this.options.log.debug(
        { requestId, audience, operation: prepared.operationName, kind: prepared.operation },
        "answered",
      );
    } catch (error) {
      const refused = this.#asRefusal(error, requestId);
      measured.refused(refused.code);
      sendRefusal(request, response, requestId, refused, type);
    }
  }

  /** Who asks, if they may ask at all now. A token that is refused counts against the address that it came from. */
  async #admit(request: IncomingMessage, response: ServerResponse): Promise<Admitted> {
    const { identity, rates } = this.options;
    if (!rates) return { caller: await identity.callerOf(request) };
    let caller: Caller;
    try {
      caller = await identity.callerOf(request);
    } catch (refused) {
      await rates.budgetOf(request, response).spendRequest();
      throw refused;
    }
    const budget = rates.budgetOf(request, response, caller);
    await budget.spendRequest();
    return { caller, charge: (cost) => budget.spendCost(cost) };
  }

  #parameters(request: IncomingMessage, search: string): Promise<GraphQLParameters> | GraphQLParameters {
    if (request.method === "POST") return parametersOfPost(request, this.options.bodyBytes);
    refuseForgery(request, this.options.corsOrigins);
    return parametersOfGet(search);
  }

  #asRefusal(error: unknown, requestId: string): EdgeRefusal {
    if (error instanceof EdgeRefusal) return error;
    // Values that nest by the ten thousand end the stack of whatever walks them.
    if (error instanceof RangeError) return new EdgeRefusal("TOO_DEEPLY_NESTED");
    this.options.log.error({ err: error, requestId }, "request failed");
    return new EdgeRefusal("INTERNAL_SERVER_ERROR");
  }
}

interface Admitted {
  readonly caller: Caller;
  /** Spends the estimated cost of the operation. */
  readonly charge?: (cost: number) => Promise<void>;
}

/** Sends the answer to a request that was refused at the edge, in the form of a GraphQL response. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  refusal: EdgeRefusal,
  type: MediaType = "application/json",
): void {
  if (response.headersSent) return void response.destroy();
  const { code, expected, received } = refusal;
  const message = refusal.text[languageOf(request.headers["accept-language"])];
  const body = JSON.stringify({
    errors: [{ message, extensions: { code, expected, received: received?.slice(0, 100), requestId } }],
  });
  write(response, refusal.status, type, body, refusal.headers);
}

function send(response: ServerResponse, type: MediaType, { body, hasData }: GraphResponse, isBusy = false): void {
  if (isBusy) return write(response, 503, type, body, { "retry-after": "1" });
  // Older clients of application/json take any status but 200 for a fault of the network.
  write(response, hasData || type === "application/json" ? 200 : 400, type, body);
}

function write(
  response: ServerResponse,
  status: number,
  type: MediaType,
  body: string,
  headers?: Readonly<Record<string, string>>,
): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...headers,
  });
  response.end(body);
}

function codeOf(error: GraphQLError | undefined): string {
  const code = error?.extensions["code"];
  return typeof code === "string" ? code : "UNKNOWN";
}
