import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { isId } from "../../kit/id";
import { OPERATE } from "../access";
import { ownPesantren } from "../own";
import { writtenNumber } from "./certificate.service";
import type { JabarCourse, JabarTrainingSession } from "./course";
import type { JabarCertificate, JabarTrainingEnrolment, JabarTrainingParticipant } from "./enrolment";
import type { JabarCourseListArguments, JabarTrainingEnrolmentListArguments } from "./training.input";

const COURSE = `
  SELECT c.id, c.year, c.kind, c.title, c.description, c.host_pesantren_id AS "hostPesantrenId", c.host_name AS "hostName",
    c.regency_code AS "regencyCode", c.place, c.mode, c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.places, c.places - c.taken AS "freePlaces",
    c.attendance_percent AS "attendancePercent", c.status, c.cancelled_reason AS "cancelledReason"
  FROM training_course c`;

/** Drafts are for those who plan them. */
const shown = ({ caller }: Context) => (caller.scopes.includes(OPERATE) ? "true" : "c.status <> 'DRAFT'");

/** A course by id, or null. */
export function courseById(context: Context, id: string): Promise<JabarCourse | null> {
  return isId(id) ? context.loader(coursesById).load(id.toLowerCase()) : Promise.resolve(null);
}

function coursesById(context: Context) {
  return new DataLoader<string, JabarCourse | null>(async (ids) => {
    const rows = await context.db.rows<JabarCourse>(`${COURSE} WHERE c.id = ANY($1) AND ${shown(context)}`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of courses, in the order of their first days. */
export async function coursePage(
  context: Context,
  { filter, first, after }: JabarCourseListArguments,
): Promise<Connection<JabarCourse>> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [shown(context)];
  if (filter.year) where.push(`c.year = ${parameter(filter.year)}`);
  if (filter.kind) where.push(`c.kind = ${parameter(filter.kind)}`);
  if (filter.status) where.push(`c.status = ${parameter(filter.status)}`);
  if (filter.regencyCode) where.push(`c.regency_code = ${parameter(filter.regencyCode)}`);
  if (typeof filter.hasFreePlaces === "boolean") where.push(`c.taken ${filter.hasFreePlaces ? "<" : ">="} c.places`);
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM training_course c WHERE ${where.join(" AND ")}`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["day", "id"]);
  const continued = key ? [`(c.starts_on, c.id) > (${parameter(key[0])}::date, ${parameter(key[1])}::uuid)`] : [];
  const rows = await context.db.rows<JabarCourse>(
    `${COURSE} WHERE ${[...where, ...continued].join(" AND ")} ORDER BY c.starts_on, c.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.startsOn, row.id], count });
}

/** The sessions of a course, in the order in which they are held. */
export function trainingSessionsOf(context: Context, courseId: string): Promise<JabarTrainingSession[]> {
  return context.loader(sessionsByCourse).load(courseId);
}

function sessionsByCourse({ db }: Context) {
  return new DataLoader<string, JabarTrainingSession[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT course_id AS "ownerId", id, number, title, starts_at AS "startsAt", ends_at AS "endsAt" FROM training_session
         WHERE course_id = ANY($1) ORDER BY course_id, starts_at, number`,
        [ids],
      ),
    ),
  );
}

/** `$1` is the caller's own pesantren, which sees its own enrolments and those in courses that it hosts; null for who acts for the province. */
const ENROLMENT = `
  SELECT e.id, e.course_id AS "courseId", e.pesantren_id AS "pesantrenId", e.persons, e.status, e.position::int AS position, e.enrolled_at AS "enrolledAt",
    e.moved_up_at AS "movedUpAt", e.withdrawn_reason AS "withdrawnReason",
    CASE WHEN e.status = 'WAITING' THEN (SELECT count(*)::int FROM training_enrolment w
      WHERE w.course_id = e.course_id AND w.status = 'WAITING' AND w.position <= e.position) END AS "waitingPlace"`;
const FROM_SEEN = `
  FROM training_enrolment e WHERE ($1::uuid IS NULL OR e.pesantren_id IN (SELECT id FROM pesantren_reference WHERE id = $1 OR merged_into_id = $1)
    OR EXISTS (SELECT FROM training_course c WHERE c.id = e.course_id AND c.host_pesantren_id = $1))`;

/** An enrolment by id, or null; only one that the caller may see. */
export async function enrolmentById(context: Context, id: string): Promise<JabarTrainingEnrolment | null> {
  const values = [ownPesantren(context), id];
  return (await context.db.row<JabarTrainingEnrolment>(`${ENROLMENT} ${FROM_SEEN} AND e.id = $2`, values)) ?? null;
}

/** A page of the enrolments in a course, in the order in which they came. */
export async function enrolmentPage(
  context: Context,
  { filter, first, after }: JabarTrainingEnrolmentListArguments,
): Promise<Connection<JabarTrainingEnrolment>> {
  const values: unknown[] = [ownPesantren(context)];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [FROM_SEEN, `e.course_id = ${parameter(isId(filter.courseId) ? filter.courseId : null)}`];
  if (filter.status) where.push(`e.status = ${parameter(filter.status)}`);
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(`SELECT count(*)::int AS count ${where.join(" AND ")}`, counted))!.count;
  const key = decodeCursor(after, ["integer"]);
  const continued = key ? [`e.position > ${parameter(key[0])}`] : [];
  const rows = await context.db.rows<JabarTrainingEnrolment>(
    `${ENROLMENT} ${[...where, ...continued].join(" AND ")} ORDER BY e.position LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.position], count });
}

/** The enrolments of a pesantren and its merged duplicates, the latest first. */
export function enrolmentsOf(context: Context, ids: readonly string[]): Promise<JabarTrainingEnrolment[]> {
  return context.loader(enrolmentsByPesantren).load(ids.join());
}

function enrolmentsByPesantren(context: Context) {
  return new DataLoader<string, JabarTrainingEnrolment[]>((owners) =>
    grouped(
      owners,
      context.db.rows(
        `SELECT owner.ids AS "ownerId", found.* FROM unnest($2::text[]) AS owner (ids)
         JOIN LATERAL (${ENROLMENT} ${FROM_SEEN} AND e.pesantren_id = ANY(string_to_array(owner.ids, ',')::uuid[]) ORDER BY e.position DESC LIMIT 200) found ON true
         ORDER BY found.position DESC`,
        [ownPesantren(context), owners],
      ),
    ),
  );
}

/** The persons of an enrolment, by their numbers. */
export function participantsOf(context: Context, enrolmentId: string): Promise<JabarTrainingParticipant[]> {
  return context.loader(participantsByEnrolment).load(enrolmentId);
}

function participantsByEnrolment({ db }: Context) {
  return new DataLoader<string, JabarTrainingParticipant[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT e.id AS "ownerId", participant AS number,
           (SELECT count(*)::int FROM training_attendance a WHERE a.enrolment_id = e.id AND participant = ANY(a.present)) AS "attendedCount",
           (SELECT jsonb_build_object('number', c.number, 'issuedOn', c.issued_on, 'isValid', c.revoked_at IS NULL, 'revokedReason', c.revoked_reason,
              'courseId', c.course_id, 'pesantrenId', c.pesantren_id)
            FROM training_certificate c WHERE c.enrolment_id = e.id AND c.participant = participant.participant) AS certificate
         FROM training_enrolment e CROSS JOIN generate_series(1, e.persons) AS participant WHERE e.id = ANY($1) ORDER BY e.id, participant`,
        [ids],
      ),
    ),
  );
}

/** A certificate by its number, however it was typed, or null. */
export async function certificateByNumber({ db }: Context, number: string): Promise<JabarCertificate | null> {
  const row = await db.row<JabarCertificate>(
    `SELECT number, course_id AS "courseId", pesantren_id AS "pesantrenId", issued_on AS "issuedOn", revoked_at IS NULL AS "isValid",
       revoked_reason AS "revokedReason" FROM training_certificate WHERE number = $1`,
    [writtenNumber(number)],
  );
  return row ?? null;
}
