/** What is wrong with a number as a NIK. */
export type NikFault = "LENGTH" | "BIRTH_DATE" | "SERIAL";

const FORM = /^\d{6}(\d{2})(\d{2})(\d{2})(\d{4})$/;
/** Women have this added to their day of birth. */
const WOMAN = 40;

/**
 * Whether a number can be a Nomor Induk Kependudukan (Permendagri 73/2022 and before): 16 digits, of which the 7th to 12th are day, month and year of birth. A NIK
 * never changes, so it may say another birth date, or place, than the person's papers of today.
 */
export function nikFault(nik: string): NikFault | undefined {
  const [, day, month, year, serial] = FORM.exec(nik) ?? [];
  if (day === undefined) return "LENGTH";
  if (!isDayOf(Number(day) > WOMAN ? Number(day) - WOMAN : Number(day), Number(month), Number(year)))
    return "BIRTH_DATE";
  return serial === "0000" ? "SERIAL" : undefined;
}

/** The number says two digits of the year only; leap years are the same in both centuries but for 1900, whose people are not asked. */
function isDayOf(day: number, month: number, year: number): boolean {
  const date = new Date(Date.UTC(2000 + year, month - 1, day));
  return day > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
