import type { Subgraph } from "../subgraphs/kit/subgraph";
import { composeFile } from "./containers";
import { withoutDescription } from "./descriptions";
import { compose } from "./supergraph";
import { parse } from "yaml";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`;

/** A room of which composition sees only the name, the port and the schema. */
function room(name: string, port: number, types: string): Subgraph {
  return { name, port, schema: () => Promise.resolve({ sdl: `${LINK}\n${types}` }) } as unknown as Subgraph;
}

const schools = room(
  "schools",
  4101,
  `type School @key(fields: "id") { id: ID! name: String! } type Query { school(id: ID!): School }`,
);
const goods = room("goods", 4102, `type Good { code: ID! } type School @key(fields: "id") { id: ID! goods: [Good!]! }`);

describe("composition", () => {
  it("joins what rooms say of one entity, and routes to each room's port", async () => {
    const { supergraph } = await compose([schools, goods]);
    expect(supergraph).toContain(`GOODS @join__graph(name: "goods", url: "http://127.0.0.1:4102/graphql")`);
    expect(supergraph).toContain("goods: [Good!]! @join__field(graph: GOODS)");
  });

  it("writes a room's schema in the same order, however its classes were loaded", async () => {
    const [one, other] = ["type A { a: Int }", "type Query { a: A }"];
    const [there, back] = await Promise.all([
      compose([room("x", 1, `${one} ${other}`)]),
      compose([room("x", 1, `${other} ${one}`)]),
    ]);
    expect(there.subgraphs.get("x")).toBe(back.subgraphs.get("x"));
  });

  it("refuses two rooms on one port", async () => {
    await expect(compose([schools, room("goods", 4101, "type Query { b: Int }")])).rejects.toThrow(
      "The subgraphs schools and goods have the same port, 4101.",
    );
  });

  it("tells every fault of rooms that contradict each other", async () => {
    const contradicting = room(
      "goods",
      4102,
      `type Query { school: Int } type School @key(fields: "id") { id: ID! name: Int! }`,
    );
    await expect(compose([schools, contradicting])).rejects.toThrow(/Query\.school[^]*School\.name/);
  });

  it("names each type, field, argument and value that has no description", async () => {
    const { api } = await compose([
      room(
        "x",
        1,
        `type Query { "Said." a(mute: Int): Int b: E c(in: I): Int } enum E { V } input I { "Said." f: Int g: Int }`,
      ),
    ]);
    expect(withoutDescription(api)).toEqual([
      "E",
      "E.V",
      "I",
      "I.g",
      "Query.a(mute:)",
      "Query.b",
      "Query.c",
      "Query.c(in:)",
    ]);
  });
});

describe("docker-compose.yml", () => {
  interface Service {
    environment: Record<string, string>;
    depends_on?: object;
    ports?: string[];
  }
  const { services } = parse(composeFile([schools, goods])) as { services: Record<string, Service> };

  it("has PostgreSQL, a service a room and the gateway", () => {
    expect(Object.keys(services)).toEqual(["postgres", "databases", "schools", "goods", "gateway"]);
  });

  it("lets only the gateway be reached, and that from this machine alone", () => {
    const published = Object.entries(services).flatMap(([name, { ports }]) => (ports ? [[name, ports]] : []));
    expect(published).toEqual([["gateway", ["127.0.0.1:${PORT:-4000}:4000"]]]);
  });

  it("tells a room of its own database only, and holds no password", () => {
    expect(Object.keys(services["goods"]?.environment ?? {})).toEqual([
      "HOST",
      "HEALTH_PORT",
      "GATEWAY_URL",
      "GOODS_DATABASE_URL",
    ]);
    expect(services["goods"]?.environment["GOODS_DATABASE_URL"]).toMatch(
      /^postgres:\/\/goods:\$\{GOODS_PASSWORD:\?[^}]+\}@postgres:5432\/goods$/,
    );
  });

  it("starts the gateway when every room is ready", () => {
    expect(services["gateway"]?.depends_on).toEqual({
      schools: { condition: "service_healthy" },
      goods: { condition: "service_healthy" },
    });
  });
});
