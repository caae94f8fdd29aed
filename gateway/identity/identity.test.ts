import { createHmac } from "node:crypto";
import { createServer, request as httpRequest, type OutgoingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, exportSPKI, importJWK, type JWTPayload } from "jose";
import pino from "pino";
import { sendRefusal } from "../edge/graphql";
import { EdgeRefusal } from "../edge/refusals";
import { Identity, type IdentityOptions } from "./identity";
import { ReplayMemory } from "./replay";
import { Holder } from "./testing/holder";
import { newTestKey, TestIssuer, type TestKey } from "./testing/issuer";

/** The instant of every check but those of the issuer's own connections. */
const NOW = Date.parse("2026-11-23T08:00:00Z");
const SECONDS = NOW / 1000;
const JKT = "a".repeat(43);

let issuer: TestIssuer;
let stranger: TestKey;
let holder: Holder;
let thief: Holder;
let door: Door;
let now = NOW;
const doors: Door[] = [];

beforeAll(async () => {
  [issuer, stranger, holder, thief] = await Promise.all([
    TestIssuer.start(),
    newTestKey("first"),
    Holder.create(),
    Holder.create("EdDSA"),
  ]);
  door = await Door.open({}, { cooldownMs: 0 });
});
afterAll(async () => {
  await Promise.all(doors.map((each) => each.close()));
  await issuer.close();
});
beforeEach(() => {
  now = NOW;
});

const token = (claims: JWTPayload = {}, options: Parameters<TestIssuer["token"]>[1] = {}): Promise<string> =>
  issuer.token(claims, { now: NOW, ...options });
const bankToken = (claims: JWTPayload = {}): Promise<string> =>
  token({ opop_bank: "BJB", cnf: { jkt: holder.thumbprint }, ...claims });

describe("an access token", () => {
  it("says who calls: client, subject, scopes and what it acts for", async () => {
    const claims = {
      client_id: "operator-32",
      sub: "ujang",
      scope: "pesantren:write  product:write",
      opop_province: "32",
      opop_pesantren: "0193c7a0-0000-7000-8000-000000000001",
      opop_purpose: "registration",
    };
    expect(await door.ask(`Bearer ${await token(claims)}`)).toMatchObject({
      status: 200,
      body: {
        client: "operator-32",
        subject: "ujang",
        scopes: ["pesantren:write", "product:write"],
        province: "32",
        pesantren: "0193c7a0-0000-7000-8000-000000000001",
        bank: null,
        purpose: "registration",
      },
    });
  });

  it.each<[string, () => Promise<string>]>([
    ["with an audience among others", () => token({ aud: ["urn:other", "urn:opop:graph"] })],
    ["that expired 59 seconds ago, as clocks differ", () => token({ exp: SECONDS - 59 })],
    ["that is valid from in 59 seconds on", () => token({ nbf: SECONDS + 59 })],
    ["of the type's long form", () => token({}, { header: { typ: "application/at+jwt" } })],
    ["without a key id, where there is one key", () => token({}, { header: { kid: undefined } })],
    ["of the whole nation", () => token({ opop_province: "*" })],
  ])("is accepted %s", async (_, make) => {
    expect((await door.ask(`Bearer ${await make()}`)).status).toBe(200);
  });

  it.each(["ES256", "EdDSA", "PS256", "RS256"])("is accepted if signed by %s", async (algorithm) => {
    const key = await newTestKey(`key-${algorithm}`, algorithm);
    issuer.published.push(key);
    expect((await door.ask(`bearer ${await token({}, { key })}`)).status).toBe(200);
  });

  it.each<[string, string, () => Promise<string | string[]>]>([
    ["ALGORITHM", "not signed at all (alg none)", async () => unsigned(await token())],
    ["ALGORITHM", "signed by HS256 with the public key as the secret", () => confused()],
    ["ALGORITHM", "signed by an algorithm that is not ours", async () => signedBy(await newTestKey("first", "ES384"))],
    ["UNKNOWN_KEY", "of a key that the issuer does not publish", () => token({}, { header: { kid: "other" } })],
    ["SIGNATURE", "signed by a stranger under the issuer's key id", () => token({}, { key: stranger })],
    ["SIGNATURE", "of changed claims", async () => changed(await token())],
    ["SIGNATURE", "with the key that it brings itself", () => bringing()],
    ["EXPIRED", "that expired 61 seconds ago", () => token({ exp: SECONDS - 61 })],
    ["EXPIRED", "that expired exactly 60 seconds ago", () => token({ exp: SECONDS - 60 })],
    ["CLAIM exp", "that never expires", () => token({ exp: undefined })],
    ["CLAIM exp", "whose expiry is a text", () => token({ exp: "2027" as never })],
    ["NOT_YET_VALID", "that is valid from in 61 seconds on", () => token({ nbf: SECONDS + 61 })],
    ["ISSUER", "of another issuer", () => token({ iss: "https://other.example.id" })],
    ["ISSUER", "of an issuer with a slash more", () => token({ iss: `${issuer.url}/` })],
    ["CLAIM iss", "of no issuer", () => token({ iss: undefined })],
    ["AUDIENCE", "for another service", () => token({ aud: "urn:other" })],
    ["AUDIENCE", "for several other services", () => token({ aud: ["urn:other", "urn:opop"] })],
    ["CLAIM aud", "for nobody", () => token({ aud: undefined })],
    ["TYPE", "that is an identity token (typ JWT)", () => token({}, { header: { typ: "JWT" } })],
    ["TYPE", "that says no type", () => token({}, { header: { typ: undefined } })],
    ["MALFORMED", "that asks for an extension which is not known (crit)", async () => critical(await token())],
    ["MALFORMED", "that is no JWT", () => Promise.resolve("opaque")],
    ["MALFORMED", "of five parts, so encrypted", async () => `${await token()}.e30.e30`],
    ["MALFORMED", "cut off", async () => (await token()).split(".").slice(0, 2).join(".")],
    ["TOO_LONG", "of more than 8 KB", () => token({ scope: "a ".repeat(4_000) })],
    ["CLAIM client_id", "without a client", () => token({ client_id: undefined })],
    ["CLAIM client_id", "of the client system", () => token({ client_id: "system" })],
    ["CLAIM client_id", "of the client anonymous", () => token({ client_id: "anonymous" })],
    ["CLAIM client_id", "of a client with a line break", () => token({ client_id: "a\nb" })],
    ["CLAIM sub", "without a subject", () => token({ sub: undefined })],
    ["CLAIM sub", "whose subject is a number", () => token({ sub: 7 as never })],
    ["CLAIM scope", "whose scopes are a list", () => token({ scope: ["pesantren:write"] })],
    ["CLAIM opop_province", "of a province that is a number", () => token({ opop_province: 32 })],
    ["CLAIM opop_province", "of two provinces", () => token({ opop_province: ["32", "33"] })],
    ["CLAIM opop_province", "of a province's name", () => token({ opop_province: "Jawa Barat" })],
    ["CLAIM opop_pesantren", "of a pesantren that is an object", () => token({ opop_pesantren: {} })],
    ["CLAIM opop_bank", "of a bank that is empty", () => token({ opop_bank: "", cnf: { jkt: JKT } })],
    ["CLAIM opop_bank", "of a bank that is null", () => token({ opop_bank: null })],
    ["CLAIM opop_purpose", "of a purpose that is true", () => token({ opop_purpose: true })],
    ["CLAIM cnf", "bound to nothing", () => token({ cnf: {} })],
    ["CLAIM cnf", "bound to a certificate, which is not checked here", () => token({ cnf: { "x5t#S256": JKT } })],
    ["CLAIM cnf", "bound to both", () => token({ cnf: { jkt: JKT, "x5t#S256": JKT } })],
    ["CLAIM cnf", "bound by a text", () => token({ cnf: JKT })],
    ["NOT_BOUND", "of a bank that is bound to no key", () => token({ opop_bank: "BJB" })],
    ["BOUND", "that is bound and sent as if it were not", () => bankToken()],
  ])("is refused with %s if it is one %s", async (kind, _, make) => {
    const { status, body, headers } = await door.ask(`Bearer ${(await make()) as string}`);
    expect([status, body.errors?.[0]?.extensions]).toEqual([
      401,
      expect.objectContaining({ code: "TOKEN_INVALID", received: kind, requestId: "r1" }),
    ]);
    const scheme = kind === "BOUND" ? 'DPoP algs="ES256 EdDSA PS256 RS256"' : 'Bearer realm="opop"';
    expect(headers["www-authenticate"]).toContain(`${scheme}, error="invalid_token", error_description="`);
    expect(JSON.stringify(body)).not.toContain("eyJ");
  });

  it.each<[string, string | string[]]>([
    ["is empty", ""],
    ["has a scheme alone", "Bearer"],
    ["has two blanks", "Bearer  abc.def.ghi"],
    ["has something after the token", "Bearer abc.def.ghi x"],
    ["has another scheme", "Basic dXNlcjpwYXNz"],
    ["has a token alone", "abc.def.ghi"],
    ["has two tokens", "Bearer abc.def.ghi, Bearer abc.def.ghi"],
  ])("is refused if its header %s", async (_, header) => {
    expect((await door.ask(header)).body.errors?.[0]?.extensions).toMatchObject({ received: "AUTHORIZATION" });
  });

  it("is refused if there are two headers, even if each is good", async () => {
    const good = `Bearer ${await token()}`;
    expect((await door.ask([good, good])).body.errors?.[0]?.extensions).toMatchObject({ received: "AUTHORIZATION" });
  });

  it("is told what is wrong in Indonesian, too", async () => {
    const { body } = await door.ask(`Bearer ${await token({ exp: SECONDS - 61 })}`, { "accept-language": "id" });
    expect(body.errors?.[0]?.message).toBe("Token sudah kedaluwarsa.");
  });

  it("gives the same caller as before as long as it is remembered, and is verified again after a minute", async () => {
    const authorization = `Bearer ${await token({ sub: "remembered" })}`;
    const callers = [];
    for (const seconds of [0, 59, 61]) {
      now = NOW + seconds * 1000;
      await door.ask(authorization);
      callers.push(door.lastCaller);
    }
    expect(callers[1]).toBe(callers[0]);
    expect(callers[2]).not.toBe(callers[0]);
    expect(callers[2]).toEqual(callers[0]);
  });

  it("is remembered no longer than it is valid", async () => {
    const authorization = `Bearer ${await token({ exp: SECONDS + 10, sub: "short" })}`;
    expect((await door.ask(authorization)).status).toBe(200);
    now = NOW + 71_000;
    expect((await door.ask(authorization)).body.errors?.[0]?.extensions).toMatchObject({ received: "EXPIRED" });
  });

  it("is not asked for: who brings none is anonymous, and needs no issuer", async () => {
    expect((await door.ask(undefined)).body).toMatchObject({ client: "anonymous", subject: null });
  });
});

describe("the issuer", () => {
  let own: TestIssuer;
  beforeEach(async () => (own = await TestIssuer.start()));
  afterEach(() => own.close());
  const bearer = async (options?: Parameters<TestIssuer["token"]>[1]): Promise<string> =>
    `Bearer ${await own.token({}, { now: NOW, ...options })}`;

  it("may rotate its keys: a new one is fetched when it is first met, and a withdrawn one counts no longer", async () => {
    const here = await Door.open({ issuer: own.url }, { cooldownMs: 0 });
    const before = await bearer();
    expect((await here.ask(before)).status).toBe(200);
    const next = await newTestKey("second");
    own.published = [next];
    expect((await here.ask(await bearer({ key: next }))).status).toBe(200);
    now = NOW + 60_000;
    expect((await here.ask(before)).body.errors?.[0]?.extensions).toMatchObject({ received: "UNKNOWN_KEY" });
  });

  it("may withdraw a key without a new one: the keys are fetched again after a while", async () => {
    const here = await Door.open({ issuer: own.url }, { refreshMs: 0 });
    const key = own.published[0]!;
    expect((await here.ask(await bearer())).status).toBe(200);
    own.published = [];
    const withdrawn = `Bearer ${await own.token({ sub: "other" }, { now: NOW, key })}`;
    expect((await here.ask(withdrawn)).body.errors?.[0]?.extensions).toMatchObject({ received: "UNKNOWN_KEY" });
  });

  it("is not asked again and again for keys that somebody makes up", async () => {
    const here = await Door.open({ issuer: own.url });
    for (let times = 0; times < 20; times++) await here.ask(await bearer({ header: { kid: `made-up-${times}` } }));
    expect(own.fetches).toBe(1);
  });

  it("may be away: its tokens are refused with 503 until it is back, and nobody else is", async () => {
    const here = await Door.open({ issuer: own.url }, { retryMs: 0 });
    own.isAway = true;
    const { status, body, headers } = await here.ask(await bearer());
    expect([status, headers["retry-after"]]).toEqual([503, "1"]);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: "ISSUER_UNAVAILABLE" });
    expect(JSON.stringify(body)).not.toMatch(/secret|127\.0\.0\.1/);
    expect((await here.ask(undefined)).status).toBe(200);
    own.isAway = false;
    expect((await here.ask(await bearer())).status).toBe(200);
  });

  it("may be away once its keys are known", async () => {
    const here = await Door.open({ issuer: own.url }, { refreshMs: 0 });
    await here.ask(await bearer());
    own.isAway = true;
    expect((await here.ask(`Bearer ${await own.token({ sub: "other" }, { now: NOW })}`)).status).toBe(200);
  });

  it.each([
    ["is another's", { issuer: "https://other.example.id" }],
    ["names no keys", { jwks_uri: undefined }],
    ["names keys at no address", { jwks_uri: "keys" }],
    ["names keys that anybody on the way can change", { jwks_uri: "http://keys.example.id/jwks" }],
  ])("is not believed if its discovery document %s", async (_, document) => {
    const here = await Door.open({ issuer: own.url });
    own.document = document;
    expect((await here.ask(await bearer())).status).toBe(503);
  });

  it("may be missing: then every token is refused, unless tokens are the subgraphs' business", async () => {
    const without = await Door.open({ issuer: undefined });
    expect((await without.ask(await bearer())).body.errors?.[0]?.extensions).toMatchObject({ received: "NO_ISSUER" });
    expect((await without.ask(undefined)).status).toBe(200);
    const leaving = await Door.open({ issuer: undefined, leavesTokensToSubgraphs: true });
    expect((await leaving.ask("Bearer theirs")).body).toMatchObject({ client: "anonymous" });
  });
});

describe("a token that is bound to a key", () => {
  it("is accepted with a proof by that key, in GET as well, and by the public address where one is set", async () => {
    const bound = await bankToken();
    expect((await door.ask(`DPoP ${bound}`, { dpop: await proof(bound) })).body).toMatchObject({ bank: "BJB" });
    const get = { dpop: await proof(bound, { claims: { htm: "GET" } }) };
    expect((await door.ask(`dpop ${bound}`, get, "GET", "/graphql?query=x")).status).toBe(200);
    const known = await Door.open({ publicUrl: "https://graph.opop.example.id/" });
    const outside = await holder.proof(bound, "https://GRAPH.opop.example.id:443/graphql", { now: NOW });
    expect((await known.ask(`DPoP ${bound}`, { dpop: outside })).status).toBe(200);
  });

  it.each<[string, string, (bound: string) => Promise<string | string[] | undefined>]>([
    ["PROOF_MISSING", "without a proof, as a thief would", () => Promise.resolve(undefined)],
    ["PROOF_MISSING", "with two proofs", async (bound) => [await proof(bound), await proof(bound)]],
    ["PROOF_MALFORMED", "with an empty proof", () => Promise.resolve("")],
    ["PROOF_MALFORMED", "with a proof that is no JWT", () => Promise.resolve("proof")],
    ["PROOF_MALFORMED", "with a proof of more than 8 KB", () => Promise.resolve("a".repeat(8_200))],
    ["PROOF_MALFORMED", "with a proof of another type", (bound) => proof(bound, { header: { typ: "JWT" } })],
    ["PROOF_MALFORMED", "with a proof that is not signed", async (bound) => unsigned(await proof(bound))],
    ["PROOF_MALFORMED", "with a proof by a shared secret", () => confused()],
    ["PROOF_MALFORMED", "with a proof without jti", (bound) => proof(bound, { claims: { jti: undefined } })],
    ["PROOF_MALFORMED", "with a jti of no end", (bound) => proof(bound, { claims: { jti: "a".repeat(129) } })],
    ["PROOF_KEY", "with a proof without its key", (bound) => proof(bound, { header: { jwk: undefined } })],
    ["PROOF_KEY", "with a proof by the thief's own key", (bound) => thief.proof(bound, door.url, { now: NOW })],
    ["PROOF_KEY", "with a proof that shows the private key", async (bound) => showing(bound)],
    ["PROOF_SIGNATURE", "with a proof signed by another key", async (bound) => proof(bound, { key: stranger })],
    ["PROOF_SIGNATURE", "with a proof that was changed", async (bound) => changed(await proof(bound))],
    ["PROOF_REQUEST", "with a proof for another method", (bound) => proof(bound, { claims: { htm: "GET" } })],
    ["PROOF_REQUEST", "with a proof for another path", (bound) => proof(bound, { claims: { htu: `${door.url}/x` } })],
    [
      "PROOF_REQUEST",
      "with a proof for an address with a query",
      (bound) => proof(bound, { claims: { htu: `${door.url}?a=b` } }),
    ],
    [
      "PROOF_REQUEST",
      "with a proof for another host",
      (bound) => proof(bound, { claims: { htu: "https://other.example.id/graphql" } }),
    ],
    ["PROOF_REQUEST", "with a proof for no address", (bound) => proof(bound, { claims: { htu: "graphql" } })],
    [
      "PROOF_REQUEST",
      "with a proof that leaves its address out",
      (bound) => proof(bound, { claims: { htu: undefined } }),
    ],
    ["PROOF_TIME", "with a proof of 61 seconds ago", (bound) => proof(bound, { claims: { iat: SECONDS - 61 } })],
    ["PROOF_TIME", "with a proof from 61 seconds ahead", (bound) => proof(bound, { claims: { iat: SECONDS + 61 } })],
    ["PROOF_TIME", "with a proof of no time", (bound) => proof(bound, { claims: { iat: undefined } })],
    ["PROOF_TOKEN", "with a proof for another token", async () => proof(await bankToken({ jti: "another" }))],
    ["PROOF_TOKEN", "with a proof for no token", (bound) => proof(bound, { claims: { ath: undefined } })],
  ])("is refused with %s %s", async (kind, _, make) => {
    const bound = await bankToken();
    const dpop = await make(bound);
    const { status, body, headers } = await door.ask(`DPoP ${bound}`, dpop === undefined ? {} : { dpop });
    expect([status, body.errors?.[0]?.extensions["received"]]).toEqual([401, kind]);
    expect(headers["www-authenticate"]).toMatch(/^DPoP algs="[^"]+", error="invalid_dpop_proof", error_desc/);
  });

  it("is refused with a proof that was used before, for twice as long as the proof is good", async () => {
    const bound = await bankToken();
    const used = { dpop: await proof(bound, { claims: { iat: SECONDS + 60 } }) };
    expect((await door.ask(`DPoP ${bound}`, used)).status).toBe(200);
    for (const seconds of [0, 60, 119]) {
      now = NOW + seconds * 1000;
      expect((await door.ask(`DPoP ${bound}`, used)).body.errors?.[0]?.extensions["received"]).toBe("PROOF_REPLAYED");
    }
    now = NOW + 121_000;
    expect((await door.ask(`DPoP ${bound}`, used)).body.errors?.[0]?.extensions["received"]).toBe("PROOF_TIME");
  });

  it("is what the scheme DPoP is for: an unbound one is refused by it", async () => {
    const free = await token();
    const { body, headers } = await door.ask(`DPoP ${free}`, { dpop: await proof(free) });
    expect(body.errors?.[0]?.extensions["received"]).toBe("NOT_BOUND");
    expect(headers["www-authenticate"]).toMatch(/^DPoP .*error="invalid_token"/);
  });
});

describe("what is remembered of proofs", () => {
  it("refuses what it has no room for, and forgets nothing within its span", () => {
    const memory = new ReplayMemory(120, 2, 3);
    expect(["a", "b", "c"].map((id) => memory.remember("one", id, 0))).toEqual(["new", "new", "full"]);
    expect(["a", "b"].map((id) => memory.remember("other", id, 0))).toEqual(["new", "full"]);
    expect([memory.remember("one", "a", 119), memory.remember("one", "a", 239)]).toEqual(["seen", "seen"]);
    expect([memory.remember("one", "c", 240), memory.remember("one", "a", 360)]).toEqual(["new", "new"]);
  });
});

const proof = (bound: string, options: Parameters<Holder["proof"]>[2] = {}): Promise<string> =>
  holder.proof(bound, door.url, { now: NOW, ...options });

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;

function unsigned(jwt: string): string {
  const [header, payload] = jwt.split(".") as [string, string];
  return `${encoded({ ...decoded(header), alg: "none" })}.${payload}.`;
}

function changed(jwt: string): string {
  const [header, payload, signature] = jwt.split(".") as [string, string, string];
  return `${header}.${encoded({ ...decoded(payload), scope: "all" })}.${signature}`;
}

function critical(jwt: string): string {
  const [header, payload, signature] = jwt.split(".") as [string, string, string];
  return `${encoded({ ...decoded(header), crit: ["x"], x: 1 })}.${payload}.${signature}`;
}

/** Signed by HMAC with what everybody knows: the issuer's public key, as text. */
async function confused(): Promise<string> {
  const { publicJwk } = issuer.published[0]!;
  const secret = await exportSPKI((await importJWK(publicJwk, "ES256")) as CryptoKey);
  const [header, payload] = (await token()).split(".") as [string, string];
  const signed = `${encoded({ ...decoded(header), alg: "HS256" })}.${payload}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function signedBy(key: TestKey): Promise<string> {
  return token({}, { key });
}

function bringing(): Promise<string> {
  return token({}, { key: stranger, header: { jwk: stranger.publicJwk, jku: "https://thief.example.id/jwks" } });
}

async function showing(bound: string): Promise<string> {
  return proof(bound, { header: { jwk: await exportJWK(holder.key.privateKey) } });
}

interface Seen {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: { errors?: { message: string; extensions: Record<string, unknown> }[] };
}

/** An HTTP server that answers who the caller is, or the refusal. */
class Door {
  lastCaller: unknown;
  #server: Server | undefined;

  static async open(
    options: Partial<IdentityOptions> = {},
    timing: ConstructorParameters<typeof Identity>[3] = {},
  ): Promise<Door> {
    const settings = { issuer: issuer.url, audience: "urn:opop:graph", publicUrl: undefined };
    const all = { ...settings, leavesTokensToSubgraphs: false, ...options };
    const opened = new Door();
    doors.push(opened);
    const identity = new Identity(all, pino({ level: "silent" }), () => now, timing);
    const server = (opened.#server = createServer((request, response) => {
      void (async () => identity.callerOf(request))()
        .then((caller) => response.end(JSON.stringify((opened.lastCaller = caller))))
        .catch((error: unknown) =>
          error instanceof EdgeRefusal
            ? sendRefusal(request, response, "r1", error)
            : response.writeHead(500).end("{}"),
        );
    }));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/graphql`;
  }

  ask(
    authorization: string | string[] | undefined,
    others: OutgoingHttpHeaders = {},
    method = "POST",
    path = "/graphql",
  ): Promise<Seen> {
    const headers: OutgoingHttpHeaders = { "accept-language": "en", ...others };
    if (authorization !== undefined) headers.authorization = authorization as string;
    return new Promise((resolve, reject) => {
      const request = httpRequest(new URL(path, this.url), { method, headers }, (response) => {
        text(response)
          .then((body) =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              body: JSON.parse(body) as Seen["body"],
            }),
          )
          .catch(reject);
      });
      request.on("error", reject).end();
    });
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((closed) => this.#server?.close(() => closed()));
  }
}
