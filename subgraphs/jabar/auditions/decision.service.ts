import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { countFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { announce } from "./announcement";
import * as errors from "./audition.errors";
import type { AnnounceJabarDecisionInput, CorrectJabarDecisionInput, DecideJabarStageInput } from "./audition.input";
import { lockCandidates } from "./candidate.service";
import { ranking } from "./ranking.sql";
import { PANEL_COMPLETE } from "./score.service";
import { holdOpenStage, holdStage, type StageRules } from "./stage.rules";

/** Ranks a stage and keeps who passes, as a draft that may be discarded until it is announced. Returns the decision's id. */
export async function decideStage(context: Context, { stageId, minutes }: DecideJabarStageInput): Promise<string> {
  refuseAny(textFaults(["input", "minutes"], minutes, [1, 10_000]));
  return context.db.inTransaction(async (tx) => {
    const stage = await holdOpenStage(tx, stageId, ["input", "stageId"], "alone");
    refuseAny([...(await openFaults(tx, stage)), ...(await previousFaults(tx, stage, context.clock()))]);
    return writeDecision(context, tx, stage, { minutes });
  });
}

/** Takes a draft, or one whose announcement is yet to come, back; the stage is open again. Returns the decision's id. */
export async function discardDecision(context: Context, decisionId: string): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const decision = await lockDecision(tx, decisionId, ["decisionId"]);
    if (!["DRAFT", "SCHEDULED"].includes(decision.status)) refuse(errors.stageDecided(["decisionId"]));
    await tx.rows("UPDATE decision SET status = 'DISCARDED', announce_at = NULL WHERE id = $1", [decisionId]);
    await undoCorrection(tx, decisionId);
    return decisionId;
  });
}

/** What a correction changed in candidates and scores goes with it. */
async function undoCorrection(tx: Transaction, decisionId: string): Promise<void> {
  await tx.rows("UPDATE candidate SET excluded_reason = NULL, excluded_by = NULL WHERE excluded_by = $1", [decisionId]);
  await tx.rows(
    `UPDATE score s SET value = correction.before FROM score_correction correction JOIN decision d ON d.id = correction.decision_id
     WHERE d.id = $1 AND s.stage_id = d.stage_id AND s.registration_id = correction.registration_id AND s.judge_id = correction.judge_id
       AND s.criterion = correction.criterion`,
    [decisionId],
  );
}

/** Announces a draft, at once or at a moment to come. Returns the decision's id. */
export async function announceDecision(
  context: Context,
  { decisionId, at }: AnnounceJabarDecisionInput,
): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const field = ["input", "decisionId"];
    const decision = await lockDecision(tx, decisionId, field);
    if (!["DRAFT", "SCHEDULED"].includes(decision.status)) refuse(errors.stageDecided(field));
    const now = context.clock();
    if (at && at > now) {
      await tx.rows("UPDATE decision SET status = 'SCHEDULED', announce_at = $2 WHERE id = $1", [decisionId, at]);
    } else await announce(tx, decisionId, now);
    return decisionId;
  });
}

/** Puts a new decision in the place of the latest one announced, ranked anew without those taken out and with the scores put right. It is a draft until it is announced. */
export async function correctDecision(context: Context, input: CorrectJabarDecisionInput): Promise<string> {
  refuseAny([
    ...textFaults(["input", "reason"], input.reason, [1, 2_000]),
    ...textFaults(["input", "minutes"], input.minutes, [1, 10_000]),
    ...countFaults(["input", "scores"], input.scores, [0, 200]),
    ...countFaults(["input", "exclusions"], input.exclusions, [0, 200]),
    ...input.scores.flatMap(({ points }, at) =>
      rangeFaults(["input", "scores", String(at), "points"], points, [0, 100]),
    ),
    ...input.exclusions.flatMap(({ reason }, at) =>
      textFaults(["input", "exclusions", String(at), "reason"], reason, [1, 500]),
    ),
  ]);
  return context.db.inTransaction(async (tx) => {
    const before = await lockDecision(tx, input.decisionId, ["input", "decisionId"]);
    const stage = await holdStage(tx, before.stageId, ["input", "decisionId"], "alone");
    refuseAny(await correctionFaults(tx, before, stage));
    const decisionId = newId();
    await exclude(tx, stage.id, decisionId, input);
    const corrections = await correctScores(tx, stage.id, input);
    const { minutes, reason } = input;
    await writeDecision(context, tx, stage, { id: decisionId, minutes, reason, correctsId: before.id });
    await keepCorrections(tx, decisionId, corrections);
    return decisionId;
  });
}

interface NewDecision {
  readonly id?: string;
  readonly minutes: string;
  readonly reason?: string;
  readonly correctsId?: string;
}

async function writeDecision(
  context: Context,
  tx: Transaction,
  stage: StageRules,
  { id = newId(), minutes, reason, correctsId }: NewDecision,
): Promise<string> {
  await tx.rows(
    `INSERT INTO decision (id, stage_id, number, status, minutes, corrects_id, reason, decided_at, decided_by)
     SELECT $1, $2, coalesce(max(number), 0) + 1, 'DRAFT', $3, $4, $5, $6, $7 FROM decision WHERE stage_id = $2`,
    [id, stage.id, minutes.trim(), correctsId ?? null, reason?.trim() ?? null, context.clock(), context.caller.subject],
  );
  const { text, values } = ranking(stage);
  await tx.rows(
    `INSERT INTO decision_result (decision_id, registration_id, pesantren_id, category, regency_code, business_field, total, rank, passed)
     SELECT $${values.length + 1}, ranked.* FROM (${text}) AS ranked`,
    [...values, id],
  );
  return id;
}

/** A decision, locked. */
interface Decision {
  readonly id: string;
  readonly stageId: string;
  readonly status: string;
}

/** Not its key: whoever grants the prizes of the stage only refers to it, and holds the stage that a correction waits for. */
async function lockDecision(tx: Transaction, id: string, field: readonly string[]): Promise<Decision> {
  const [decision] = isId(id)
    ? await tx.rows<Decision>(
        `SELECT id, stage_id AS "stageId", status FROM decision WHERE id = $1 FOR NO KEY UPDATE`,
        [id],
      )
    : [];
  return decision ?? refuse(errors.decisionUnknown(field, id));
}

/** What is still to be done before a stage can be decided. */
async function openFaults(tx: Transaction, stage: StageRules): Promise<RefusalValue[]> {
  const [open] = await tx.rows<{ reviews: number; attendance: number; panels: number }>(
    `SELECT
       (SELECT count(*)::int FROM registration WHERE edition_id = $2 AND status = 'SUBMITTED' AND $3 = 1) AS reviews,
       (SELECT count(*)::int FROM candidate c WHERE c.stage_id = $1 AND c.attendance IS NULL AND c.excluded_reason IS NULL) AS attendance,
       (SELECT count(*)::int FROM candidate c WHERE c.stage_id = $1 AND c.attendance = 'PRESENT' AND c.excluded_reason IS NULL
          AND NOT ${PANEL_COMPLETE}) AS panels`,
    [stage.id, stage.editionId, stage.number],
  );
  const { reviews, attendance, panels } = open!;
  return [
    ...(reviews > 0
      ? [errors.open("REVIEWS_OPEN", "pendaftaran belum diseleksi", "registrations are not reviewed yet", reviews)]
      : []),
    ...(attendance > 0
      ? [
          errors.open(
            "ATTENDANCE_OPEN",
            "peserta belum dicatat hadir atau tidak",
            "candidates have no attendance yet",
            attendance,
          ),
        ]
      : []),
    ...(panels > 0
      ? [
          errors.open(
            "PANELS_OPEN",
            "peserta belum dinilai seluruh panel",
            "candidates are not scored by their whole panel yet",
            panels,
          ),
        ]
      : []),
  ];
}

/** The stage before must be announced, and nobody may object to it any more. */
async function previousFaults(tx: Transaction, stage: StageRules, now: Date): Promise<RefusalValue[]> {
  const [before] = await tx.rows<{ announced: boolean; running: boolean; appeals: boolean }>(
    stage.number === 1
      ? `SELECT true AS announced, false AS running, EXISTS (
           SELECT FROM appeal a JOIN registration r ON r.id = a.registration_id
           WHERE a.status = 'OPEN' AND a.review_id IS NOT NULL AND r.edition_id = $1) AS appeals, $2::int, $3::timestamptz, $4::int`
      : `SELECT bool_or(d.status = 'ANNOUNCED') AS announced,
           bool_or(d.announced_at + make_interval(days => $4) > $3) AS running,
           EXISTS (SELECT FROM appeal a JOIN decision x ON x.id = a.decision_id JOIN edition_stage y ON y.id = x.stage_id
             WHERE y.edition_id = $1 AND y.number = $2 - 1 AND (a.status = 'OPEN' OR a.status = 'GRANTED' AND NOT EXISTS (
               SELECT FROM decision later WHERE later.corrects_id = x.id AND later.status = 'ANNOUNCED'))) OR bool_or(d.status IN ('DRAFT', 'SCHEDULED')) AS appeals
         FROM edition_stage s LEFT JOIN decision d ON d.stage_id = s.id AND d.status <> 'DISCARDED'
         WHERE s.edition_id = $1 AND s.number = $2 - 1`,
    [stage.editionId, stage.number, now, stage.appealDays],
  );
  const { announced, running, appeals } = before!;
  const faults: RefusalValue[] = [];
  if (!announced) {
    faults.push(
      errors.previousOpen(
        "PREVIOUS_STAGE_OPEN",
        "Tahap sebelumnya belum diumumkan.",
        "The stage before is not announced yet.",
      ),
    );
  }
  if (running) {
    faults.push(
      errors.previousOpen(
        "APPEAL_PERIOD_RUNNING",
        "Masa sanggah tahap sebelumnya belum berakhir.",
        "Appeals against the stage before are still possible.",
      ),
    );
  }
  if (appeals) {
    faults.push(
      errors.previousOpen(
        "APPEALS_OPEN",
        "Masih ada sanggahan atau koreksi yang belum selesai.",
        "There are appeals or corrections that are not settled yet.",
      ),
    );
  }
  return faults;
}

async function correctionFaults(tx: Transaction, before: Decision, stage: StageRules): Promise<RefusalValue[]> {
  const field = ["input", "decisionId"];
  if (before.status !== "ANNOUNCED") return [errors.notAnnounced(field)];
  const [state] = await tx.rows<{ corrected: boolean; next: boolean }>(
    `SELECT EXISTS (SELECT FROM decision WHERE corrects_id = $1 AND status <> 'DISCARDED') AS corrected,
       EXISTS (SELECT FROM decision d JOIN edition_stage s ON s.id = d.stage_id
         WHERE s.edition_id = $2 AND s.number > $3 AND d.status <> 'DISCARDED') AS next`,
    [before.id, stage.editionId, stage.number],
  );
  return [
    ...(state!.corrected ? [errors.correctedAlready(field)] : []),
    ...(state!.next ? [errors.nextDecided()] : []),
  ];
}

async function exclude(
  tx: Transaction,
  stageId: string,
  decisionId: string,
  { exclusions }: CorrectJabarDecisionInput,
): Promise<void> {
  const candidates = await lockCandidates(
    tx,
    stageId,
    exclusions.map((each) => each.registrationId),
  );
  refuseAny(
    exclusions.flatMap(({ registrationId }, at) =>
      candidates.has(registrationId.toLowerCase())
        ? []
        : [errors.candidateUnknown(["input", "exclusions", String(at), "registrationId"], registrationId)],
    ),
  );
  await tx.rows(
    `UPDATE candidate c SET excluded_reason = gone.reason, excluded_by = $4 FROM unnest($2::uuid[], $3::text[]) AS gone (registration, reason)
     WHERE c.stage_id = $1 AND c.registration_id = gone.registration AND c.excluded_reason IS NULL`,
    [stageId, exclusions.map((each) => each.registrationId), exclusions.map((each) => each.reason.trim()), decisionId],
  );
}

interface Correction {
  readonly registrationId: string;
  readonly judgeId: string;
  readonly criterion: string;
  readonly before: number;
  readonly after: number;
}

async function correctScores(
  tx: Transaction,
  stageId: string,
  { scores }: CorrectJabarDecisionInput,
): Promise<Correction[]> {
  const columns = [
    scores.map((each) => (isId(each.registrationId) ? each.registrationId : null)),
    scores.map((each) => (isId(each.judgeId) ? each.judgeId : null)),
    scores.map((each) => each.criterion),
    scores.map((each) => each.points),
  ];
  const changed = await tx.rows<Correction & { at: number }>(
    `UPDATE score s SET value = given.points
     FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[]) WITH ORDINALITY AS given (registration, judge, criterion, points, at)
     WHERE s.stage_id = $1 AND s.registration_id = given.registration AND s.judge_id = given.judge AND s.criterion = given.criterion
     RETURNING given.at::int - 1 AS at, s.registration_id AS "registrationId", s.judge_id AS "judgeId", s.criterion, old.value AS before, new.value AS after`,
    [stageId, ...columns],
  );
  const found = new Set(changed.map(({ at }) => at));
  refuseAny(
    scores.flatMap(({ registrationId }, at) =>
      found.has(at) ? [] : [errors.candidateUnknown(["input", "scores", String(at)], registrationId)],
    ),
  );
  return changed;
}

async function keepCorrections(tx: Transaction, decisionId: string, corrections: readonly Correction[]): Promise<void> {
  await tx.rows(
    `INSERT INTO score_correction (decision_id, registration_id, judge_id, criterion, before, after)
     SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[])`,
    [
      decisionId,
      corrections.map((each) => each.registrationId),
      corrections.map((each) => each.judgeId),
      corrections.map((each) => each.criterion),
      corrections.map((each) => each.before),
      corrections.map((each) => each.after),
    ],
  );
}
