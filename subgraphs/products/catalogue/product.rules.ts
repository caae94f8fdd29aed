import type { RefusalValue } from "../../kit/refusal";
import type { ChangeProductInput, CertificateInput } from "./product.input";
import * as errors from "./product.errors";
import { CertificateKind } from "./product";

/** The fields of a product that the rules look at; those that are left out are not checked. */
export type CheckedFields = Omit<ChangeProductInput, "id" | "reason"> & { readonly sku?: string | null };

const TEXTS = { sku: [1, 40], name: [2, 120], description: [0, 2000], unit: [1, 40] } as const;

const AMOUNTS = {
  price: [0n, 1_000_000_000n],
  minimumOrder: [1n, 1_000_000n],
  monthlyCapacity: [0n, 100_000_000n],
} as const;

const MOST_PHOTOS = 10;
const MOST_CERTIFICATES = 20;
const LONGEST_ADDRESS = 500;

/**
 * The forms of certificate numbers. Assumed: the issuers publish examples, not the form itself.
 * HALAL: BPJPH since 2019 `ID` and 17 digits, MUI before 14 digits. PIRT: 15 digits. BPOM: two letters and 9 to 15 digits.
 */
const NUMBER_FORMS: Readonly<Record<CertificateKind, { form: RegExp; expected: string }>> = {
  [CertificateKind.HALAL]: { form: /^(ID\d{17}|\d{14})$/, expected: "ID and 17 digits, or 14 digits" },
  [CertificateKind.PIRT]: { form: /^\d{15}$/, expected: "15 digits" },
  [CertificateKind.BPOM]: { form: /^[A-Z]{2}\d{9,15}$/, expected: "two letters and 9 to 15 digits" },
  [CertificateKind.SNI]: { form: /^[A-Z0-9:./-]{3,40}$/, expected: "3 to 40 letters, digits and signs" },
  [CertificateKind.OTHER]: { form: /^[A-Z0-9:./-]{3,60}$/, expected: "3 to 60 letters, digits and signs" },
};

/** Everything that is wrong with the given fields of a product. */
export function faultsOf(fields: CheckedFields): RefusalValue[] {
  return [
    ...textFaults(fields),
    ...amountFaults(fields),
    ...photoFaults(fields.photos),
    ...certificateFaults(fields.certificates),
  ];
}

/** The number of a certificate as it is kept: in capitals, without blanks, and of a P-IRT or halal number its digits alone. */
export function tidyNumber({ kind, number }: Pick<CertificateInput, "kind" | "number">): string {
  const plain = number.toUpperCase().replace(/\s/g, "");
  if (kind === CertificateKind.PIRT)
    return plain
      .replace(/^P-?IRT/, "")
      .replace(/^[.:]|NO\.?:?/, "")
      .replace(/[.-]/g, "");
  return kind === CertificateKind.HALAL || kind === CertificateKind.BPOM ? plain.replace(/[.-]/g, "") : plain;
}

function textFaults(fields: CheckedFields): RefusalValue[] {
  return (Object.entries(TEXTS) as [keyof typeof TEXTS, readonly [number, number]][]).flatMap(([name, [from, to]]) => {
    const length = fields[name]?.trim().length;
    return length === undefined || (length >= from && length <= to)
      ? []
      : [errors.textLength(["input", name], name, from, to, length)];
  });
}

function amountFaults(fields: CheckedFields): RefusalValue[] {
  return (Object.entries(AMOUNTS) as [keyof typeof AMOUNTS, readonly [bigint, bigint]][]).flatMap(
    ([name, [from, to]]) => {
      const given = fields[name];
      if (given === undefined || given === null) return [];
      const value = BigInt(given);
      return value >= from && value <= to ? [] : [errors.outOfRange(["input", name], name, from, to, value)];
    },
  );
}

function photoFaults(photos: readonly string[] | null | undefined): RefusalValue[] {
  if (!photos) return [];
  if (photos.length > MOST_PHOTOS) return [errors.tooMany(["input", "photos"], "photos", MOST_PHOTOS, photos.length)];
  return photos.flatMap((each, at) =>
    isPhotoAddress(each) ? [] : [errors.photoAddress(["input", "photos", String(at)], each)],
  );
}

function isPhotoAddress(address: string): boolean {
  if (address.length > LONGEST_ADDRESS || !URL.canParse(address)) return false;
  const { protocol, username, hostname } = new URL(address);
  return protocol === "https:" && username === "" && hostname.includes(".");
}

function certificateFaults(certificates: readonly CertificateInput[] | null | undefined): RefusalValue[] {
  if (!certificates) return [];
  if (certificates.length > MOST_CERTIFICATES) {
    return [errors.tooMany(["input", "certificates"], "certificates", MOST_CERTIFICATES, certificates.length)];
  }
  const seen = new Set<string>();
  return certificates.flatMap((each, at) => {
    const path = ["input", "certificates", String(at)];
    const number = tidyNumber(each);
    const { form, expected } = NUMBER_FORMS[each.kind];
    const faults: RefusalValue[] = [];
    if (!form.test(number)) faults.push(errors.certificateNumber([...path, "number"], expected, each.number));
    if (each.issuedOn && each.expiresOn && each.expiresOn < each.issuedOn) {
      faults.push(errors.certificateExpiry([...path, "expiresOn"], each.issuedOn, each.expiresOn));
    }
    if (seen.has(each.kind + number)) faults.push(errors.certificateTwice([...path, "number"], each.number));
    seen.add(each.kind + number);
    return faults;
  });
}
