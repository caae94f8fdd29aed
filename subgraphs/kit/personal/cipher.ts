import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { parse, stringify } from "uuid";
import type { Keyring } from "../keys/keyring";

/** The place of an encrypted value. A value decrypts in its own place only. */
export interface Cell {
  readonly table: string;
  readonly column: string;
  /** Id of the row. */
  readonly id: string;
}

/** The layout of a value: version, key id, initialisation vector, tag, and what is encrypted. */
const VERSION = 1;
const KEY_AT = 1;
const IV_AT = KEY_AT + 16;
const TAG_AT = IV_AT + 12;
const TEXT_AT = TAG_AT + 16;
const BLOCK = 16;

/**
 * Encrypts a text for one place by AES-256-GCM, with the newest key. The text is filled up to whole blocks of 16 bytes first, so that the length of
 * what is stored does not tell that of, say, a telephone number.
 */
export function encrypt(keyring: Keyring, cell: Cell, text: string): Buffer {
  const key = keyring.current("data");
  const head = Buffer.from([VERSION, ...parse(key.id)]);
  const iv = randomBytes(TAG_AT - IV_AT);
  const cipher = createCipheriv("aes-256-gcm", key.keyObject, iv).setAAD(bindingOf(head, cell));
  const encrypted = Buffer.concat([cipher.update(padded(text)), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), encrypted]);
}

/** The text of an encrypted value. @throws CipherError if it was not encrypted for this place, is damaged, or its key is gone */
export function decrypt(keyring: Keyring, cell: Cell, value: Buffer): string {
  const key = value.length > TEXT_AT && value[0] === VERSION ? keyring.find("data", keyIdOf(value)) : undefined;
  if (!key) throw new CipherError(cell);
  const decipher = createDecipheriv("aes-256-gcm", key.keyObject, value.subarray(IV_AT, TAG_AT))
    .setAAD(bindingOf(value.subarray(0, IV_AT), cell))
    .setAuthTag(value.subarray(TAG_AT, TEXT_AT));
  try {
    const text = Buffer.concat([decipher.update(value.subarray(TEXT_AT)), decipher.final()]);
    return text.toString("utf8", 0, text.lastIndexOf(END));
  } catch {
    throw new CipherError(cell);
  }
}

/** The first bytes of every value that the newest key encrypts: what begins otherwise is to be encrypted anew. */
export function newestPrefix(keyring: Keyring): Buffer {
  return Buffer.from([VERSION, ...parse(keyring.current("data").id)]);
}

/** A value can't be decrypted. Says where it stands and nothing of what it is. */
export class CipherError extends Error {
  override readonly name = "CipherError";

  constructor({ table, column, id }: Cell) {
    super(
      `The value of ${table}.${column} in row ${id} can't be decrypted: it is damaged, was moved here, or its key is gone.`,
    );
  }
}

function keyIdOf(value: Buffer): string {
  // What is no UUID is the id of no key; `stringify` would refuse it.
  try {
    return stringify(value.subarray(KEY_AT, IV_AT));
  } catch {
    return "";
  }
}

function bindingOf(head: Buffer, { table, column, id }: Cell): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify([table, column, id.toLowerCase()]))]);
}

/** Marks the end of the text; no byte of UTF-8 within a text is mistaken for it, since it is looked for from behind. */
const END = 0x80;

function padded(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const filled = Buffer.alloc(Math.ceil((bytes.length + 1) / BLOCK) * BLOCK);
  bytes.copy(filled);
  filled[bytes.length] = END;
  return filled;
}
