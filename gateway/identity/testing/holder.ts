import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, SignJWT, type JWTHeaderParameters, type JWTPayload } from "jose";
import { newTestKey, type TestKey } from "./issuer";

/** Who holds the key that a token is bound to, such as a bank. */
export class Holder {
  private constructor(
    readonly key: TestKey,
    /** What the token's `cnf.jkt` must say. */
    readonly thumbprint: string,
  ) {}

  static async create(algorithm = "ES256"): Promise<Holder> {
    const key = await newTestKey("holder", algorithm);
    return new Holder(key, await calculateJwkThumbprint(key.publicJwk));
  }

  /** A proof for one request with a token, unless the claims, the header or the key say otherwise. */
  proof(token: string, url: string, { claims = {}, header = {}, key = this.key, now = Date.now() }: ProofOptions = {}) {
    const all = {
      jti: randomUUID(),
      htm: "POST",
      htu: url,
      iat: Math.floor(now / 1000),
      ath: createHash("sha256").update(token).digest("base64url"),
      ...claims,
    };
    return new SignJWT(all)
      .setProtectedHeader({ alg: key.algorithm, typ: "dpop+jwt", jwk: this.key.publicJwk, ...header })
      .sign(key.privateKey);
  }
}

interface ProofOptions {
  readonly claims?: JWTPayload;
  readonly header?: Partial<JWTHeaderParameters>;
  readonly key?: TestKey;
  /** Milliseconds since 1970. */
  readonly now?: number;
}
