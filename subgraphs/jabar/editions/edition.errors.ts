import type { FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

export const editionUnknown = (field: FieldPath, year: number): RefusalValue => ({
  code: "EDITION_UNKNOWN",
  field,
  text: { id: `Tidak ada OPOP Jawa Barat ${year}.`, en: `There is no edition ${year}.` },
  expected: "the year of an edition",
  received: String(year),
});

export const yearTaken = (field: FieldPath, year: number): RefusalValue => ({
  code: "YEAR_TAKEN",
  field,
  text: { id: `OPOP Jawa Barat ${year} sudah ada.`, en: `There is an edition ${year} already.` },
  received: String(year),
});

export const sourceUnknown = (field: FieldPath, code: string): RefusalValue => ({
  code: "SOURCE_UNKNOWN",
  field,
  text: { id: `Tidak ada sumber ${code.slice(0, 60)}.`, en: `There is no source ${code.slice(0, 60)}.` },
  expected: "the code of a source (addJabarSource), or assumed",
  received: code.slice(0, 60),
});

export const sourceTaken = (field: FieldPath, code: string): RefusalValue => ({
  code: "SOURCE_TAKEN",
  field,
  text: { id: `Kode sumber ${code} sudah dipakai.`, en: `The code ${code} is another source's.` },
  received: code,
});

export const codeInvalid = (field: FieldPath, expected: string): RefusalValue => ({
  code: "CODE_INVALID",
  field,
  text: { id: `Kode harus berbentuk ${expected}.`, en: `A code has the form ${expected}.` },
  expected,
});

export const codeTwice = (field: FieldPath, code: string): RefusalValue => ({
  code: "CODE_TWICE",
  field,
  text: { id: `${code} disebut dua kali.`, en: `${code} is named twice.` },
  received: code,
});

export const reasonRequired = (field: FieldPath): RefusalValue => ({
  code: "REASON_REQUIRED",
  field,
  text: {
    id: "Aturan yang sudah ditetapkan hanya berubah dengan alasan, yang dapat dibaca semua orang.",
    en: "Rules in force change only with a reason, which everybody can read.",
  },
  expected: "a reason",
});

export const rulesInUse = (field: FieldPath, id: string, en: string): RefusalValue => ({
  code: "RULES_IN_USE",
  field,
  text: { id, en },
});

export const rulesInvalid = (field: FieldPath, id: string, en: string, received?: string): RefusalValue => ({
  code: "RULES_INVALID",
  field,
  text: { id, en },
  ...(received !== undefined && { received }),
});

export const alreadyAdopted = (field: FieldPath): RefusalValue => ({
  code: "ALREADY_ADOPTED",
  field,
  text: { id: "OPOP tahun ini sudah ditetapkan.", en: "This edition is in force already." },
});
