import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const STAGE = { id: "tahap audisi", en: "audition stage" };
const SESSION = { id: "sesi audisi", en: "audition session" };
const JUDGE = { id: "juri", en: "judge" };
const DECISION = { id: "keputusan", en: "decision" };
const CANDIDATE = {
  id: "peserta tahap ini dengan id pendaftaran",
  en: "candidate of this stage with the registration",
};

export const stageUnknown = (field: FieldPath, id: string) => unknownRecord("STAGE_UNKNOWN", field, STAGE, id);
export const sessionUnknown = (field: FieldPath, id: string) => unknownRecord("SESSION_UNKNOWN", field, SESSION, id);
export const judgeUnknown = (field: FieldPath, id: string) => unknownRecord("JUDGE_UNKNOWN", field, JUDGE, id);
export const decisionUnknown = (field: FieldPath, id: string) => unknownRecord("DECISION_UNKNOWN", field, DECISION, id);
export const candidateUnknown = (field: FieldPath, id: string) =>
  unknownRecord("CANDIDATE_UNKNOWN", field, CANDIDATE, id);

/** A refusal that needs no more than its code and words. */
function refusal(
  code: string,
  field: FieldPath,
  id: string,
  en: string,
  expected?: string,
  received?: string,
): RefusalValue {
  return { code, field, text: { id, en }, ...(expected && { expected }), ...(received && { received }) };
}

export const placeUnknown = (field: FieldPath, code: string, known: readonly string[]) =>
  refusal(
    "PLACE_UNKNOWN",
    field,
    `Tahap ini tidak diadakan di ${code}; tempatnya: ${known.join(", ")}.`,
    `This stage is not held in ${code}; its places: ${known.join(", ")}.`,
    known.join(", "),
    code,
  );

export const stageDecided = (field: FieldPath) =>
  refusal(
    "STAGE_DECIDED",
    field,
    "Tahap ini sudah diputuskan; perubahan hanya lewat koreksi keputusan.",
    "This stage was decided; only a correction of the decision can change it.",
  );

export const panelSize = (field: FieldPath, least: number, most: number, received: number) =>
  refusal(
    "PANEL_SIZE",
    field,
    `Panel terdiri atas ${least} sampai ${most} juri, diterima ${received}.`,
    `A panel has ${least} to ${most} judges, received ${received}.`,
    `${least} to ${most} judges`,
    String(received),
  );

export const judgeInactive = (field: FieldPath, name: string) =>
  refusal(
    "JUDGE_INACTIVE",
    field,
    `Juri ${name} tidak aktif.`,
    `Judge ${name} is not active.`,
    "an active judge",
    name,
  );

export const judgeBusy = (field: FieldPath, name: string) =>
  refusal(
    "JUDGE_BUSY",
    field,
    `Juri ${name} bertugas di sesi lain pada waktu ini.`,
    `Judge ${name} is at another session at this time.`,
    "a judge who is free",
    name,
  );

export const judgeTwice = (field: FieldPath, name: string) =>
  refusal(
    "JUDGE_TWICE",
    field,
    `Juri ${name} sudah ada di panel.`,
    `Judge ${name} is on the panel already.`,
    undefined,
    name,
  );

export const judgeConflict = (field: FieldPath, name: string) =>
  refusal(
    "JUDGE_CONFLICT",
    field,
    `Juri ${name} terkait dengan pesantren ini dan tidak boleh menilainya.`,
    `Judge ${name} is tied to this pesantren and can't judge it.`,
    "a panel without ties to the pesantren",
    name,
  );

export const sessionFull = (field: FieldPath, capacity: number, received: number) =>
  refusal(
    "SESSION_FULL",
    field,
    `Sesi ini menampung ${capacity} peserta, diminta ${received}.`,
    `This session holds ${capacity} candidates, ${received} were asked for.`,
    `at most ${capacity}`,
    String(received),
  );

export const sessionElsewhere = (field: FieldPath, place: string, regency: string) =>
  refusal(
    "SESSION_ELSEWHERE",
    field,
    `Tempat ${place} tidak melayani kabupaten/kota ${regency}.`,
    `Place ${place} is not for candidates of ${regency}.`,
    "a candidate of the place's regencies",
    regency,
  );

export const sessionNotBegun = (field: FieldPath, startsAt: Date) =>
  refusal(
    "SESSION_NOT_BEGUN",
    field,
    `Sesi ini baru dimulai ${startsAt.toISOString()}.`,
    `This session begins at ${startsAt.toISOString()} only.`,
    `${startsAt.toISOString()} or later`,
  );

export const hasScores = (field: FieldPath) =>
  refusal(
    "HAS_SCORES",
    field,
    "Peserta ini sudah dinilai; kehadirannya tidak dapat dicabut.",
    "This candidate was scored; the attendance can't be taken back.",
  );

export const excluded = (field: FieldPath, reason: string) =>
  refusal("EXCLUDED", field, `Peserta ini tidak ikut lagi: ${reason}`, `This candidate takes part no more: ${reason}`);

export const notPresent = (field: FieldPath) =>
  refusal("NOT_PRESENT", field, "Peserta ini tidak tercatat hadir.", "This candidate is not recorded as present.");

export const notOnPanel = (field: FieldPath) =>
  refusal(
    "NOT_ON_PANEL",
    field,
    "Anda bukan juri di panel sesi ini.",
    "You are no judge on the panel of this session.",
    "a judge of the session",
  );

export const sheetSealed = (field: FieldPath) =>
  refusal(
    "SHEET_SEALED",
    field,
    "Semua juri sudah menilai peserta ini; lembar nilai tidak dapat diubah lagi.",
    "The whole panel has scored this candidate; sheets can't be changed any more.",
  );

export const criteriaMismatch = (field: FieldPath, expected: string, received: string) =>
  refusal(
    "CRITERIA_MISMATCH",
    field,
    `Setiap kriteria dinilai tepat satu kali: ${expected}.`,
    `Every criterion is scored exactly once: ${expected}.`,
    expected,
    received,
  );

export const candidateTwice = (field: FieldPath, id: string) =>
  refusal("CANDIDATE_TWICE", field, "Peserta ini disebut dua kali.", "This candidate is named twice.", undefined, id);

export const open = (code: string, id: string, en: string, count: number) =>
  refusal(code, ["input", "stageId"], `${count} ${id}.`, `${count} ${en}.`, "none", String(count));

export const previousOpen = (code: string, id: string, en: string) => refusal(code, ["input", "stageId"], id, en);

export const nextDecided = () =>
  refusal(
    "NEXT_STAGE_DECIDED",
    ["input", "decisionId"],
    "Tahap berikutnya sudah diputuskan; keputusan ini tidak dapat dikoreksi lagi.",
    "The next stage was decided; this decision can't be corrected any more.",
  );

export const notAnnounced = (field: FieldPath) =>
  refusal("NOT_ANNOUNCED", field, "Keputusan ini belum diumumkan.", "This decision is not announced yet.");

export const correctedAlready = (field: FieldPath) =>
  refusal(
    "CORRECTED_ALREADY",
    field,
    "Keputusan ini sudah dikoreksi; koreksi keputusan yang terakhir.",
    "This decision was corrected already; correct the latest one.",
  );

export const appealClosed = (field: FieldPath, lastDay: string) =>
  refusal(
    "APPEAL_CLOSED",
    field,
    `Sanggahan diterima sampai ${lastDay}.`,
    `Appeals were possible until ${lastDay}.`,
    `${lastDay} or earlier`,
  );

export const appealedAlready = (field: FieldPath) =>
  refusal(
    "APPEALED_ALREADY",
    field,
    "Sanggahan atas keputusan ini sudah diajukan.",
    "An appeal against this decision was lodged already.",
  );

export const notInDecision = (field: FieldPath) =>
  refusal(
    "NOT_IN_DECISION",
    field,
    "Keputusan ini bukan tentang pendaftaran tersebut.",
    "This decision is not about that registration.",
  );

export const subjectTaken = (field: FieldPath) =>
  refusal("SUBJECT_TAKEN", field, "Akun ini sudah menjadi juri.", "This account is a judge already.");
