import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import { refusal } from "../errors";
import type { VehicleBar } from "../vehicle-office/vehicle-office";

export const pointUnknown = (field: FieldPath, id: string) =>
  unknownRecord("SERVICE_POINT_UNKNOWN", field, { id: "titik layanan", en: "service point" }, id);

export const noService = (field: FieldPath, received: string) =>
  refusal("SERVICE_NOT_OFFERED", field, {
    id: "Titik layanan ini tidak melayani Samsat OPOP saat ini.",
    en: "This service point does not offer Samsat OPOP now.",
    expected: "an active service point with the service SAMSAT and a partner bank that takes part",
    received,
  });

export const malformed = (code: string, field: FieldPath, expected: string, received: string) =>
  refusal(code, field, {
    id: `Bentuknya salah; diharapkan ${expected}.`,
    en: `The form is wrong; expected ${expected}.`,
    expected,
    received: received.slice(0, 40),
  });

export const vehicleUnknown = (field: FieldPath) =>
  refusal("VEHICLE_UNKNOWN", field, {
    id: "Kendaraan tidak ditemukan di kantor Samsat.",
    en: "The vehicle office does not know this vehicle.",
  });

export const chassisDiffers = (field: FieldPath) =>
  refusal("CHASSIS_DIFFERS", field, {
    id: "Nomor rangka tidak sesuai dengan kendaraan ini.",
    en: "The chassis number is not this vehicle's.",
  });

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

export const barred = (field: FieldPath, bar: VehicleBar) =>
  refusal(BARS[bar][0], field, { id: BARS[bar][1], en: BARS[bar][2] });

export const documentDue = (field: FieldPath, until: string) =>
  refusal("DOCUMENT_DUE", field, {
    id: `STNK berlaku sampai ${until} dan harus diperbarui di kantor Samsat.`,
    en: `The registration document is valid until ${until} and must be renewed at the office.`,
    expected: "a document that is valid",
    received: until,
  });

export const tooLate = (field: FieldPath, dueOn: string, days: number) =>
  refusal("TOO_LATE", field, {
    id: `Pajak jatuh tempo ${dueOn}; yang terlambat lebih dari ${days} hari dibayar di kantor Samsat.`,
    en: `The tax was due on ${dueOn}; more than ${days} days late it is paid at the office.`,
    expected: `at most ${days} days late`,
    received: dueOn,
  });

export const tooEarly = (field: FieldPath, dueOn: string, days: number) =>
  refusal("TOO_EARLY", field, {
    id: `Pajak baru jatuh tempo ${dueOn}; dapat dibayar ${days} hari sebelumnya.`,
    en: `The tax is due on ${dueOn} only; it can be paid ${days} days before.`,
    expected: `at most ${days} days early`,
    received: dueOn,
  });

export const officeSilent = (field: FieldPath) =>
  refusal("OFFICE_UNAVAILABLE", field, {
    id: "Kantor Samsat tidak menjawab; coba lagi sebentar lagi.",
    en: "The vehicle office does not answer; try again in a moment.",
  });

export const codeUnknown = (field: FieldPath, code: string) =>
  unknownRecord("PAY_CODE_UNKNOWN", field, { id: "kode bayar", en: "pay code" }, code);

export const codeExpired = (field: FieldPath, at: Date) =>
  refusal("PAY_CODE_EXPIRED", field, {
    id: `Kode bayar berlaku sampai ${at.toISOString()}; minta tagihan baru.`,
    en: `The pay code was good until ${at.toISOString()}; ask for a new bill.`,
    expected: "a code that has not expired",
    received: at.toISOString(),
  });

export const paidElsewhere = (field: FieldPath, plate: string) =>
  refusal("TAX_BEING_PAID", field, {
    id: `Pajak ${plate} untuk tahun ini sudah atau sedang dibayar.`,
    en: `The tax of ${plate} for this year is paid, or being paid, already.`,
  });

export const paymentUnknown = (field: FieldPath, id: string) =>
  unknownRecord("PAYMENT_UNKNOWN", field, { id: "pembayaran", en: "payment" }, id);

export const notSameDay = (field: FieldPath, day: string) =>
  refusal("REVERSAL_TOO_LATE", field, {
    id: `Pembayaran hanya dapat dibatalkan pada hari yang sama (${day}).`,
    en: `A payment can be taken back on its own day only (${day}).`,
    expected: day,
  });

export const oneMeasure = (field: FieldPath) =>
  refusal("ONE_MEASURE", field, {
    id: "Isi tarif atau jumlah, salah satu.",
    en: "Give a rate or an amount, one of them.",
    expected: "partsPerMillion or amount",
  });

export const tariffSet = (field: FieldPath, day: string) =>
  refusal("TARIFF_SET", field, {
    id: `Tarif ini sudah ditetapkan mulai ${day}.`,
    en: `This tariff is set from ${day} on already.`,
    received: day,
  });

export const bankUnknown = (field: FieldPath, code: string) =>
  unknownRecord("BANK_UNKNOWN", field, { id: "bank", en: "bank" }, code);

export const bankSilent = (field: FieldPath) =>
  refusal("BANK_UNAVAILABLE", field, {
    id: "Bank tidak menjawab; coba lagi nanti.",
    en: "The bank does not answer; try again later.",
  });

export const differenceUnknown = (field: FieldPath, id: string) =>
  unknownRecord("DIFFERENCE_UNKNOWN", field, { id: "selisih", en: "difference" }, id);
