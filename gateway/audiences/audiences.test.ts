import { createHash } from "node:crypto";
import pino from "pino";
import { ANONYMOUS } from "../../subgraphs/kit/access/caller";
import { TestIssuer } from "../identity/testing/issuer";
import { TestGateway } from "../edge/testing/gateway";
import type { Answer } from "../plan/testing/federation";
import { Audiences } from "./audiences";

const CONTRACT = `type Query { hello(name: String = "dunia"): String things(first: Int): [Thing!] }
  type Thing { id: ID! name: String }`;
const HELLO = `# What everybody says.
query Hello($name: String) {
  hello(name: $name)
}
`;
const FILES = {
  "contracts/public.graphql": CONTRACT,
  "contracts/partner.graphql": `${CONTRACT} type Mutation { add(name: String!): Thing }`,
  "operations/public/hello.graphql": HELLO,
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("audiences", () => {
  let issuer: TestIssuer;
  let gateway: TestGateway | undefined;
  beforeAll(async () => (issuer = await TestIssuer.start()));
  afterEach(async () => {
    await gateway?.close();
    gateway = undefined;
  });
  afterAll(() => issuer.close());

  const start = async (env: NodeJS.ProcessEnv = {}, files: Readonly<Record<string, string>> = FILES) =>
    (gateway = await TestGateway.start({ OIDC_ISSUER: issuer.url, ...env }, files));

  async function ask(audience: string, body: object, headers: Record<string, string> = {}) {
    const response = await fetch(gateway!.url.replace("/graphql", `${audience}/graphql`), {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": "en", ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    return { status: response.status, data: answer.data, code: answer.errors?.[0]?.extensions?.["code"], answer };
  }

  it("are served at addresses of their own, each with what its contract has", async () => {
    await start();
    expect((await ask("/public", { query: "{ hello }" })).data).toEqual({ hello: "halo dunia" });
    expect((await ask("/public", { query: "{ echo(value: 1) }" })).code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect((await ask("/public", { query: 'mutation { add(name: "x") { id } }' })).code).toBe(
      "GRAPHQL_VALIDATION_FAILED",
    );
    expect((await ask("/partner", { query: 'mutation { add(name: "x") { id } }' })).data).toEqual({ add: { id: "2" } });
    expect((await ask("", { query: "{ echo(value: 1) }" })).data).toEqual({ echo: 1 });
    for (const nobody of ["/bank", "/constructor", "/__proto__", "/public/public", "/PUBLIC"]) {
      expect(await ask(nobody, { query: "{ hello }" })).toMatchObject({ status: 404, code: "NOT_FOUND" });
    }
  });

  it("run what is on their list, by its text however it is laid out, or by its hash", async () => {
    await start({ SAFELIST: "enforce" });
    const said = { hello: "halo Siti" };
    const variables = { name: "Siti" };
    for (const query of [HELLO, "query Hello($name:String){hello(name:$name)}", `\n\n${HELLO} # more`]) {
      expect((await ask("/public", { query, variables })).data).toEqual(said);
    }
    for (const sha256Hash of [
      sha256(HELLO),
      sha256(HELLO).toUpperCase(),
      sha256("query Hello($name:String){hello(name:$name)}"),
    ]) {
      const extensions = { persistedQuery: { version: 1, sha256Hash } };
      expect((await ask("/public", { extensions, variables })).data).toEqual(said);
    }
    expect(await ask("/public", { query: "{ hello }" })).toMatchObject({
      status: 403,
      code: "OPERATION_NOT_SAFELISTED",
    });
    expect(await ask("/public", { query: "{ hello" })).toMatchObject({ code: "OPERATION_NOT_SAFELISTED" });
    expect(await ask("/partner", { query: HELLO })).toMatchObject({ code: "OPERATION_NOT_SAFELISTED" });
    const unknown = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256("{ hello }") } } };
    expect(await ask("/public", unknown)).toMatchObject({ code: "PERSISTED_QUERY_NOT_FOUND" });
    expect(gateway!.calls).toHaveLength(6);
  });

  it("leave the whole graph to those who say who they are, where lists are enforced", async () => {
    await start({ SAFELIST: "enforce" });
    const refused = await ask("", { query: "{ hello }" });
    expect(refused).toMatchObject({ status: 401, code: "TOKEN_REQUIRED" });
    const authorization = `Bearer ${await issuer.token({ client_id: "system-1" })}`;
    expect((await ask("", { query: "{ hello }" }, { authorization })).data).toEqual({ hello: "halo dunia" });
    await gateway!.close();
    await start({ SAFELIST: "enforce" }, {});
    // A folder that was lost or not mounted must not open the graph to everybody.
    expect((await ask("", { query: "{ hello }" })).code).toBe("TOKEN_REQUIRED");
  });

  it("run everything, and count what is not listed, where lists are only reported", async () => {
    await start({ SAFELIST: "report" });
    expect((await ask("/public", { query: "{ hello }" })).data).toEqual({ hello: "halo dunia" });
    expect((await ask("", { query: "{ hello }" })).data).toEqual({ hello: "halo dunia" });
    const figures = await (await fetch(gateway!.url.replace("/graphql", "/metrics"))).text();
    expect(figures).toContain('gateway_unlisted_operations_total{audience="public"} 1');
  });

  it("tell the log of an unlisted operation once a minute, by its hash and name, and of nothing that was said", () => {
    jest.useFakeTimers();
    const lines: string[] = [];
    const log = pino({}, { write: (line) => void lines.push(line) });
    const sources = { supergraph: "", contracts: { public: CONTRACT, partner: CONTRACT }, operations: {} };
    const audiences = new Audiences(sources, { mode: "report", log, onReported: () => {} });
    const query = 'query Greet { hello(name: "Rahasia") }';
    const ask = (audience: string) =>
      audiences.documentOf(audience, { query, operationName: "Greet", variables: { name: "Rahasia" } }, ANONYMOUS);
    try {
      for (const audience of ["public", "public", "partner"]) expect(ask(audience)).toBe(query);
      expect(lines).toHaveLength(2);
      expect(JSON.parse(lines[0]!)).toMatchObject({
        audience: "public",
        sha256: sha256(query),
        operation: "Greet",
        client: "anonymous",
      });
      jest.advanceTimersByTime(60_000);
      ask("public");
      expect(lines).toHaveLength(3);
      expect(lines.join()).not.toContain("Rahasia");
    } finally {
      jest.useRealTimers();
    }
  });

  it("know no hashes where there is no list", async () => {
    await start({}, {});
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(HELLO) } };
    expect(await ask("", { extensions })).toMatchObject({ code: "PERSISTED_QUERY_NOT_SUPPORTED" });
    expect((await ask("", { query: "{ hello }" })).data).toEqual({ hello: "halo dunia" });
  });

  it("refuse to start with a contract or a document that the graph can't keep", async () => {
    await expect(start({}, { "contracts/public.graphql": "type Query { nope: Int }" })).rejects.toThrow(
      "The contract of public has Query.nope, which the graph has not so.",
    );
    await expect(start({}, { ...FILES, "operations/public/bad.graphql": "{ echo }" })).rejects.toThrow(
      /OPERATIONS: [^]*bad\.graphql: Cannot query/,
    );
    await expect(start({}, { ...FILES, "contracts/public.graphql": "type Query {" })).rejects.toThrow(
      "contracts/public: Syntax Error",
    );
    await expect(start({}, { "operations/bank/a.graphql": "{ hello }" })).rejects.toThrow(
      "there is no contract of this audience",
    );
    gateway = undefined;
  });

  it("follow their files, and keep what they had when these can't be used", async () => {
    await start({ SAFELIST: "enforce" });
    const query = "{ things { id } }";
    expect((await ask("/public", { query })).code).toBe("OPERATION_NOT_SAFELISTED");
    await gateway!.write("operations/public/things.graphql", query);
    while ((await ask("/public", { query })).code !== undefined) await new Promise((soon) => setTimeout(soon, 50));
    await gateway!.write("contracts/public.graphql", "type Query { nope: Int }");
    await new Promise((soon) => setTimeout(soon, 1_000));
    expect((await ask("/public", { query })).data).toEqual({ things: [{ id: "1" }] });
  });
});
