import type { IncomingMessage } from "node:http";
import { randomUUID } from "node:crypto";
import { TestGateway } from "../edge/testing/gateway";
import { TestIssuer } from "../identity/testing/issuer";
import { addressOf } from "./rate-address";

const POLICY = '"requests";q=3;w=60, "cost";q=50;w=60';

describe("the budgets of a minute", () => {
  let issuer: TestIssuer;
  const gateways: TestGateway[] = [];
  beforeAll(async () => (issuer = await TestIssuer.start()));
  afterEach(async () => void (await Promise.all(gateways.splice(0).map((each) => each.close()))));
  afterAll(() => issuer.close());

  const start = async (env: NodeJS.ProcessEnv = {}): Promise<TestGateway> => {
    const settings = { RATE_LIMIT_REQUESTS: "3", RATE_LIMIT_COST: "50", OIDC_ISSUER: issuer.url, ...env };
    const gateway = await TestGateway.start(settings);
    gateways.push(gateway);
    return gateway;
  };
  const bearer = async (client: string): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await issuer.token({ client_id: client })}`,
  });
  const things = (first: number) => ({
    query: "query Q($first: Int) { things(first: $first) { id } }",
    variables: { first },
  });
  const seen = async (response: Response): Promise<unknown[]> => {
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return [response.status, errors?.[0]?.extensions.code];
  };

  it("are told in every answer: the policy, and what remains for how many seconds", async () => {
    const gateway = await start();
    const first = await gateway.post(things(20));
    expect(first.headers.get("ratelimit-policy")).toBe(POLICY);
    expect(first.headers.get("ratelimit")).toMatch(/^"requests";r=2;t=\d+, "cost";r=30;t=\d+$/);
    const second = await gateway.post("no JSON");
    expect(second.headers.get("ratelimit")).toMatch(/^"requests";r=1;t=\d+$/);
  });

  it("refuse a request too many before its body is read, with the time to wait", async () => {
    const gateway = await start();
    for (let times = 0; times < 3; times++) expect((await gateway.post({ query: "{ hello }" })).status).toBe(200);
    const over = await gateway.post("no JSON");
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(over.headers.get("ratelimit")).toMatch(/^"requests";r=0;t=\d+$/);
    expect(await seen(over)).toEqual([429, "RATE_LIMITED"]);
    expect(gateway.calls).toHaveLength(3);
  });

  it("refuse what costs more than is left before anything is fetched, and leave what is left for less", async () => {
    const gateway = await start();
    expect(await seen(await gateway.post(things(30)))).toEqual([200, undefined]);
    const over = await gateway.post(things(30));
    expect(over.headers.get("ratelimit")).toMatch(/"cost";r=20;t=\d+$/);
    expect(await seen(over)).toEqual([429, "COST_BUDGET_SPENT"]);
    expect(await seen(await gateway.post(things(20)))).toEqual([200, undefined]);
    expect(gateway.calls).toHaveLength(2);
  });

  it("are ten times as large for a client with a token, and its own, wherever it sends from", async () => {
    const gateway = await start();
    for (let times = 0; times < 4; times++) await gateway.post({ query: "{ hello }" });
    const one = await gateway.post({ query: "{ hello }" }, await bearer("one"));
    expect(one.headers.get("ratelimit-policy")).toBe('"requests";q=30;w=60, "cost";q=500;w=60');
    expect(one.headers.get("ratelimit")).toMatch(/^"requests";r=29;/);
    const other = await gateway.post({ query: "{ hello }" }, await bearer("other"));
    expect(other.headers.get("ratelimit")).toMatch(/^"requests";r=29;/);
  });

  it("count tokens that are refused against the address that they come from", async () => {
    const gateway = await start();
    const bad = { authorization: "Bearer made.up.token" };
    const codes = [];
    for (let times = 0; times < 4; times++) codes.push((await seen(await gateway.post({}, bad)))[1]);
    expect(codes).toEqual(["TOKEN_INVALID", "TOKEN_INVALID", "TOKEN_INVALID", "RATE_LIMITED"]);
  });

  it("may be one alone, and are none where nothing is set", async () => {
    const requests = await (await start({ RATE_LIMIT_COST: "0" })).post(things(100));
    expect(requests.headers.get("ratelimit-policy")).toBe('"requests";q=3;w=60');
    const none = await (await start({ RATE_LIMIT_COST: "0", RATE_LIMIT_REQUESTS: "0" })).post(things(100));
    expect([none.status, none.headers.get("ratelimit"), none.headers.get("ratelimit-policy")]).toEqual([
      200,
      null,
      null,
    ]);
  });

  it("are counted by code as other refusals are", async () => {
    const gateway = await start({ RATE_LIMIT_REQUESTS: "1" });
    for (let times = 0; times < 3; times++) await gateway.post({ query: "{ hello }" });
    const metrics = await (await fetch(new URL("/metrics", gateway.url))).text();
    expect(metrics).toContain('gateway_refused_total{code="RATE_LIMITED"} 2');
  });

  it("are shared by gateways on one PostgreSQL", async () => {
    const env = { RATE_LIMIT_DATABASE_URL: process.env["TEST_POSTGRES_URL"] };
    const client = await bearer(randomUUID());
    const remaining = [];
    for (const gateway of [await start(env), await start(env)]) {
      const { headers } = await gateway.post(things(30), client);
      remaining.push(headers.get("ratelimit")?.match(/r=\d+/g));
    }
    expect(remaining).toEqual([
      ["r=29", "r=470"],
      ["r=28", "r=440"],
    ]);
  });

  it("name the setting of a database that can't be used", async () => {
    const env = { RATE_LIMIT_DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
    await expect(start(env)).rejects.toThrow("RATE_LIMIT_DATABASE_URL can't be used");
  });

  it("are kept in memory while Redis is away", async () => {
    const gateway = await start({ REDIS_URL: "redis://127.0.0.1:1" });
    const codes = [];
    for (let times = 0; times < 4; times++) codes.push((await gateway.post({ query: "{ hello }" })).status);
    expect(codes).toEqual([200, 200, 200, 429]);
  });
});

describe("the address of a request", () => {
  const from = (remoteAddress: string, trusted = 0, ...forwarded: string[]): string =>
    addressOf(
      { socket: { remoteAddress }, headersDistinct: { "x-forwarded-for": forwarded } } as unknown as IncomingMessage,
      trusted,
    );

  it.each<[string, string]>([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("is, of %s, %s", (address, network) => {
    expect(from(address)).toBe(network);
  });

  it("is the one that the outermost trusted proxy has seen, whatever a client writes before it", () => {
    expect(from("10.0.0.1", 0, "198.51.100.1")).toBe("10.0.0.1");
    expect(from("10.0.0.1", 1, "198.51.100.1, 203.0.113.7")).toBe("203.0.113.7");
    expect(from("10.0.0.1", 2, "198.51.100.1, 203.0.113.7,10.0.0.2")).toBe("203.0.113.7");
    expect(from("10.0.0.1", 1, "198.51.100.1", "2001:db8::9")).toBe("2001:db8:0:0::/64");
    expect(from("10.0.0.1", 2, "198.51.100.1")).toBe("10.0.0.1");
    expect(from("10.0.0.1", 1, "unknown")).toBe("10.0.0.1");
  });
});
