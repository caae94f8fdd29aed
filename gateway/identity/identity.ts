import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { errors, jwtVerify } from "jose";
import { ANONYMOUS, type Caller } from "../../subgraphs/kit/access/caller";
import type { Log } from "../../subgraphs/kit/log";
import { LruMap } from "../plan/lru";
import { readClaims, type Claims } from "./claims";
import { DpopVerifier } from "./dpop";
import { ALGORITHMS, Fault, type Scheme } from "./faults";
import { Issuer, type IssuerOptions } from "./issuer";

export interface IdentityOptions {
  /** The one issuer whose tokens count, as they name it; without one, no token does. */
  readonly issuer: string | undefined;
  /** What a token's `aud` must name. */
  readonly audience: string;
  /** The gateway's address as clients know it, such as https://graph.opop.example.id; that of each request unless set. */
  readonly publicUrl: string | undefined;
  /** Whether `Authorization` is meant for the subgraphs, as in a federation that checks tokens there; only where there is no issuer. */
  readonly leavesTokensToSubgraphs: boolean;
}

/** Tells who sends a request, by its access token (RFC 9068) and, where that is bound to a key, by the proof beside it (RFC 9449). */
export class Identity {
  readonly #issuer: Issuer | undefined;
  readonly #proofs = new DpopVerifier();
  /** Verified tokens by their SHA-256. The same token gives the same caller object, so that what is derived from it is too. */
  readonly #verified = new LruMap<Verified>(MOST_REMEMBERED, Infinity);

  constructor(
    private readonly options: IdentityOptions,
    log: Log,
    private readonly clock: () => number = Date.now,
    timing: Pick<IssuerOptions, "cooldownMs" | "retryMs" | "refreshMs"> = {},
  ) {
    if (options.issuer !== undefined) this.#issuer = new Issuer({ url: options.issuer, log, ...timing });
  }

  /**
   * Who sends a request; ANONYMOUS if it brings no token.
   *
   * @throws EdgeRefusal TOKEN_INVALID, or ISSUER_UNAVAILABLE if it can't be told; the latter also as a rejection
   */
  callerOf(request: IncomingMessage): Caller | Promise<Caller> {
    if (request.headers.authorization === undefined) return ANONYMOUS;
    if (!this.#issuer && this.options.leavesTokensToSubgraphs) return ANONYMOUS;
    return this.#callerOf(request);
  }

  async #callerOf(request: IncomingMessage): Promise<Caller> {
    // Node keeps only the first of several Authorization headers, which need not be the one that a proxy has looked at.
    const [header = "", ...others] = request.headersDistinct["authorization"] ?? [];
    const [, word = "", token = ""] = AUTHORIZATION.exec(header) ?? [];
    const scheme: Scheme = word.toLowerCase() === "dpop" ? "DPoP" : "Bearer";
    try {
      if (!this.#issuer) throw new Fault("NO_ISSUER");
      if (others.length > 0 || token === "") throw new Fault("AUTHORIZATION");
      if (token.length > MOST_TOKEN_LENGTH) throw new Fault("TOO_LONG");
      const tokenHash = hash("sha256", token, "base64url");
      const { caller, boundTo } = this.#remembered(tokenHash) ?? (await this.#verify(token, tokenHash, this.#issuer));
      if (scheme === "DPoP") await this.#checkProof(request, tokenHash, boundTo);
      else if (boundTo !== undefined) throw new Fault("BOUND");
      return caller;
    } catch (error) {
      throw error instanceof Fault ? error.refusal(scheme) : error;
    }
  }

  #remembered(tokenHash: string): Claims | undefined {
    const known = this.#verified.get(tokenHash);
    return known && this.clock() < known.until ? known.claims : undefined;
  }

  async #verify(token: string, tokenHash: string, issuer: Issuer): Promise<Claims> {
    const now = this.clock();
    try {
      const { payload } = await jwtVerify(token, issuer.keyOf, {
        algorithms: ALGORITHMS,
        typ: "at+jwt",
        issuer: this.options.issuer!,
        audience: this.options.audience,
        requiredClaims: ["exp"],
        clockTolerance: SKEW_S,
        currentDate: new Date(now),
      });
      const claims = readClaims(payload);
      if (claims.caller.bank !== null && claims.boundTo === undefined) throw new Fault("NOT_BOUND");
      this.#verified.set(tokenHash, { claims, until: Math.min(payload.exp! * 1000, now + REMEMBER_MS) }, 1);
      return claims;
    } catch (error) {
      throw faultOf(error);
    }
  }

  async #checkProof(request: IncomingMessage, tokenHash: string, boundTo: string | undefined): Promise<void> {
    if (boundTo === undefined) throw new Fault("NOT_BOUND");
    const [proof, ...others] = request.headersDistinct["dpop"] ?? [];
    if (proof === undefined || others.length > 0) throw new Fault("PROOF_MISSING");
    if (proof.length > MOST_TOKEN_LENGTH) throw new Fault("PROOF_MALFORMED");
    const path = (request.url ?? "/").split("?", 1)[0]!;
    const base = this.options.publicUrl?.replace(/\/$/, "") ?? `http://${request.headers.host ?? ""}`;
    const { method } = request;
    await this.#proofs.verify(proof, { method, url: base + path, tokenHash, boundTo }, this.clock());
  }
}

interface Verified {
  readonly claims: Claims;
  /** Until when it is remembered, in milliseconds since 1970. */
  readonly until: number;
}

/** RFC 9110: the scheme in any case; RFC 6750: the characters of a token. */
const AUTHORIZATION = /^(bearer|dpop) ([\w.~+/-]+=*)$/i;
const MOST_TOKEN_LENGTH = 8_192;
const MOST_REMEMBERED = 10_000;
/** So long may a token outlive the withdrawal of the key that signed it; to verify each token once a minute costs nothing. */
const REMEMBER_MS = 60_000;
const SKEW_S = 60;

/** What jose found wrong, in our words. What is no fault of the token, such as an issuer that is away, goes on as it is. */
function faultOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new Fault("EXPIRED");
  if (error instanceof errors.JWTClaimValidationFailed) {
    const kind = error.reason === "check_failed" ? CLAIM_FAULTS[error.claim] : undefined;
    return kind ? new Fault(kind) : new Fault("CLAIM", error.claim);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return new Fault("ALGORITHM");
  if (error instanceof errors.JWSSignatureVerificationFailed) return new Fault("SIGNATURE");
  if (error instanceof errors.JOSEError) return new Fault("MALFORMED");
  return error;
}

const CLAIM_FAULTS: Readonly<Record<string, "ISSUER" | "AUDIENCE" | "NOT_YET_VALID" | "TYPE">> = {
  iss: "ISSUER",
  aud: "AUDIENCE",
  nbf: "NOT_YET_VALID",
  typ: "TYPE",
};
