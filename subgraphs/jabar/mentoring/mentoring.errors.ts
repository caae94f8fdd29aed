import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const APPLICATION = { id: "lamaran pendamping", en: "application" };
const MENTOR = { id: "pendamping", en: "mentor" };
const CONTRACT = { id: "kontrak pendamping", en: "contract of a mentor" };
const ASSIGNMENT = { id: "penugasan pendamping", en: "assignment of a mentor" };

export const applicationUnknown = (field: FieldPath, id: string) =>
  unknownRecord("APPLICATION_UNKNOWN", field, APPLICATION, id);
export const mentorUnknown = (field: FieldPath, id: string) => unknownRecord("MENTOR_UNKNOWN", field, MENTOR, id);
export const contractUnknown = (field: FieldPath, id: string) => unknownRecord("CONTRACT_UNKNOWN", field, CONTRACT, id);
export const assignmentUnknown = (field: FieldPath, id: string) =>
  unknownRecord("ASSIGNMENT_UNKNOWN", field, ASSIGNMENT, id);

interface Words {
  readonly id: string;
  readonly en: string;
  readonly expected?: string;
  readonly received?: string;
}

function refusal(code: string, field: FieldPath, { id, en, ...facts }: Words): RefusalValue {
  return { code, field, text: { id, en }, ...facts };
}

export const appliedAlready = (field: FieldPath, year: number) =>
  refusal("APPLIED_ALREADY", field, {
    id: `Anda sudah melamar untuk tahun ${year}.`,
    en: `You applied for ${year} already.`,
    expected: "one application of an account and year",
  });

export const momentPast = (field: FieldPath, moment: Date) =>
  refusal("MOMENT_PAST", field, {
    id: `Waktu ${moment.toISOString()} sudah lewat.`,
    en: `The moment ${moment.toISOString()} is past.`,
    expected: "a moment to come",
    received: moment.toISOString(),
  });

export const interviewNotBegun = (field: FieldPath, at: Date) =>
  refusal("INTERVIEW_NOT_BEGUN", field, {
    id: `Wawancara baru dimulai ${at.toISOString()}.`,
    en: `The interview begins at ${at.toISOString()} only.`,
    expected: `${at.toISOString()} or later`,
  });

export const reasonNeeded = (field: FieldPath) =>
  refusal("REASON_NEEDED", field, { id: "Alasan wajib diisi.", en: "A reason is needed." });

export const ruleSet = (field: FieldPath, day: string) =>
  refusal("RULE_SET", field, {
    id: `Sudah ada aturan yang berlaku mulai ${day}.`,
    en: `There is a rule that applies from ${day} already.`,
    received: day,
  });

export const sourceUnknown = (field: FieldPath, code: string): RefusalValue => ({
  ...unknownRecord("SOURCE_UNKNOWN", field, { id: "sumber dengan kode", en: "source with the code" }, code),
  expected: "the code of a source",
});

export const numberTaken = (field: FieldPath, number: string) =>
  refusal("NUMBER_TAKEN", field, {
    id: `Nomor kontrak ${number} sudah dipakai.`,
    en: `The contract number ${number} is taken.`,
    received: number,
  });

export const contractOverlaps = (field: FieldPath, number: string) =>
  refusal("CONTRACT_OVERLAPS", field, {
    id: `Pendamping ini sudah terikat kontrak ${number} pada waktu tersebut.`,
    en: `This mentor has the contract ${number} at that time.`,
    expected: "a period without a contract",
    received: number,
  });

export const noRule = (field: FieldPath, day: string) =>
  refusal("NO_RULE", field, {
    id: `Belum ada aturan jumlah pesantren per pendamping yang berlaku pada ${day}.`,
    en: `No rule tells how many pesantren a mentor has on ${day}.`,
    received: day,
  });

export const contractEnded = (field: FieldPath, day: string) =>
  refusal("CONTRACT_ENDED", field, {
    id: `Kontrak ini berakhir ${day}.`,
    en: `This contract ended on ${day}.`,
    expected: "a contract that goes on",
    received: day,
  });

export const tooManyPesantren = (field: FieldPath, most: number, received: number) =>
  refusal("TOO_MANY_PESANTREN", field, {
    id: `Satu pendamping mendampingi paling banyak ${most} pesantren, ini menjadi ${received}.`,
    en: `A mentor has at most ${most} pesantren, these would be ${received}.`,
    expected: `at most ${most}`,
    received: String(received),
  });

export const pesantrenTwice = (field: FieldPath, id: string) =>
  refusal("PESANTREN_TWICE", field, {
    id: "Pesantren ini disebut dua kali.",
    en: "This pesantren is named twice.",
    received: id,
  });

export const pesantrenAssigned = (field: FieldPath, name: string, year: number) =>
  refusal("PESANTREN_ASSIGNED", field, {
    id: `Pesantren ini sudah didampingi ${name} pada ${year}.`,
    en: `This pesantren has the mentor ${name} in ${year}.`,
    expected: "a pesantren without a mentor that year",
    received: name,
  });

export const regencyNotServed = (field: FieldPath, regency: string, served: readonly string[]) =>
  refusal("REGENCY_NOT_SERVED", field, {
    id: `Kontrak ini tidak melayani ${regency}; sebutkan alasannya di outsideReason.`,
    en: `This contract does not serve ${regency}; give the reason in outsideReason.`,
    expected: served.join(", "),
    received: regency,
  });

export const assignmentEnded = (field: FieldPath, day: string) =>
  refusal("ASSIGNMENT_ENDED", field, {
    id: `Penugasan ini berakhir ${day}.`,
    en: `This assignment ended on ${day}.`,
    received: day,
  });

export const notYours = (field: FieldPath) =>
  refusal("NOT_YOUR_PESANTREN", field, {
    id: "Anda bukan pendamping pesantren ini.",
    en: "You are not the mentor of this pesantren.",
    expected: "a pesantren that is assigned to you",
  });

export const checksumInvalid = (field: FieldPath, received: string) =>
  refusal("CHECKSUM_INVALID", field, {
    id: "Checksum harus 64 digit heksadesimal huruf kecil.",
    en: "A checksum has 64 hexadecimal digits in lower case.",
    expected: "64 hexadecimal digits",
    received: received.slice(0, 70),
  });

export const monthToCome = (field: FieldPath, received: string) =>
  refusal("MONTH_TO_COME", field, {
    id: `Bulan ${received} belum mulai.`,
    en: `The month ${received} has not begun.`,
    received,
  });

export const recordedAlready = (field: FieldPath, month: string) =>
  refusal("RECORDED_ALREADY", field, {
    id: `Bulan ${month} sudah dicatat; untuk mengoreksinya sebutkan alasannya.`,
    en: `The month ${month} was recorded already; give a reason to correct it.`,
    expected: "a reason",
    received: month,
  });

export const nothingToCorrect = (field: FieldPath, month: string) =>
  refusal("NOTHING_TO_CORRECT", field, {
    id: `Bulan ${month} belum dicatat, jadi tidak ada yang dikoreksi.`,
    en: `The month ${month} was not recorded, so there is nothing to correct.`,
    received: month,
  });
