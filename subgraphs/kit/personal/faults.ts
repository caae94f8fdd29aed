import type { FieldPath } from "../input-faults";
import type { Text } from "../language";
import type { RefusalValue } from "../refusal";
import { dayOf } from "./decision";
import { nikFault, type NikFault } from "./nik";

// None of these repeats what came: it may be somebody's number, and answers are logged by clients.

/** What is wrong with a NIK, for people. */
export const NIK_FAULTS: Readonly<Record<NikFault, Text>> = {
  LENGTH: { id: "NIK terdiri atas 16 angka.", en: "A NIK has 16 digits." },
  BIRTH_DATE: {
    id: "Angka ke-7 sampai ke-12 NIK harus tanggal lahir (ddmmyy; untuk perempuan tanggal ditambah 40).",
    en: "Digits 7 to 12 of a NIK must be a birth date (ddmmyy; for women 40 is added to the day).",
  },
  SERIAL: { id: "Empat angka terakhir NIK tidak boleh 0000.", en: "The last four digits of a NIK can't be 0000." },
};

export const NIK_EXPECTED = "16 digits with a birth date in digits 7 to 12";

const PHONE_FORM = /^\+[1-9]\d{6,14}$/;
const OLDEST_YEARS = 120;

type Given = string | null | undefined;

/** `NIK_INVALID` if a number that was given can't be a NIK. */
export function nikFaults(field: FieldPath, nik: Given): RefusalValue[] {
  const fault = typeof nik === "string" ? nikFault(nik) : undefined;
  return fault ? [{ code: "NIK_INVALID", field, text: NIK_FAULTS[fault], expected: NIK_EXPECTED }] : [];
}

/** `PHONE_INVALID` if a telephone number that was given is not in E.164 form. */
export function phoneFaults(field: FieldPath, phone: Given): RefusalValue[] {
  if (typeof phone !== "string" || PHONE_FORM.test(phone)) return [];
  return [
    {
      code: "PHONE_INVALID",
      field,
      text: {
        id: "Nomor telepon ditulis dalam bentuk E.164, misalnya +628123456789.",
        en: "A telephone number is written in E.164 form, such as +628123456789.",
      },
      expected: "E.164: + and 7 to 15 digits",
    },
  ];
}

/** `BIRTH_DATE_INVALID` if a birth date that was given lies in the future or more than 120 years ago. */
export function birthDateFaults(field: FieldPath, birthDate: Given, now: Date): RefusalValue[] {
  if (typeof birthDate !== "string") return [];
  const today = dayOf(now);
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  if (birthDate >= oldest && birthDate <= today) return [];
  return [
    {
      code: "BIRTH_DATE_INVALID",
      field,
      text: {
        id: "Tanggal lahir harus di masa lalu, paling lama 120 tahun yang lalu.",
        en: "The birth date must lie in the past, at most 120 years ago.",
      },
      expected: "a day of the last 120 years",
    },
  ];
}
