import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { auditServer } from "graphql-http";
import pino from "pino";
import { ANONYMOUS } from "../../subgraphs/kit/access/caller";
import { readGatewayConfig } from "../config";
import { planningError, refused } from "../plan/refusals";
import { Telemetry } from "../telemetry/telemetry";
import { createEdge } from "./edge";
import { TestGateway } from "./testing/gateway";

const RESPONSE_TYPE = "application/graphql-response+json";

describe("GraphQL over HTTP", () => {
  let gateway: TestGateway;
  beforeAll(async () => (gateway = await TestGateway.start()));
  afterAll(() => gateway.close());
  beforeEach(() => (gateway.calls.length = 0));

  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.url}?${new URLSearchParams(parameters).toString()}`, {
      headers: { "accept-language": "en", ...headers },
    });
  const codeOf = async (response: Response): Promise<unknown> =>
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

  it("passes every audit of graphql-http without an error or a warning", async () => {
    const results = await auditServer({ url: gateway.url });
    const failed = results.filter(({ status }) => status === "error" || status === "warn");
    expect(failed.map(({ id, name }) => `${id} ${name}`)).toEqual([]);
    // A GET that does not say what it wants could come from any page (see browser.ts); the audit calls it optional.
    const noticed = results.filter(({ status }) => status === "notice");
    expect(noticed.map(({ id }) => id)).toEqual(["5A70"]);
    expect(results.length).toBeGreaterThan(50);
  });

  it.each([
    ["application/json", "application/json"],
    [RESPONSE_TYPE, RESPONSE_TYPE],
    [`${RESPONSE_TYPE}, application/json;q=0.9`, RESPONSE_TYPE],
    [`application/json, ${RESPONSE_TYPE};q=0.9`, "application/json"],
    ["text/html;q=0.1, application/*", "application/json"],
  ])("answers Accept: %s with %s in UTF-8", async (accept, type) => {
    const response = await gateway.post({ query: "{ hello }" }, { accept });
    expect(response.headers.get("content-type")).toBe(`${type}; charset=utf-8`);
    expect(await response.json()).toEqual({ data: { hello: "halo dunia" } });
  });

  it("refuses with 406 a client that accepts no form that can be given", async () => {
    const response = await gateway.post({ query: "{ hello }" }, { accept: "text/plain, application/json;q=0" });
    expect([response.status, await codeOf(response)]).toEqual([406, "NOT_ACCEPTABLE"]);
  });

  it.each([
    ["BATCHING_UNSUPPORTED", [{ query: "{ hello }" }]],
    ["BAD_REQUEST", "3"],
    ["BAD_REQUEST", "null"],
    ["BODY_NOT_JSON", '{"query":'],
    ["BODY_NOT_JSON", ""],
    ["BAD_QUERY", {}],
    ["BAD_QUERY", { query: ["{ hello }"] }],
    ["BAD_QUERY", { query: "" }],
    ["BAD_VARIABLES", { query: "{ hello }", variables: "a" }],
    ["BAD_OPERATION_NAME", { query: "{ hello }", operationName: 1 }],
    ["BAD_EXTENSIONS", { query: "{ hello }", extensions: [] }],
    ["PERSISTED_QUERY_NOT_SUPPORTED", { extensions: { persistedQuery: { version: 1 } } }],
    ["BAD_EXTENSIONS", { extensions: { persistedQuery: { version: 1, sha256Hash: { toString: 1, valueOf: 1 } } } }],
  ])("refuses with 400 and %s the body %j", async (code, body) => {
    const response = await gateway.post(body);
    expect([response.status, await codeOf(response)]).toEqual([400, code]);
    expect(gateway.calls).toEqual([]);
  });

  it("refuses a body that is not UTF-8", async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"{ hello(name: \\"'),
      Buffer.from([0xff]),
      Buffer.from('\\") }"}'),
    ]);
    const headers = { "content-type": "application/json" };
    const response = await fetch(gateway.url, { method: "POST", body, headers });
    expect([response.status, await codeOf(response)]).toEqual([400, "BODY_NOT_UTF8"]);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json; charset=latin1",
  ])("refuses with 415 a body of type %s, which includes all that a page can send without leave", async (type) => {
    const response = await gateway.post({ query: "{ hello }" }, { "content-type": type });
    expect([response.status, await codeOf(response)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it("refuses with 413 a body larger than the limit, announced or not", async () => {
    const body = JSON.stringify({ query: `{ hello } #${"x".repeat(2 ** 20)}` });
    const announced = await gateway.post(body);
    expect([announced.status, await codeOf(announced)]).toEqual([413, "BODY_TOO_LARGE"]);
    const stream = new ReadableStream({
      start: (controller) => (controller.enqueue(Buffer.from(body)), controller.close()),
    });
    const init = { method: "POST", body: stream, duplex: "half", headers: { "content-type": "application/json" } };
    const streamed = await fetch(gateway.url, init);
    expect([streamed.status, await codeOf(streamed)]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  it("answers queries by GET and refuses mutations there with 405", async () => {
    const accept = "application/json";
    const query = await get({ query: "query ($n: String) { hello(name: $n) }", variables: '{"n":"ibu"}' }, { accept });
    expect(await query.json()).toEqual({ data: { hello: "halo ibu" } });
    const mutation = await get({ query: 'mutation { add(name: "x") { id } }' }, { accept });
    expect([mutation.status, mutation.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await codeOf(mutation)).toBe("MUTATION_BY_GET");
    expect(gateway.calls).toHaveLength(1);
  });

  it("refuses a GET that a page of another site could send", async () => {
    for (const headers of [
      { accept: "*/*" },
      { accept: "image/avif,image/webp,*/*;q=0.8" },
      { accept: "application/json", "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    ]) {
      const response = await get({ query: "{ hello }" }, headers as Record<string, string>);
      expect([response.status, await codeOf(response)]).toEqual([403, "CSRF_REFUSED"]);
    }
    expect((await get({ query: "{ hello }" }, { "apollo-require-preflight": "1" })).status).toBe(200);
  });

  it("refuses other methods with 405 and other addresses with 404", async () => {
    const put = await fetch(gateway.url, { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST, OPTIONS"]);
    const elsewhere = await fetch(`${gateway.url}/other`);
    expect([elsewhere.status, await codeOf(elsewhere)]).toEqual([404, "NOT_FOUND"]);
  });

  it("speaks Indonesian unless English is preferred", async () => {
    const say = async (language: string): Promise<string | undefined> =>
      ((await (await gateway.post({}, { "accept-language": language })).json()) as { errors: { message: string }[] })
        .errors[0]?.message;
    expect(await say("de, en;q=0.5")).toMatch(/must be a text/);
    expect(await say("id-ID,id")).toMatch(/harus berupa teks/);
  });

  it("suggests no names of the schema", async () => {
    for (const [query, variables] of [
      ["{ helo }", {}],
      ["{ things(frist: 1) { id } }", {}],
      ["{ things { kinds } }", {}],
      ["query ($a: Strin) { hello(name: $a) }", {}],
    ] as const) {
      const answer = JSON.stringify(await gateway.ask(query, variables));
      expect(answer).toContain("errors");
      expect(answer).not.toMatch(/did you mean|SECRET_KIND/i);
    }
  });

  it("keeps the caller's request id, and passes on only the headers it is told to", async () => {
    const headers = { "x-request-id": "my-id", traceparent: "00-ab", cookie: "a=b", dpop: "x" };
    const response = await gateway.post({ query: "{ hello }" }, headers);
    expect(response.headers.get("x-request-id")).toBe("my-id");
    const sent = gateway.calls[0]!.headers;
    expect(sent).toMatchObject({ "x-request-id": "my-id", traceparent: "00-ab", "accept-language": "en" });
    expect(sent).not.toHaveProperty("cookie");
    expect(sent).not.toHaveProperty("dpop");
    expect(Number(sent["x-deadline-ms"])).toBeGreaterThan(0);
  });

  it("breaks off the work of a query whose client has gone, and not that of a mutation", async () => {
    let release = (): void => {};
    const abandon = async (query: string): Promise<void> => {
      gateway.hold = new Promise((done) => (release = done));
      gateway.calls.length = 0;
      const client = new AbortController();
      const gone = gateway.post({ query }, {}, client.signal).catch(() => "gone");
      await until(() => gateway.calls.length > 0);
      client.abort();
      expect(await gone).toBe("gone");
    };
    await abandon("{ hello }");
    await until(() => gateway.brokenOff > 0);
    release();
    gateway.brokenOff = 0;
    await abandon('mutation { add(name: "x") { id } }');
    // Another request, answered in full, gives the broken connection of the first every chance to show.
    release();
    await gateway.ask("{ hello }");
    expect(gateway.brokenOff).toBe(0);
  });

  it("never fails on garbage and never tells of its insides", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("{ hello }", "{", "query A { hello }", "\u0000"),
    );
    const member = fc.oneof(fc.jsonValue(), text);
    const body = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc
        .record(
          { query: fc.oneof(text, member), variables: member, operationName: member, extensions: member },
          { requiredKeys: [] },
        )
        .map((each) => JSON.stringify(each)),
    );
    const accept = fc.constantFrom("application/json", RESPONSE_TYPE, "*/*", ";;q=,", "text/html");
    await fc.assert(
      fc.asyncProperty(body, accept, async (garbage, wanted) => {
        const response = await gateway.post(garbage, { accept: wanted });
        const answer = await response.text();
        expect(response.status).toBeLessThan(500);
        expect(Object.keys(JSON.parse(answer) as object)).toEqual(
          expect.arrayContaining([expect.stringMatching(/data|errors/)]),
        );
        expect(answer).not.toMatch(/node_modules|127\.0\.0\.1|\bat .*\.[jt]s:\d/);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it("repeats nothing long of what came", async () => {
    const variables = { n: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 1])) };
    for (const body of [
      { query: "query ($n: Int) { things(first: $n) { id } }", variables },
      { query: "{ hello }", operationName: "x".repeat(50_000) },
      { query: `{ ${"x".repeat(50_000)} }` },
    ]) {
      expect((await (await gateway.post(body)).text()).length).toBeLessThan(1_000);
    }
  });

  it("answers 503 where too many new operations wait for the planner", async () => {
    const busy = { prepare: () => Promise.resolve(refused(planningError("PLANNING_BUSY"))), execute: () => never() };
    const handle = createEdge({
      ...readGatewayConfig({}),
      bodyBytes: 1_000,
      engine: busy,
      audiences: { has: () => false, documentOf: (_audience, { query }) => query! },
      identity: { callerOf: () => ANONYMOUS },
      telemetry: new Telemetry(),
      log: pino({ level: "silent" }),
    });
    const server = createServer((request, response) => void handle(request, response, "request-1"));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ hello }"}',
    });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await codeOf(response)).toBe("PLANNING_BUSY");
    await new Promise((closed) => server.close(closed));
  });

  it("bears values and selections nested by the ten thousand", async () => {
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const values = await gateway.post(`{"query":"query ($v: Any) { echo(value: $v) }","variables":{"v":${deep}}}`);
    expect([values.status, await codeOf(values)]).toEqual([400, "TOO_DEEPLY_NESTED"]);
    const selections = await gateway.post({ query: "{ things ".repeat(40_000) }, { accept: RESPONSE_TYPE });
    expect(selections.status).toBe(400);
    expect(await gateway.ask("{ hello }")).toEqual({ data: { hello: "halo dunia" } });
  });
});

function never(): never {
  throw new Error("What was refused must not be executed.");
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1_000) throw new Error("What was waited for did not come.");
    await new Promise((soon) => setTimeout(soon, 5));
  }
}

const SEED = 20_261_123;
