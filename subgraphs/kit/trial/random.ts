/**
 * Chance that is the same whenever it is asked the same: each record of the trial data has a source of its own, made of the seed, the kind of
 * record and its index, so that no record depends on how many others are made.
 */
export class Random {
  #state: number;

  constructor(seed: number, kind: string, index: number) {
    let state = Math.imul(seed + 1, 0x9e3779b1);
    for (const sign of kind) state = Math.imul(state ^ sign.charCodeAt(0), 0x01000193);
    this.#state = mixed(mixed(state) ^ index);
  }

  /** At least 0 and less than 1. This is mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whether something happens that does so with this probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number; both ends can come. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of a list, each as often. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /**
   * One of a list, the first most often.
   *
   * @param steepness of 1 each comes as often; of 2 the first of 100 comes in 10 % of all cases, and the first 25 in half of them
   */
  early<T>(list: readonly T[], steepness = 2): T {
    return list[Math.floor(this.next() ** steepness * list.length)]!;
  }

  /** So many digits, which may begin with 0. */
  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join("");
  }
}

/** Different numbers become different, far apart: the end of MurmurHash3. */
function mixed(bits: number): number {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
