import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId } from "../../kit/id";
import { countFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { lockCourse } from "./course.service";
import * as errors from "./training.errors";
import type { JabarTrainingAttendanceInput, RecordJabarTrainingAttendanceInput } from "./training.input";

const MOST = 1_000;
const LIST = ["input", "attendances"];
const AT = ["input", "sessionId"];

/** Records who was at a session, all or none; recorded again, the later holds, until the course is completed. Returns the course's id. */
export async function recordTrainingAttendance(
  context: Context,
  { sessionId, attendances }: RecordJabarTrainingAttendanceInput,
): Promise<string> {
  refuseAny(countFaults(LIST, attendances, [1, MOST]));
  return context.db.inTransaction(async (tx) => {
    const [session] = isId(sessionId)
      ? await tx.rows<{ courseId: string; startsAt: Date }>(
          `SELECT course_id AS "courseId", starts_at AS "startsAt" FROM training_session WHERE id = $1`,
          [sessionId],
        )
      : [];
    if (!session) return refuse(errors.sessionUnknown(AT, sessionId));
    const course = await lockCourse(tx, session.courseId, AT, ["OPEN", "CLOSED"]);
    const now = context.clock();
    const enrolments = await enrolmentsOf(tx, course.id, attendances);
    refuseAny([
      ...(session.startsAt > now ? [errors.sessionNotBegun(AT, session.startsAt)] : []),
      ...attendances.flatMap((_, at) => attendanceFaults(attendances, at, enrolments)),
    ]);
    await tx.rows(
      `INSERT INTO training_attendance (session_id, enrolment_id, present, at)
       SELECT $1, (given->>'enrolmentId')::uuid, ARRAY(SELECT number::int FROM jsonb_array_elements_text(given->'present') AS number ORDER BY 1), $3
       FROM jsonb_array_elements($2::jsonb) AS given
       ON CONFLICT (enrolment_id, session_id) DO UPDATE SET present = excluded.present, at = excluded.at`,
      [sessionId, JSON.stringify(attendances), now],
    );
    return course.id;
  });
}

interface Enrolment {
  readonly id: string;
  readonly status: string;
  readonly persons: number;
}

async function enrolmentsOf(
  tx: Transaction,
  courseId: string,
  attendances: readonly JabarTrainingAttendanceInput[],
): Promise<ReadonlyMap<string, Enrolment>> {
  const rows = await tx.rows<Enrolment>(
    "SELECT id, status, persons FROM training_enrolment WHERE course_id = $1 AND id = ANY($2)",
    [courseId, attendances.map(({ enrolmentId }) => enrolmentId).filter(isId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function attendanceFaults(
  attendances: readonly JabarTrainingAttendanceInput[],
  at: number,
  enrolments: ReadonlyMap<string, Enrolment>,
): RefusalValue[] {
  const { enrolmentId, present } = attendances[at]!;
  const field = [...LIST, String(at), "enrolmentId"];
  const same = (id: string) => id.toLowerCase() === enrolmentId.toLowerCase();
  const enrolment = enrolments.get(enrolmentId.toLowerCase());
  if (!enrolment) return [errors.enrolmentUnknown(field, enrolmentId)];
  const { status, persons } = enrolment;
  const areNumbers = new Set(present).size === present.length && present.every((each) => each >= 1 && each <= persons);
  return [
    ...(attendances.findIndex((each) => same(each.enrolmentId)) === at
      ? []
      : [errors.enrolmentTwice(field, enrolmentId)]),
    ...(status === "ENROLLED" ? [] : [errors.notEnrolled(field, status)]),
    ...(areNumbers ? [] : [errors.participantUnknown([...LIST, String(at), "present"], persons, present)]),
  ];
}
