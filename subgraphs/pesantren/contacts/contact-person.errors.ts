import type { RefusalValue } from "../../kit/refusal";
import type { Text } from "../../kit/language";
import type { NikFault } from "./nik";

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

/** A number can't be a NIK. */
export function nikInvalid(fault: NikFault): RefusalValue {
  return { code: "NIK_INVALID", field: ["input", "nik"], text: NIK_FAULTS[fault], expected: NIK_EXPECTED };
}

/** The pesantren has a contact person of this NIK already. */
export function nikTaken(): RefusalValue {
  return {
    code: "NIK_TAKEN",
    field: ["input", "nik"],
    text: {
      id: "Pesantren ini sudah mempunyai narahubung dengan NIK ini.",
      en: "This pesantren already has a contact person of this NIK.",
    },
  };
}

/** A telephone number is not in E.164 form. */
export function phoneInvalid(): RefusalValue {
  return {
    code: "PHONE_INVALID",
    field: ["input", "phone"],
    text: {
      id: "Nomor telepon ditulis dalam bentuk E.164, misalnya +628123456789.",
      en: "A telephone number is written in E.164 form, such as +628123456789.",
    },
    expected: "E.164: + and 7 to 15 digits",
  };
}

/** An e-mail address is none. */
export function emailInvalid(): RefusalValue {
  return {
    code: "EMAIL_INVALID",
    field: ["input", "email"],
    text: {
      id: "Alamat surel harus berbentuk nama@domain, paling banyak 254 karakter.",
      en: "An e-mail address has the form name@domain and at most 254 characters.",
    },
    expected: "name@domain",
  };
}

/** A birth date lies in the future or more than 120 years ago. */
export function birthDateInvalid(): RefusalValue {
  return {
    code: "BIRTH_DATE_INVALID",
    field: ["input", "birthDate"],
    text: {
      id: "Tanggal lahir harus di masa lalu, paling lama 120 tahun yang lalu.",
      en: "The birth date must lie in the past, at most 120 years ago.",
    },
    expected: "a day of the last 120 years",
  };
}

/** There is no contact person of this id, or its data was erased. */
export function contactUnknown(field: readonly string[]): RefusalValue {
  return {
    code: "CONTACT_PERSON_UNKNOWN",
    field,
    text: {
      id: "Narahubung ini tidak ada, atau datanya sudah dihapus.",
      en: "There is no such contact person, or its data was erased.",
    },
  };
}
