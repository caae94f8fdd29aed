import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import type { KnownPesantren } from "../../kit/registry/registry-copy";
import { refuse, refuseAny } from "../../kit/refusal";
import { namedPesantren, type Named } from "../known";
import { lockCourse, type LockedCourse } from "./course.service";
import * as errors from "./training.errors";
import type { EnrolInJabarCourseInput, WithdrawJabarEnrolmentInput } from "./training.input";
import { ENROLMENT_STATES } from "./training.states";

const MOST_PERSONS = 200;

/** Enrols persons of a pesantren in a course, or puts them on its waiting list. Returns the enrolment's id; sent again with the same key, that of the one made first. */
export async function enrol(context: Context, input: EnrolInJabarCourseInput, idempotencyKey: string): Promise<string> {
  const named = await namedPesantren(context, input.pesantrenId, ["input", "pesantrenId"]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "enrolInJabarCourse",
      key: idempotencyKey,
      input,
      effect: () => insert(context, tx, input, named),
    }),
  );
}

async function insert(
  context: Context,
  tx: Transaction,
  { courseId, persons }: EnrolInJabarCourseInput,
  { found: pesantren, faults }: Named<KnownPesantren>,
): Promise<string> {
  const course = await lockCourse(tx, courseId, ["input", "courseId"], ["OPEN"]);
  const now = context.clock();
  const at = ["input", "pesantrenId"];
  const isBegun = dayInWib(now) > course.startsOn;
  refuseAny([
    ...(isBegun ? [errors.courseBegun(["input", "courseId"], course.startsOn)] : []),
    ...faults,
    ...(pesantren ? pesantrenFaults(context.caller, pesantren.originalId, at) : []),
    ...rangeFaults(["input", "persons"], persons, [1, Math.min(course.places, MOST_PERSONS)]),
  ]);
  const waits = course.taken + persons > course.places || (await isWaitedFor(tx, course));
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO training_enrolment (id, course_id, pesantren_id, persons, status, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (course_id, pesantren_id) WHERE status <> 'WITHDRAWN' DO NOTHING RETURNING id`,
    [id, course.id, pesantren!.originalId, persons, waits ? "WAITING" : "ENROLLED", now],
  );
  if (made.length === 0) return refuse(errors.enrolledAlready(at));
  if (!waits) await take(tx, course, persons);
  return id;
}

/** Whether somebody waits: a later one does not overtake, even if fewer persons would still fit. */
async function isWaitedFor(tx: Transaction, { id }: LockedCourse): Promise<boolean> {
  const waiting = await tx.rows(
    "SELECT 1 FROM training_enrolment WHERE course_id = $1 AND status = 'WAITING' LIMIT 1",
    [id],
  );
  return waiting.length > 0;
}

/** Takes an enrolment out of a course; those who wait move up. Returns its id. */
export async function withdrawEnrolment(
  context: Context,
  { enrolmentId, reason }: WithdrawJabarEnrolmentInput,
): Promise<string> {
  const field = ["input", "enrolmentId"];
  const missing = errors.enrolmentUnknown(field, enrolmentId);
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const [enrolment] = isId(enrolmentId)
      ? await tx.rows<{ courseId: string; pesantrenId: string; persons: number }>(
          `SELECT course_id AS "courseId", pesantren_id AS "pesantrenId", persons FROM training_enrolment WHERE id = $1`,
          [enrolmentId],
        )
      : [];
    if (!enrolment) return refuse(missing);
    refuseAny(pesantrenFaults(context.caller, enrolment.pesantrenId, field));
    const course = await lockCourse(tx, enrolment.courseId, field, ["OPEN", "CLOSED"]);
    const table = { table: "training_enrolment", column: "status", id: enrolmentId, states: ENROLMENT_STATES };
    const before = await transition(tx, { ...table, to: "WITHDRAWN", field, missing });
    await tx.rows("UPDATE training_enrolment SET withdrawn_reason = $2 WHERE id = $1", [enrolmentId, reason.trim()]);
    const freed = before === "ENROLLED" ? enrolment.persons : 0;
    await take(tx, course, -freed);
    await moveUp(tx, { ...course, taken: course.taken - freed }, context.clock());
    return enrolmentId;
  });
}

/** Gives free places to those who wait, strictly in their order, as long as the next one fits; not after the first day of the course. */
async function moveUp(tx: Transaction, course: LockedCourse, now: Date): Promise<void> {
  if (dayInWib(now) > course.startsOn) return;
  const moved = await tx.rows<{ persons: number }>(
    `UPDATE training_enrolment SET status = 'ENROLLED', moved_up_at = $3 WHERE id IN (
       SELECT id FROM (SELECT id, sum(persons) OVER (ORDER BY position) AS needed FROM training_enrolment WHERE course_id = $1 AND status = 'WAITING') waiting
       WHERE needed <= $2) RETURNING persons`,
    [course.id, course.places - course.taken, now],
  );
  await take(
    tx,
    course,
    moved.reduce((sum, { persons }) => sum + persons, 0),
  );
}

async function take(tx: Transaction, { id }: LockedCourse, persons: number): Promise<void> {
  await tx.rows("UPDATE training_course SET taken = taken + $2 WHERE id = $1", [id, persons]);
}
