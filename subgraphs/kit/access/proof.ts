import { createHmac, hash, randomUUID, timingSafeEqual, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Keyring } from "../keys/keyring";
import { ANONYMOUS, readCaller, type Caller } from "./caller";

/** Headers that the gateway alone sets; what a client sends under these names is dropped. */
export const PROOF_HEADERS = ["opop-caller", "content-digest", "signature-input", "signature"] as const;

/** How long a proof is good for, in seconds. */
const LIFETIME_S = 30;
/** How far the clocks of two machines may be apart, in seconds. */
const SKEW_S = 5;

/** One request to a room, as far as its proof covers it. */
interface Signed {
  readonly path: string;
  readonly body: string | Buffer;
  readonly requestId: string;
}

/**
 * Proves that a request comes from the gateway, by an HTTP message signature (RFC 9421, hmac-sha256) over method, path, digest of the body (RFC 9530),
 * caller and request id, with the key of that one room as its only reader.
 */
export class ProofSigner {
  readonly #callers = new WeakMap<Caller, string>();

  constructor(private readonly keyring: Keyring) {}

  /** Whether there is a key for a room. */
  covers(room: string): boolean {
    return this.keyring.of(`request:${room}`).length > 0;
  }

  /** The headers of the proof, as names and values in turn. */
  sign(room: string, request: Signed, caller: Caller): string[] {
    const { id, keyObject } = this.keyring.current(`request:${room}`);
    const created = Math.floor(Date.now() / 1000);
    const who = this.#encode(caller);
    const digest = digestOf(request.body);
    const parameters = parametersOf(id, room, created, randomUUID());
    const mac = macOf(keyObject, request, who, digest, parameters);
    return [
      ...["opop-caller", who],
      ...["content-digest", digest],
      ...["signature-input", `gateway=${parameters}`],
      ...["signature", `gateway=:${mac.toString("base64")}:`],
    ];
  }

  /** Callers are remembered with their tokens, so that each is written once. */
  #encode(caller: Caller): string {
    let text = this.#callers.get(caller);
    if (text === undefined) {
      text = caller === ANONYMOUS ? "" : Buffer.from(JSON.stringify(caller)).toString("base64url");
      this.#callers.set(caller, text);
    }
    return text;
  }
}

export type ProofFault = "MISSING" | "MALFORMED" | "UNKNOWN_KEY" | "OTHER_ROOM" | "EXPIRED" | "FORGED" | "REPLAYED";

/** Checks the proof of every request to a room. */
export class ProofVerifier {
  /** Nonces seen, in two halves of a proof's lifetime each, so that the old half is forgotten at once. */
  #nonces = new Set<string>();
  #olderNonces = new Set<string>();
  #turned = 0;
  /** What was made before this process began may have been used on the one before it. */
  readonly #began = Math.floor(Date.now() / 1000);

  constructor(
    private readonly room: string,
    private readonly keyring: Keyring,
  ) {}

  /** The caller that the gateway vouches for, or what is wrong with the proof. Nothing of the body is parsed for it. */
  verify(headers: IncomingHttpHeaders, request: Signed): Caller | ProofFault {
    const input = headers["signature-input"];
    const signature = /^gateway=:([A-Za-z0-9+/=]{44}):$/.exec(one(headers["signature"]) ?? "")?.[1];
    const who = one(headers["opop-caller"]);
    if (input === undefined || signature === undefined || who === undefined) return "MISSING";
    const parts = PARAMETERS.exec(one(input) ?? "");
    if (!parts) return "MALFORMED";
    const [, parameters, created, nonce, keyId, room] = parts as unknown as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (room !== this.room) return "OTHER_ROOM";
    const key = this.keyring.find(`request:${room}`, keyId);
    if (!key) return "UNKNOWN_KEY";
    const now = Date.now() / 1000;
    if (Number(created) > now + SKEW_S || Number(created) < Math.max(now - LIFETIME_S, this.#began)) return "EXPIRED";
    const digest = digestOf(request.body);
    const expected = macOf(key.keyObject, request, who, digest, parameters);
    if (headers["content-digest"] !== digest) return "FORGED";
    if (!timingSafeEqual(Buffer.from(signature, "base64"), expected)) return "FORGED";
    if (!this.#isFirstUse(nonce, now)) return "REPLAYED";
    return who === "" ? ANONYMOUS : (readCaller(Buffer.from(who, "base64url").toString("utf8")) ?? "MALFORMED");
  }

  #isFirstUse(nonce: string, now: number): boolean {
    if (now > this.#turned + LIFETIME_S + SKEW_S) {
      this.#olderNonces = this.#nonces;
      this.#nonces = new Set();
      this.#turned = now;
    }
    if (this.#nonces.has(nonce) || this.#olderNonces.has(nonce)) return false;
    this.#nonces.add(nonce);
    return true;
  }
}

const COVERED = '("@method" "@path" "content-digest" "opop-caller" "x-request-id")';
const PARAMETERS =
  /^gateway=(\("@method" "@path" "content-digest" "opop-caller" "x-request-id"\);created=(\d{1,12});nonce="([\w-]{36})";keyid="([\w-]{1,64})";alg="hmac-sha256";tag="([\w-]{1,64})")$/;

function parametersOf(keyId: string, room: string, created: number, nonce: string): string {
  return `${COVERED};created=${created};nonce="${nonce}";keyid="${keyId}";alg="hmac-sha256";tag="${room}"`;
}

function macOf(key: KeyObject, request: Signed, caller: string, digest: string, parameters: string): Buffer {
  const base =
    `"@method": POST\n"@path": ${request.path}\n"content-digest": ${digest}\n"opop-caller": ${caller}\n` +
    `"x-request-id": ${request.requestId}\n"@signature-params": ${parameters}`;
  return createHmac("sha256", key).update(base).digest();
}

function digestOf(body: string | Buffer): string {
  return `sha-256=:${hash("sha256", body, "base64")}:`;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}
