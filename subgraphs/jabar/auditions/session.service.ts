import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { periodFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import * as errors from "./audition.errors";
import type { ReportJabarJudgeMissingInput, ScheduleJabarSessionInput } from "./audition.input";
import { holdOpenStage, type StageRules } from "./stage.rules";

const MOST_CANDIDATES = 2_000;

/** Puts a session with its panel on the schedule. Returns its id; sent again with the same key, that of the one made first. */
export async function scheduleSession(
  context: Context,
  input: ScheduleJabarSessionInput,
  idempotencyKey: string,
): Promise<string> {
  refuseAny([
    ...periodFaults(["input", "endsAt"], input.startsAt, input.endsAt),
    ...rangeFaults(["input", "capacity"], input.capacity, [1, MOST_CANDIDATES]),
    ...textFaults(["input", "address"], input.address, [1, 300]),
  ]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "scheduleJabarSession",
      key: idempotencyKey,
      input,
      effect: () => schedule(tx, input),
    }),
  );
}

async function schedule(tx: Transaction, input: ScheduleJabarSessionInput): Promise<string> {
  const stage = await holdOpenStage(tx, input.stageId, ["input", "stageId"]);
  const judges = await lockJudges(tx, input.judgeIds);
  refuseAny([
    ...(await placeFaults(tx, stage.id, input.place)),
    ...sizeFaults(stage, input.judgeIds.length),
    ...(await judgeFaults(tx, judges, input.judgeIds, input, (at) => ["input", "judgeIds", String(at)])),
  ]);
  const id = newId();
  await tx.rows(
    `INSERT INTO audition_session (id, stage_id, place, mode, address, starts_at, ends_at, capacity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      stage.id,
      input.place,
      input.mode ?? stage.mode,
      input.address?.trim() ?? null,
      input.startsAt,
      input.endsAt,
      input.capacity,
    ],
  );
  await tx.rows("INSERT INTO session_judge (session_id, judge_id) SELECT $1, unnest($2::uuid[])", [id, input.judgeIds]);
  return id;
}

/** Notes that a judge does not come, and who steps in. What the missing one has handed in still counts. Returns the session's id. */
export async function reportJudgeMissing(
  context: Context,
  { sessionId, judgeId, reason, replacementId }: ReportJabarJudgeMissingInput,
): Promise<string> {
  refuseAny(textFaults(["input", "reason"], reason, [1, 500]));
  return context.db.inTransaction(async (tx) => {
    const session = await openSession(tx, sessionId);
    const panel = await tx.rows<{ judgeId: string }>(
      `SELECT judge_id AS "judgeId" FROM session_judge WHERE session_id = $1 AND missing_reason IS NULL ORDER BY judge_id FOR UPDATE`,
      [sessionId],
    );
    if (!panel.some((each) => each.judgeId === judgeId)) refuse(errors.judgeUnknown(["input", "judgeId"], judgeId));
    const left = panel.length - 1 + (replacementId ? 1 : 0);
    const { panelMinimum, panelSize } = session.stage;
    refuseAny([
      ...(left < panelMinimum ? [errors.panelSize(["input", "judgeId"], panelMinimum, panelSize, left)] : []),
      ...(replacementId ? await replacementFaults(tx, session, replacementId) : []),
    ]);
    await tx.rows("UPDATE session_judge SET missing_reason = $3 WHERE session_id = $1 AND judge_id = $2", [
      sessionId,
      judgeId,
      reason.trim(),
    ]);
    if (replacementId) {
      await tx.rows("INSERT INTO session_judge (session_id, judge_id, replaces) VALUES ($1, $2, $3)", [
        sessionId,
        replacementId,
        judgeId,
      ]);
    }
    return sessionId;
  });
}

/** A session of a stage that is not decided yet. */
export interface OpenSession {
  readonly id: string;
  readonly place: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number;
  readonly stage: StageRules;
}

/** @throws RefusedError SESSION_UNKNOWN, STAGE_DECIDED */
export async function openSession(
  tx: Transaction,
  id: string,
  field: FieldPath = ["input", "sessionId"],
): Promise<OpenSession> {
  const [session] = isId(id)
    ? await tx.rows<Omit<OpenSession, "stage"> & { stageId: string }>(
        `SELECT id, stage_id AS "stageId", place, starts_at AS "startsAt", ends_at AS "endsAt", capacity FROM audition_session WHERE id = $1`,
        [id],
      )
    : [];
  if (!session) return refuse(errors.sessionUnknown(field, id));
  return { ...session, stage: await holdOpenStage(tx, session.stageId, field) };
}

/** Judges of a session who are tied to one of the pesantren: their names, by pesantren. */
export async function tiesOf(
  tx: Transaction,
  sessionId: string,
  pesantrenIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ties = await tx.rows<{ pesantrenId: string; name: string }>(
    `SELECT DISTINCT ON (tie.pesantren_id) tie.pesantren_id AS "pesantrenId", judge.name
     FROM session_judge seat JOIN judge_tie tie USING (judge_id) JOIN judge ON judge.id = seat.judge_id
     WHERE seat.session_id = $1 AND tie.pesantren_id = ANY($2) ORDER BY tie.pesantren_id, judge.name`,
    [sessionId, pesantrenIds],
  );
  return new Map(ties.map((tie) => [tie.pesantrenId, tie.name]));
}

async function replacementFaults(tx: Transaction, session: OpenSession, id: string): Promise<RefusalValue[]> {
  const field = ["input", "replacementId"];
  const judges = await lockJudges(tx, [id]);
  const [seated] = await tx.rows<{ name: string }>(
    "SELECT judge.name FROM session_judge JOIN judge ON judge.id = judge_id WHERE session_id = $1 AND judge_id::text = lower($2)",
    [session.id, id],
  );
  if (seated) return [errors.judgeTwice(field, seated.name)];
  const faults = await judgeFaults(tx, judges, [id], session, () => field);
  if (faults.length > 0) return faults;
  const [tie] = await tx.rows<{ name: string }>(
    `SELECT judge.name FROM candidate c JOIN registration r ON r.id = c.registration_id JOIN judge_tie tie ON tie.pesantren_id = r.pesantren_id
     JOIN judge ON judge.id = tie.judge_id WHERE c.session_id = $1 AND tie.judge_id = $2 LIMIT 1`,
    [session.id, id],
  );
  return tie ? [errors.judgeConflict(field, tie.name)] : [];
}

interface Judge {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** Locked, so that two sessions at the same time can't both have a judge. */
async function lockJudges(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Judge>> {
  const rows = await tx.rows<Judge>("SELECT id, name, active FROM judge WHERE id = ANY($1) ORDER BY id FOR UPDATE", [
    ids.filter(isId),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

async function judgeFaults(
  tx: Transaction,
  judges: ReadonlyMap<string, Judge>,
  ids: readonly string[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  fieldOf: (at: number) => FieldPath,
): Promise<RefusalValue[]> {
  const busy = await tx.rows<{ id: string }>(
    `SELECT DISTINCT seat.judge_id AS id FROM session_judge seat JOIN audition_session s ON s.id = seat.session_id
     WHERE seat.judge_id = ANY($1) AND seat.missing_reason IS NULL AND (s.starts_at, s.ends_at) OVERLAPS ($2::timestamptz, $3::timestamptz)`,
    [[...judges.keys()], startsAt, endsAt],
  );
  const busyIds = new Set(busy.map(({ id }) => id));
  return ids.flatMap((id, at) => {
    const judge = judges.get(id.toLowerCase());
    const field = fieldOf(at);
    if (!judge) return [errors.judgeUnknown(field, id)];
    if (ids.indexOf(id) !== at) return [errors.judgeTwice(field, judge.name)];
    if (!judge.active) return [errors.judgeInactive(field, judge.name)];
    return busyIds.has(judge.id) ? [errors.judgeBusy(field, judge.name)] : [];
  });
}

async function placeFaults(tx: Transaction, stageId: string, place: string): Promise<RefusalValue[]> {
  const places = await tx.rows<{ code: string }>("SELECT code FROM edition_place WHERE stage_id = $1 ORDER BY code", [
    stageId,
  ]);
  const codes = places.map(({ code }) => code);
  return codes.includes(place) ? [] : [errors.placeUnknown(["input", "place"], place.slice(0, 60), codes)];
}

function sizeFaults({ panelMinimum, panelSize }: StageRules, count: number): RefusalValue[] {
  if (count >= panelMinimum && count <= panelSize) return [];
  return [errors.panelSize(["input", "judgeIds"], panelMinimum, panelSize, count)];
}
