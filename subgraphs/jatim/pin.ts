import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { FieldPath } from "../kit/input-faults";
import type { RefusalValue } from "../kit/refusal";

const FORM = /^\d{6}$/;
/** The digits in the order of a keypad, there and back. */
const RUNS = ["01234567890", "09876543210"];
/** One digit, two or three, over and over. */
const REPEATED = /^(\d{1,3})\1+$/;

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Log2 of what scrypt costs, 16 MiB and some 30 ms. Kept with each hash, so that it can be raised. */
const COST = 14;

/** `PIN_MALFORMED` or `PIN_TRIVIAL` if nobody should have this PIN. Neither repeats it. */
export function pinFaults(field: FieldPath, pin: string): RefusalValue[] {
  if (!FORM.test(pin)) {
    const text = { id: "PIN terdiri atas 6 angka.", en: "A PIN has 6 digits." };
    return [{ code: "PIN_MALFORMED", field, text, expected: "6 digits" }];
  }
  if (!REPEATED.test(pin) && !RUNS.some((run) => run.includes(pin))) return [];
  return [
    {
      code: "PIN_TRIVIAL",
      field,
      text: {
        id: "PIN ini terlalu mudah ditebak; hindari angka berulang atau berurutan.",
        en: "This PIN is too easy to guess; avoid repeated digits and digits in a row.",
      },
      expected: "6 digits that neither repeat nor run in a row",
    },
  ];
}

/**
 * What to keep of a PIN: a hash that is slow to work out, with the salt of its own. Six digits are guessed soon by whoever has the hash; against guessing
 * at the door the caller locks after a few wrong ones.
 */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt, COST);
  return ["scrypt", COST, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether a PIN is the one of a hash. */
export async function isPin(pin: string, hash: string): Promise<boolean> {
  const [, cost, salt, kept] = hash.split("$") as [string, string, string, string];
  const derived = await derive(pin, Buffer.from(salt, "base64url"), Number(cost));
  return timingSafeEqual(derived, Buffer.from(kept, "base64url"));
}

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, { N: 2 ** cost }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
