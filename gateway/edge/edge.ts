import type { IncomingMessage, ServerResponse } from "node:http";
import type { Handler } from "../../subgraphs/kit/http/server";
import { allowOrigin, answerPreflight } from "./browser";
import { EXPLORER_FILES, sendExplorerFile, sendExplorerPage } from "./explorer";
import { GraphQLEndpoint, sendRefusal, type GraphQLEndpointOptions } from "./graphql";
import { wantsPage } from "./media";
import { EdgeRefusal } from "./refusals";

export interface EdgeOptions extends GraphQLEndpointOptions {
  /** Whether browsers get the explorer. */
  readonly explorer: boolean;
}

/** The gateway's addresses as clients see them: `/graphql`, one for each audience, and the explorer where it is turned on. */
export function createEdge(options: EdgeOptions): Handler {
  const endpoint = new GraphQLEndpoint(options);

  async function route(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const { url = "/", method } = request;
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const search = mark < 0 ? "" : url.slice(mark);
    const audience = /^\/([\w-]{1,64})\/graphql$/.exec(path)?.[1];
    if (path === "/graphql" || (audience !== undefined && options.audiences.has(audience))) {
      allowOrigin(request, response, options.corsOrigins);
      if (method === "POST") return endpoint.answer(request, response, requestId, search, audience);
      if (method === "OPTIONS") return answerPreflight(request, response, options.corsOrigins);
      if (method !== "GET") throw new EdgeRefusal("METHOD_NOT_ALLOWED", method, { allow: "GET, POST, OPTIONS" });
      if (options.explorer && wantsPage(request.headers.accept) && !search.includes("query=")) {
        return sendExplorerPage(response, path);
      }
      return endpoint.answer(request, response, requestId, search, audience);
    }
    if (options.explorer && method === "GET") {
      if (path === "/") return void response.writeHead(302, { location: "/graphql" }).end();
      if (path.startsWith(EXPLORER_FILES)) return sendExplorerFile(request, response);
    }
    throw new EdgeRefusal("NOT_FOUND");
  }

  return async (request, response, requestId) => {
    try {
      await route(request, response, requestId);
    } catch (error) {
      if (!(error instanceof EdgeRefusal)) throw error;
      options.telemetry.refused(error.code);
      sendRefusal(request, response, requestId, error);
    }
  };
}
