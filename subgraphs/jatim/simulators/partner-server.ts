import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Registry } from "prom-client";
import { dayInWib, type Clock } from "../../kit/clock";
import { ConfigurationError } from "../../kit/config";
import { BodyError, parseBody, readBytes } from "../../kit/http/body";
import { serve, type RunningServer } from "../../kit/http/server";
import type { Log } from "../../kit/log";
import type { Agreement } from "../partners/agreement";
import { signedAnswer, type Service } from "../partners/answer";
import { ACCESS_TOKEN } from "../partners/client";
import { FormError, type Fields } from "../partners/fields";
import { checkMessage, type Message } from "../partners/message";
import { AccessTokens } from "./access-tokens";
import { readPlan, type Fault, type Faults } from "./faults";

/** What a partner says: status and case of the response code, and the fields beside it. */
export interface Reply {
  readonly said: string;
  readonly content?: object;
}

/** A request that was found in order. */
export interface Asked {
  readonly fields: Fields;
  readonly at: Date;
  readonly externalId: string;
  readonly fault: Fault | undefined;
}

/** One service of a partner and what it does. */
export interface Operation {
  readonly service: Service;
  readonly handle: (asked: Asked) => Promise<Reply>;
}

export interface PartnerServerOptions {
  /** 0 for any. */
  readonly port: number;
  readonly portSetting: string;
  readonly agreement: Agreement;
  readonly operations: readonly Operation[];
  /** External ids of today that were used before a restart. */
  readonly usedExternalIds?: readonly string[];
  readonly faults: Faults;
  /** What `GET /control/book` shows. */
  readonly book: () => object;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whatever anybody can make it say must count nowhere but on the machine of who tries things out. */
const HOST = "127.0.0.1";
const LIMIT_BYTES = 64 * 1024;

/**
 * Starts a made-up partner, on loopback alone.
 *
 * @throws ConfigurationError in production
 */
export async function startPartnerServer(options: PartnerServerOptions): Promise<RunningServer> {
  if (process.env["NODE_ENV"] === "production") {
    throw new ConfigurationError(
      "The simulators of the bank and the vehicle office move no money and refuse to run where NODE_ENV is production. Set PARTNERS_FOLDER to what was agreed with the real ones.",
    );
  }
  const { port, portSetting, log } = options;
  const partner = new PartnerServer(options);
  const server = await serve({
    host: HOST,
    port,
    portSetting,
    handle: (request, response) => partner.answer(request, response),
    ready: () => Promise.resolve(),
    log,
    metrics: new Registry(),
  });
  return {
    url: server.url,
    close: () => {
      partner.stop();
      return server.close(CLOSE_WITHIN_MS);
    },
  };
}

const CLOSE_WITHIN_MS = 1_000;

class PartnerServer {
  readonly #tokens: AccessTokens;
  readonly #stopping = new AbortController();
  #day = "";
  #used = new Set<string>();

  constructor(private readonly options: PartnerServerOptions) {
    this.#tokens = new AccessTokens(options.agreement, options.clock);
    this.#day = dayInWib(options.clock());
    this.#used = new Set(options.usedExternalIds);
  }

  /** Lets nobody wait for what is slow on purpose. */
  stop(): void {
    this.#stopping.abort();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url: path = "", headersDistinct: headers } = request;
    try {
      const message = { method, path, headers, body: await readBytes(request, LIMIT_BYTES) };
      if (path.startsWith("/control/")) return this.#control(message, response);
      if (method === "POST" && path === ACCESS_TOKEN.path) return this.#giveToken(message, response);
      const operation = this.options.operations.find(({ service }) => method === "POST" && service.path === path);
      if (operation) return await this.#perform(operation, message, response);
      response.writeHead(404).end();
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      response.writeHead(error.status).end();
    }
  }

  #giveToken(message: Message, response: ServerResponse): void {
    const content = this.#tokens.give(message);
    this.#send(response, message, ACCESS_TOKEN, content ? { said: "20000", content } : { said: "40100" });
  }

  async #perform({ service, handle }: Operation, message: Message, response: ServerResponse): Promise<void> {
    const { agreement, clock, faults } = this.options;
    const checked = checkMessage(message, agreement, clock(), (token) => this.#tokens.isValid(token));
    if ("fault" in checked) return this.#send(response, message, service, { said: checked.fault });
    if (!this.#isNew(checked.externalId)) return this.#send(response, message, service, { said: "40900" });

    const fault = faults.next();
    const { slowMs, lateMs } = faults.plan;
    if (fault === "FAIL") return this.#send(response, message, service, { said: "50000" });
    if (fault === "REFUSE") return this.#send(response, message, service, { said: "40314" });
    if (fault === "SLOW") await this.#wait(slowMs);
    if (fault === "STALL") await this.#wait(lateMs);
    const reply = await handle({ ...checked, fault }).catch((error: unknown) => {
      if (error instanceof FormError) return { said: "40001" };
      throw error;
    });
    if (fault === "DROP") return void response.socket?.destroy();
    if (fault === "GARBLE") return void response.writeHead(200).end('{"responseCode":"2000000"');
    if (fault === "LATE") await this.#wait(lateMs);
    this.#send(response, message, service, reply, fault === "TWICE");
  }

  #send(response: ServerResponse, message: Message, service: Service, reply: Reply, twice = false): void {
    const { agreement, clock } = this.options;
    const requestSignature = String(message.headers["x-signature"] ?? "");
    const answer = signedAnswer(agreement, service, requestSignature, reply.said, reply.content ?? {}, clock());
    const { status, headers, body } = answer;
    const { socket } = response;
    const length = { "content-length": String(Buffer.byteLength(body)) };
    response.writeHead(status, { ...headers, ...length }).end(body);
    if (twice) {
      const lines = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket?.write(`HTTP/1.1 ${status} Again\r\n${lines.join("")}\r\n${body}`);
    }
  }

  /** SNAP: unique in the day, whatever the message was. */
  #isNew(externalId: string): boolean {
    const today = dayInWib(this.options.clock());
    if (today !== this.#day) [this.#day, this.#used] = [today, new Set()];
    if (this.#used.has(externalId)) return false;
    this.#used.add(externalId);
    return true;
  }

  #control({ method, path, body }: Message, response: ServerResponse): void {
    const json = { "content-type": "application/json" };
    if (method === "GET" && path === "/control/book")
      return void response.writeHead(200, json).end(JSON.stringify(this.options.book()));
    if (method !== "PUT" || path !== "/control/faults") return void response.writeHead(404).end();
    try {
      this.options.faults.follow(readPlan(parseBody(body)));
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(400).end(`${(error as Error).message}\n`);
    }
  }

  async #wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}
