import type { RefusalValue } from "../../kit/refusal";

type Path = readonly string[];

export const productUnknown = (id: string): RefusalValue => ({
  code: "PRODUCT_UNKNOWN",
  field: ["input", "id"],
  text: { id: `Tidak ada produk dengan id ${id}.`, en: `There is no product with the id ${id}.` },
  received: id,
});

export const pesantrenUnknown = (id: string): RefusalValue => ({
  code: "PESANTREN_UNKNOWN",
  field: ["input", "pesantrenId"],
  text: {
    id: `Registri tidak mengenal pesantren dengan id ${id}.`,
    en: `The registry knows no pesantren with the id ${id}.`,
  },
  expected: "the id of a pesantren in the registry",
  received: id,
});

export const skuTaken = (sku: string): RefusalValue => ({
  code: "SKU_TAKEN",
  field: ["input", "sku"],
  text: {
    id: `Pesantren ini sudah mempunyai produk dengan SKU ${sku}.`,
    en: `This pesantren already has a product with the SKU ${sku}.`,
  },
  received: sku,
});

export const textLength = (field: Path, name: string, from: number, to: number, length: number): RefusalValue => ({
  code: "TEXT_LENGTH",
  field,
  text: {
    id: `${name} harus ${from} sampai ${to} karakter, diterima ${length}.`,
    en: `${name} must have ${from} to ${to} characters, received ${length}.`,
  },
  expected: `${from} to ${to} characters`,
  received: `${length} characters`,
});

export const outOfRange = (field: Path, name: string, from: bigint, to: bigint, value: bigint): RefusalValue => ({
  code: "OUT_OF_RANGE",
  field,
  text: {
    id: `${name} harus ${from} sampai ${to}, diterima ${value}.`,
    en: `${name} must be ${from} to ${to}, received ${value}.`,
  },
  expected: `${from} to ${to}`,
  received: String(value),
});

export const tooMany = (field: Path, name: string, most: number, count: number): RefusalValue => ({
  code: "TOO_MANY",
  field,
  text: { id: `${name} paling banyak ${most}, diterima ${count}.`, en: `${name}: at most ${most}, received ${count}.` },
  expected: `at most ${most}`,
  received: String(count),
});

export const photoAddress = (field: Path, address: string): RefusalValue => ({
  code: "PHOTO_ADDRESS",
  field,
  text: {
    id: "Alamat foto harus berupa URL https yang lengkap, paling panjang 500 karakter.",
    en: "The address of a photo must be a complete https URL of at most 500 characters.",
  },
  expected: "https://…",
  received: address.slice(0, 60),
});

export const certificateNumber = (field: Path, expected: string, number: string): RefusalValue => ({
  code: "CERTIFICATE_NUMBER",
  field,
  text: {
    id: `Nomor sertifikat tidak sesuai bentuknya: ${expected}.`,
    en: `The certificate's number is not of its form: ${expected}.`,
  },
  expected,
  received: number.slice(0, 60),
});

export const certificateExpiry = (field: Path, issuedOn: string, expiresOn: string): RefusalValue => ({
  code: "CERTIFICATE_EXPIRY",
  field,
  text: {
    id: `Tanggal berakhir ${expiresOn} mendahului tanggal terbit ${issuedOn}.`,
    en: `The day of expiry ${expiresOn} is before the day of issue ${issuedOn}.`,
  },
  expected: `${issuedOn} or later`,
  received: expiresOn,
});

export const certificateTwice = (field: Path, number: string): RefusalValue => ({
  code: "CERTIFICATE_TWICE",
  field,
  text: { id: `Sertifikat ${number} disebut dua kali.`, en: `The certificate ${number} is named twice.` },
  received: number,
});

export const fieldRequired = (field: Path): RefusalValue => ({
  code: "FIELD_REQUIRED",
  field,
  text: { id: "Isian ini tidak boleh dikosongkan.", en: "This field can't be cleared." },
});

export const nothingChanged: RefusalValue = {
  code: "NOTHING_CHANGED",
  field: ["input"],
  text: { id: "Tidak ada yang diubah.", en: "There is nothing to change." },
  expected: "at least one field that differs",
};
