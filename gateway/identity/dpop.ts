import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { ALGORITHMS, Fault } from "./faults";
import { ReplayMemory } from "./replay";

/** The request that a proof must have been made for. */
export interface ProvenRequest {
  readonly method: string | undefined;
  /** The request's address as its client knows it, without query and fragment. */
  readonly url: string;
  /** SHA-256 of the token, in base64url. */
  readonly tokenHash: string;
  /** The thumbprint of the key that the token is bound to. */
  readonly boundTo: string;
}

/** How far the clocks of a client and the gateway may be apart, and how old a proof may be, in seconds. */
const WINDOW_S = 60;
const MOST_JTI_LENGTH = 128;

/** Checks that who sends a bound token holds its key (DPoP, RFC 9449): each request brings a proof of its own, signed by that key, good once. */
export class DpopVerifier {
  readonly #replays = new ReplayMemory(2 * WINDOW_S);

  /**
   * @param proof the `DPoP` header
   * @param now milliseconds since 1970
   * @throws Fault
   */
  async verify(proof: string, request: ProvenRequest, now: number): Promise<void> {
    const payload = await signedPayload(proof, request.boundTo, now);
    const { jti, htm, htu, iat, ath } = payload;
    if (htm !== request.method || addressOf(htu) !== addressOf(request.url)) throw new Fault("PROOF_REQUEST");
    if (typeof iat !== "number" || Math.abs(now / 1000 - iat) > WINDOW_S) throw new Fault("PROOF_TIME");
    if (ath !== request.tokenHash) throw new Fault("PROOF_TOKEN");
    if (typeof jti !== "string" || jti === "" || jti.length > MOST_JTI_LENGTH) throw new Fault("PROOF_MALFORMED");
    const found = this.#replays.remember(request.boundTo, jti, now / 1000);
    if (found !== "new") throw new Fault(found === "seen" ? "PROOF_REPLAYED" : "PROOF_TOO_MANY");
  }
}

async function signedPayload(proof: string, boundTo: string, now: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(proof, keyBoundTo(boundTo), {
      algorithms: ALGORITHMS,
      typ: "dpop+jwt",
      clockTolerance: WINDOW_S,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(error instanceof errors.JWSSignatureVerificationFailed ? "PROOF_SIGNATURE" : "PROOF_MALFORMED");
  }
}

/** The thumbprint is compared first, so that nobody can make us work with keys of his own making. */
function keyBoundTo(boundTo: string): JWTVerifyGetKey {
  return async (header, token) => {
    const { jwk } = header;
    try {
      if (jwk && (await calculateJwkThumbprint(jwk, "sha256")) === boundTo) return await EmbeddedJWK(header, token);
    } catch {
      // Not a key at all, or a private one.
    }
    throw new Fault("PROOF_KEY");
  };
}

/** An address in its normal form; undefined if it is none, or if it has a query or a fragment. */
function addressOf(text: unknown): string | undefined {
  if (typeof text !== "string" || /[?#]/.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href;
}
