import { arrayText } from "../../kit/data/copy";
import type { Cell } from "../../kit/import/definition";
import { readNspp } from "../../kit/import/nspp";
import { shown, type RowFault, type SourceRow } from "../../kit/import/source-row";
import type { RefusalValue } from "../../kit/refusal";
import { BusinessField } from "../../kit/business-field";
import { CertificateKind } from "../catalogue/product";
import { faultsOf, tidyNumber } from "../catalogue/product.rules";

/** Columns of the staging table, in the order of a row's cells; the last four are filled by the merge. */
export const STAGED = {
  nspp: 'text COLLATE "C"',
  sku: "text",
  name: "text",
  description: "text",
  field: "text",
  price: "bigint",
  unit: "text",
  minimum_order: "integer",
  monthly_capacity: "integer",
  photos: "text[]",
  certificates: "jsonb",
  pesantren_id: "uuid",
  product_id: "uuid",
  is_new: "boolean",
  applies: "boolean",
};

/** The kinds of certificates that a file can tell of, and how the import's fields for them begin. */
export const CERTIFICATE_FIELDS: Readonly<Record<string, CertificateKind>> = {
  halal: CertificateKind.HALAL,
  pirt: CertificateKind.PIRT,
  bpom: CertificateKind.BPOM,
};

/** What a cell is read up to; the rules of the catalogue say what a field may hold. */
const LONGEST = 10_000;

/** Checks one row of a catalogue by the rules of the catalogue, and says what it becomes. */
export function readProduct(row: SourceRow): readonly Cell[] {
  const nspp = nsppOf(row);
  const field = fieldOf(row);
  const certificates = certificatesOf(row);
  const product = {
    sku: row.required("sku", LONGEST),
    name: row.required("name", LONGEST),
    description: row.text("description", LONGEST),
    price: amountOf(row, "price", true),
    unit: row.required("unit", LONGEST),
    minimumOrder: amountOf(row, "minimumOrder") ?? 1,
    monthlyCapacity: amountOf(row, "monthlyCapacity"),
    photos: photosOf(row),
  };
  // What is missing was told already, and is not too short besides.
  const given = Object.fromEntries(Object.entries(product).filter(([, value]) => value !== ""));
  for (const fault of faultsOf({ ...given, price: bigintOf(product.price), certificates })) {
    row.reject(inTermsOfTheFile(fault, certificates));
  }
  if (row.faults.length > 0) return [];
  const { sku, name, description, price, unit, minimumOrder, monthlyCapacity, photos } = product;
  const amounts = [minimumOrder, monthlyCapacity, arrayText(photos)];
  return [
    nspp ?? null,
    sku,
    name,
    description,
    field ?? null,
    price,
    unit,
    ...amounts,
    kept(certificates),
    null,
    null,
    null,
    null,
  ];
}

function nsppOf(row: SourceRow): string | undefined {
  const came = row.exactly("nspp");
  const read = readNspp("nspp", came);
  if ("fault" in read) return void row.reject(read.fault);
  if (read.repaired) row.flag("NSPP_REPAIRED", { came });
  return read.nspp;
}

/** The Indonesian words of the fields, as OPOP announced them; and the codes. Compared by their letters, without "dan". */
const FIELD_WORDS: ReadonlyMap<string, BusinessField> = new Map([
  ["jasa", BusinessField.SERVICES],
  ["fashion", BusinessField.FASHION],
  ["fesyen", BusinessField.FASHION],
  ["pertanian", BusinessField.AGRICULTURE],
  ["makananminuman", BusinessField.FOOD_AND_BEVERAGE],
  ["kerajinan", BusinessField.CRAFTS],
  ["peternakan", BusinessField.LIVESTOCK],
  ["perdagangan", BusinessField.TRADE],
  ["perikanan", BusinessField.FISHERY],
  ["lainnya", BusinessField.OTHER],
  ["lainlain", BusinessField.OTHER],
  ...Object.values(BusinessField).map((code) => [plain(code), code] as const),
]);

function fieldOf(row: SourceRow): BusinessField | undefined {
  const came = row.required("field", LONGEST);
  const field = FIELD_WORDS.get(plain(came.replace(/\bdan\b/i, "")));
  if (field === undefined && came !== "") row.reject(fieldUnknown(came));
  return field;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, "");
}

/** Whole, with or without points or commas between the thousands, and of a price with Rp before it: "15.000" is never 15. */
const AMOUNT = /^(?:Rp\.?\s*)?(\d{1,15}|\d{1,3}(?:\.\d{3}){1,4}|\d{1,3}(?:,\d{3}){1,4})(?:,-)?$/i;

function amountOf(row: SourceRow, field: string, isRequired = false): number | null {
  const came = isRequired ? row.required(field, LONGEST) : row.text(field, LONGEST);
  if (came === null || came === "") return null;
  const digits = AMOUNT.exec(came)?.[1];
  if (digits === undefined) row.reject(amountInvalid(field, came));
  return digits === undefined ? null : Number(digits.replace(/[.,]/g, ""));
}

function bigintOf(amount: number | null): bigint | null {
  return amount === null ? null : BigInt(amount);
}

function photosOf(row: SourceRow): string[] {
  const came = row.text("photos", LONGEST);
  return (came ?? "")
    .split("|")
    .map((address) => address.trim())
    .filter((address) => address !== "");
}

interface ReadCertificate {
  readonly kind: CertificateKind;
  readonly number: string;
  readonly expiresOn: string | null;
}

function certificatesOf(row: SourceRow): ReadCertificate[] {
  return Object.entries(CERTIFICATE_FIELDS).flatMap(([prefix, kind]) => {
    const number = row.text(`${prefix}Number`, 100);
    const expiresOn = dayOf(row, `${prefix}ExpiresOn`);
    if (number !== null) return [{ kind, number, expiresOn }];
    if (expiresOn !== null) row.reject(numberMissing(`${prefix}Number`));
    return [];
  });
}

/** A day as `YYYY-MM-DD`; people also write it as DD/MM/YYYY. */
function dayOf(row: SourceRow, field: string): string | null {
  const came = row.text(field, 40);
  if (came === null) return null;
  const day = came.replace(/^(\d{2})[/-](\d{2})[/-](\d{4})$/, "$3-$2-$1");
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return day;
  row.reject(dayInvalid(field, came));
  return null;
}

/** As the merge writes them. */
function kept(certificates: readonly ReadCertificate[]): string {
  return JSON.stringify(
    certificates.map(({ kind, number, expiresOn }) => ({
      kind,
      number: tidyNumber({ kind, number }),
      expires_on: expiresOn,
    })),
  );
}

/** A fault of the catalogue's rules, by the import's field instead of the path in an input of the graph. */
function inTermsOfTheFile({ code, text, field }: RefusalValue, certificates: readonly ReadCertificate[]): RowFault {
  const [, name = "", at] = field ?? [];
  const kind = name === "certificates" ? certificates[Number(at)]?.kind : undefined;
  return { code, text, field: [kind === undefined ? name : `${kind.toLowerCase()}Number`] };
}

const fieldUnknown = (came: string): RowFault => ({
  code: "BUSINESS_FIELD_UNKNOWN",
  field: ["field"],
  text: {
    id: `Bidang usaha ${shown(came)} tidak dikenal; yang ada: Jasa, Fashion, Pertanian, Makanan dan Minuman, Kerajinan, Peternakan, Perdagangan, Perikanan, Lainnya.`,
    en: `There is no business field ${shown(came)}; there are ${Object.values(BusinessField).join(", ")}.`,
  },
});

const amountInvalid = (field: string, came: string): RowFault => ({
  code: "NUMBER_INVALID",
  field: [field],
  text: {
    id: `${field} harus bilangan bulat seperti 15000 atau 15.000; yang ada ${shown(came)}.`,
    en: `${field} must be a whole number such as 15000 or 15.000; it is ${shown(came)}.`,
  },
});

const dayInvalid = (field: string, came: string): RowFault => ({
  code: "DAY_INVALID",
  field: [field],
  text: {
    id: `${field} harus tanggal seperti 2026-12-31 atau 31/12/2026; yang ada ${shown(came)}.`,
    en: `${field} must be a day such as 2026-12-31 or 31/12/2026; it is ${shown(came)}.`,
  },
});

const numberMissing = (field: string): RowFault => ({
  code: "CERTIFICATE_NUMBER_MISSING",
  field: [field],
  text: {
    id: `${field} kosong, padahal tanggal berakhirnya diisi.`,
    en: `${field} is empty, but its day of expiry is given.`,
  },
});
