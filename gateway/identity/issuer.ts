import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import type { Log } from "../../subgraphs/kit/log";
import { EdgeRefusal } from "../edge/refusals";
import { Fault } from "./faults";

export interface IssuerOptions {
  /** The issuer's address, exactly as its tokens name it in `iss`. */
  readonly url: string;
  readonly log: Log;
  /** How long after the keys were fetched a token of an unknown key has them fetched again, in milliseconds. */
  readonly cooldownMs?: number | undefined;
  /** How long after a discovery that failed the issuer is asked again, in milliseconds. */
  readonly retryMs?: number | undefined;
  /** How old the keys may be before they are fetched again, in milliseconds. */
  readonly refreshMs?: number | undefined;
}

/**
 * The issuer's keys: found by its discovery document when the first token comes, so that the gateway starts before its issuer; fetched again for a key
 * that is not known yet, and every minute, so that a key that the issuer withdraws counts no longer.
 */
export class Issuer {
  #keys: Promise<RemoteKeys> | undefined;
  #failedAt = -Infinity;
  #fetchedAt = -Infinity;
  #warnedAt = -Infinity;

  constructor(private readonly options: IssuerOptions) {}

  /** The key of a token's header. @throws EdgeRefusal if the issuer can't be asked, Fault if it has no such key */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    try {
      const keys = await this.#discovered();
      await this.#refresh(keys);
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
        throw new Fault("UNKNOWN_KEY");
      }
      this.#warn(error);
      throw new EdgeRefusal("ISSUER_UNAVAILABLE", undefined, { "retry-after": "1" });
    }
  };

  #discovered(): Promise<RemoteKeys> {
    if (this.#keys) return this.#keys;
    if (Date.now() < this.#failedAt + (this.options.retryMs ?? RETRY_MS)) throw new Error("Asked a moment ago.");
    this.#keys = this.#discover();
    this.#keys.catch(() => {
      this.#keys = undefined;
      this.#failedAt = Date.now();
    });
    return this.#keys;
  }

  async #discover(): Promise<RemoteKeys> {
    const address = `${this.options.url.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${address} answered with HTTP status ${response.status}.`);
    const { issuer, jwks_uri: keys } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (issuer !== this.options.url) throw new Error(`${address} is the document of another issuer.`);
    if (typeof keys !== "string" || !URL.canParse(keys)) throw new Error(`${address} names no usable jwks_uri.`);
    if (!isConfidential(keys) && isConfidential(this.options.url)) throw new Error(`${keys} is not https.`);
    this.#fetchedAt = Date.now();
    return createRemoteJWKSet(new URL(keys), {
      timeoutDuration: TIMEOUT_MS,
      cooldownDuration: this.options.cooldownMs ?? COOLDOWN_MS,
      cacheMaxAge: KEEP_MS,
    });
  }

  /** An issuer that is away for a while stops nobody whom it has let in: the keys at hand go on counting. */
  async #refresh(keys: RemoteKeys): Promise<void> {
    if (Date.now() < this.#fetchedAt + (this.options.refreshMs ?? REFRESH_MS)) return;
    this.#fetchedAt = Date.now();
    await keys.reload().catch((error: unknown) => this.#warn(error));
  }

  /** Only now and then, or an issuer that is away would drown everything else. */
  #warn(error: unknown): void {
    if (Date.now() < this.#warnedAt + WARN_EVERY_MS) return;
    this.#warnedAt = Date.now();
    this.options.log.warn({ err: error, issuer: this.options.url }, "the issuer of tokens can't be asked for its keys");
  }
}

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/** Whether nobody on the way can change what comes from an address. */
export function isConfidential(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

const TIMEOUT_MS = 2_000;
const RETRY_MS = 1_000;
const COOLDOWN_MS = 5_000;
const REFRESH_MS = 60_000;
const KEEP_MS = 600_000;
const WARN_EVERY_MS = 10_000;
