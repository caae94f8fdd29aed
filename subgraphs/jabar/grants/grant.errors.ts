import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const TRANCHE = { id: "tahap pencairan", en: "tranche" };
const REPORT = { id: "laporan", en: "report" };

export const trancheUnknown = (field: FieldPath, id: string) => unknownRecord("TRANCHE_UNKNOWN", field, TRANCHE, id);
export const reportUnknown = (field: FieldPath, id: string) => unknownRecord("REPORT_UNKNOWN", field, REPORT, id);

function refusal(
  code: string,
  field: FieldPath,
  id: string,
  en: string,
  expected?: string,
  received?: string,
): RefusalValue {
  return { code, field, text: { id, en }, ...(expected && { expected }), ...(received && { received }) };
}

export const notFinal = (field: FieldPath, id: string, en: string) => refusal("DECISION_NOT_FINAL", field, id, en);

export const grantedAlready = (field: FieldPath) =>
  refusal(
    "GRANTED_ALREADY",
    field,
    "Hadiah tahap ini sudah ditetapkan.",
    "The prizes of this stage were granted already.",
  );

export const paidAlready = (field: FieldPath, title: string, registrationId: string) =>
  refusal(
    "PAID_ALREADY",
    field,
    `${title} tidak lagi dimenangkan menurut koreksi, tetapi sudah dipesan atau dibayar.`,
    `By the correction ${title} is not won any more, but it is ordered or paid.`,
    "a prize of which nothing is ordered or paid",
    registrationId,
  );

export const decisionCorrected = (field: FieldPath) =>
  refusal(
    "DECISION_CORRECTED",
    field,
    "Keputusan di balik hadiah ini sedang dikoreksi; tetapkan hadiahnya kembali setelah koreksi diumumkan.",
    "The decision behind this prize is being corrected; grant the prizes again when the correction is announced.",
  );

export const budgetUnknown = (field: FieldPath) =>
  refusal(
    "BUDGET_UNKNOWN",
    field,
    "Anggaran hadiah tahun ini (PRIZES) belum ditetapkan.",
    "The budget for prizes of this edition (target PRIZES) is not set.",
    "setJabarTarget with indicator PRIZES in rupiah",
  );

export const budgetExceeded = (field: FieldPath, budget: bigint, wanted: bigint) =>
  refusal(
    "BUDGET_EXCEEDED",
    field,
    `Hadiah seluruhnya Rp ${wanted}, anggaran Rp ${budget}.`,
    `The prizes would be Rp ${wanted} in all, the budget is Rp ${budget}.`,
    `at most ${budget}`,
    String(wanted),
  );

export const wrongStatus = (field: FieldPath, expected: string, received: string) =>
  refusal(
    "STATUS_NOT_RIGHT",
    field,
    `Statusnya ${received}, seharusnya ${expected}.`,
    `It is ${received}, it would have to be ${expected}.`,
    expected,
    received,
  );

export const namedTwice = (field: FieldPath, id: string) =>
  refusal("NAMED_TWICE", field, "Disebut dua kali.", "It is named twice.", undefined, id);

export const accountMissing = (field: FieldPath) =>
  refusal(
    "ACCOUNT_MISSING",
    field,
    "Pendaftaran ini tidak mempunyai rekening lembaga.",
    "The registration names no account of the institution.",
  );

export const reportMissing = (field: FieldPath, number: number) =>
  refusal(
    "REPORT_MISSING",
    field,
    `Laporan tahap ${number} belum diterima.`,
    `The report of tranche ${number} is not accepted yet.`,
    "an accepted report of the tranche before",
  );

export const referenceTaken = (field: FieldPath, reference: string) =>
  refusal(
    "REFERENCE_TAKEN",
    field,
    "Nomor referensi bank ini sudah dipakai.",
    "This reference of the bank belongs to another payment.",
    undefined,
    reference,
  );

export const sumDiffers = (field: FieldPath, expected: bigint, received: bigint) =>
  refusal(
    "SUM_DIFFERS",
    field,
    `Kuitansi dan sisa berjumlah Rp ${received}, dana tahap ini Rp ${expected}.`,
    `Receipts and what was not spent are Rp ${received}, the tranche is Rp ${expected}.`,
    String(expected),
    String(received),
  );

export const reportedAlready = (field: FieldPath) =>
  refusal("REPORTED_ALREADY", field, "Laporan tahap ini sudah ada.", "There is a report of this tranche already.");

export const dayInFuture = (field: FieldPath, today: string, received: string) =>
  refusal(
    "DAY_IN_FUTURE",
    field,
    "Tanggal ini belum tiba.",
    "This day is yet to come.",
    `${today} or earlier`,
    received,
  );

export const malformed = (field: FieldPath) =>
  refusal(
    "FORMAT_INVALID",
    field,
    "Diharapkan 64 angka heksadesimal.",
    "Expected 64 hexadecimal digits.",
    "64 hexadecimal digits",
  );

/** What a posting is answered with that would pay more than is owed; the states before it make sure that it never comes to this. */
export const nothingOwed = (field: FieldPath) =>
  refusal("NOTHING_OWED", field, "Tidak ada yang terutang.", "Nothing is owed any more.");
