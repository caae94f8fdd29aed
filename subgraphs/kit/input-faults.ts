import { isId } from "./id";
import type { Text } from "./language";
import type { RefusalValue } from "./refusal";

/** Path of an input field, such as `["input", "name"]`. */
export type FieldPath = readonly string[];

/** `TEXT_LENGTH` if a text that was given is too short (blanks around it don't count), too long, or holds the character zero. */
export function textFaults(
  field: FieldPath,
  text: string | null | undefined,
  [from, to]: readonly [number, number],
): RefusalValue[] {
  if (text === null || text === undefined) return [];
  const { length } = text.trim();
  if (length >= from && length <= to && !text.includes("\0")) return [];
  return [
    {
      code: "TEXT_LENGTH",
      field,
      text: {
        id: `Diharapkan ${from} sampai ${to} karakter, diterima ${length}.`,
        en: `Expected ${from} to ${to} characters, received ${length}.`,
      },
      expected: `${from} to ${to} characters`,
      received: `${length} characters`,
    },
  ];
}

/** `OUT_OF_RANGE` if a number that was given lies outside. */
export function rangeFaults(
  field: FieldPath,
  value: bigint | number | null | undefined,
  [from, to]: readonly [bigint | number, bigint | number],
): RefusalValue[] {
  if (value === null || value === undefined || (value >= from && value <= to)) return [];
  return [
    {
      code: "OUT_OF_RANGE",
      field,
      text: {
        id: `Diharapkan ${from} sampai ${to}, diterima ${value}.`,
        en: `Expected ${from} to ${to}, received ${value}.`,
      },
      expected: `${from} to ${to}`,
      received: String(value),
    },
  ];
}

/** `TOO_MANY`, or `TOO_FEW`, if a list has not as many entries as it may have. */
export function countFaults(
  field: FieldPath,
  list: readonly unknown[] | null | undefined,
  [from, to]: readonly [number, number],
): RefusalValue[] {
  if (!list || (list.length >= from && list.length <= to)) return [];
  return [
    {
      code: list.length > to ? "TOO_MANY" : "TOO_FEW",
      field,
      text: {
        id: `Diharapkan ${from} sampai ${to} isian, diterima ${list.length}.`,
        en: `Expected ${from} to ${to} entries, received ${list.length}.`,
      },
      expected: `${from} to ${to} entries`,
      received: String(list.length),
    },
  ];
}

/** `PERIOD_REVERSED` if something ends before it begins. Days or moments, both of one kind. */
export function periodFaults<T extends string | Date>(field: FieldPath, from: T, to: T): RefusalValue[] {
  if (from <= to) return [];
  const [start, end] = [from, to].map((each) => (typeof each === "string" ? each : each.toISOString())) as [
    string,
    string,
  ];
  return [
    {
      code: "PERIOD_REVERSED",
      field,
      text: { id: `Akhir ${end} mendahului awal ${start}.`, en: `The end ${end} is before the start ${start}.` },
      expected: `${start} or later`,
      received: end,
    },
  ];
}

/**
 * A record that an input names is not there.
 *
 * @param what the record's name in both languages, such as `{ id: "produk", en: "product" }`
 */
export function unknownRecord(code: string, field: FieldPath, what: Text, named: string): RefusalValue {
  const received = named.slice(0, 60);
  return {
    code,
    field,
    text: { id: `Tidak ada ${what.id} ${received}.`, en: `There is no ${what.en} ${received}.` },
    expected: isId(named) ? `an existing ${what.en}` : `the id of a ${what.en}`,
    received,
  };
}
