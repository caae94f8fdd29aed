import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { countFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { holdOpenStage } from "../auditions/stage.rules";
import { countInFunnel } from "../funnel/funnel.count";
import { registrationRules } from "./edition.rules";
import * as errors from "./registration.errors";
import type { JabarReviewInput, ReviewJabarRegistrationsInput } from "./registration.input";
import type { Requirement } from "./submission.rules";

const MOST_AT_ONCE = 100;
const FIELD = ["input", "reviews"];

/** Keeps reviews of registrations, all or none: those that pass may take part in the first stage. Returns the ids of the registrations. */
export async function reviewRegistrations(
  context: Context,
  { reviews }: ReviewJabarRegistrationsInput,
): Promise<string[]> {
  refuseAny(countFaults(FIELD, reviews, [1, MOST_AT_ONCE]));
  return context.db.inTransaction(async (tx) => {
    const registrations = await lock(tx, reviews);
    const checklists = await checklistsOf(tx, [...registrations.values()]);
    const faultsOf = (review: JabarReviewInput, at: number): RefusalValue[] => {
      const path = [...FIELD, String(at)];
      const id = review.registrationId.toLowerCase();
      const registration = registrations.get(id);
      const named = [...path, "registrationId"];
      if (!registration) return [errors.registrationUnknown(named, review.registrationId)];
      const isFirst = reviews.findIndex((each) => each.registrationId.toLowerCase() === id) === at;
      return [
        ...(isFirst ? [] : [errors.reviewedTwice(named, id)]),
        ...(registration.status === "SUBMITTED" ? [] : [errors.wrongStatus(named, "SUBMITTED", registration.status)]),
        ...reviewFaults(review, checklists.get(registration.editionId)!, path),
      ];
    };
    refuseAny(reviews.flatMap(faultsOf));
    await keep(context, tx, reviews);
    await open(tx, registrations, reviews, context.clock());
    return reviews.map(({ registrationId }) => registrationId.toLowerCase());
  });
}

interface Registration {
  readonly id: string;
  readonly editionId: string;
  readonly status: string;
}

async function lock(tx: Transaction, reviews: readonly JabarReviewInput[]): Promise<ReadonlyMap<string, Registration>> {
  const rows = await tx.rows<Registration>(
    `SELECT id, edition_id AS "editionId", status FROM registration WHERE id = ANY($1) ORDER BY id FOR UPDATE`,
    [reviews.map(({ registrationId }) => registrationId).filter(isId)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function checklistsOf(tx: Transaction, registrations: readonly Registration[]) {
  const checklists = new Map<string, readonly Requirement[]>();
  for (const editionId of new Set(registrations.map((each) => each.editionId))) {
    checklists.set(editionId, (await registrationRules(tx, { editionId }))!.requirements);
  }
  return checklists;
}

function reviewFaults(
  { outcome, reason, items }: JabarReviewInput,
  requirements: readonly Requirement[],
  path: FieldPath,
): RefusalValue[] {
  const known = requirements.map(({ code }) => code);
  const named = items.map(({ requirement }) => requirement);
  const complete = named.length === known.length && known.every((code) => named.includes(code));
  const agrees = items.every(({ isFulfilled }) => isFulfilled) === (outcome === "PASSED");
  return [
    ...(complete
      ? []
      : [errors.checklistMismatch([...path, "items"], known.join(", "), named.join(", ").slice(0, 200))]),
    ...(agrees ? [] : [errors.checklistContradicts([...path, "outcome"], outcome)]),
    ...textFaults([...path, "reason"], outcome === "PASSED" ? reason : (reason ?? ""), [1, 2_000]),
    ...items.flatMap(({ note }, at) => textFaults([...path, "items", String(at), "note"], note, [0, 500])),
  ];
}

async function keep(context: Context, tx: Transaction, reviews: readonly JabarReviewInput[]): Promise<void> {
  const rows = reviews.map((review) => ({
    id: newId(),
    registration: review.registrationId,
    outcome: review.outcome,
    reason: review.reason?.trim() || null,
    items: review.items.map((item) => ({ ...item, note: item.note?.trim() || null })),
  }));
  const now = context.clock();
  await tx.rows(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS each (id uuid, registration uuid, outcome text, reason text, items jsonb)),
     review AS (
       INSERT INTO registration_review (id, registration_id, outcome, reason, reviewer, at)
       SELECT id, registration, outcome, reason, $2, $3 FROM given),
     item AS (
       INSERT INTO review_item (review_id, requirement, fulfilled, note)
       SELECT given.id, line.requirement, line."isFulfilled", line.note
       FROM given, jsonb_to_recordset(given.items) AS line (requirement text, "isFulfilled" boolean, note text))
     UPDATE registration r SET status = given.outcome, decided_at = $3, updated_at = $3 FROM given WHERE r.id = given.registration`,
    [JSON.stringify(rows), context.caller.subject, now],
  );
}

/** Those that passed are candidates of the first stage, as long as that is not decided. */
async function open(
  tx: Transaction,
  registrations: ReadonlyMap<string, Registration>,
  reviews: readonly JabarReviewInput[],
  at: Date,
): Promise<void> {
  const passed = reviews
    .filter(({ outcome }) => outcome === "PASSED")
    .map(({ registrationId }) => registrations.get(registrationId.toLowerCase())!);
  await countInFunnel(tx, { step: "PASSED_ADMINISTRATION", stage: 0, ids: passed.map(({ id }) => id), at });
  for (const editionId of new Set(passed.map((each) => each.editionId))) {
    const { firstStageId } = (await registrationRules(tx, { editionId }))!;
    if (!firstStageId) continue;
    await holdOpenStage(tx, firstStageId, FIELD);
    await tx.rows("INSERT INTO candidate (stage_id, registration_id) SELECT $1, unnest($2::uuid[])", [
      firstStageId,
      passed.filter((each) => each.editionId === editionId).map(({ id }) => id),
    ]);
  }
}

/** The latest review of a registration, locked. */
export interface LatestReview {
  readonly id: string;
  readonly registrationId: string;
  readonly outcome: string;
  readonly reviewer: string;
  readonly at: Date;
}

/** @throws RefusedError STATUS_NOT_RIGHT if there is none, or it did not refuse */
export async function refusingReview(tx: Transaction, registrationId: string, field: FieldPath): Promise<LatestReview> {
  const [review] = await tx.rows<LatestReview>(
    `SELECT id, registration_id AS "registrationId", outcome, reviewer, at FROM registration_review
     WHERE registration_id = $1 ORDER BY id DESC LIMIT 1`,
    [registrationId],
  );
  if (review?.outcome !== "REFUSED") return refuse(errors.wrongStatus(field, "REFUSED", review?.outcome ?? "-"));
  return review;
}
