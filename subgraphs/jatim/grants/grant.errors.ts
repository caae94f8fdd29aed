import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";
import { refusal } from "../errors";

const GRANT = { id: "hibah", en: "grant" };
const REPORT = { id: "laporan", en: "report" };
const KIND = { id: "aturan hibah jenis", en: "rule of grants of the kind" };

export const grantUnknown = (field: FieldPath, id: string) => unknownRecord("GRANT_UNKNOWN", field, GRANT, id);
export const reportUnknown = (field: FieldPath, id: string) => unknownRecord("REPORT_UNKNOWN", field, REPORT, id);
export const kindUnknown = (field: FieldPath, kind: string): RefusalValue => ({
  ...unknownRecord("KIND_UNKNOWN", field, KIND, kind),
  expected: "a kind for which a rule holds today",
});

export const grantedAlready = (field: FieldPath) =>
  refusal("GRANTED_ALREADY", field, {
    id: "Pesantren ini sudah mengusulkan atau menerima hibah jenis ini.",
    en: "This pesantren has asked for or got a grant of this kind already.",
    expected: "one grant of a kind and pesantren",
  });

export const sumDiffers = (field: FieldPath, expected: bigint, received: bigint) =>
  refusal("SUM_DIFFERS", field, {
    id: `Kuitansi dan sisa berjumlah Rp ${received}, hibahnya Rp ${expected}.`,
    en: `Receipts and what was not spent are Rp ${received}, the grant is Rp ${expected}.`,
    expected: String(expected),
    received: String(received),
  });

export const reportedAlready = (field: FieldPath) =>
  refusal("REPORTED_ALREADY", field, {
    id: "Laporan hibah ini sudah ada.",
    en: "There is a report of this grant already.",
  });

export const dayInFuture = (field: FieldPath, today: string, received: string) =>
  refusal("DAY_IN_FUTURE", field, {
    id: "Tanggal ini belum tiba.",
    en: "This day is yet to come.",
    expected: `${today} or earlier`,
    received,
  });

export const malformed = (field: FieldPath, expected: string) =>
  refusal("FORMAT_INVALID", field, {
    id: `Bentuknya tidak tepat (${expected}).`,
    en: `Expected ${expected}.`,
    expected,
  });

/** What a posting is answered with that would pay more than is owed; the states before it make sure that it never comes to this. */
export const nothingOwed = (field: FieldPath) =>
  refusal("NOTHING_OWED", field, { id: "Tidak ada yang terutang.", en: "Nothing is owed any more." });
