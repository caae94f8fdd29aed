import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from "jose";

/** A key pair of a test, with the id that it is published by. */
export interface TestKey {
  readonly id: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function newTestKey(id: string, algorithm = "ES256"): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { id, algorithm, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid: id, use: "sig" } };
}

/** An issuer of access tokens with keys of its own, over HTTP, in this process: its discovery document and its keys are all that a gateway asks. */
export class TestIssuer {
  /** What the JWKS publishes; a test adds and withdraws keys here. */
  published: TestKey[] = [];
  /** How often the JWKS was fetched. */
  fetches = 0;
  /** Whether it answers at all. */
  isAway = false;
  /** What the discovery document says in place of the truth. */
  document: Readonly<Record<string, unknown>> = {};
  #server: Server | undefined;

  static async start(): Promise<TestIssuer> {
    const issuer = new TestIssuer();
    issuer.published = [await newTestKey("first")];
    const server = (issuer.#server = createServer((request, response) => {
      if (issuer.isAway) return void response.writeHead(502).end("secret of a proxy");
      response.setHeader("content-type", "application/json");
      if (request.url === "/jwks") issuer.fetches++;
      response.end(JSON.stringify(request.url === "/jwks" ? issuer.#jwks : issuer.#discovery));
    }));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  /** A token that is good for five minutes, unless the claims, the header or the key say otherwise; a claim of undefined is left out. */
  token(
    claims: JWTPayload = {},
    { key = this.published[0]!, header = {}, now = Date.now() }: TokenOptions = {},
  ): Promise<string> {
    const seconds = Math.floor(now / 1000);
    const all = {
      iss: this.url,
      aud: "urn:opop:graph",
      exp: seconds + 300,
      iat: seconds,
      jti: "token-1",
      client_id: "trial",
      sub: "trial",
      ...claims,
    };
    return new SignJWT(all)
      .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: "at+jwt", ...header })
      .sign(key.privateKey);
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((closed) => this.#server?.close(() => closed()));
  }

  get #discovery(): unknown {
    return { issuer: this.url, jwks_uri: `${this.url}/jwks`, ...this.document };
  }

  get #jwks(): unknown {
    return { keys: this.published.map(({ publicJwk }) => publicJwk) };
  }
}

interface TokenOptions {
  readonly key?: TestKey;
  readonly header?: Partial<JWTHeaderParameters>;
  /** Milliseconds since 1970. */
  readonly now?: number;
}
