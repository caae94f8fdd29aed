import type { Transaction } from "../kit/data/database";
import { countFaults, type FieldPath } from "../kit/input-faults";
import type { RefusalValue } from "../kit/refusal";
import { JABAR } from "./province";
import { editionUnknown } from "./editions/edition.errors";

const REGENCIES = 27;
const REGENCY_FORM = new RegExp(`^${JABAR}\\.\\d{2}$`);

/** `REGENCY_OUTSIDE`, `TOO_MANY` or `TOO_FEW` if a list is not one of regencies of the province. */
export function regencyFaults(field: FieldPath, codes: readonly string[], least: number): RefusalValue[] {
  return [
    ...countFaults(field, codes, [least, REGENCIES]),
    ...codes.flatMap((code, at) => regencyFault([...field, String(at)], code)),
  ];
}

/** `REGENCY_OUTSIDE` if a code is not one of a regency of the province. */
export function regencyFault(field: FieldPath, code: string): RefusalValue[] {
  return REGENCY_FORM.test(code) ? [] : [regencyOutside(field, code)];
}

/** `EDITION_UNKNOWN` or `YEAR_PAST`, if nothing can be planned for a year any more, or yet. */
export async function editionYearFaults(tx: Transaction, year: number, today: string): Promise<RefusalValue[]> {
  const field = ["input", "year"];
  if (year < Number(today.slice(0, 4))) return [yearPast(field, year, today.slice(0, 4))];
  const editions = await tx.rows("SELECT 1 FROM edition WHERE year = $1", [year]);
  return editions.length > 0 ? [] : [editionUnknown(field, year)];
}

/** `DAY_OUTSIDE` if a day is not within others. */
export function dayFaults(field: FieldPath, day: string, from: string, to: string): RefusalValue[] {
  return day >= from && day <= to ? [] : [dayOutside(field, from, to, day)];
}

const yearPast = (field: FieldPath, year: number, current: string): RefusalValue => ({
  code: "YEAR_PAST",
  field,
  text: { id: `Tahun ${year} sudah lewat.`, en: `The year ${year} is past.` },
  expected: `${current} or later`,
  received: String(year),
});

const regencyOutside = (field: FieldPath, code: string): RefusalValue => ({
  code: "REGENCY_OUTSIDE",
  field,
  text: {
    id: `${code} bukan kabupaten/kota di Jawa Barat.`,
    en: `${code} is no regency or city of Jawa Barat.`,
  },
  expected: "a code such as 32.04",
  received: code,
});

const dayOutside = (field: FieldPath, from: string, to: string, day: string): RefusalValue => ({
  code: "DAY_OUTSIDE",
  field,
  text: {
    id: `Tanggal harus antara ${from} dan ${to}, diterima ${day}.`,
    en: `The day must be from ${from} to ${to}, received ${day}.`,
  },
  expected: `${from} to ${to}`,
  received: day,
});
