import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import { refusal } from "../errors";

const ACTIVITY = { id: "kegiatan", en: "activity" };
const ENROLMENT = { id: "kepesertaan", en: "enrolment" };
const SANTRI = { id: "santri pesantren ini", en: "santri of this pesantren" };
const KIND = { id: "jenis kegiatan", en: "kind of activity" };

export const activityUnknown = (field: FieldPath, id: string) => unknownRecord("ACTIVITY_UNKNOWN", field, ACTIVITY, id);
export const enrolmentUnknown = (field: FieldPath, id: string) =>
  unknownRecord("ENROLMENT_UNKNOWN", field, ENROLMENT, id);
export const santriUnknown = (field: FieldPath, id: string) => unknownRecord("SANTRI_UNKNOWN", field, SANTRI, id);
export const kindUnknown = (field: FieldPath, kind: string) => unknownRecord("KIND_UNKNOWN", field, KIND, kind);

export const full = (field: FieldPath) =>
  refusal("FULL", field, { id: "Semua tempat sudah terisi.", en: "Every place is taken." });

export const enrolledAlready = (field: FieldPath) =>
  refusal("ENROLLED_ALREADY", field, { id: "Sudah terdaftar.", en: "Enrolled already." });

export const mostOfPesantren = (field: FieldPath, most: number) =>
  refusal("TOO_MANY_OF_PESANTREN", field, {
    id: `Paling banyak ${most} dari setiap pesantren.`,
    en: `At most ${most} of each pesantren.`,
    expected: String(most),
  });

export const notAsked = (field: FieldPath, what: string) =>
  refusal("NOT_ASKED", field, {
    id: "Kegiatan jenis ini tidak memintanya.",
    en: `This kind of activity has no ${what}.`,
    expected: "nothing",
  });

export const needed = (field: FieldPath) =>
  refusal("REQUIRED", field, { id: "Wajib diisi untuk jenis kegiatan ini.", en: "This kind of activity asks for it." });

export const dayOutside = (field: FieldPath, from: string, to: string, received: string) =>
  refusal("DAY_OUTSIDE", field, {
    id: `Tanggal harus ${from} sampai ${to}.`,
    en: `The day must be ${from} to ${to}.`,
    expected: `${from} to ${to}`,
    received,
  });

export const regencyOutside = (field: FieldPath, received: string) =>
  refusal("REGENCY_OUTSIDE", field, {
    id: "Harus kabupaten atau kota di Jawa Timur.",
    en: "It must be a regency or city of Jawa Timur.",
    expected: "a code such as 35.09",
    received,
  });

export const stageNotNext = (field: FieldPath, next: string, received: string) =>
  refusal("STAGE_NOT_NEXT", field, {
    id: `Tahap berikutnya ${next}.`,
    en: `The next stage is ${next}.`,
    expected: next,
    received: received.slice(0, 60),
  });

export const operatorsOnly = (field: FieldPath) =>
  refusal("OPERATORS_ONLY", field, {
    id: "Hasil dicatat oleh pelaksana program.",
    en: "Outcomes are recorded by who runs the programme.",
    expected: "WITHDRAWN",
  });

export const productUnknown = (field: FieldPath, id: string) =>
  unknownRecord("PRODUCT_UNKNOWN", field, { id: "produk peserta ini", en: "product of this exhibitor" }, id);
