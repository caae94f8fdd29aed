import { freePorts } from "./process/free-ports";
import { testDatabase, type TestDatabase } from "./testing/database";
import { sampleRoom } from "./testing/sample-room";
import { TestKeys } from "./testing/keys";
import type { RunningSubgraph } from "./subgraph";

describe("a running subgraph", () => {
  const environment = process.env;
  let database: TestDatabase;
  let room: RunningSubgraph;
  const keys = new TestKeys(["sample"]);

  beforeAll(async () => {
    database = await testDatabase(sampleRoom);
    process.env = {
      ...environment,
      SAMPLE_DATABASE_URL: database.url,
      SAMPLE_PORT: String((await freePorts(1))[0]),
      KEYRING: keys.file("sample"),
    };
    room = await sampleRoom.start();
  });
  afterAll(async () => {
    await room.close();
    await database.close();
    process.env = environment;
  });

  async function post(body: unknown, headers: Record<string, string> = {}) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const proof = keys.proof("sample", text, { requestId: headers["x-request-id"] ?? "test" });
    const response = await fetch(`${room.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...proof, ...headers },
      body: text,
    });
    return {
      status: response.status,
      answer: (await response.json()) as { data?: unknown; errors?: Record<string, unknown>[] },
    };
  }
  const lamp = (number: number, headers?: Record<string, string>) =>
    post({ query: "query ($number: Int!) { lamp(number: $number) { number } }", variables: { number } }, headers);

  it("answers over HTTP, with loaders that are made for each request", async () => {
    expect(await lamp(7)).toEqual({ status: 200, answer: { data: { lamp: { number: 7 } } } });
    expect(
      (await post({ query: "{ a: lamp(number: 1) { number } b: lamp(number: 2) { number } }" })).answer.data,
    ).toEqual({
      a: { number: 1 },
      b: { number: 2 },
    });
  });

  it("words bad input in the caller's language", async () => {
    const { answer } = await lamp(0, { "accept-language": "en" });
    expect(answer.errors?.[0]).toMatchObject({
      message: "The number must be 1 or more.",
      extensions: { code: "BAD_USER_INPUT" },
    });
    expect((await lamp(0)).answer.errors?.[0]?.["message"]).toBe("Nomor harus 1 atau lebih.");
  });

  it("shows nothing of a bug but the request's id", async () => {
    const { answer } = await lamp(13, { "x-request-id": "trace-1", "accept-language": "en" });
    expect(answer.data).toEqual({ lamp: null });
    expect(answer.errors?.[0]?.["extensions"]).toEqual({ code: "INTERNAL_SERVER_ERROR", requestId: "trace-1" });
    expect(JSON.stringify(answer)).not.toMatch(/SELECT|secret|home/);
  });

  it("refuses a body that is no JSON, and one that is too large", async () => {
    expect((await post("{")).status).toBe(400);
    expect((await post(`{"query":"${" ".repeat(9_000_000)}"}`)).status).toBe(413);
  });

  it("shows health and figures", async () => {
    expect((await fetch(`${room.url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${room.url}/metrics`)).text()).toMatch(
      /^subgraph_operation_seconds_count\{.*outcome="ok"/m,
    );
  });
});
