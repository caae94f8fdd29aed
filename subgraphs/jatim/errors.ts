import type { FieldPath } from "../kit/input-faults";
import type { RefusalValue } from "../kit/refusal";

interface Words {
  readonly id: string;
  readonly en: string;
  readonly expected?: string;
  readonly received?: string;
}

/** A refusal in both languages, at a field. */
export function refusal(code: string, field: FieldPath, { id, en, ...facts }: Words): RefusalValue {
  return { code, field, text: { id, en }, ...facts };
}

export const statusNotRight = (field: FieldPath, expected: string, received: string) =>
  refusal("STATUS_NOT_RIGHT", field, {
    id: `Statusnya ${received}, seharusnya ${expected}.`,
    en: `It is ${received}, it would have to be ${expected}.`,
    expected,
    received,
  });

export const notYours = (field: FieldPath, expected: string, received: string) =>
  refusal("STEP_NOT_YOURS", field, {
    id: "Langkah ini dilakukan pihak lain.",
    en: "This step is another party's to take.",
    expected,
    received,
  });

export const amountDiffers = (field: FieldPath, expected: bigint, received: bigint) =>
  refusal("AMOUNT_DIFFERS", field, {
    id: `Seharusnya Rp ${expected}, diterima Rp ${received}.`,
    en: `Expected Rp ${expected}, received Rp ${received}.`,
    expected: String(expected),
    received: String(received),
  });

export const referenceTaken = (field: FieldPath) =>
  refusal("REFERENCE_TAKEN", field, {
    id: "Nomor referensi bank ini sudah dipakai.",
    en: "This reference of the bank belongs to another payment.",
  });

export const dayNotToCome = (field: FieldPath, today: string, received: string) =>
  refusal("DAY_NOT_TO_COME", field, {
    id: "Aturan berlaku mulai hari yang akan datang.",
    en: "A rule holds from a day to come on.",
    expected: `after ${today}`,
    received,
  });

export const ruleSet = (field: FieldPath, day: string) =>
  refusal("RULE_SET", field, {
    id: "Sudah ada aturan mulai hari itu.",
    en: "There is a rule from that day on already.",
    received: day,
  });
