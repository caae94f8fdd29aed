import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const CONTRACT = { id: "kontrak", en: "contract" };
const ORDER = { id: "pesanan produksi", en: "order to produce" };
const DELIVERY = { id: "pengiriman", en: "delivery" };

export const contractUnknown = (field: FieldPath, id: string) => unknownRecord("CONTRACT_UNKNOWN", field, CONTRACT, id);
export const orderUnknown = (field: FieldPath, id: string) => unknownRecord("ORDER_UNKNOWN", field, ORDER, id);
export const deliveryUnknown = (field: FieldPath, id: string) => unknownRecord("DELIVERY_UNKNOWN", field, DELIVERY, id);

/** A reason belongs to what ends badly, and to nothing else. */
export function reasonFaults(reason: string | null, isNeeded: boolean): RefusalValue[] {
  if (isNeeded === (reason !== null)) return [];
  const [id, en] = isNeeded
    ? ["Alasan wajib diisi.", "A reason is needed."]
    : ["Alasan hanya diisi untuk penghentian atau penolakan.", "A reason is for what is terminated or rejected only."];
  return [{ code: "REASON", field: ["input", "reason"], text: { id, en }, expected: isNeeded ? "a reason" : "none" }];
}

export const onePartner = (): RefusalValue => ({
  code: "ONE_PARTNER",
  field: ["input", "buyerId"],
  text: {
    id: "Isi tepat satu: pembeli, atau pesantren lain sebagai mitra.",
    en: "Give exactly one: a buyer, or another pesantren as the partner.",
  },
  expected: "buyerId or partnerId",
});

export const capacityExceeded = (left: bigint, asked: number, monthly: number): RefusalValue => ({
  code: "CAPACITY_EXCEEDED",
  field: ["input", "quantity"],
  text: {
    id: `Kapasitas produk ini ${monthly} sebulan; di samping kontrak dan pesanan lain tersisa ${left} sampai tenggat, diminta ${asked}.`,
    en: `This product's capacity is ${monthly} a month; beside contracts and other orders ${left} are left until the due day, ${asked} were asked for.`,
  },
  expected: `at most ${left}`,
  received: String(asked),
});

export const moreThanOrdered = (left: number, received: number): RefusalValue => ({
  code: "MORE_THAN_ORDERED",
  field: ["input", "quantity"],
  text: {
    id: `Yang belum dikirim ${left}, dilaporkan ${received}.`,
    en: `${left} are still to be delivered, ${received} were reported.`,
  },
  expected: `at most ${left}`,
  received: String(received),
});

export const orderNotOpen = (field: FieldPath, status: string): RefusalValue => ({
  code: "ORDER_NOT_OPEN",
  field,
  text: { id: `Pesanan ini berstatus ${status}.`, en: `This order is ${status}.` },
  expected: "OPEN",
  received: status,
});

export const dayOutside = (field: FieldPath, from: string, until: string, received: string): RefusalValue => ({
  code: "DAY_OUTSIDE",
  field,
  text: {
    id: `Diharapkan ${from} sampai ${until}, diterima ${received}.`,
    en: `Expected ${from} to ${until}, received ${received}.`,
  },
  expected: `${from} to ${until}`,
  received,
});
