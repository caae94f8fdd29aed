import type { Clock } from "../../kit/clock";
import type { Agreement } from "../partners/agreement";
import { isTimely, type Message } from "../partners/message";
import { isSignedByKey, isSignedBySecret, momentOf, signBySecret, tokenRequestText } from "../partners/signature";

/** SNAP: fifteen minutes. */
const VALID_S = 900;

/** The access tokens of a simulator. A token carries its own proof, so that it outlives a restart as at a real partner, with no list of them kept. */
export class AccessTokens {
  constructor(
    private readonly agreement: Agreement,
    private readonly clock: Clock,
  ) {}

  /** What answers a request for a token; undefined if not the partner's private key has signed it, now. */
  give({ headers }: Message): object | undefined {
    const header = (name: string): string => String(headers[name] ?? "");
    const timestamp = header("x-timestamp");
    const at = momentOf(timestamp);
    const { partnerId, otherKey } = this.agreement;
    const right =
      header("x-client-key") === partnerId &&
      isSignedByKey(tokenRequestText(partnerId, timestamp), header("x-signature"), otherKey) &&
      at !== undefined &&
      isTimely(at, this.agreement, this.clock());
    if (!right) return undefined;
    const accessToken = this.#token(Math.floor(this.clock().getTime() / 1000) + VALID_S);
    return { accessToken, tokenType: "Bearer", expiresIn: String(VALID_S) };
  }

  isValid(token: string): boolean {
    const [expires = "", proof = ""] = token.split(".");
    if (!isSignedBySecret(this.#text(expires), proof, this.agreement.secret)) return false;
    return Number(expires) * 1000 > this.clock().getTime();
  }

  #token(expires: number): string {
    return `${expires}.${signBySecret(this.#text(String(expires)), this.agreement.secret)}`;
  }

  #text(expires: string): string {
    return `TOKEN:${this.agreement.partnerId}:${expires}`;
  }
}
