import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { json } from "node:stream/consumers";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { createGatewayRuntime } from "@graphql-hive/gateway";
import {
  getNamedType,
  getNullableType,
  graphql,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  parse,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from "graphql";
import pino from "pino";
import type { RunningServer } from "../subgraphs/kit/http/server";
import { readGatewayConfig } from "./config";
import { startGateway } from "./gateway";

const SCHEMA = resolve(__dirname, "../schema");

/** The planner is under the Elastic License; nobody who runs this graph has to stay with it. */
describe("the committed supergraph runs on a router under the MIT license, with the same answers", () => {
  let folder: string;
  let subgraphs: Server;
  let ours: RunningServer | undefined;
  let other: ReturnType<typeof createGatewayRuntime> | undefined;
  beforeAll(async () => {
    subgraphs = await serveSubgraphs();
    const { port } = subgraphs.address() as AddressInfo;
    const committed = await readFile(join(SCHEMA, "supergraph.graphql"), "utf8");
    const supergraph = committed.replace(
      /@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g,
      `@join__graph(name: "$1", url: "http://127.0.0.1:${port}/$1")`,
    );
    folder = await mkdtemp(join(tmpdir(), "other-routers-"));
    const file = join(folder, "supergraph.graphql");
    await writeFile(file, supergraph);
    ours = await startGateway(readGatewayConfig({ PORT: "0", SUPERGRAPH: file }), pino({ level: "silent" }));
    // It refuses to start under a level of logging that it does not know, such as the one this project's tests are run with.
    jest.replaceProperty(process, "env", { ...process.env, LOG_LEVEL: "error" });
    other = createGatewayRuntime({ supergraph, logging: false });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await other?.[Symbol.asyncDispose]();
    await ours?.close(100);
    subgraphs.closeAllConnections();
    await new Promise((closed) => subgraphs.close(closed));
    await rm(folder, { recursive: true });
  });

  it.each([
    ["the page of pesantren that the public sees", "pesantren-page.graphql", { provinceCode: "32" }],
    ["the search of the public", "pesantren-search.graphql", { search: "al ittifaq" }],
    ["the map of the public", "pesantren-near.graphql", { near: { latitude: -7.1, longitude: 107.4, radiusKm: 10 } }],
  ])("%s", async (_what, file, variables) => {
    const query = await readFile(join(SCHEMA, "operations", "public", file), "utf8");
    const request = {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query, variables }),
    };
    const answer: unknown = await (await fetch(`${ours!.url}/graphql`, request)).json();
    expect(answer).not.toHaveProperty("errors");
    expect(await (await other!.fetch("http://localhost/graphql", request)).json()).toEqual(answer);
  });
});

/** All subgraphs by their committed schemas, with values made up of their fields' names. */
async function serveSubgraphs(): Promise<Server> {
  const schemas = new Map<string, GraphQLSchema>();
  for (const file of await readdir(join(SCHEMA, "subgraphs"))) {
    const typeDefs = parse(await readFile(join(SCHEMA, "subgraphs", file), "utf8"));
    schemas.set(basename(file, ".graphql"), buildSubgraphSchema({ typeDefs }));
  }
  const server = createServer((request, response) => {
    void json(request).then(async (body) => {
      const { query, variables } = body as { query: string; variables?: Record<string, unknown> };
      const schema = schemas.get((request.url ?? "").slice(1));
      if (!schema) throw new Error(`There is no subgraph at ${request.url}.`);
      const answer = await graphql({ schema, source: query, variableValues: variables, fieldResolver: madeUp });
      response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

const madeUp: GraphQLFieldResolver<Record<string, unknown> | undefined, unknown> = (source, _given, _context, info) =>
  source?.[info.fieldName] ?? valueOf(info.returnType, `${info.parentType.name}.${info.fieldName}`, info.schema);

function valueOf(type: GraphQLOutputType, name: string, schema: GraphQLSchema): unknown {
  const present = getNullableType(type);
  if (isListType(present)) return [0, 1].map((index) => valueOf(present.ofType, `${name}.${index}`, schema));
  const named = getNamedType(present);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isLeafType(named)) return LEAVES[named.name] ?? name;
  if (!isAbstractType(named)) return { __typename: named.name, id: name };
  return { __typename: schema.getPossibleTypes(named)[0]?.name, id: name };
}

const LEAVES: Readonly<Record<string, unknown>> = { Int: 7, Float: 1.5, Boolean: true };
