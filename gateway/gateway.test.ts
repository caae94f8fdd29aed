import { rename, writeFile } from "node:fs/promises";
import { TestKeys } from "../subgraphs/kit/testing/keys";
import { readGatewayConfig } from "./config";
import { TestGateway } from "./edge/testing/gateway";

describe("the gateway", () => {
  let gateway: TestGateway;
  afterEach(() => gateway.close());

  /** The subgraph does not know the new field, so that its own error says that the gateway does. */
  const hasField = async (): Promise<boolean> =>
    (await gateway.ask("{ added }")).errors?.[0]?.extensions?.["code"] !== "GRAPHQL_VALIDATION_FAILED";
  const withField = (): string => gateway.supergraphSdl.replace(/hello\(/, "added: Kind\n  hello(");
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await holds()); tries++) {
      if (tries > 400) throw new Error("What was waited for did not come.");
      await new Promise((soon) => setTimeout(soon, 20));
    }
  };

  it("goes over to a changed supergraph without a dropped request, and keeps the old one where the new one is broken", async () => {
    gateway = await TestGateway.start();
    let asking = true;
    const answers: unknown[] = [];
    const client = (async () => {
      while (asking) answers.push(await gateway.ask("{ hello }"));
    })();
    await writeFile(gateway.supergraphFile, gateway.supergraphSdl.slice(0, 500));
    await until(async () => (await metric(gateway)).includes('reloads_total{outcome="refused"} 1'));
    expect(await hasField()).toBe(false);
    await writeFile(`${gateway.supergraphFile}.new`, withField());
    await rename(`${gateway.supergraphFile}.new`, gateway.supergraphFile);
    await until(hasField);
    asking = false;
    await client;
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.filter((each) => JSON.stringify(each) !== '{"data":{"hello":"halo dunia"}}')).toEqual([]);
  });

  it("finishes what is in flight when it is stopped", async () => {
    gateway = await TestGateway.start();
    let release = (): void => {};
    gateway.hold = new Promise((done) => (release = done));
    const answer = gateway.ask("{ hello }");
    await until(() => Promise.resolve(gateway.calls.length > 0));
    const stopped = gateway.stop();
    await expect(gateway.ask("{ hello }")).rejects.toThrow();
    release();
    expect(await answer).toEqual({ data: { hello: "halo dunia" } });
    await stopped;
  });

  it("says nothing of its schema and has no explorer in production", async () => {
    gateway = await TestGateway.start({
      NODE_ENV: "production",
      PUBLIC_URL: "https://opop.example.id",
      OIDC_ISSUER: "https://issuer.example.id",
      KEYRING: new TestKeys(["shop"]).file("gateway"),
      SAFELIST: "off",
    });
    const answer = await gateway.ask("{ __schema { types { name } } }");
    expect(answer.errors?.[0]?.extensions?.["code"]).toBe("INTROSPECTION_DISABLED");
    const page = await fetch(gateway.url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(406);
    expect((await fetch(new URL("/", gateway.url), { redirect: "manual" })).status).toBe(404);
  });

  it("refuses hostile documents by its limits, in the caller's language", async () => {
    gateway = await TestGateway.start({ LIMIT_DEPTH: "2" });
    const deep = await gateway.ask("{ things { related(first: 1) { id } } }", {}, { "accept-language": "id" });
    expect(deep.errors?.[0]).toMatchObject({
      message: "Permintaan terlalu dalam: paling banyak 2, diterima 3.",
      extensions: { code: "DEPTH_LIMIT" },
    });
    const costly = await gateway.ask(
      "query ($n: Int) { things(first: $n) { id } }",
      { n: 250_001 },
      { "accept-language": "id" },
    );
    expect(costly.errors?.[0]).toMatchObject({
      message: "Permintaan terlalu mahal: paling banyak 250000, diterima 250001.",
      extensions: { code: "COST_LIMIT" },
    });
    const long = await gateway.ask(`{ ${"hello ".repeat(10_001)} }`);
    expect(long.errors?.[0]?.extensions?.["code"]).toBe("GRAPHQL_PARSE_FAILED");
    expect(gateway.calls).toEqual([]);
  });

  it("counts whole, partial and refused answers, and the operations that were known already", async () => {
    gateway = await TestGateway.start();
    await gateway.ask("{ hello }");
    await gateway.ask("{ hello }");
    await gateway.ask("query ($n: Int) { things(first: $n) { id } }", { n: 250_001 });
    await gateway.ask("{ things { kind } }");
    const text = await metric(gateway);
    expect(text).toContain('gateway_operation_seconds_count{kind="query",outcome="whole"} 2');
    expect(text).toContain('gateway_operation_seconds_count{kind="query",outcome="refused"} 1');
    expect(text).toContain('gateway_operation_seconds_count{kind="query",outcome="partial"} 1');
    expect(text).toContain('gateway_operation_lookups_total{outcome="hit"} 1');
    expect(text).toContain('gateway_operation_lookups_total{outcome="miss"} 3');
  });

  it("lets pages of the origins listed read its answers, and no others", async () => {
    gateway = await TestGateway.start({ CORS_ORIGINS: "https://opop.example.id" });
    const ask = (origin: string, method = "OPTIONS"): Promise<Response> =>
      fetch(gateway.url, { method, headers: { origin, "access-control-request-method": "POST" } });
    const friend = await ask("https://opop.example.id");
    expect([friend.status, friend.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "https://opop.example.id",
    ]);
    expect(friend.headers.get("access-control-allow-headers")).toContain("content-type");
    const stranger = await ask("https://evil.example");
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull();
    expect(stranger.headers.get("access-control-allow-methods")).toBeNull();
  });
});

async function metric(gateway: TestGateway): Promise<string> {
  return (await fetch(new URL("/metrics", gateway.url))).text();
}

describe("the settings of a gateway in production", () => {
  it.each([
    ["without an issuer of tokens", {}, "OIDC_ISSUER is not set"],
    ["with an issuer that anybody on the way can be", { OIDC_ISSUER: "http://issuer.example.id" }, "is not https"],
    ["without the keys of its rooms", { OIDC_ISSUER: "http://127.0.0.1:5600" }, "KEYRING is not set"],
  ])("are refused %s", (_, env, fault) => {
    expect(() => readGatewayConfig({ NODE_ENV: "production", ...env })).toThrow(fault);
  });
});
