import { createHash } from "node:crypto";
import { refuse } from "../refusal";
import type { Transaction } from "./database";

/** The form of a key that a client sends with a mutation: its own choice, such as a UUID, 8 to 100 printable characters. */
const KEY_FORM = /^[\x21-\x7e]{8,100}$/;

export const IDEMPOTENCY_KEY_DESCRIPTION =
  "Chosen by the client, 8 to 100 printable characters without a space, new for every new intention, such as a UUID. Sent again with the same input, it returns the first answer and changes nothing; with another input it is refused (IDEMPOTENCY_KEY_REUSED). Kept for ever.";

export interface Intention<T> {
  /** Name of the mutation. */
  readonly operation: string;
  readonly key: string;
  readonly input: unknown;
  /** The work itself, inside the transaction. What it returns is kept as JSON and is the answer for ever. */
  readonly effect: () => Promise<T>;
}

/**
 * Does the work of one intention once, however often it is sent. The key and the effect are written in one transaction,
 * so one can't be without the other; a second caller with the same key waits for the first to end.
 *
 * @throws RefusedError IDEMPOTENCY_KEY_REUSED if the key came with another input, IDEMPOTENCY_KEY_INVALID for a malformed one
 */
export async function idempotent<T>(tx: Transaction, { operation, key, input, effect }: Intention<T>): Promise<T> {
  if (!KEY_FORM.test(key)) return refuse(malformed(key));
  const hash = createHash("sha256").update(canonicalJson(input)).digest();
  const claimed = await tx.rows(
    "INSERT INTO idempotency (operation, key, input_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key",
    [operation, key, hash],
  );
  if (claimed.length === 0) return firstAnswer<T>(tx, operation, key, hash);
  const answer = await effect();
  await tx.rows("UPDATE idempotency SET answer = $3 WHERE operation = $1 AND key = $2", [
    operation,
    key,
    JSON.stringify(answer),
  ]);
  return answer;
}

async function firstAnswer<T>(tx: Transaction, operation: string, key: string, hash: Buffer): Promise<T> {
  const [first] = await tx.rows<{ input_hash: Buffer; answer: T }>(
    "SELECT input_hash, answer FROM idempotency WHERE operation = $1 AND key = $2",
    [operation, key],
  );
  if (!first?.input_hash.equals(hash)) return refuse(reused(key));
  return first.answer;
}

/** JSON with the keys of every object in order, so that the same input has the same text however it was written. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) => {
      if (typeof each === "bigint") return String(each);
      if (each === null || typeof each !== "object" || Array.isArray(each)) return each;
      return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? "null"
  );
}

const FIELD = ["idempotencyKey"];

function malformed(key: string) {
  const expected = "8 to 100 printable characters without a space";
  return {
    code: "IDEMPOTENCY_KEY_INVALID",
    field: FIELD,
    text: {
      id: "Kunci idempotensi harus 8 sampai 100 karakter tercetak tanpa spasi.",
      en: `The idempotency key must have ${expected}.`,
    },
    expected,
    received: `${key.length} characters`,
  };
}

function reused(key: string) {
  return {
    code: "IDEMPOTENCY_KEY_REUSED",
    field: FIELD,
    text: {
      id: "Kunci idempotensi ini sudah dipakai untuk isian yang lain; pakai kunci baru.",
      en: "This idempotency key was used with another input; use a new key.",
    },
    received: key,
  };
}
