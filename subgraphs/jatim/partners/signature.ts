import { createHmac, hash, sign, timingSafeEqual, verify, type KeyObject } from "node:crypto";

/** What SNAP signs of a request. */
export interface SignedRequest {
  readonly method: string;
  /** With everything that follows it in the address. */
  readonly path: string;
  /** The access token; without one, SNAP leaves its place out. */
  readonly token?: string | undefined;
  /** The JSON text; empty if there is none. */
  readonly body: string;
  /** As it stands in X-TIMESTAMP. */
  readonly timestamp: string;
}

/** What we sign of an answer; SNAP leaves answers unsigned. */
export interface SignedAnswer {
  /** X-SIGNATURE of the request, so that an answer counts for no other one. */
  readonly requestSignature: string;
  readonly status: number;
  readonly body: string;
  readonly timestamp: string;
}

/** The text that is signed for a request. */
export function requestText({ method, path, token, body, timestamp }: SignedRequest): string {
  return [method, path, ...(token === undefined ? [] : [token]), bodyHash(body), timestamp].join(":");
}

/** The text that is signed for an answer. Its first word keeps it from ever being that of a request, which begins with a method. */
export function answerText({ requestSignature, status, body, timestamp }: SignedAnswer): string {
  return ["ANSWER", requestSignature, status, bodyHash(body), timestamp].join(":");
}

/** The text that is signed for an access token. */
export function tokenRequestText(partnerId: string, timestamp: string): string {
  return `${partnerId}|${timestamp}`;
}

/** SNAP's symmetric signature: HMAC-SHA512, base64. */
export function signBySecret(text: string, secret: KeyObject): string {
  return createHmac("sha512", secret).update(text).digest("base64");
}

export function isSignedBySecret(text: string, signature: string, secret: KeyObject): boolean {
  const right = Buffer.from(signBySecret(text, secret));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}

/** SNAP's asymmetric signature: RSA with SHA-256, base64. */
export function signByKey(text: string, privateKey: KeyObject): string {
  return sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64");
}

export function isSignedByKey(text: string, signature: string, publicKey: KeyObject): boolean {
  const bytes = Buffer.from(signature, "base64");
  // Node reads base64 that nobody would write; one signature must have one text, or a changed one passes.
  return bytes.toString("base64") === signature && verify("RSA-SHA256", Buffer.from(text), publicKey, bytes);
}

const WIB_MS = 7 * 3_600_000;

/** A moment as X-TIMESTAMP has it: to the second, with the offset of western Indonesia. */
export function snapTime(moment: Date): string {
  return `${new Date(moment.getTime() + WIB_MS).toISOString().slice(0, 19)}+07:00`;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;

/** The moment that a text of SNAP says; undefined if it is of another form, above all one without an offset. */
export function momentOf(text: unknown): Date | undefined {
  if (typeof text !== "string" || !TIME.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

function bodyHash(body: string): string {
  return hash("sha256", minified(body), "hex");
}

/** JSON without what stands between its signs; texts stay as they are. */
function minified(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, "$1");
}
