import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import pino from "pino";
import type { Caller } from "../../../subgraphs/kit/access/caller";
import type { RunningServer } from "../../../subgraphs/kit/http/server";
import { freePorts } from "../../../subgraphs/kit/process/free-ports";
import { loadRoom, roomNames } from "../../../subgraphs/kit/rooms";
import type { RunningSubgraph } from "../../../subgraphs/kit/subgraph";
import { testDatabase, type TestDatabase } from "../../../subgraphs/kit/testing/database";
import { TestKeys } from "../../../subgraphs/kit/testing/keys";
import { readGatewayConfig } from "../../config";
import { startGateway } from "../../gateway";
import type { Answer } from "../house";
import { Mint } from "./mint";

export const SUPERGRAPH = resolve(__dirname, "../../../schema/supergraph.graphql");

export interface Asking {
  readonly query: string;
  readonly variables?: object;
  /** Whose token to bring; none for the anonymous. */
  readonly caller?: Caller | undefined;
  /** The contract to ask by; the full graph unless given. */
  readonly audience?: string;
}

/** Every room with a database of its own and the gateway before them, over HTTP and in this process, with an issuer that gives any token. */
export class WholeGraph {
  readonly databases = new Map<string, TestDatabase>();
  readonly keys = new TestKeys(roomNames());
  readonly #rooms = new Map<string, RunningSubgraph>();
  readonly #environment = process.env;
  #mint: Mint | undefined;
  #gateway: RunningServer | undefined;

  static async start(env: NodeJS.ProcessEnv = {}): Promise<WholeGraph> {
    const graph = new WholeGraph();
    try {
      await graph.#start(env);
    } catch (error) {
      await graph.close();
      throw error;
    }
    return graph;
  }

  get url(): string {
    return this.#gateway!.url;
  }

  roomUrl(room: string): string {
    return `${this.#rooms.get(room)!.url}/graphql`;
  }

  async ask<T = Record<string, unknown>>({ query, variables, caller, audience }: Asking): Promise<Answer<T>> {
    const url = `${this.url}${audience ? `/${audience}` : ""}/graphql`;
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": "en",
        ...(caller && (await this.#mint!.headers(caller, url))),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<T>;
  }

  /** Asks a room itself, with the proof of a gateway that has let the caller through. */
  async askRoom<T = Record<string, unknown>>(room: string, { query, variables, caller }: Asking): Promise<Answer<T>> {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(this.roomUrl(room), {
      method: "POST",
      headers: { "content-type": "application/json", ...this.keys.proof(room, body, caller && { caller }) },
      body,
    });
    return (await response.json()) as Answer<T>;
  }

  async close(): Promise<void> {
    await this.#gateway?.close(100);
    await Promise.all([...this.#rooms.values()].map((room) => room.close()));
    await Promise.all([...this.databases.values()].map((database) => database.close()));
    await this.#mint?.close();
    process.env = this.#environment;
  }

  async #start(env: NodeJS.ProcessEnv): Promise<void> {
    this.#mint = await Mint.open();
    const rooms = roomNames();
    const [gatewayPort, ...ports] = await freePorts(rooms.length + 1);
    const settings: NodeJS.ProcessEnv = {
      ...this.#environment,
      GATEWAY_URL: `http://127.0.0.1:${gatewayPort}/graphql`,
    };
    for (const [at, name] of rooms.entries()) {
      const prefix = name.toUpperCase();
      const database = await testDatabase(loadRoom(name));
      this.databases.set(name, database);
      settings[`${prefix}_PORT`] = String(ports[at]);
      settings[`${prefix}_URL`] = `http://127.0.0.1:${ports[at]}/graphql`;
      settings[`${prefix}_DATABASE_URL`] = database.url;
    }
    for (const name of rooms) {
      process.env = { ...settings, KEYRING: this.keys.file(name) };
      this.#rooms.set(name, await loadRoom(name).start());
    }
    process.env = settings;
    const config = readGatewayConfig({
      ...settings,
      PORT: String(gatewayPort),
      KEYRING: this.keys.file("gateway"),
      OIDC_ISSUER: this.#mint.issuer,
      SUPERGRAPH,
      ...env,
    });
    this.#gateway = await startGateway(config, pino({ level: "silent" }));
  }
}

/** The supergraph that the gateway serves. */
export function readSupergraph(): Promise<string> {
  return readFile(SUPERGRAPH, "utf8");
}
