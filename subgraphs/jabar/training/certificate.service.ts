import { randomInt } from "node:crypto";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { tellNation } from "../facts";
import { lockCourse } from "./course.service";
import * as errors from "./training.errors";
import type { RevokeJabarCertificateInput } from "./training.input";

/** Without letters that are taken for digits or for each other when a number is read out. */
const SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 3;
const GROUP_SIGNS = 4;

/** How many people have a certificate that was not revoked. */
const CERTIFIED = "training.certified";

/** Issues the certificates of a completed course, to all who attended enough and have none. Returns the course's id; sent again with the same key, nothing is done again. */
export async function issueCertificates(context: Context, courseId: string, idempotencyKey: string): Promise<string> {
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "issueJabarCertificates",
      key: idempotencyKey,
      input: { courseId },
      effect: async () => {
        const { id, year } = await lockCourse(tx, courseId, ["courseId"], ["COMPLETED"]);
        const earned = await earnedIn(tx, id);
        await tx.rows(
          `INSERT INTO training_certificate (number, course_id, pesantren_id, enrolment_id, participant, issued_on)
           SELECT number, $1, pesantren, enrolment, participant, $6
           FROM unnest($2::text[], $3::uuid[], $4::uuid[], $5::int[]) AS given (number, pesantren, enrolment, participant)`,
          [
            id,
            earned.map(() => certificateNumber(year)),
            earned.map(({ pesantrenId }) => pesantrenId),
            earned.map(({ enrolmentId }) => enrolmentId),
            earned.map(({ participant }) => participant),
            dayInWib(context.clock()),
          ],
        );
        await tellNation(
          tx,
          { indicator: CERTIFIED, unit: "person", at: context.clock() },
          earned.map(({ pesantrenId }) => ({ year, pesantrenId, value: 1 })),
        );
        return id;
      },
    }),
  );
}

interface Earned {
  readonly enrolmentId: string;
  readonly pesantrenId: string;
  readonly participant: number;
}

/** Who attended the share of the sessions that the course asks for, and has no certificate. A revoked one is not issued again. */
function earnedIn(tx: Transaction, courseId: string): Promise<Earned[]> {
  return tx.rows(
    `SELECT e.id AS "enrolmentId", e.pesantren_id AS "pesantrenId", participant
     FROM training_enrolment e JOIN training_course course ON course.id = e.course_id CROSS JOIN generate_series(1, e.persons) AS participant
     WHERE e.course_id = $1 AND e.status = 'ENROLLED'
       AND (SELECT count(*) FROM training_attendance a WHERE a.enrolment_id = e.id AND participant = ANY(a.present)) * 100
         >= course.attendance_percent * (SELECT count(*) FROM training_session WHERE course_id = e.course_id)
       AND NOT EXISTS (SELECT FROM training_certificate c WHERE c.enrolment_id = e.id AND c.participant = participant.participant)
     ORDER BY e.position, participant`,
    [courseId],
  );
}

/** Such as `OPOP-2030-7K3M-Q2XH-9TRV`: nobody can guess one that was issued. */
function certificateNumber(year: number): string {
  const group = () => Array.from({ length: GROUP_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return ["OPOP", year, ...Array.from({ length: GROUPS }, group)].join("-");
}

/** Revokes a certificate, for ever. Returns its number. */
export async function revokeCertificate(
  context: Context,
  { number, reason }: RevokeJabarCertificateInput,
): Promise<string> {
  const field = ["input", "number"];
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const written = writtenNumber(number);
    const [certificate] = await tx.rows<{ revokedAt: Date | null; pesantrenId: string; year: number }>(
      `SELECT c.revoked_at AS "revokedAt", c.pesantren_id AS "pesantrenId", course.year
       FROM training_certificate c JOIN training_course course ON course.id = c.course_id WHERE c.number = $1 FOR UPDATE OF c`,
      [written],
    );
    if (!certificate) return refuse(errors.certificateUnknown(field, number));
    if (certificate.revokedAt) return refuse(errors.revokedAlready(field));
    await tx.rows("UPDATE training_certificate SET revoked_at = $2, revoked_reason = $3 WHERE number = $1", [
      written,
      context.clock(),
      reason.trim(),
    ]);
    const { year, pesantrenId } = certificate;
    const figure = { indicator: CERTIFIED, unit: "person", at: context.clock() } as const;
    await tellNation(tx, figure, [{ year, pesantrenId, value: -1 }]);
    return written;
  });
}

/** A number as it is kept, however it was typed. */
export function writtenNumber(number: string): string {
  return number.trim().toUpperCase().replaceAll("\0", "").slice(0, 60);
}
