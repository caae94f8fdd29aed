import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";
import type { VehicleBar } from "../vehicle-office/vehicle-office";

function refusal(
  code: string,
  field: FieldPath,
  id: string,
  en: string,
  expected?: string,
  received?: string,
): RefusalValue {
  return {
    code,
    field,
    text: { id, en },
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
  };
}

export const pointUnknown = (field: FieldPath, id: string) =>
  unknownRecord("SERVICE_POINT_UNKNOWN", field, { id: "titik layanan", en: "service point" }, id);

export const noService = (field: FieldPath, received: string) =>
  refusal(
    "SERVICE_NOT_OFFERED",
    field,
    "Titik layanan ini tidak melayani Samsat OPOP saat ini.",
    "This service point does not offer Samsat OPOP now.",
    "an active service point with the service SAMSAT and a partner bank that takes part",
    received,
  );

export const malformed = (code: string, field: FieldPath, expected: string, received: string) =>
  refusal(
    code,
    field,
    `Bentuknya salah; diharapkan ${expected}.`,
    `The form is wrong; expected ${expected}.`,
    expected,
    received.slice(0, 40),
  );

export const vehicleUnknown = (field: FieldPath) =>
  refusal(
    "VEHICLE_UNKNOWN",
    field,
    "Kendaraan tidak ditemukan di kantor Samsat.",
    "The vehicle office does not know this vehicle.",
  );

export const chassisDiffers = (field: FieldPath) =>
  refusal(
    "CHASSIS_DIFFERS",
    field,
    "Nomor rangka tidak sesuai dengan kendaraan ini.",
    "The chassis number is not this vehicle's.",
  );

const BARS: Readonly<Record<VehicleBar, readonly [string, string, string]>> = {
  SOLD: [
    "VEHICLE_SOLD",
    "Kendaraan dilaporkan sudah dijual; bayar di kantor Samsat.",
    "The vehicle is reported sold; pay at the office.",
  ],
  LOST: [
    "VEHICLE_LOST",
    "Kendaraan dilaporkan hilang; bayar di kantor Samsat.",
    "The vehicle is reported lost; pay at the office.",
  ],
  CRIMINAL_CASE: [
    "VEHICLE_IN_CASE",
    "Kendaraan terkait perkara pidana; hubungi kantor Samsat.",
    "The vehicle is part of a criminal case; ask the office.",
  ],
};

export const barred = (field: FieldPath, bar: VehicleBar) => refusal(BARS[bar][0], field, BARS[bar][1], BARS[bar][2]);

export const documentDue = (field: FieldPath, until: string) =>
  refusal(
    "DOCUMENT_DUE",
    field,
    `STNK berlaku sampai ${until} dan harus diperbarui di kantor Samsat.`,
    `The registration document is valid until ${until} and must be renewed at the office.`,
    "a document that is valid",
    until,
  );

export const tooLate = (field: FieldPath, dueOn: string, days: number) =>
  refusal(
    "TOO_LATE",
    field,
    `Pajak jatuh tempo ${dueOn}; yang terlambat lebih dari ${days} hari dibayar di kantor Samsat.`,
    `The tax was due on ${dueOn}; more than ${days} days late it is paid at the office.`,
    `at most ${days} days late`,
    dueOn,
  );

export const tooEarly = (field: FieldPath, dueOn: string, days: number) =>
  refusal(
    "TOO_EARLY",
    field,
    `Pajak baru jatuh tempo ${dueOn}; dapat dibayar ${days} hari sebelumnya.`,
    `The tax is due on ${dueOn} only; it can be paid ${days} days before.`,
    `at most ${days} days early`,
    dueOn,
  );

export const officeSilent = (field: FieldPath) =>
  refusal(
    "OFFICE_UNAVAILABLE",
    field,
    "Kantor Samsat tidak menjawab; coba lagi sebentar lagi.",
    "The vehicle office does not answer; try again in a moment.",
  );

export const codeUnknown = (field: FieldPath, code: string) =>
  unknownRecord("PAY_CODE_UNKNOWN", field, { id: "kode bayar", en: "pay code" }, code);

export const codeExpired = (field: FieldPath, at: Date) =>
  refusal(
    "PAY_CODE_EXPIRED",
    field,
    `Kode bayar berlaku sampai ${at.toISOString()}; minta tagihan baru.`,
    `The pay code was good until ${at.toISOString()}; ask for a new bill.`,
    "a code that has not expired",
    at.toISOString(),
  );

export const wrongStatus = (field: FieldPath, expected: string, received: string) =>
  refusal(
    "STATUS_NOT_RIGHT",
    field,
    `Statusnya ${received}, bukan ${expected}.`,
    `It is ${received}, not ${expected}.`,
    expected,
    received,
  );

export const paidElsewhere = (field: FieldPath, plate: string) =>
  refusal(
    "TAX_BEING_PAID",
    field,
    `Pajak ${plate} untuk tahun ini sudah atau sedang dibayar.`,
    `The tax of ${plate} for this year is paid, or being paid, already.`,
  );

export const paymentUnknown = (field: FieldPath, id: string) =>
  unknownRecord("PAYMENT_UNKNOWN", field, { id: "pembayaran", en: "payment" }, id);

export const notSameDay = (field: FieldPath, day: string) =>
  refusal(
    "REVERSAL_TOO_LATE",
    field,
    `Pembayaran hanya dapat dibatalkan pada hari yang sama (${day}).`,
    `A payment can be taken back on its own day only (${day}).`,
    day,
  );

export const oneMeasure = (field: FieldPath) =>
  refusal(
    "ONE_MEASURE",
    field,
    "Isi tarif atau jumlah, salah satu.",
    "Give a rate or an amount, one of them.",
    "partsPerMillion or amount",
  );

export const notToCome = (field: FieldPath, today: string, received: string) =>
  refusal(
    "DAY_NOT_TO_COME",
    field,
    `Tanggalnya harus setelah ${today}.`,
    `The day must be after ${today}.`,
    `after ${today}`,
    received,
  );

export const tariffSet = (field: FieldPath, day: string) =>
  refusal(
    "TARIFF_SET",
    field,
    `Tarif ini sudah ditetapkan mulai ${day}.`,
    `This tariff is set from ${day} on already.`,
    undefined,
    day,
  );

export const bankUnknown = (field: FieldPath, code: string) =>
  unknownRecord("BANK_UNKNOWN", field, { id: "bank", en: "bank" }, code);

export const bankSilent = (field: FieldPath) =>
  refusal(
    "BANK_UNAVAILABLE",
    field,
    "Bank tidak menjawab; coba lagi nanti.",
    "The bank does not answer; try again later.",
  );

export const differenceUnknown = (field: FieldPath, id: string) =>
  unknownRecord("DIFFERENCE_UNKNOWN", field, { id: "selisih", en: "difference" }, id);
