import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import { refusal } from "../errors";

const LISTING = { id: "barang", en: "listing" };
const ORDER = { id: "pesanan", en: "order" };
const POINT = { id: "titik layanan aktif milik penjual", en: "active service point of the seller" };

export const listingUnknown = (field: FieldPath, id: string) => unknownRecord("LISTING_UNKNOWN", field, LISTING, id);
export const orderUnknown = (field: FieldPath, id: string) => unknownRecord("ORDER_UNKNOWN", field, ORDER, id);
export const pointUnknown = (field: FieldPath, id: string) => unknownRecord("SERVICE_POINT_UNKNOWN", field, POINT, id);

export const listedAlready = (field: FieldPath) =>
  refusal("LISTED_ALREADY", field, {
    id: "Produk ini sudah ditawarkan; ubah tawaran itu.",
    en: "This product is listed already; change that listing.",
  });

export const notOffered = (field: FieldPath, name: string) =>
  refusal("LISTING_NOT_OFFERED", field, {
    id: `${name} tidak ditawarkan lagi.`,
    en: `${name} is not offered any more.`,
    received: name,
  });

export const stockTooLow = (field: FieldPath, name: string, stock: number, wanted: number) =>
  refusal("STOCK_TOO_LOW", field, {
    id: `Sisa ${name} ${stock}, diminta ${wanted}.`,
    en: `Of ${name} there are ${stock} left, ${wanted} were asked for.`,
    expected: `at most ${stock}`,
    received: String(wanted),
  });

export const cartEmpty = (field: FieldPath) =>
  refusal("CART_EMPTY", field, {
    id: "Keranjang kosong.",
    en: "The cart is empty.",
    expected: "something in the cart",
  });

export const cartFull = (field: FieldPath, most: number) =>
  refusal("CART_FULL", field, {
    id: `Keranjang memuat paling banyak ${most} barang yang berbeda.`,
    en: `A cart holds at most ${most} different things.`,
    expected: `at most ${most}`,
  });

export const totalChanged = (field: FieldPath, total: bigint, received: bigint) =>
  refusal("TOTAL_CHANGED", field, {
    id: `Jumlahnya sekarang Rp ${total}, bukan Rp ${received}.`,
    en: `It is Rp ${total} now, and not Rp ${received}.`,
    expected: String(total),
    received: String(received),
  });

export const notInCart = (field: FieldPath, received: string) =>
  refusal("SELLER_NOT_IN_CART", field, {
    id: "Tidak ada barang dari penjual ini di keranjang, atau penjual disebut dua kali.",
    en: "The cart holds nothing of this seller, or the seller is named twice.",
    expected: "each seller of the cart at most once",
    received: received.slice(0, 60),
  });

export const recipientRequired = (field: FieldPath) =>
  refusal("RECIPIENT_REQUIRED", field, {
    id: "Pesanan yang dikirim memerlukan penerima dan alamat.",
    en: "What is shipped needs a recipient with an address.",
    expected: "a recipient, or a service point for each seller",
  });

export const otherMethod = (field: FieldPath, expected: string) =>
  refusal("METHOD_NOT_RIGHT", field, {
    id: "Cara penyerahan pesanan ini lain.",
    en: "This order is handed over in another way.",
    expected,
  });

export const codeWrong = (field: FieldPath) =>
  refusal("PICK_UP_CODE_WRONG", field, {
    id: "Kode pengambilan tidak cocok.",
    en: "The pick-up code is not that of this order.",
    expected: "the code that the buyer was given",
  });

export const returnOver = (field: FieldPath, until: Date) =>
  refusal("RETURN_PERIOD_OVER", field, {
    id: "Masa pengembalian sudah lewat.",
    en: "The period for giving back is over.",
    expected: `before ${until.toISOString()}`,
  });

export const notPaid = (field: FieldPath) =>
  refusal("NOT_PAID", field, {
    id: "Pesanan ini tidak pernah dibayar.",
    en: "This order was never paid.",
    expected: "an order that was paid",
  });

export const paidAlready = (field: FieldPath) =>
  refusal("PAID_ALREADY", field, { id: "Pesanan ini sudah dibayar.", en: "This order was paid already." });

export const momentInFuture = (field: FieldPath, now: Date, received: Date) =>
  refusal("MOMENT_IN_FUTURE", field, {
    id: "Saat ini belum tiba.",
    en: "This moment is yet to come.",
    expected: `${now.toISOString()} or earlier`,
    received: received.toISOString(),
  });

export const nothingDue = (field: FieldPath) =>
  refusal("NOTHING_DUE", field, { id: "Tidak ada yang jatuh tempo.", en: "Nothing is due." });

export const ruleMissing = () =>
  refusal("RULE_MISSING", ["input"], { id: "Belum ada aturan OPOP Mart.", en: "No rule of OPOP Mart holds yet." });
