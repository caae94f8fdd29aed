import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const refusal = (
  code: string,
  field: FieldPath,
  id: string,
  en: string,
  expected?: string,
  received?: string,
): RefusalValue => ({
  code,
  field,
  text: { id, en },
  ...(expected !== undefined && { expected }),
  ...(received !== undefined && { received }),
});

export const competitionUnknown = (field: FieldPath, id: string) =>
  unknownRecord("COMPETITION_UNKNOWN", field, { id: "lomba", en: "competition" }, id);

export const entryUnknown = (field: FieldPath, id: string) =>
  unknownRecord("ENTRY_UNKNOWN", field, { id: "peserta lomba", en: "entry" }, id);

export const weightsDiffer = (field: FieldPath, sum: number) =>
  refusal(
    "WEIGHTS_DIFFER",
    field,
    `Jumlah bobot harus 100, diterima ${sum}.`,
    `The weights must sum up to 100, received ${sum}.`,
    "100",
    String(sum),
  );

export const notOpen = (field: FieldPath, from: string, until: string, today: string) =>
  refusal(
    "COMPETITION_NOT_OPEN",
    field,
    `Pendaftaran lomba ini dari ${from} sampai ${until}.`,
    `Products may be entered from ${from} to ${until}.`,
    `${from} to ${until}`,
    today,
  );

export const stillOpen = (field: FieldPath, until: string) =>
  refusal(
    "COMPETITION_OPEN",
    field,
    `Lomba ini masih menerima peserta sampai ${until}.`,
    `Products may still be entered until ${until}.`,
    `after ${until}`,
  );

export const wrongField = (field: FieldPath, expected: string, received: string) =>
  refusal(
    "FIELD_NOT_RIGHT",
    field,
    "Produk ini bukan dari bidang lomba.",
    "This product is not of the competition's field.",
    expected,
    received,
  );

export const enteredAlready = (field: FieldPath) =>
  refusal("ENTERED_ALREADY", field, "Produk ini sudah didaftarkan.", "This product is entered already.");

export const wrongStatus = (field: FieldPath, expected: string, received: string) =>
  refusal(
    "STATUS_NOT_RIGHT",
    field,
    `Statusnya ${received}, bukan ${expected}.`,
    `It is ${received}, not ${expected}.`,
    expected,
    received,
  );

export const unscored = (field: FieldPath, count: number) =>
  refusal(
    "SCORES_MISSING",
    field,
    `${count} peserta belum dinilai.`,
    `${count} entries have no score.`,
    "a score for each entry",
    String(count),
  );

export const nobody = (field: FieldPath) =>
  refusal("NO_ENTRIES", field, "Tidak ada peserta.", "Nothing was entered.", "1 entry or more");
