import { hash } from "node:crypto";

/** Before any real record, so that trial data never stands among the newest. */
const FIRST_MADE_MS = Date.UTC(2020, 0, 1);

/** The ids of a seed and a kind end alike; these ends are few and asked for again and again. */
const ends = new Map<string, string>();

/**
 * The id of a record of the trial data: a UUID of version 7 that every room makes alike without asking another. Those of a seed and a kind are in
 * the order of their index, and no two are the same.
 *
 * @param kind such as `pesantren`
 * @param index 0 or more; a millisecond of the id's time
 * @param part 0 to 4095: tells records apart that belong to the same index, such as the products of a pesantren
 */
export function trialId(seed: number, kind: string, index: number, part = 0): string {
  const time = (FIRST_MADE_MS + index).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${part.toString(16).padStart(3, "0")}-${trialIdEnd(seed, kind)}`;
}

/** How all ids of a seed and a kind end, and no others. */
export function trialIdEnd(seed: number, kind: string): string {
  const key = `${seed} ${kind}`;
  let end = ends.get(key);
  if (end === undefined) {
    const digits = hash("sha256", `trial data ${key}`, "hex");
    ends.set(key, (end = `8${digits.slice(0, 3)}-${digits.slice(3, 15)}`));
  }
  return end;
}
