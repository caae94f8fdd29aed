import { ANONYMOUS } from "../../subgraphs/kit/access/caller";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import pino from "pino";
import type { RequestScope, SubgraphAnswer } from "../plan/contract";
import { Upstream } from "./upstream";

const ANSWER = '{"data":{"ok":true}}';

describe("the connections to subgraphs", () => {
  let subgraph: FakeSubgraph;
  let upstream: Upstream;
  const outcomes: string[] = [];
  beforeEach(async () => {
    subgraph = await FakeSubgraph.start();
    outcomes.length = 0;
    upstream = new Upstream({
      urlOf: (name) => (name === "shop" ? subgraph.url : undefined),
      timeoutMsOf: () => 300,
      connections: 2,
      maxAnswerBytes: 10_000,
      log: pino({ level: "silent" }),
      onFetch: (_, outcome) => outcomes.push(outcome),
    });
  });
  afterEach(async () => {
    await upstream.close();
    await subgraph.close();
  });

  const send = (kind: "query" | "mutation" = "query", over: Partial<RequestScope> = {}): Promise<SubgraphAnswer> =>
    upstream.send("shop", { query: "{ ok }", body: '{"query":"{ ok }"}' }, kind, {
      requestId: "r1",
      headers: { "x-request-id": "r1" },
      caller: ANONYMOUS,
      deadline: performance.now() + 10_000,
      language: "en",
      ...over,
    });
  const codeOf = ({ errors }: SubgraphAnswer): unknown => errors?.[0]?.extensions?.["code"];

  it("sends the body with the request's headers and what time is left, over connections that are kept", async () => {
    subgraph.behaviour = (socket) => socket.write(http(200, ANSWER));
    for (let times = 0; times < 6; times++) expect(await send()).toEqual({ data: { ok: true } });
    expect(subgraph.connections).toBeLessThanOrEqual(2);
    expect(subgraph.requests[0]).toMatch(/^POST \/graphql HTTP/);
    expect(subgraph.requests[0]).toMatch(/x-request-id: r1/);
    expect(subgraph.requests[0]).toMatch(/x-deadline-ms: \d+/);
    expect(subgraph.requests[0]).toMatch(/\{"query":"\{ ok \}"\}$/);
    expect(outcomes).toEqual(Array(6).fill("ok"));
  });

  it.each<[string, string, Behaviour]>([
    ["answers a page of HTML", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, "<html>secret</html>", "text/html"))],
    ["answers garbage", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, "\u0000\u0001"))],
    ["answers JSON that is cut off", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, '{"data":{"ok"'))],
    ["answers JSON that is no GraphQL response", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, '[{"data":1}]'))],
    ["answers errors that are none", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, '{"errors":[null]}'))],
    ["answers nothing", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, ""))],
    ["answers status 500 with a stack", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(500, "Error: secret at /srv"))],
    ["is said by its proxy to be away", "SUBGRAPH_UNAVAILABLE", (s) => s.write(http(503, "secret upstream"))],
    ["answers more than is read", "SUBGRAPH_BAD_ANSWER", (s) => s.write(http(200, `{"data":"${"x".repeat(20_000)}"}`))],
    [
      "breaks off in the middle of its answer",
      "SUBGRAPH_BAD_ANSWER",
      (s) => void s.end(http(200, ANSWER).slice(0, -5)),
    ],
    ["does not speak HTTP", "SUBGRAPH_UNAVAILABLE", (s) => s.write("SSH-2.0-OpenSSH_9.6\r\n\r\n")],
    ["never answers", "SUBGRAPH_TIMEOUT", () => {}],
    ["drips its answer", "SUBGRAPH_TIMEOUT", (s) => drip(s, http(200, ANSWER))],
  ])("answers with a safe error where the subgraph %s, and heals", async (_, code, behaviour) => {
    subgraph.behaviour = behaviour;
    const answer = await send();
    expect([codeOf(answer), outcomes]).toEqual([code, [code]]);
    expect(answer.data).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(/secret|127\.0\.0\.1|SSH|http:/);
    subgraph.behaviour = (socket) => socket.write(http(200, ANSWER));
    expect(await send()).toEqual({ data: { ok: true } });
  });

  it("tells a subgraph's own errors, whatever the status it sends with them", async () => {
    subgraph.behaviour = (socket) =>
      socket.write(http(401, '{"errors":[{"message":"no","extensions":{"code":"NO"}}]}'));
    expect(codeOf(await send())).toBe("NO");
    expect(outcomes).toEqual(["errors"]);
  });

  it("asks once more when the connection of a query breaks before an answer", async () => {
    subgraph.behaviour = (socket) => {
      subgraph.behaviour = (next) => next.write(http(200, ANSWER));
      socket.resetAndDestroy();
    };
    expect(await send()).toEqual({ data: { ok: true } });
    expect(subgraph.requests).toHaveLength(2);
  });

  it("asks no more than once more", async () => {
    subgraph.behaviour = (socket) => socket.resetAndDestroy();
    expect(codeOf(await send())).toBe("SUBGRAPH_UNAVAILABLE");
    expect(subgraph.requests).toHaveLength(2);
  });

  it("never sends a mutation twice", async () => {
    subgraph.behaviour = (socket) => socket.resetAndDestroy();
    expect(codeOf(await send("mutation"))).toBe("SUBGRAPH_UNAVAILABLE");
    expect(subgraph.requests).toHaveLength(1);
  });

  it("finds a subgraph again that was down", async () => {
    await subgraph.close();
    expect(codeOf(await send())).toBe("SUBGRAPH_UNAVAILABLE");
    await subgraph.open((socket) => socket.write(http(200, ANSWER)));
    expect(await send()).toEqual({ data: { ok: true } });
  });

  it("warns once of a subgraph that is down, and says when it is back", async () => {
    const messages: string[] = [];
    const log = pino(
      { level: "info" },
      { write: (line: string) => messages.push((JSON.parse(line) as { msg: string }).msg) },
    );
    const watched = new Upstream({
      urlOf: () => subgraph.url,
      timeoutMsOf: () => 300,
      connections: 1,
      maxAnswerBytes: 10_000,
      log,
    });
    const ask = (): Promise<SubgraphAnswer> =>
      watched.send("shop", { query: "", body: '{"query":"{ ok }"}' }, "mutation", {
        requestId: "r1",
        headers: {},
        caller: ANONYMOUS,
        deadline: performance.now() + 10_000,
        language: "en",
      });
    subgraph.behaviour = (socket) => socket.resetAndDestroy();
    await ask();
    await ask();
    subgraph.behaviour = (socket) => socket.write(http(200, ANSWER));
    await ask();
    await ask();
    await watched.close();
    expect(messages).toEqual([
      "a subgraph did not answer",
      "a subgraph still does not answer",
      "a subgraph answers again",
    ]);
  });

  it("gives up at the request's deadline, and does not begin after it", async () => {
    expect(codeOf(await send("query", { deadline: performance.now() + 30 }))).toBe("DEADLINE_EXCEEDED");
    expect(codeOf(await send("mutation", { deadline: performance.now() - 1 }))).toBe("DEADLINE_EXCEEDED");
    expect(subgraph.requests).toHaveLength(1);
  });

  it("gives up fetches that wait for a free connection, and then uses the connections again", async () => {
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(answers.map(codeOf)).toEqual(Array(4).fill("SUBGRAPH_TIMEOUT"));
    expect(subgraph.requests).toHaveLength(2);
    subgraph.behaviour = (socket) => socket.write(http(200, ANSWER));
    expect(await Promise.all([send(), send(), send()])).toEqual(Array(3).fill({ data: { ok: true } }));
  });

  it("breaks off a query that its caller gave up, and no mutation", async () => {
    const caller = new AbortController();
    subgraph.behaviour = (socket) => {
      caller.abort();
      setImmediate(() => socket.write(http(200, ANSWER)));
    };
    expect(await send("mutation", { signal: caller.signal })).toEqual({ data: { ok: true } });
    expect(codeOf(await send("query", { signal: caller.signal }))).toBe("REQUEST_CANCELLED");
    expect(subgraph.requests).toHaveLength(1);
  });

  it("speaks the caller's language and names the subgraph, not its address", async () => {
    await subgraph.close();
    const [english, indonesian] = [await send(), await send("query", { language: "id" })];
    expect(english.errors?.[0]?.message).toBe("The service shop can't be reached at the moment. Try again later.");
    expect(indonesian.errors?.[0]?.message).toMatch(/^Layanan shop sedang tidak dapat dihubungi/);
  });

  it("answers for a subgraph without a known address", async () => {
    const scope = {
      requestId: "r",
      caller: ANONYMOUS,
      headers: {},
      deadline: performance.now() + 1000,
      language: "en",
    } as const;
    expect(codeOf(await upstream.send("gone", { query: "", body: "" }, "query", scope))).toBe("SUBGRAPH_UNAVAILABLE");
  });
});

type Behaviour = (socket: Socket) => unknown;

/** A server that reads requests whole and then behaves as badly as a test asks. */
class FakeSubgraph {
  readonly requests: string[] = [];
  connections = 0;
  behaviour: Behaviour = () => {};
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<FakeSubgraph> {
    const fake = new FakeSubgraph();
    await fake.open(() => {});
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/graphql`;
  }

  async open(behaviour: Behaviour): Promise<void> {
    this.behaviour = behaviour;
    const server = (this.#server = createServer((socket) => this.#serve(socket)));
    await new Promise<void>((listening) => server.listen(this.#port, "127.0.0.1", listening));
    this.#port = (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((closed) => (this.#server?.listening ? this.#server.close(closed) : closed(undefined)));
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk.toString();
      if (!text.endsWith('{"query":"{ ok }"}')) return;
      this.requests.push(text);
      text = "";
      this.behaviour(socket);
    });
  }
}

function http(status: number, body: string, type = "application/json"): string {
  return `HTTP/1.1 ${status} X\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Sends a byte now and then, so that a time-out between two chunks would never come. */
function drip(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || sent === text.length) clearInterval(timer);
    else socket.write(text[sent++]!);
  }, 20);
}
