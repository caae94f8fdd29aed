import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { createLocalJWKSet, jwtVerify } from "jose";
import { publicClientKeys } from "../keys/client-keys";
import { newKey, readKeys, writeKeys } from "../keys/keyring-file";
import { TestKeys } from "../testing/keys";
import { roomAuthorization, type Authorization } from "./machine-token";

/** An issuer that checks who asks as a real one does, counts its tokens, and can be told to fail. */
class FakeIssuer {
  tokens = 0;
  failing = false;
  lifetimeSeconds = 600;
  readonly asked: URLSearchParams[] = [];
  #server!: Server;

  constructor(private readonly keyring: string) {}

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        response.setHeader("content-type", "application/json");
        const answer =
          request.url === "/token" ? this.#token(new URLSearchParams(body)) : Promise.resolve(this.#document());
        answer.then(
          (found) => response.end(JSON.stringify(found)),
          (error: Error) => {
            response.statusCode = 401;
            response.end(JSON.stringify({ error: "invalid_client", error_description: error.message }));
          },
        );
      });
    });
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #document(): object {
    return { issuer: this.url, token_endpoint: `${this.url}/token` };
  }

  async #token(asked: URLSearchParams): Promise<object> {
    if (this.failing) throw new Error("not today");
    const keys = createLocalJWKSet({ keys: publicClientKeys(readKeys(this.keyring)) });
    await jwtVerify(asked.get("client_assertion")!, keys, {
      audience: this.url,
      issuer: "room-oil",
      subject: "room-oil",
    });
    this.asked.push(asked);
    return { access_token: `token-${++this.tokens}`, token_type: "Bearer", expires_in: this.lifetimeSeconds };
  }
}

describe("a room's own access token", () => {
  const before = { ...process.env };
  let issuer: FakeIssuer;
  let keyring: string;

  beforeEach(async () => {
    keyring = new TestKeys(["oil"]).file("oil");
    issuer = new FakeIssuer(keyring);
    await issuer.start();
    Object.assign(process.env, { OIDC_ISSUER: issuer.url, KEYRING: keyring });
  });
  afterEach(async () => {
    process.env = { ...before };
    await issuer.stop();
  });

  const oil = () => roomAuthorization("oil", "feed:read") as Authorization;

  it("is asked for by the room's key, for the graph, with the scope that the room needs", async () => {
    expect(await oil()()).toBe("Bearer token-1");
    expect(Object.fromEntries(issuer.asked[0]!)).toMatchObject({
      grant_type: "client_credentials",
      resource: "urn:opop:graph",
      scope: "feed:read",
    });
  });

  it("is fetched once for all who ask at the same time, and kept for those after them", async () => {
    const authorization = oil();
    const headers = await Promise.all(Array.from({ length: 50 }, () => authorization()));
    expect(new Set([...headers, await authorization()])).toEqual(new Set(["Bearer token-1"]));
    expect(issuer.tokens).toBe(1);
  });

  it("is renewed when it is about to expire", async () => {
    issuer.lifetimeSeconds = 30;
    const authorization = oil();
    expect([await authorization(), await authorization()]).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("is asked for again after the issuer refused", async () => {
    const authorization = oil();
    issuer.failing = true;
    await expect(authorization()).rejects.toMatchObject({ error: "invalid_client", error_description: "not today" });
    issuer.failing = false;
    expect(await authorization()).toBe("Bearer token-1");
  });

  it("is signed for by the newest key as soon as that one counts", async () => {
    issuer.lifetimeSeconds = 0;
    const authorization = oil();
    await authorization();
    const added = newKey("client");
    // The issuer knows the new key alone.
    writeKeys(keyring, [added]);
    let header: string | undefined;
    while (header === undefined) header = await authorization().catch(() => undefined);
    const [assertion] = issuer.asked.at(-1)!.get("client_assertion")!.split(".");
    expect(JSON.parse(Buffer.from(assertion!, "base64url").toString("utf8"))).toMatchObject({ kid: added.id });
  });

  it("is none where there is no issuer", () => {
    delete process.env["OIDC_ISSUER"];
    expect(roomAuthorization("oil", "feed:read")).toBeUndefined();
  });
});
