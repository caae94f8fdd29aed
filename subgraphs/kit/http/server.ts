import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import { ConfigurationError } from "../config";
import type { Log } from "../log";
import { requestIdOf } from "./request-id";

export type Handler = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void>;

export interface ServeOptions {
  readonly host: string;
  /** 0 lets the operating system choose a free port; the address that came of it is in `url`. */
  readonly port: number;
  /** Answers every path but those of health and metrics. */
  readonly handle: Handler;
  /** Resolves when this process can do its work; a rejection makes `/health/ready` answer 503. */
  readonly ready: () => Promise<void>;
  readonly log: Log;
  readonly metrics: Registry;
  /** The variable that sets the port, named in the error when the port is taken. */
  readonly portSetting: string;
}

export interface RunningServer {
  /** `http://host:port`, without a path. */
  readonly url: string;
  /** Takes no new connection, finishes what is in flight, and cuts what is still open after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** Starts an HTTP server with `/health/live`, `/health/ready` and `/metrics` beside the handler's own paths. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  let closing = false;
  const server = createServer((request, response) => {
    const requestId = requestIdOf(request);
    response.setHeader("x-request-id", requestId);
    if (closing) response.setHeader("connection", "close");
    answer(request, response, requestId).catch((error: unknown) => fail(error, response, requestId));
  });
  server.keepAliveTimeout = 65_000;
  // Whoever sends a request drop by drop holds a connection, and nothing else, for no longer than this.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    switch (request.url) {
      case "/health/live":
        return sendText(response, 200, "live");
      case "/health/ready":
        return closing ? sendText(response, 503, "closing") : answerReady(response);
      case "/metrics":
        response.setHeader("content-type", options.metrics.contentType);
        response.end(await options.metrics.metrics());
        return;
      default:
        return options.handle(request, response, requestId);
    }
  }

  async function answerReady(response: ServerResponse): Promise<void> {
    try {
      await options.ready();
      sendText(response, 200, "ready");
    } catch (error) {
      options.log.warn({ err: error }, "not ready");
      sendText(response, 503, "not ready");
    }
  }

  function fail(error: unknown, response: ServerResponse, requestId: string): void {
    options.log.error({ err: error, requestId }, "request failed");
    if (response.headersSent) response.destroy();
    else sendText(response, 500, `internal error ${requestId}`);
  }

  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: async (graceMs = 10_000) => {
      closing = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeIdleConnections();
      // A connection whose last answer was begun before the closing is kept open by its client, and idle only later.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

const SWEEP_MS = 50;

async function listen(server: Server, { host, port, portSetting }: ServeOptions): Promise<void> {
  await new Promise<void>((listening, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? portTaken(host, port, portSetting) : error);
    });
    server.listen(port, host, listening);
  });
}

/** The error of a port that another process holds: says which setting names another one. */
export function portTaken(host: string, port: number, setting: string): ConfigurationError {
  return new ConfigurationError(`Port ${port} of ${host} is taken by another process. Set ${setting} to a free port.`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(`${text}\n`);
}
