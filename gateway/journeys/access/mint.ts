import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import type { Caller } from "../../../subgraphs/kit/access/caller";

const AUDIENCE = "urn:opop:graph";

interface Identity {
  readonly token: string;
  /** Makes the proof for one request to an address; only for tokens that are bound to a key. */
  readonly prove?: (url: string) => Promise<string>;
}

/** An issuer that gives a test any token it wants, so that roles can be tried that no trial client has. */
export class Mint {
  readonly #known = new WeakMap<Caller, Promise<Identity>>();

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
    private readonly key: CryptoKey,
  ) {}

  static async open(): Promise<Mint> {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: "mint", alg: "ES256", use: "sig" };
    const server = createServer((request, response) => {
      const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const documents: Record<string, object> = {
        "/.well-known/openid-configuration": { issuer, jwks_uri: `${issuer}/jwks` },
        "/jwks": { keys: [jwk] },
      };
      const found = documents[request.url ?? ""];
      response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(found ?? {}));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new Mint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, privateKey);
  }

  /** The headers with which a caller identifies itself: a bank's token is bound to a key, and every request proves that it has it. */
  async headers(caller: Caller, url: string): Promise<Record<string, string>> {
    let known = this.#known.get(caller);
    if (!known) this.#known.set(caller, (known = this.#identify(caller)));
    const { token, prove } = await known;
    return prove ? { authorization: `DPoP ${token}`, dpop: await prove(url) } : { authorization: `Bearer ${token}` };
  }

  async #identify(caller: Caller): Promise<Identity> {
    if (caller.bank === null) return { token: await this.token(caller) };
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = await exportJWK(publicKey);
    const token = await this.token(caller, { cnf: { jkt: await calculateJwkThumbprint(jwk) } });
    const ath = createHash("sha256").update(token).digest("base64url");
    const prove = (htu: string): Promise<string> =>
      new SignJWT({ htm: "POST", htu, ath })
        .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
        .setIssuedAt()
        .setJti(randomUUID())
        .sign(privateKey);
    return { token, prove };
  }

  /** An access token that says of a caller what the gateway is to find out. */
  token({ client, subject, scopes, province, pesantren, bank, purpose }: Caller, more: object = {}): Promise<string> {
    const claims = {
      client_id: client,
      scope: scopes.join(" "),
      ...(province !== null && { opop_province: province }),
      ...(pesantren !== null && { opop_pesantren: pesantren }),
      ...(bank !== null && { opop_bank: bank }),
      ...(purpose !== null && { opop_purpose: purpose }),
      ...more,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "mint" })
      .setIssuer(this.issuer)
      .setAudience(AUDIENCE)
      .setSubject(subject ?? client)
      .setIssuedAt()
      .setExpirationTime("10m")
      .setJti(randomUUID())
      .sign(this.key);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
