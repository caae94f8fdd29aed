import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { isId, newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { appealClosed, appealedAlready } from "../auditions/audition.errors";
import { registrationRules } from "./edition.rules";
import * as errors from "./registration.errors";
import type { AnswerJabarAppealInput, AppealJabarReviewInput } from "./registration.input";
import { lockRegistration } from "./registration.lock";
import { refusingReview } from "./review.service";

const REGISTRATION = ["input", "registrationId"];
const APPEAL = ["input", "appealId"];
const DAY_MS = 86_400_000;

/** Lodges an appeal against the refusal of a registration, within the edition's days. Returns the appeal's id. */
export async function appealReview(
  context: Context,
  { registrationId, grounds }: AppealJabarReviewInput,
): Promise<string> {
  refuseAny(textFaults(["input", "grounds"], grounds, [1, 5_000]));
  return context.db.inTransaction(async (tx) => {
    const registration = await lockRegistration(context, tx, registrationId, REGISTRATION);
    if (registration.status !== "REFUSED") refuse(errors.notRefused(REGISTRATION, registration.status));
    const review = await refusingReview(tx, registration.id, REGISTRATION);
    const { appealDays } = (await registrationRules(tx, registration))!;
    const until = new Date(review.at.getTime() + appealDays * DAY_MS);
    const now = context.clock();
    if (now > until) refuse(appealClosed(REGISTRATION, dayInWib(until)));
    const lodged = await tx.rows<{ id: string }>(
      `INSERT INTO appeal (id, registration_id, review_id, grounds, status, lodged_at) VALUES ($1, $2, $3, $4, 'OPEN', $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), registration.id, review.id, grounds.trim(), now],
    );
    return lodged[0]?.id ?? refuse(appealedAlready(REGISTRATION));
  });
}

/**
 * Answers an appeal. One against a review that is granted puts the registration back before the reviewers; one against a decision asks for its correction,
 * without which the next stage can't be decided. Returns the appeal's id.
 */
export async function answerAppeal(
  context: Context,
  { appealId, isGranted, answer }: AnswerJabarAppealInput,
): Promise<string> {
  refuseAny(textFaults(["input", "answer"], answer, [1, 5_000]));
  return context.db.inTransaction(async (tx) => {
    const [appeal] = isId(appealId)
      ? await tx.rows<{ status: string; registrationId: string; reviewId: string | null; decidedBy: string }>(
          `SELECT a.status, a.registration_id AS "registrationId", a.review_id AS "reviewId", coalesce(review.reviewer, decision.decided_by) AS "decidedBy"
           FROM appeal a LEFT JOIN registration_review review ON review.id = a.review_id LEFT JOIN decision ON decision.id = a.decision_id
           WHERE a.id = $1 FOR UPDATE OF a`,
          [appealId],
        )
      : [];
    if (!appeal) return refuse(errors.appealUnknown(APPEAL, appealId));
    if (appeal.status !== "OPEN") refuse(errors.appealAnswered(APPEAL, appeal.status));
    if (appeal.decidedBy === context.caller.subject) refuse(errors.ownDecision(APPEAL));
    const now = context.clock();
    await tx.rows("UPDATE appeal SET status = $2, answer = $3, answered_at = $4, answered_by = $5 WHERE id = $1", [
      appealId,
      isGranted ? "GRANTED" : "DISMISSED",
      answer.trim(),
      now,
      context.caller.subject,
    ]);
    if (isGranted && appeal.reviewId !== null) {
      await tx.rows(
        "UPDATE registration SET status = 'SUBMITTED', updated_at = $2 WHERE id = $1 AND status = 'REFUSED'",
        [appeal.registrationId, now],
      );
    }
    return appealId.toLowerCase();
  });
}
