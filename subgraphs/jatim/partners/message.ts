import { randomInt } from "node:crypto";
import { isUtf8 } from "node:buffer";
import type { Agreement } from "./agreement";
import { Fields } from "./fields";
import { isSignedByKey, isSignedBySecret, momentOf, requestText, signByKey, signBySecret, snapTime } from "./signature";

/** A request as it came. */
export interface Message {
  readonly method: string;
  readonly path: string;
  /** By names in lower case; what came several times has several values, as in `headersDistinct` of Node. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** A request whose sender, time and content are certain. */
export interface CheckedMessage {
  readonly fields: Fields;
  /** Unique in the sender's day: whoever takes the message must refuse one that was there before. */
  readonly externalId: string;
  /** When it was sent. */
  readonly at: Date;
}

/** Why a message is not accepted: status and case of SNAP's response code, and words for the log. */
export interface MessageFault {
  readonly fault: "40000" | "40001" | "40100" | "40101" | "40900";
  readonly reason: string;
}

/** How a message is signed: by the client secret and an access token, or by the sender's private key alone. */
export type SignedBy = { readonly token: string } | "KEY";

/** Headers and body of a signed request. */
export function signedMessage(
  agreement: Agreement,
  path: string,
  content: object,
  at: Date,
  by: SignedBy,
): { headers: Record<string, string>; body: string } {
  const externalId = newExternalId();
  // SNAP signs no X-EXTERNAL-ID; in the body too, it can't be changed, and so a message can't be sent again as a new one.
  const body = JSON.stringify({ ...content, additionalInfo: { ...additionalInfo(content), externalId } });
  const timestamp = snapTime(at);
  const token = by === "KEY" ? undefined : by.token;
  const text = requestText({ method: "POST", path, token, body, timestamp });
  const headers = {
    "content-type": "application/json",
    "x-timestamp": timestamp,
    "x-partner-id": agreement.partnerId,
    "x-external-id": externalId,
    "channel-id": agreement.channelId,
    "x-signature": by === "KEY" ? signByKey(text, agreement.ownKey) : signBySecret(text, agreement.secret),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return { headers, body };
}

/**
 * Checks a request against what was agreed with its sender. What it says of its X-EXTERNAL-ID is not known to be new: the caller, who remembers them,
 * decides that, and only after this, or a forger could use up ids.
 *
 * @param isToken whether a token was given to this partner and is still valid; left out, messages are signed by the sender's private key
 */
export function checkMessage(
  message: Message,
  agreement: Agreement,
  now: Date,
  isToken?: (token: string) => boolean,
): CheckedMessage | MessageFault {
  const header = (name: string): string => {
    const [value = "", ...more] = [message.headers[name] ?? []].flat();
    return more.length === 0 ? value : "";
  };
  if (header("x-partner-id") !== agreement.partnerId || header("channel-id") !== agreement.channelId)
    return { fault: "40100", reason: "unknown partner or channel" };
  const token = isToken && (/^Bearer (\S+)$/.exec(header("authorization"))?.[1] ?? "");
  if (isToken && !isToken(token!)) return { fault: "40101", reason: "unknown or expired token" };
  if (!isUtf8(message.body)) return { fault: "40000", reason: "not UTF-8" };

  const { method, path } = message;
  const body = message.body.toString("utf8");
  const timestamp = header("x-timestamp");
  const text = requestText({ method, path, token, body, timestamp });
  const signature = header("x-signature");
  const right = isToken
    ? isSignedBySecret(text, signature, agreement.secret)
    : isSignedByKey(text, signature, agreement.otherKey);
  if (!right) return { fault: "40100", reason: "wrong signature" };
  const at = momentOf(timestamp);
  if (!at || !isTimely(at, agreement, now)) return { fault: "40100", reason: "X-TIMESTAMP out of the window" };
  return readContent(body, header("x-external-id"), at);
}

/** Whether a message of that time may be accepted now. */
export function isTimely(at: Date, { windowMs, clocksDifferMs }: Agreement, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= -clocksDifferMs && age <= windowMs;
}

function readContent(body: string, externalId: string, at: Date): CheckedMessage | MessageFault {
  try {
    const fields = new Fields(JSON.parse(body));
    if (fields.within("additionalInfo").text("externalId", EXTERNAL_ID) === externalId)
      return { fields, externalId, at };
    return { fault: "40100", reason: "X-EXTERNAL-ID is not the one that was signed" };
  } catch (error) {
    return { fault: "40001", reason: (error as Error).message };
  }
}

const EXTERNAL_ID = /^\d{1,36}$/;
const GROUP = 10 ** 12;

/** SNAP wants digits only, at most 36. */
function newExternalId(): string {
  return Array.from({ length: 3 }, () => String(randomInt(GROUP)).padStart(12, "0")).join("");
}

function additionalInfo(content: object): object | undefined {
  return (content as { additionalInfo?: object }).additionalInfo;
}
