import { createHmac } from "node:crypto";
import { parse } from "uuid";
import type { Key, Keyring } from "../keys/keyring";

/** The column of encrypted values that an index finds. */
export interface IndexedColumn {
  readonly table: string;
  readonly column: string;
}

/** How a value is brought into the one form under which it is found again. */
export const NORMALISE = {
  /** NIK, numbers of accounts. */
  digits: (text: string) => text.replace(/\D/g, ""),
  /** A telephone number in E.164 form; blanks and dashes do not count. */
  phone: (text: string) => `+${text.replace(/\D/g, "")}`,
  email: (text: string) => text.trim().normalize("NFC").toLowerCase(),
} as const;

export type Normalisation = keyof typeof NORMALISE;

/** What stands beside an encrypted value so that it is found by equality: the id of the newest index key and an HMAC by it. */
export function blindIndex(keyring: Keyring, column: IndexedColumn, how: Normalisation, value: string): Buffer {
  return indexBy(keyring.current("index"), column, NORMALISE[how](value));
}

/** All forms under which a value may stand in the index: one for each key, since after a rotation some rows have the old one for a while. */
export function indexForms(keyring: Keyring, column: IndexedColumn, how: Normalisation, value: string): Buffer[] {
  const normal = NORMALISE[how](value);
  return keyring.of("index").map((key) => indexBy(key, column, normal));
}

/** The first bytes of every index by the newest key. */
export function newestIndexPrefix(keyring: Keyring): Buffer {
  return Buffer.from(parse(keyring.current("index").id));
}

/**
 * Stands for an input with personal values where only sameness counts, such as beside an idempotency key. A plain hash of a NIK could be undone by trying
 * all of them. By the oldest key, so that the same input has the same digest after a rotation.
 */
export function personalDigest(keyring: Keyring, input: unknown): string {
  const oldest = keyring.of("index").toSorted((one, other) => one.from.getTime() - other.from.getTime())[0];
  if (!oldest) throw new Error("The keyring holds no key for index.");
  return createHmac("sha256", oldest.keyObject)
    .update(JSON.stringify(["input", sorted(input)]))
    .digest("base64");
}

function indexBy(key: Key, { table, column }: IndexedColumn, normal: string): Buffer {
  const mac = createHmac("sha256", key.keyObject)
    .update(JSON.stringify(["index", table, column, normal]))
    .digest();
  return Buffer.concat([parse(key.id), mac]);
}

/** The same whatever order the keys of an object came in. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
