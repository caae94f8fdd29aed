import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { countFaults, periodFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { namedPesantren } from "../known";
import { dayFaults, editionYearFaults, regencyFault } from "../planning";
import type { JabarCourseStatus } from "./course";
import * as errors from "./training.errors";
import type { MoveJabarCourseInput, PlanJabarCourseInput, PlanJabarTrainingSessionsInput } from "./training.input";
import { COURSE_STATES } from "./training.states";

const LAST_DAY = "9999-12-31";
const MOST_SESSIONS = 200;
const AT = ["input", "courseId"];

/** Plans a course. Returns its id; sent again with the same key, that of the one made first. */
export async function planCourse(
  context: Context,
  input: PlanJabarCourseInput,
  idempotencyKey: string,
): Promise<string> {
  const { hostPesantrenId: hostId, hostName } = input;
  const host = hostId ? await namedPesantren(context, hostId, ["input", "hostPesantrenId"]) : null;
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "planJabarCourse",
      key: idempotencyKey,
      input,
      effect: async () => {
        const today = dayInWib(context.clock());
        refuseAny([
          ...(await editionYearFaults(tx, input.year, today)),
          ...courseFaults(input, today),
          ...(Boolean(hostId) === Boolean(hostName) ? [errors.oneHost(["input", "hostPesantrenId"])] : []),
          ...(host?.faults ?? []),
        ]);
        return insert(tx, input, host?.found?.originalId ?? null);
      },
    }),
  );
}

async function insert(tx: Transaction, input: PlanJabarCourseInput, hostId: string | null): Promise<string> {
  const id = newId();
  await tx.rows(
    `INSERT INTO training_course (id, year, kind, title, description, host_pesantren_id, host_name, regency_code, place, mode, starts_on, ends_on, places,
       attendance_percent, status) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'DRAFT')`,
    [
      id,
      input.year,
      input.kind,
      input.title.trim(),
      input.description?.trim() ?? null,
      hostId,
      input.hostName?.trim() ?? null,
      input.regencyCode,
      input.place.trim(),
      input.mode,
      input.startsOn,
      input.endsOn,
      input.places,
      input.attendancePercent,
    ],
  );
  return id;
}

function courseFaults(input: PlanJabarCourseInput, today: string): RefusalValue[] {
  return [
    ...textFaults(["input", "title"], input.title, [3, 200]),
    ...textFaults(["input", "description"], input.description, [1, 4_000]),
    ...textFaults(["input", "hostName"], input.hostName, [2, 200]),
    ...regencyFault(["input", "regencyCode"], input.regencyCode),
    ...textFaults(["input", "place"], input.place, [2, 300]),
    ...dayFaults(["input", "startsOn"], input.startsOn, today, LAST_DAY),
    ...periodFaults(["input", "endsOn"], input.startsOn, input.endsOn),
    ...rangeFaults(["input", "places"], input.places, [1, 10_000]),
    ...rangeFaults(["input", "attendancePercent"], input.attendancePercent, [1, 100]),
  ];
}

/** Moves a course to its next state. Returns its id. */
export async function moveCourse(
  context: Context,
  { courseId, status, reason }: MoveJabarCourseInput,
): Promise<string> {
  const isCancelled = status === ("CANCELLED" satisfies `${JabarCourseStatus}`);
  refuseAny([
    ...textFaults(["input", "reason"], reason, [1, 500]),
    ...(isCancelled && !reason ? [errors.reasonNeeded(["input", "reason"])] : []),
  ]);
  return context.db.inTransaction(async (tx) => {
    const course = await lockCourse(tx, courseId, AT);
    const field = ["input", "status"];
    const missing = errors.courseUnknown(AT, courseId);
    const table = { table: "training_course", column: "status", id: courseId, states: COURSE_STATES };
    await transition(tx, { ...table, to: status, field, missing });
    if (status === ("COMPLETED" satisfies `${JabarCourseStatus}`))
      refuseAny(await openFaults(tx, course, dayInWib(context.clock())));
    if (isCancelled)
      await tx.rows("UPDATE training_course SET cancelled_reason = $2 WHERE id = $1", [courseId, reason!.trim()]);
    return courseId;
  });
}

/** What keeps a course from being completed. */
async function openFaults(tx: Transaction, { id, endsOn }: LockedCourse, today: string): Promise<RefusalValue[]> {
  const [left] = await tx.rows<{ sessions: number; open: number }>(
    `SELECT (SELECT count(*)::int FROM training_session WHERE course_id = $1) AS sessions,
       (SELECT count(*)::int FROM training_session s JOIN training_enrolment e ON e.course_id = s.course_id AND e.status = 'ENROLLED'
        WHERE s.course_id = $1 AND NOT EXISTS (SELECT FROM training_attendance a WHERE a.enrolment_id = e.id AND a.session_id = s.id)) AS open`,
    [id],
  );
  const { sessions, open } = left!;
  return [
    ...(endsOn > today ? [errors.courseRunning(AT, endsOn)] : []),
    ...(sessions === 0 ? [errors.noSessions(AT)] : []),
    ...(open > 0 ? [errors.attendanceOpen(AT, open)] : []),
  ];
}

/** Adds sessions to a course that is not completed. Returns the course's id; sent again with the same key, nothing is done again. */
export async function planSessions(
  context: Context,
  input: PlanJabarTrainingSessionsInput,
  idempotencyKey: string,
): Promise<string> {
  const { courseId, sessions } = input;
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "planJabarTrainingSessions",
      key: idempotencyKey,
      input,
      effect: async () => {
        const course = await lockCourse(tx, courseId, AT, ["DRAFT", "OPEN", "CLOSED"]);
        const [last] = await tx.rows<{ number: number }>(
          "SELECT coalesce(max(number), 0) AS number FROM training_session WHERE course_id = $1",
          [courseId],
        );
        refuseAny([
          ...countFaults(["input", "sessions"], sessions, [1, Math.min(60, MOST_SESSIONS - last!.number)]),
          ...sessions.flatMap((session, at) => sessionFaults(course, session, ["input", "sessions", String(at)])),
        ]);
        await tx.rows(
          `INSERT INTO training_session (id, course_id, number, title, starts_at, ends_at)
           SELECT id, $1, $2 + nth, title, starts_at, ends_at
           FROM unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[]) WITH ORDINALITY AS given (id, title, starts_at, ends_at, nth)`,
          [
            courseId,
            last!.number,
            sessions.map(() => newId()),
            sessions.map(({ title }) => title.trim()),
            sessions.map(({ startsAt }) => startsAt),
            sessions.map(({ endsAt }) => endsAt),
          ],
        );
        return courseId;
      },
    }),
  );
}

function sessionFaults(
  { startsOn, endsOn }: LockedCourse,
  { title, startsAt, endsAt }: PlanJabarTrainingSessionsInput["sessions"][number],
  field: FieldPath,
): RefusalValue[] {
  return [
    ...textFaults([...field, "title"], title, [2, 200]),
    ...dayFaults([...field, "startsAt"], dayInWib(startsAt), startsOn, endsOn),
    // A session takes time: one that ends when it begins is none.
    ...periodFaults([...field, "endsAt"], new Date(startsAt.getTime() + 1), endsAt),
  ];
}

/** A course, locked. */
export interface LockedCourse {
  readonly id: string;
  readonly status: `${JabarCourseStatus}`;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly places: number;
  readonly taken: number;
  readonly attendancePercent: number;
  readonly year: number;
}

/**
 * Locks a course: whoever changes what belongs to it does so first, so that places are counted by one at a time.
 *
 * @param expected the states it must be in; any if left out
 * @throws RefusedError COURSE_UNKNOWN, COURSE_STATUS
 */
export async function lockCourse(
  tx: Transaction,
  id: string,
  field: FieldPath,
  expected?: readonly `${JabarCourseStatus}`[],
): Promise<LockedCourse> {
  const [course] = isId(id)
    ? await tx.rows<LockedCourse>(
        `SELECT id, status, starts_on AS "startsOn", ends_on AS "endsOn", places, taken, attendance_percent AS "attendancePercent", year
         FROM training_course WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  if (!course) return refuse(errors.courseUnknown(field, id));
  if (expected && !expected.includes(course.status)) return refuse(errors.courseStatus(field, course.status, expected));
  return course;
}
