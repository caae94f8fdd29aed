import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const EXHIBITION = { id: "pameran", en: "exhibition" };
const BOOTH = { id: "stan", en: "booth" };
const SALE = { id: "penjualan", en: "sale" };

export const exhibitionUnknown = (field: FieldPath, id: string) =>
  unknownRecord("EXHIBITION_UNKNOWN", field, EXHIBITION, id);
export const boothUnknown = (field: FieldPath, id: string) => unknownRecord("BOOTH_UNKNOWN", field, BOOTH, id);
export const saleUnknown = (field: FieldPath, id: string) => unknownRecord("SALE_UNKNOWN", field, SALE, id);

export const regencyForm = (field: FieldPath, code: string): RefusalValue => ({
  code: "REGENCY_FORM",
  field,
  text: {
    id: "Kabupaten/kota ditulis dengan kode seperti 32.73, dan hanya untuk pameran di Indonesia.",
    en: "A regency or city is written as a code such as 32.73, and only for an exhibition in Indonesia.",
  },
  expected: "a code such as 32.73, with country ID",
  received: code,
});

export const boothsTaken = (field: FieldPath, highest: number, received: number): RefusalValue => ({
  code: "BOOTHS_TAKEN",
  field,
  text: {
    id: `Stan nomor ${highest} sudah dibagikan, jadi jumlah stan tidak dapat ${received}.`,
    en: `Booth ${highest} was assigned, so there can't be only ${received}.`,
  },
  expected: `${highest} or more`,
  received: String(received),
});

export const salesOutside = (field: FieldPath, from: string, until: string): RefusalValue => ({
  code: "SALES_OUTSIDE",
  field,
  text: {
    id: `Ada penjualan yang dilaporkan pada ${from} sampai ${until}; hari pameran harus mencakupnya.`,
    en: `There are reported sales from ${from} to ${until}; the exhibition's days must include them.`,
  },
  expected: `days that include ${from} to ${until}`,
});

export const salesReported = (field: FieldPath): RefusalValue => ({
  code: "SALES_REPORTED",
  field,
  text: {
    id: "Pameran dengan laporan penjualan tidak dapat dibatalkan.",
    en: "An exhibition with reported sales can't be cancelled.",
  },
});

export const exhibitionNotOpen = (field: FieldPath, status: string): RefusalValue => ({
  code: "EXHIBITION_NOT_OPEN",
  field,
  text: {
    id: `Pendaftaran stan pameran ini tidak dibuka; statusnya ${status}.`,
    en: `Booths of this exhibition can't be applied for; it is ${status}.`,
  },
  expected: "OPEN",
  received: status,
});

export const exhibitionCancelled = (field: FieldPath): RefusalValue => ({
  code: "EXHIBITION_CANCELLED",
  field,
  text: { id: "Pameran ini dibatalkan.", en: "This exhibition was cancelled." },
  expected: "an exhibition that takes place",
});

export const exhibitionOver = (field: FieldPath, endsOn: string): RefusalValue => ({
  code: "EXHIBITION_OVER",
  field,
  text: { id: `Pameran ini berakhir pada ${endsOn}.`, en: `This exhibition ended on ${endsOn}.` },
  expected: `${endsOn} or earlier`,
});

export const exhibitionNotRunning = (field: FieldPath, startsOn: string, endsOn: string): RefusalValue => ({
  code: "EXHIBITION_NOT_RUNNING",
  field,
  text: {
    id: `Penjual dapat dihubungi selama pameran berlangsung, ${startsOn} sampai ${endsOn}.`,
    en: `Sellers can be asked while the exhibition runs, ${startsOn} to ${endsOn}.`,
  },
  expected: `${startsOn} to ${endsOn}`,
});

export const alreadyApplied = (field: FieldPath): RefusalValue => ({
  code: "ALREADY_APPLIED",
  field,
  text: {
    id: "Pesantren ini sudah mendaftar atau memiliki stan di pameran ini.",
    en: "This pesantren has applied for a booth of this exhibition already, or has one.",
  },
});

export const exhibitionFull = (field: FieldPath, count: number): RefusalValue => ({
  code: "EXHIBITION_FULL",
  field,
  text: { id: `Semua ${count} stan sudah dibagikan.`, en: `All ${count} booths are assigned.` },
  expected: "a free booth",
});

export const numberTaken = (field: FieldPath, number: number): RefusalValue => ({
  code: "NUMBER_TAKEN",
  field,
  text: { id: `Stan nomor ${number} sudah dibagikan.`, en: `Booth ${number} is assigned already.` },
  expected: "a free number",
  received: String(number),
});

export const boothNotAssigned = (field: FieldPath, status: string): RefusalValue => ({
  code: "BOOTH_NOT_ASSIGNED",
  field,
  text: { id: `Stan ini berstatus ${status}.`, en: `This booth is ${status}.` },
  expected: "ASSIGNED",
  received: status,
});

export const boothWithdrawn = (field: FieldPath): RefusalValue => ({
  code: "BOOTH_WITHDRAWN",
  field,
  text: { id: "Stan ini sudah ditarik.", en: "This booth was withdrawn." },
  expected: "a booth that was not withdrawn",
});

export const notShown = (field: FieldPath, productId: string): RefusalValue => ({
  code: "NOT_SHOWN",
  field,
  text: { id: "Produk ini tidak dipamerkan di stan tersebut.", en: "The booth does not show this product." },
  expected: "a product of the booth",
  received: productId.slice(0, 60),
});

export const sideNotYours = (field: FieldPath): RefusalValue => ({
  code: "SIDE_NOT_YOURS",
  field,
  text: {
    id: "Pesantren melaporkan sebagai penjual; pihak pembeli dilaporkan oleh pengelola.",
    en: "A pesantren reports as the seller; the buyers' side is reported by operators.",
  },
  expected: "SELLER",
  received: "BUYER",
});

export const alreadyReported = (field: FieldPath): RefusalValue => ({
  code: "ALREADY_REPORTED",
  field,
  text: {
    id: "Penjualan produk ini pada hari itu sudah dilaporkan pihak ini; perbaiki laporan tersebut.",
    en: "This side has reported the product's sales of that day already; correct that report.",
  },
  expected: "a correction of the report",
});

export const notReported = (field: FieldPath, side: string): RefusalValue => ({
  code: "NOT_REPORTED",
  field,
  text: { id: `Belum ada laporan dari ${side}.`, en: `There is no report of ${side} yet.` },
  expected: "a side that has reported",
  received: side,
});
