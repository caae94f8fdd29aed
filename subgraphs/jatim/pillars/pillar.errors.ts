import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import { refusal } from "../errors";

const MEMBER = { id: "peserta pilar", en: "member of a pillar" };

export const memberUnknown = (field: FieldPath, id: string) => unknownRecord("MEMBER_UNKNOWN", field, MEMBER, id);

export const stepUnknown = (field: FieldPath, known: readonly string[], received: string) =>
  refusal("STEP_UNKNOWN", field, {
    id: "Pilar ini tidak mempunyai langkah itu.",
    en: "The pillar has no such step.",
    expected: known.join(", "),
    received: received.slice(0, 60),
  });

export const stepTaken = (field: FieldPath, takenOn: string) =>
  refusal("STEP_TAKEN", field, {
    id: `Langkah ini sudah dicatat pada ${takenOn}.`,
    en: `This step was taken on ${takenOn}.`,
    received: takenOn,
  });

export const stepBeforeMissing = (field: FieldPath, before: string) =>
  refusal("STEP_BEFORE_MISSING", field, {
    id: `Langkah ${before} belum dicatat.`,
    en: `The step ${before} was not taken yet.`,
    expected: before,
  });

export const dayOutside = (field: FieldPath, from: string | null, to: string, received: string) =>
  refusal("DAY_OUTSIDE", field, {
    id: `Tanggal harus ${from ? `${from} sampai ` : "paling lambat "}${to}.`,
    en: `The day must be ${from ? `${from} to ` : "at the latest "}${to}.`,
    expected: `${from ? `${from} to ` : "until "}${to}`,
    received,
  });

export const certificateNeeded = (field: FieldPath) =>
  refusal("CERTIFICATE_NEEDED", field, {
    id: "Langkah ini memerlukan sertifikat halal.",
    en: "This step needs a halal certificate.",
  });

export const certificateNotNeeded = (field: FieldPath) =>
  refusal("CERTIFICATE_NOT_NEEDED", field, {
    id: "Langkah ini tidak disertai sertifikat.",
    en: "No certificate belongs to this step.",
  });

export const removed = (field: FieldPath) =>
  refusal("REMOVED", field, { id: "Peserta ini sudah dicoret.", en: "This member was struck off." });

export const productTaken = (field: FieldPath) =>
  refusal("PRODUCT_TAKEN", field, {
    id: "Produk ini sudah terdaftar pada pilar.",
    en: "This product is registered in the pillar already.",
  });

export const publishedAlready = (field: FieldPath) =>
  refusal("PUBLISHED_ALREADY", field, {
    id: "Angka sumber ini untuk hari itu sudah tercatat.",
    en: "A figure of this source for that day is recorded already.",
  });
