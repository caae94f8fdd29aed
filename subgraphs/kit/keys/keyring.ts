import { createSecretKey, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { ConfigurationError, readConfig, str } from "../config";

/**
 * What a key is for. `request:<room>` signs the gateway's requests to that room; `data` encrypts personal data, `index` makes it findable, `audit` seals the
 * audit log; `client` is the private key by which a process identifies itself to the issuer, `receipt` the one with which it signs receipts.
 */
export type KeyUse = `request:${string}` | "data" | "index" | "audit" | "client" | "receipt";

export interface Key {
  /** Names the key wherever something was made with it. */
  readonly id: string;
  readonly use: KeyUse;
  /** 32 random bytes, or, for `client` and `receipt`, the text of a private JWK. */
  readonly secret: Buffer;
  /** The secret as Node's crypto takes it at its fastest. */
  readonly keyObject: KeyObject;
  /** From when on it makes things; before that it only checks what others made, so that everybody has read it by then. */
  readonly from: Date;
}

/** Whether the keys of a use are pairs, kept as the text of a private JWK, and no random bytes. */
export function isJwk(use: KeyUse): boolean {
  return use === "client" || use === "receipt";
}

/** One key as a keyring's file has it. */
export interface KeyEntry {
  readonly id: string;
  readonly use: KeyUse;
  /** Base64 of 32 random bytes; for `client` and `receipt` the text of a private JWK. */
  readonly secret: string;
  readonly from: string;
}

/** How often the file is looked at. */
const LOOK_EVERY_MS = 1_000;

/** The keys of one process, in a file that is read again whenever it changes, so that keys are rotated without a restart. */
export class Keyring {
  #keys: readonly Key[] = [];
  #readFrom = -1;
  #nextLook = 0;

  /** @throws ConfigurationError if the file can't be read */
  constructor(readonly file: string) {
    this.#look(Date.now());
  }

  /** The keyring that the variable `KEYRING` names. */
  static fromEnvironment(env: NodeJS.ProcessEnv = process.env): Keyring {
    const { KEYRING } = readConfig(
      { KEYRING: str({ desc: "the file of this process's keys; see `npm run keys`" }) },
      env,
    );
    return new Keyring(KEYRING);
  }

  /** The newest key of a use that may make things now. @throws ConfigurationError if there is none */
  current(use: KeyUse): Key {
    const now = Date.now();
    const usable = this.of(use).filter((key) => key.from.getTime() <= now);
    const newest = usable.toSorted((one, other) => other.from.getTime() - one.from.getTime())[0];
    if (!newest) throw new ConfigurationError(`${this.file} holds no key for ${use} that is in force.`);
    return newest;
  }

  /** The key of an id, to check or decrypt what was made with it. */
  find(use: KeyUse, id: string): Key | undefined {
    return this.of(use).find((key) => key.id === id);
  }

  /** Every key of a use. */
  of(use: KeyUse): readonly Key[] {
    const now = Date.now();
    if (now >= this.#nextLook) this.#look(now);
    return this.#keys.filter((key) => key.use === use);
  }

  #look(now: number): void {
    this.#nextLook = now + LOOK_EVERY_MS;
    try {
      const { mtimeMs } = statSync(this.file);
      if (mtimeMs === this.#readFrom) return;
      this.#keys = parseKeyFile(readFileSync(this.file, "utf8")).map(keyOf);
      this.#readFrom = mtimeMs;
    } catch (error) {
      // A file that is being replaced goes unread for a moment; what was read before holds until then.
      if (this.#readFrom < 0)
        throw new ConfigurationError(`KEYRING: ${this.file} can't be read: ${(error as Error).message}`);
    }
  }
}

/**
 * The keys that a keyring's text says.
 *
 * @throws Error that quotes nothing of it, since it goes to the log
 */
export function parseKeyFile(text: string): readonly KeyEntry[] {
  const entries = listIn(text);
  const short = entries.find(({ use, secret }) => !isJwk(use) && Buffer.from(secret, "base64").length !== KEY_BYTES);
  // Node's crypto takes an empty key without a word, and then anybody could sign with it.
  if (short) throw new Error(`the key ${short.id} for ${short.use} is not ${KEY_BYTES} bytes in base64`);
  return entries;
}

function listIn(text: string): readonly KeyEntry[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    if (Array.isArray(keys)) return keys as KeyEntry[];
  } catch {
    // Node's message quotes the text, which holds secrets.
  }
  throw new Error("it is no JSON with a list of keys");
}

function keyOf({ id, use, secret: written, from }: KeyEntry): Key {
  const secret = Buffer.from(written, isJwk(use) ? "utf8" : "base64");
  return { id, use, secret, keyObject: createSecretKey(secret), from: new Date(from) };
}

const KEY_BYTES = 32;
