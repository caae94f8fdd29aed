import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const REGISTRATION = { id: "pendaftaran", en: "registration" };
const PESANTREN = { id: "pesantren dengan NSPP", en: "pesantren with the NSPP" };
const APPEAL = { id: "sanggahan", en: "appeal" };

export const registrationUnknown = (field: FieldPath, id: string) =>
  unknownRecord("REGISTRATION_UNKNOWN", field, REGISTRATION, id);
export const appealUnknown = (field: FieldPath, id: string) => unknownRecord("APPEAL_UNKNOWN", field, APPEAL, id);
export const pesantrenUnknown = (field: FieldPath, nspp: string): RefusalValue => ({
  ...unknownRecord("PESANTREN_UNKNOWN", field, PESANTREN, nspp),
  expected: "an NSPP of the registry",
});

export const pesantrenInactive = (field: FieldPath, status: string): RefusalValue => ({
  code: "PESANTREN_INACTIVE",
  field,
  text: { id: `Pesantren ini berstatus ${status} di registri.`, en: `In the registry this pesantren is ${status}.` },
  expected: "ACTIVE",
  received: status,
});

export const registeredAlready = (field: FieldPath, registrationId: string): RefusalValue => ({
  code: "REGISTERED_ALREADY",
  field,
  text: {
    id: "Pesantren ini sudah mempunyai pendaftaran pada tahun ini.",
    en: "This pesantren has a registration in this edition already.",
  },
  expected: "one registration of a pesantren and edition",
  received: registrationId,
});

export const registrationClosed = (field: FieldPath, opensAt: Date | null, closesAt: Date | null): RefusalValue => {
  const period = opensAt && closesAt ? `${opensAt.toISOString()} – ${closesAt.toISOString()}` : "-";
  return {
    code: "REGISTRATION_CLOSED",
    field,
    text: { id: `Pendaftaran dibuka ${period}.`, en: `Registration is open ${period}.` },
    expected: period,
  };
};

export const notEditable = (field: FieldPath, status: string): RefusalValue => ({
  code: "NOT_EDITABLE",
  field,
  text: {
    id: `Pendaftaran berstatus ${status} tidak dapat diubah.`,
    en: `A registration that is ${status} can't be changed.`,
  },
  expected: "DRAFT, RETURNED",
  received: status,
});

export const wrongStatus = (field: FieldPath, expected: string, received: string): RefusalValue => ({
  code: "STATUS_NOT_RIGHT",
  field,
  text: {
    id: `Pendaftaran ini berstatus ${received}, seharusnya ${expected}.`,
    en: `This registration is ${received}, it would have to be ${expected}.`,
  },
  expected,
  received,
});

export const representativeFixed = (field: FieldPath): RefusalValue => ({
  code: "REPRESENTATIVE_FIXED",
  field,
  text: {
    id: "Wakil tidak dapat diganti setelah pendaftaran dikirim.",
    en: "The representative can't be replaced after the submission.",
  },
});

export const representativeTaken = (field: FieldPath): RefusalValue => ({
  code: "REPRESENTATIVE_TAKEN",
  field,
  text: {
    id: "Orang ini sudah menjadi wakil pesantren lain pada tahun ini.",
    en: "This person stands for another pesantren in this edition.",
  },
});

export const malformed = (field: FieldPath, expected: string, id: string): RefusalValue => ({
  code: "FORMAT_INVALID",
  field,
  text: { id: `Diharapkan ${id}.`, en: `Expected ${expected}.` },
  expected,
});

export const documentUnknown = (field: FieldPath, requirement: string, known: readonly string[]): RefusalValue => ({
  code: "DOCUMENT_UNKNOWN",
  field,
  text: {
    id: `Tahun ini tidak meminta dokumen ${requirement}; yang diminta: ${known.join(", ")}.`,
    en: `This edition asks for no document ${requirement}; it asks for: ${known.join(", ")}.`,
  },
  expected: known.join(", "),
  received: requirement,
});

/** Something that a submission needs is missing, or is not as the edition asks. The words are the requirement's own. */
export const unfulfilled = (
  code: string,
  field: FieldPath,
  { nameId, nameEn }: { readonly nameId: string; readonly nameEn: string },
  expected?: string,
): RefusalValue => ({
  code,
  field,
  text: { id: `Persyaratan belum terpenuhi: ${nameId}.`, en: `Requirement not fulfilled: ${nameEn}.` },
  ...(expected && { expected }),
});

export const categoryUnknown = (field: FieldPath, months: number): RefusalValue => ({
  code: "CATEGORY_UNKNOWN",
  field,
  text: {
    id: `Tidak ada kategori untuk usaha berumur ${months} bulan.`,
    en: `There is no category for a business of ${months} months.`,
  },
  received: `${months} months`,
});

export const checklistMismatch = (field: FieldPath, expected: string, received: string): RefusalValue => ({
  code: "CHECKLIST_MISMATCH",
  field,
  text: {
    id: `Setiap persyaratan dinilai tepat satu kali: ${expected}.`,
    en: `Every requirement is ticked exactly once: ${expected}.`,
  },
  expected,
  received,
});

export const checklistContradicts = (field: FieldPath, outcome: string): RefusalValue => ({
  code: "CHECKLIST_CONTRADICTS",
  field,
  text: {
    id: `Hasil ${outcome} bertentangan dengan daftar periksa.`,
    en: `The outcome ${outcome} contradicts the checklist.`,
  },
  expected: "PASSED if everything is fulfilled, otherwise RETURNED or REFUSED",
  received: outcome,
});

export const reviewedTwice = (field: FieldPath, id: string): RefusalValue => ({
  code: "REVIEWED_TWICE",
  field,
  text: { id: "Pendaftaran ini disebut dua kali.", en: "This registration is named twice." },
  received: id,
});

export const notRefused = (field: FieldPath, status: string): RefusalValue => wrongStatus(field, "REFUSED", status);

export const appealAnswered = (field: FieldPath, status: string): RefusalValue => ({
  code: "APPEAL_ANSWERED",
  field,
  text: { id: "Sanggahan ini sudah dijawab.", en: "This appeal was answered already." },
  expected: "OPEN",
  received: status,
});

export const ownDecision = (field: FieldPath): RefusalValue => ({
  code: "OWN_DECISION",
  field,
  text: {
    id: "Sanggahan dijawab oleh orang lain daripada yang memutuskan.",
    en: "An appeal is answered by somebody else than who decided.",
  },
  expected: "another reviewer",
});
