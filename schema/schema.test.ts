import type { Subgraph } from "../subgraphs/kit/subgraph";
import { audiences, contractOf, fieldTags, undeclared, withoutNull } from "./contracts";
import { composeFile } from "./containers";
import { withoutDescription } from "./descriptions";
import { compose } from "./supergraph";
import { parse } from "yaml";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@external", "@authenticated", "@requiresScopes"])`;

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

describe("access", () => {
  const RULE = '@authenticated @requiresScopes(scopes: [["b:read"]])';

  it("names each field that does not declare who may read it; another room's it needs not", () => {
    const fields = `open: Int @tag(name: "public") closed: Int ${RULE} theirs: Int @external`;
    expect(undeclared(`type A { ${fields} } interface I { i: Int }`)).toEqual(["A.closed", "I.i"]);
  });

  it("names each restricted field whose denial would take what is open with it", () => {
    expect(
      withoutNull(`type A { open: Int! closed: Int! ${RULE} } type B { b: Int! ${RULE} c: Int! ${RULE} }`),
    ).toEqual(["A.closed"]);
  });

  it("shows an audience what is public and its own, what that leads to, and nothing else", async () => {
    const types = `type Query { a: A @tag(name: "public") b: B ${RULE} @tag(name: "bank") }
      interface I { x: Int @tag(name: "public") }
      type A implements I { x: Int @tag(name: "public") y(e: E): Int ${RULE} @tag(name: "bank") @tag(name: "ministry") }
      type B implements I { x: Int @tag(name: "bank") ${RULE} } enum E { V }`;
    const { supergraph, api } = await compose([room("x", 1, types)]);
    const tags = fieldTags(supergraph);
    expect(audiences(tags)).toEqual(["bank", "ministry", "public"]);
    const seen = (audience: string) => contractOf(api, tags, audience).replace(/\s+/g, " ").trim();
    expect(seen("public")).toBe("type A { x: Int } type Query { a: A }");
    expect(seen("ministry")).toContain("type A { x: Int y(e: E): Int }");
    expect(seen("bank")).toContain("interface I { x: Int }");
  });
});

describe("docker-compose.yml", () => {
  interface Service {
    environment: Record<string, string>;
    depends_on?: object;
    ports?: string[];
    secrets?: { source: string }[];
  }
  const { services, secrets } = parse(composeFile([schools, goods])) as {
    services: Record<string, Service>;
    secrets: Record<string, { file: string }>;
  };

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
      "KEYRING",
      "OIDC_ISSUER",
    ]);
    expect(services["goods"]?.environment["GOODS_DATABASE_URL"]).toMatch(
      /^postgres:\/\/goods:\$\{GOODS_PASSWORD:\?[^}]+\}@postgres:5432\/goods$/,
    );
  });

  it("gives each container the keys of its own, and asks for the issuer", () => {
    const keysOf = ({ secrets: own = [] }: Service) => own.map(({ source }) => secrets[source]?.file);
    expect(Object.entries(services).map(([name, service]) => [name, keysOf(service)])).toEqual([
      ["postgres", []],
      ["databases", []],
      ["schools", ["./keys/schools.json"]],
      ["goods", ["./keys/goods.json"]],
      ["gateway", ["./keys/gateway.json"]],
    ]);
    for (const name of ["schools", "goods", "gateway"])
      expect(services[name]?.environment["OIDC_ISSUER"]).toMatch(/^\$\{OIDC_ISSUER:\?/);
  });

  it("starts the gateway when every room is ready", () => {
    expect(services["gateway"]?.depends_on).toEqual({
      schools: { condition: "service_healthy" },
      goods: { condition: "service_healthy" },
    });
  });
});
