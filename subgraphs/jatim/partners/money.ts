/** An amount as SNAP writes it: `{ "value": "10000.00", "currency": "IDR" }`. */
export interface SnapAmount {
  readonly value: string;
  readonly currency: string;
}

/** SNAP allows sixteen digits with two decimals. Sen are not in use: a rupiah is the least that is paid. */
const VALUE = /^(0|[1-9]\d{0,13})\.00$/;

/** @throws RangeError for what SNAP can't write: less than nothing, or more than fourteen digits */
export function snapAmount(rupiah: bigint): SnapAmount {
  const value = `${rupiah}.00`;
  if (!VALUE.test(value)) throw new RangeError(`Expected 0 to 99,999,999,999,999 rupiah; received ${rupiah}.`);
  return { value, currency: "IDR" };
}

/** Whole rupiah of an amount; undefined if it is written in any other form, even one that seems to mean the same. */
export function rupiahOf(amount: unknown): bigint | undefined {
  if (typeof amount !== "object" || amount === null) return undefined;
  const { value, currency, ...more } = amount as Record<string, unknown>;
  if (currency !== "IDR" || typeof value !== "string" || !VALUE.test(value)) return undefined;
  return Object.keys(more).length === 0 ? BigInt(value.slice(0, -".00".length)) : undefined;
}
