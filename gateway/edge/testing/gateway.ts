import { createServer, type Server } from "node:http";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import pino from "pino";
import type { RunningServer } from "../../../subgraphs/kit/http/server";
import { readGatewayConfig } from "../../config";
import { startGateway } from "../../gateway";
import { MemoryFederation, type Answer } from "../../plan/testing/federation";

/** A subgraph whose calls are counted, and that can be held up: what the tests of the edge ask. */
export interface Call {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body as it came. */
  readonly body: Buffer;
  readonly query: string;
}

/** The real gateway over HTTP before a real subgraph over HTTP, in this process, on ports of the system's choice. */
export class TestGateway {
  readonly calls: Call[] = [];
  /** Awaited by the subgraph before it answers. */
  hold: Promise<void> = Promise.resolve();
  /** How many exchanges the gateway broke off before they were answered. */
  brokenOff = 0;
  readonly #federation = new MemoryFederation({ shop: { sdl: SDL, resolvers: RESOLVERS } });
  #subgraph: Server | undefined;
  #gateway: RunningServer | undefined;
  #folder = "";

  /** @param files that lie beside the supergraph's, by their path, such as `contracts/public.graphql` */
  static async start(env: NodeJS.ProcessEnv = {}, files: Readonly<Record<string, string>> = {}): Promise<TestGateway> {
    const test = new TestGateway();
    try {
      await test.#start(env, files);
    } catch (error) {
      await test.close();
      throw error;
    }
    return test;
  }

  get url(): string {
    return `${this.#gateway!.url}/graphql`;
  }

  get supergraphFile(): string {
    return join(this.#folder, "supergraph.graphql");
  }

  get supergraphSdl(): string {
    return this.#federation.supergraphSdl;
  }

  post(body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return fetch(this.url, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": "en", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  }

  async ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer> {
    return (await this.post({ query, variables }, headers)).json() as Promise<Answer>;
  }

  /** Stops the gateway alone. */
  stop(): Promise<void> {
    return this.#gateway!.close();
  }

  async close(): Promise<void> {
    await this.#gateway?.close(100);
    this.#subgraph?.closeAllConnections();
    await new Promise<void>((closed) => this.#subgraph?.close(() => closed()));
    await rm(this.#folder, { recursive: true });
  }

  /** Writes a file beside the supergraph's. */
  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.#folder, path)), { recursive: true });
    await writeFile(join(this.#folder, path), text);
  }

  async #start(env: NodeJS.ProcessEnv, files: Readonly<Record<string, string>>): Promise<void> {
    const subgraph = (this.#subgraph = createServer((request, response) => {
      response.on("close", () => response.writableEnded || this.brokenOff++);
      void buffer(request).then(async (body) => {
        const asked = JSON.parse(body.toString()) as { query: string; variables?: Record<string, unknown> };
        const { query, variables } = asked;
        this.calls.push({ headers: request.headers, body, query });
        await this.hold;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(await this.#federation.answer("shop", query, variables ?? {})));
      });
    }));
    await new Promise<void>((listening) => subgraph.listen(0, "127.0.0.1", listening));
    this.#folder = await mkdtemp(join(tmpdir(), "gateway-test-"));
    await writeFile(this.supergraphFile, this.supergraphSdl);
    for (const [path, text] of Object.entries(files)) await this.write(path, text);
    const { port } = subgraph.address() as AddressInfo;
    const settings = {
      PORT: "0",
      SUPERGRAPH: this.supergraphFile,
      SHOP_URL: `http://127.0.0.1:${port}/graphql`,
      ...env,
    };
    this.#gateway = await startGateway(readGatewayConfig(settings), pino({ level: "silent" }));
  }
}

const SDL = `
  type Query { hello(name: String = "dunia"): String, echo(value: Any): Any, things(first: Int): [Thing!]
    @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false) }
  type Mutation { add(name: String!): Thing }
  type Thing @key(fields: "id") { id: ID! name: String kind: Kind related(first: Int): [Thing!] @listSize(slicingArguments: ["first"]) }
  enum Kind { SECRET_KIND OTHER }
  scalar Any`;

const RESOLVERS = {
  Query: {
    hello: (_: unknown, { name }: { name: string }) => `halo ${name}`,
    echo: (_: unknown, { value }: { value: unknown }) => value,
    things: () => [{ id: "1", name: "one", kind: "UNKNOWN_KIND" }],
  },
  Mutation: { add: (_: unknown, { name }: { name: string }) => ({ id: "2", name }) },
};
