import { unknownRecord, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";

const COURSE = { id: "pelatihan atau magang", en: "course" };
const SESSION = { id: "sesi pelatihan", en: "session of a course" };
const ENROLMENT = { id: "kepesertaan", en: "enrolment" };
const CERTIFICATE = { id: "sertifikat dengan nomor", en: "certificate with the number" };

export const courseUnknown = (field: FieldPath, id: string) => unknownRecord("COURSE_UNKNOWN", field, COURSE, id);
export const sessionUnknown = (field: FieldPath, id: string) => unknownRecord("SESSION_UNKNOWN", field, SESSION, id);
export const enrolmentUnknown = (field: FieldPath, id: string) =>
  unknownRecord("ENROLMENT_UNKNOWN", field, ENROLMENT, id);
export const certificateUnknown = (field: FieldPath, number: string): RefusalValue => ({
  ...unknownRecord("CERTIFICATE_UNKNOWN", field, CERTIFICATE, number),
  expected: "the number of a certificate",
});

interface Words {
  readonly id: string;
  readonly en: string;
  readonly expected?: string;
  readonly received?: string;
}

function refusal(code: string, field: FieldPath, { id, en, ...facts }: Words): RefusalValue {
  return { code, field, text: { id, en }, ...facts };
}

export const oneHost = (field: FieldPath) =>
  refusal("ONE_HOST", field, {
    id: "Tuan rumah adalah satu pesantren atau satu lembaga, tepat salah satu.",
    en: "The host is a pesantren or an organisation, exactly one of the two.",
    expected: "hostPesantrenId or hostName",
  });

export const reasonNeeded = (field: FieldPath) =>
  refusal("REASON_NEEDED", field, { id: "Alasan wajib diisi.", en: "A reason is needed." });

export const courseStatus = (field: FieldPath, status: string, expected: readonly string[]) =>
  refusal("COURSE_STATUS", field, {
    id: `Pelatihan ini berstatus ${status}; yang diharapkan ${expected.join(", ")}.`,
    en: `This course is ${status}; expected ${expected.join(", ")}.`,
    expected: expected.join(", "),
    received: status,
  });

export const courseBegun = (field: FieldPath, startsOn: string) =>
  refusal("COURSE_BEGUN", field, {
    id: `Pelatihan ini dimulai ${startsOn}; pendaftaran sudah tidak mungkin.`,
    en: `This course began on ${startsOn}; nobody can enrol any more.`,
    expected: `${startsOn} or earlier`,
  });

export const courseRunning = (field: FieldPath, endsOn: string) =>
  refusal("COURSE_RUNNING", field, {
    id: `Pelatihan ini baru selesai ${endsOn}.`,
    en: `This course ends on ${endsOn} only.`,
    expected: `${endsOn} or later`,
  });

export const noSessions = (field: FieldPath) =>
  refusal("NO_SESSIONS", field, { id: "Pelatihan ini tidak mempunyai sesi.", en: "This course has no sessions." });

export const attendanceOpen = (field: FieldPath, count: number) =>
  refusal("ATTENDANCE_OPEN", field, {
    id: `${count} kehadiran belum dicatat.`,
    en: `${count} attendances are not recorded yet.`,
    expected: "none",
    received: String(count),
  });

export const enrolledAlready = (field: FieldPath) =>
  refusal("ENROLLED_ALREADY", field, {
    id: "Pesantren ini sudah terdaftar pada pelatihan ini.",
    en: "This pesantren is enrolled in this course already.",
    expected: "one enrolment of a pesantren and course",
  });

export const sessionNotBegun = (field: FieldPath, startsAt: Date) =>
  refusal("SESSION_NOT_BEGUN", field, {
    id: `Sesi ini baru dimulai ${startsAt.toISOString()}.`,
    en: `This session begins at ${startsAt.toISOString()} only.`,
    expected: `${startsAt.toISOString()} or later`,
  });

export const enrolmentTwice = (field: FieldPath, id: string) =>
  refusal("ENROLMENT_TWICE", field, {
    id: "Kepesertaan ini disebut dua kali.",
    en: "This enrolment is named twice.",
    received: id,
  });

export const notEnrolled = (field: FieldPath, status: string) =>
  refusal("NOT_ENROLLED", field, {
    id: `Kepesertaan ini berstatus ${status}.`,
    en: `This enrolment is ${status}.`,
    expected: "ENROLLED",
    received: status,
  });

export const participantUnknown = (field: FieldPath, persons: number, received: readonly number[]) =>
  refusal("PARTICIPANT_UNKNOWN", field, {
    id: `Peserta bernomor 1 sampai ${persons}, masing-masing satu kali.`,
    en: `Participants have the numbers 1 to ${persons}, each named once.`,
    expected: `1 to ${persons}, each once`,
    received: received.join(", ").slice(0, 100),
  });

export const revokedAlready = (field: FieldPath) =>
  refusal("REVOKED_ALREADY", field, {
    id: "Sertifikat ini sudah dicabut.",
    en: "This certificate was revoked already.",
  });
