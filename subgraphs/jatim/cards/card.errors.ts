import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import { refusal } from "../errors";

const HOLDER = { id: "pemegang kartu", en: "card holder" };
const ACCOUNT = { id: "rekening kartu", en: "card account" };
const CARD = { id: "kartu", en: "card" };
const PURCHASE = { id: "pembelian", en: "purchase" };
const POINT = { id: "titik layanan aktif pesantren ini", en: "active service point of this pesantren" };

export const holderUnknown = (field: FieldPath, id: string) => unknownRecord("HOLDER_UNKNOWN", field, HOLDER, id);
export const accountUnknown = (field: FieldPath, id: string) => unknownRecord("ACCOUNT_UNKNOWN", field, ACCOUNT, id);
export const cardUnknown = (field: FieldPath, id: string) => unknownRecord("CARD_UNKNOWN", field, CARD, id);
export const purchaseUnknown = (field: FieldPath, id: string) => unknownRecord("PURCHASE_UNKNOWN", field, PURCHASE, id);
export const pointUnknown = (field: FieldPath, id: string) => unknownRecord("SERVICE_POINT_UNKNOWN", field, POINT, id);

export const personKnown = (field: FieldPath) =>
  refusal("PERSON_KNOWN", field, {
    id: "Orang ini sudah terdaftar sebagai pemegang kartu.",
    en: "This person is a card holder already.",
  });

export const nikRequired = (field: FieldPath) =>
  refusal("NIK_REQUIRED", field, {
    id: "Kartu OPOP memerlukan NIK dan telepon pemegangnya.",
    en: "A Kartu OPOP needs NIK and telephone number of its holder.",
    expected: "a holder with NIK and telephone number",
  });

export const bankRequired = (field: FieldPath, expected: string) =>
  refusal("BANK_NOT_RIGHT", field, {
    id: "Kartu OPOP memerlukan bank mitra; Kartu Santri tidak memilikinya.",
    en: "A Kartu OPOP needs a partner bank; a Kartu Santri has none.",
    expected,
  });

export const accountOpen = (field: FieldPath, kind: string) =>
  refusal("ACCOUNT_OPEN", field, {
    id: "Orang ini sudah memiliki kartu jenis ini; ganti kartu itu.",
    en: "This person has a card of this kind; replace that card.",
    received: kind,
  });

export const accountClosed = (field: FieldPath) =>
  refusal("ACCOUNT_CLOSED", field, { id: "Rekening kartu ini sudah ditutup.", en: "This card account is closed." });

export const invitationUnknown = (field: FieldPath) =>
  refusal("INVITATION_UNKNOWN", field, {
    id: "Kode undangan salah, sudah dipakai, atau kedaluwarsa.",
    en: "The code of the invitation is wrong, was used or has expired.",
  });

export const cardExpired = (field: FieldPath, on: string) =>
  refusal("CARD_EXPIRED", field, {
    id: `Kartu ini berlaku sampai sebelum ${on}.`,
    en: `This card was valid until before ${on}.`,
    received: on,
  });

export const cardInUse = (field: FieldPath) =>
  refusal("CARD_IN_USE", field, {
    id: "Kartu rekening ini masih dapat dipakai; blokir atau laporkan hilang dulu.",
    en: "The account's card can still be used; block it or report it lost first.",
  });

export const pinWrong = (field: FieldPath, left: number) =>
  refusal("PIN_WRONG", field, {
    id: left > 0 ? `PIN salah; sisa percobaan ${left}.` : "PIN salah; kartu diblokir.",
    en: left > 0 ? `The PIN is wrong; tries left: ${left}.` : "The PIN is wrong; the card is blocked.",
  });

export const notTakenHere = (field: FieldPath) =>
  refusal("CARD_NOT_TAKEN_HERE", field, {
    id: "Kartu Santri hanya diterima di pesantrennya sendiri.",
    en: "This card is taken at its own pesantren only.",
  });

export const overDailyLimit = (field: FieldPath, left: bigint, received: bigint) =>
  refusal("DAILY_LIMIT_REACHED", field, {
    id: "Pembelian ini melebihi batas belanja hari ini.",
    en: "This purchase exceeds what may be spent today.",
    expected: `at most ${left}`,
    received: String(received),
  });

export const overMonthlyTopUp = (field: FieldPath, left: bigint, received: bigint) =>
  refusal("MONTHLY_TOP_UP_REACHED", field, {
    id: "Isi saldo ini melebihi batas bulan ini.",
    en: "This top-up exceeds what may come in this month.",
    expected: `at most ${left}`,
    received: String(received),
  });

export const balanceTooHigh = (field: FieldPath, left: bigint, received: bigint) =>
  refusal("BALANCE_TOO_HIGH", field, {
    id: "Saldo akan melebihi batas.",
    en: "The account would hold more than it may.",
    expected: `at most ${left}`,
    received: String(received),
  });

export const balanceTooLow = (field: FieldPath) =>
  refusal("BALANCE_TOO_LOW", field, {
    id: "Saldo tidak mencukupi.",
    en: "The balance is too low.",
    expected: "an amount that the balance covers",
  });

export const tillTooLow = (field: FieldPath) =>
  refusal("TILL_TOO_LOW", field, {
    id: "Uang tunai dari isi saldo di titik layanan ini tidak mencukupi.",
    en: "This service point does not hold so much cash of top-ups.",
  });

export const topUpUnknown = (field: FieldPath) =>
  refusal("TOP_UP_UNKNOWN", field, {
    id: "Tidak ada isi saldo dengan kode ini.",
    en: "There is no top-up of this code.",
  });

export const topUpExpired = (field: FieldPath, at: Date) =>
  refusal("TOP_UP_EXPIRED", field, {
    id: "Kode bayar ini sudah kedaluwarsa; kembalikan uangnya.",
    en: "This pay code has expired; give the money back.",
    expected: `before ${at.toISOString()}`,
  });

export const topUpPaid = (field: FieldPath) =>
  refusal("TOP_UP_PAID", field, { id: "Isi saldo ini sudah dibayar.", en: "This top-up was paid already." });

export const refunded = (field: FieldPath) =>
  refusal("REFUNDED_ALREADY", field, {
    id: "Pembelian ini sudah dikembalikan.",
    en: "This purchase was refunded already.",
  });

export const notSameDay = (field: FieldPath, day: string) =>
  refusal("NOT_SAME_DAY", field, {
    id: `Hanya pada hari yang sama, ${day}.`,
    en: `Only on the same day, ${day}.`,
    expected: day,
  });
