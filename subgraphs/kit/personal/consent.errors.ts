import type { RefusalValue } from "../refusal";

/** `TEXT_LENGTH` if a text is blank or too long; says nothing of the text, which may be personal. */
export function textFaults(text: string, field: readonly string[], most: number): RefusalValue[] {
  if (text.trim() !== "" && text.length <= most && !text.includes("\0")) return [];
  const expected = `1 to ${most} characters`;
  const received = `${text.length} characters`;
  return [
    {
      code: "TEXT_LENGTH",
      field,
      text: {
        id: `Diharapkan 1 sampai ${most} karakter, diterima ${text.length}.`,
        en: `Expected ${expected}, received ${text.length}.`,
      },
      expected,
      received,
    },
  ];
}

/** The purpose is not of the list. */
export function purposeUnknown(known: readonly string[]): RefusalValue {
  const expected = known.join(", ");
  return {
    code: "PURPOSE_UNKNOWN",
    field: ["input", "purpose"],
    text: { id: `Tujuan harus salah satu dari: ${expected}.`, en: `The purpose must be one of: ${expected}.` },
    expected,
  };
}

/** A consent names no data. */
export function categoriesRequired(): RefusalValue {
  return {
    code: "CATEGORIES_REQUIRED",
    field: ["input", "categories"],
    text: {
      id: "Persetujuan harus menyebut paling sedikit satu jenis data.",
      en: "A consent must name at least one kind of data.",
    },
    expected: "1 or more",
    received: "0",
  };
}

/** The person was not of full age. */
export function guardianRequired(): RefusalValue {
  return {
    code: "GUARDIAN_REQUIRED",
    field: ["input", "guardian"],
    text: {
      id: "Orang ini belum berusia 18 tahun pada saat persetujuan, atau tanggal lahirnya belum tercatat; persetujuan diberikan oleh orang tua atau wali (UU 27/2022 pasal 25).",
      en: "On the day of the consent this person was not 18 years old, or the birth date is not recorded; a parent or guardian must consent (UU 27/2022 art. 25).",
    },
    expected: "name and relationship of a parent or guardian",
  };
}

/** The checksum is none. */
export function evidenceInvalid(): RefusalValue {
  return {
    code: "EVIDENCE_INVALID",
    field: ["input", "evidenceSha256"],
    text: {
      id: "Ringkasan bukti harus SHA-256: 64 angka heksadesimal.",
      en: "The checksum of the evidence must be SHA-256: 64 hexadecimal digits.",
    },
    expected: "64 hexadecimal digits",
  };
}

/** The consent would begin after now. */
export function consentInFuture(): RefusalValue {
  return {
    code: "CONSENT_IN_FUTURE",
    field: ["input", "givenAt"],
    text: { id: "Persetujuan tidak boleh bertanggal di masa depan.", en: "A consent can't be given in the future." },
    expected: "now or earlier",
  };
}

/** There is no consent of this id. */
export function consentUnknown(): RefusalValue {
  return {
    code: "CONSENT_UNKNOWN",
    field: ["input", "id"],
    text: { id: "Persetujuan ini tidak ada.", en: "There is no such consent." },
  };
}
