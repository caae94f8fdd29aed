import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import { refusal } from "../errors";

const AGENT = { id: "agen Laku Pandai", en: "Laku Pandai agent" };
const POINT = { id: "titik layanan", en: "service point" };
const TRANSACTION = { id: "transaksi", en: "transaction" };

export const agentUnknown = (field: FieldPath, id: string) => unknownRecord("AGENT_UNKNOWN", field, AGENT, id);
export const pointUnknown = (field: FieldPath, id: string) => unknownRecord("SERVICE_POINT_UNKNOWN", field, POINT, id);
export const transactionUnknown = (field: FieldPath, id: string) =>
  unknownRecord("TRANSACTION_UNKNOWN", field, TRANSACTION, id);

/** The number is not repeated: a slip may be somebody else's. */
export const accountUnknown = (field: FieldPath) =>
  refusal("ACCOUNT_UNKNOWN", field, {
    id: "Tidak ada rekening terbuka dengan nomor ini di bank agen ini.",
    en: "This agent's bank has no open account of this number.",
    expected: "the 12 digits of an open account of the agent's bank",
  });

export const otherAgent = (field: FieldPath) =>
  refusal("OTHER_AGENT", field, {
    id: "Ini hanya dapat dilakukan di agen pesantren tempat rekening dibuka.",
    en: "This is done at an agent of the pesantren where the account was opened.",
  });

export const sameAccount = (field: FieldPath) =>
  refusal("SAME_ACCOUNT", field, {
    id: "Rekening tujuan sama dengan rekening asal.",
    en: "The account is the one that the money comes from.",
    expected: "another account",
  });

export const serviceNotOffered = (field: FieldPath, received: string) =>
  refusal("SERVICE_NOT_OFFERED", field, {
    id: "Titik layanan ini tidak aktif, atau tidak melayani Laku Pandai bersama bank.",
    en: "This service point is not active, or does not offer Laku Pandai with a bank.",
    expected: "an active one with LAKU_PANDAI and a bank",
    received,
  });

export const agentAlready = (field: FieldPath) =>
  refusal("AGENT_ALREADY", field, {
    id: "Titik layanan ini sudah menjadi agen.",
    en: "This service point is an agent already.",
  });

export const agentNotWorking = (field: FieldPath, status: string) =>
  refusal("AGENT_NOT_WORKING", field, {
    id: "Agen ini tidak sedang melayani.",
    en: "This agent does not work at present.",
    expected: "an active agent at an active service point of its bank",
    received: status,
  });

export const classLacks = (field: FieldPath, code: string, service: string) =>
  refusal("CLASS_LACKS_SERVICE", field, {
    id: `Agen klasifikasi ${code} tidak melayani ${service}.`,
    en: `Agents of class ${code} do not offer ${service}.`,
    expected: `an agent whose class offers ${service}`,
    received: code,
  });

export const classUnknown = (field: FieldPath, codes: readonly string[], received: string) =>
  refusal("CLASS_UNKNOWN", field, {
    id: "Klasifikasi agen ini tidak berlaku.",
    en: "There is no such class of agents now.",
    expected: codes.join(", "),
    received: received.slice(0, 20),
  });

export const positionLeft = (field: FieldPath, cash: bigint, float: bigint) =>
  refusal("POSITION_LEFT", field, {
    id: `Agen masih memegang tunai Rp ${cash} dan saldo Rp ${float}.`,
    en: `The agent still has Rp ${cash} in cash and a float of Rp ${float}.`,
    expected: "no cash and no float",
    received: `${cash} and ${float}`,
  });

export const ruleMissing = () =>
  refusal("RULE_MISSING", ["input"], {
    id: "Belum ada aturan Laku Pandai yang berlaku pada hari ini.",
    en: "No rule of Laku Pandai holds on this day.",
  });

export const holderHasAccount = (field: FieldPath) =>
  refusal("HOLDER_HAS_ACCOUNT", field, {
    id: "Orang ini sudah memiliki rekening dasar di bank ini.",
    en: "This person has a basic account at this bank already.",
    expected: "one account for each person and bank",
  });

export const nikDiffers = (field: FieldPath) =>
  refusal("NIK_DIFFERS", field, {
    id: "NIK ini bukan NIK pemilik rekening.",
    en: "This is not the NIK of the account's holder.",
    expected: "the holder's NIK",
  });

export const pinWrong = (field: FieldPath, left: number) =>
  refusal("PIN_WRONG", field, {
    id: `PIN salah; sisa percobaan ${left}.`,
    en: `The PIN is wrong; ${left} attempts are left.`,
    expected: "the holder's PIN, with a new idempotency key",
  });

export const pinMissing = (field: FieldPath) =>
  refusal("PIN_REQUIRED", field, {
    id: "Uang keluar dari rekening hanya dengan PIN pemiliknya.",
    en: "Money leaves an account with its holder's PIN only.",
    expected: "the PIN of the holder from whose account the money goes",
  });

export const pinLocked = (field: FieldPath) =>
  refusal("PIN_LOCKED", field, {
    id: "PIN terkunci karena terlalu sering salah; atur ulang di agen dengan NIK.",
    en: "The PIN is locked after too many wrong ones; set a new one at an agent, with the NIK.",
    expected: "an account whose PIN is not locked",
  });

export const monthlyLimit = (field: FieldPath, left: bigint, received: bigint) =>
  refusal("MONTHLY_LIMIT", field, {
    id: `Bulan ini rekening hanya dapat mengeluarkan Rp ${left} lagi.`,
    en: `This month only Rp ${left} more may leave the account.`,
    expected: `at most ${left}`,
    received: String(received),
  });

/** It does not say how much would fit: that would tell the balance of somebody else's account. */
export const balanceLimit = (field: FieldPath, most: bigint) =>
  refusal("BALANCE_LIMIT", field, {
    id: `Saldo rekening penerima akan melebihi batas Rp ${most}.`,
    en: `The receiving account's balance would be above the limit of Rp ${most}.`,
    expected: `a balance of at most ${most}`,
  });

export const balanceLeft = (field: FieldPath) =>
  refusal("BALANCE_LEFT", field, {
    id: "Rekening masih bersaldo; tarik dahulu semuanya.",
    en: "There is money left in the account; withdraw it first.",
    expected: "a balance of 0",
  });

export const tooLow = (what: "BALANCE" | "FLOAT" | "CASH", field: FieldPath) => {
  const words = {
    BALANCE: { id: "Saldo rekening tidak mencukupi.", en: "The account's balance is too low." },
    FLOAT: { id: "Saldo agen di bank tidak mencukupi.", en: "The agent's float at the bank is too low." },
    CASH: { id: "Uang tunai agen tidak mencukupi.", en: "The agent has not enough cash." },
  }[what];
  return refusal(`${what}_TOO_LOW`, field, { ...words, expected: "an amount that is there" });
};

export const reversedAlready = (field: FieldPath) =>
  refusal("ALREADY_REVERSED", field, {
    id: "Transaksi ini sudah dibatalkan.",
    en: "This transaction was reversed already.",
  });

export const dayOver = (field: FieldPath, day: string) =>
  refusal("DAY_OVER", field, {
    id: `Transaksi hanya dapat dibatalkan pada harinya, ${day}.`,
    en: `A transaction can be reversed on its own day only, ${day}.`,
    expected: day,
  });
