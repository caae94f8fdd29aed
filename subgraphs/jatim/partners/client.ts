import { Pool } from "undici";
import type { Clock } from "../../kit/clock";
import type { Agreement } from "./agreement";
import { checkAnswer, type PartnerAnswer, type RawAnswer, type Service } from "./answer";
import { signedMessage } from "./message";
import { signByKey, snapTime, tokenRequestText } from "./signature";

export interface PartnerClientOptions {
  readonly agreement: Agreement;
  /** The longest time for one request, from sending to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** The most requests at once; others wait, within their time. */
  readonly connections: number;
  readonly clock: Clock;
}

export const ACCESS_TOKEN: Service = { code: "73", path: "/v1.0/access-token/b2b" };
/** A token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 60_000;
const LONGEST_ANSWER_BYTES = 4 * 1024 * 1024;
/** SNAP's case of a token that is not valid, or not any more. */
const INVALID_TOKEN = "40101";

/** Asks a partner by signed requests in the style of SNAP, and believes only answers that it signed. */
export class PartnerClient {
  readonly #pool: Pool;
  #token: Promise<string> | undefined;
  #renewAt = 0;

  constructor(private readonly options: PartnerClientOptions) {
    // undici sends nothing a second time that is not idempotent, so a POST reaches the partner once at most.
    this.#pool = new Pool(options.agreement.url, {
      connections: options.connections,
      maxResponseSize: LONGEST_ANSWER_BYTES,
    });
  }

  /**
   * Sends one request. Never rejects because of the partner or the way to it.
   *
   * @param at when it counts as sent; the partner refuses what is older than its window
   */
  async ask(service: Service, content: object, at = this.options.clock()): Promise<PartnerAnswer> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    const answer = await this.#askOnce(service, content, at, signal);
    if (!("said" in answer) || answer.said !== INVALID_TOKEN) return answer;
    // The partner has done nothing yet, so asking again with a new token is safe.
    this.#token = undefined;
    return this.#askOnce(service, content, at, signal);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #askOnce(service: Service, content: object, at: Date, signal: AbortSignal): Promise<PartnerAnswer> {
    try {
      const token = await this.#validToken();
      const { headers, body } = signedMessage(this.options.agreement, service.path, content, at, { token });
      return this.#checked(service, headers["x-signature"]!, await this.#post(service.path, headers, body, signal));
    } catch (error) {
      return { unknown: reasonOf(error) };
    }
  }

  /** All who need a token while one is fetched share it. */
  #validToken(): Promise<string> {
    if (this.#token && Date.now() < this.#renewAt) return this.#token;
    this.#renewAt = Infinity;
    const fetched = this.#fetchToken();
    this.#token = fetched;
    fetched.catch(() => {
      if (this.#token === fetched) this.#token = undefined;
    });
    return fetched;
  }

  async #fetchToken(): Promise<string> {
    const { agreement, clock, timeoutMs } = this.options;
    const timestamp = snapTime(clock());
    const headers = {
      "content-type": "application/json",
      "x-timestamp": timestamp,
      "x-client-key": agreement.partnerId,
      "x-signature": signByKey(tokenRequestText(agreement.partnerId, timestamp), agreement.ownKey),
    };
    const body = JSON.stringify({ grantType: "client_credentials" });
    const signal = AbortSignal.timeout(timeoutMs);
    const raw = await this.#post(ACCESS_TOKEN.path, headers, body, signal);
    const answer = this.#checked(ACCESS_TOKEN, headers["x-signature"], raw);
    if ("unknown" in answer) throw new Error(`no access token: ${answer.unknown}`);
    if (answer.said !== "20000") throw new Error(`no access token: refused with ${answer.said}`);
    const seconds = Number(answer.fields.text("expiresIn", /^\d{1,6}$/));
    this.#renewAt = Date.now() + Math.max(seconds * 1000 - RENEW_BEFORE_MS, 0);
    return answer.fields.text("accessToken", /^[\x21-\x7e]{1,2048}$/);
  }

  async #post(path: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<RawAnswer> {
    const answer = await this.#pool.request({ method: "POST", path, headers, body, signal });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  }

  #checked(service: Service, requestSignature: string, raw: RawAnswer): PartnerAnswer {
    return checkAnswer(raw, this.options.agreement, service, requestSignature, this.options.clock());
  }
}

/** Why there is no answer, for the log: `TimeoutError`, `ECONNREFUSED`, `other side closed`. */
function reasonOf(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  return name === "TimeoutError" ? "no answer in time" : (code ?? message);
}
