import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId } from "../../kit/id";
import { countFaults, type FieldPath } from "../../kit/input-faults";
import { refuseAny, type RefusalValue } from "../../kit/refusal";
import { countInFunnel } from "../funnel/funnel.count";
import * as errors from "./audition.errors";
import type { AssignJabarCandidatesInput, RecordJabarAttendanceInput } from "./audition.input";
import { openSession, tiesOf, type OpenSession } from "./session.service";
import { holdOpenStage } from "./stage.rules";

const MOST_AT_ONCE = 2_000;

/** Gives candidates to sessions: those named to one, or all who have none yet to those that are right for them. Returns the stage's id. */
export async function assignCandidates(
  context: Context,
  { stageId, sessionId, registrationIds }: AssignJabarCandidatesInput,
): Promise<string> {
  refuseAny(countFaults(["input", "registrationIds"], registrationIds, [1, MOST_AT_ONCE]));
  return context.db.inTransaction(async (tx) => {
    // Alone: two who fill sessions at once would both count the same places as free.
    const stage = await holdOpenStage(tx, stageId, ["input", "stageId"], "alone");
    if (sessionId) await assignNamed(tx, stage.id, await openSession(tx, sessionId), registrationIds ?? []);
    else await assignAll(tx, stage.id);
    return stageId;
  });
}

interface Candidate {
  readonly registrationId: string;
  readonly pesantrenId: string;
  readonly regencyCode: string;
  readonly sessionId: string | null;
  readonly attendance: "PRESENT" | "ABSENT" | null;
  readonly excludedReason: string | null;
  readonly scored: boolean;
}

const CANDIDATE = `
  SELECT c.registration_id AS "registrationId", r.pesantren_id AS "pesantrenId", r.regency_code AS "regencyCode", c.session_id AS "sessionId",
    c.attendance, c.excluded_reason AS "excludedReason",
    EXISTS (SELECT FROM score_sheet s WHERE s.stage_id = c.stage_id AND s.registration_id = c.registration_id) AS scored
  FROM candidate c JOIN registration r ON r.id = c.registration_id`;

async function assignNamed(
  tx: Transaction,
  stageId: string,
  session: OpenSession,
  ids: readonly string[],
): Promise<void> {
  const field = ["input", "registrationIds"];
  const candidates = await lockCandidates(tx, stageId, ids);
  const ties = await tiesOf(
    tx,
    session.id,
    [...candidates.values()].map((each) => each.pesantrenId),
  );
  const regencies = await regenciesOf(tx, stageId, session.place);
  const [taken] = await tx.rows<{ count: number }>(
    "SELECT count(*)::int AS count FROM candidate WHERE session_id = $1 AND registration_id <> ALL($2::uuid[])",
    [session.id, [...candidates.keys()]],
  );
  const wanted = taken!.count + candidates.size;
  refuseAny([
    ...(wanted > session.capacity ? [errors.sessionFull(field, session.capacity, wanted)] : []),
    ...ids.flatMap((id, at) => {
      const path = [...field, String(at)];
      const candidate = candidates.get(id.toLowerCase());
      if (!candidate) return [errors.candidateUnknown(path, id)];
      const tied = ties.get(candidate.pesantrenId);
      return [
        ...(candidate.excludedReason ? [errors.excluded(path, candidate.excludedReason)] : []),
        ...(candidate.attendance === "PRESENT" && candidate.sessionId !== session.id ? [errors.hasScores(path)] : []),
        ...(tied ? [errors.judgeConflict(path, tied)] : []),
        ...(regencies.length > 0 && !regencies.includes(candidate.regencyCode)
          ? [errors.sessionElsewhere(path, session.place, candidate.regencyCode)]
          : []),
      ];
    }),
  ]);
  await giveSessions(tx, stageId, new Map([...candidates.keys()].map((id) => [id, session.id])));
}

interface FreeSession {
  readonly id: string;
  readonly regencies: readonly string[];
  readonly tiedTo: readonly string[];
  free: number;
}

async function assignAll(tx: Transaction, stageId: string): Promise<void> {
  const sessions = await tx.rows<FreeSession>(
    `SELECT s.id, p.regency_codes AS regencies,
       s.capacity - (SELECT count(*)::int FROM candidate c WHERE c.session_id = s.id) AS free,
       ARRAY(SELECT tie.pesantren_id::text FROM session_judge seat JOIN judge_tie tie USING (judge_id) WHERE seat.session_id = s.id) AS "tiedTo"
     FROM audition_session s JOIN edition_place p ON p.stage_id = s.stage_id AND p.code = s.place
     WHERE s.stage_id = $1 ORDER BY s.starts_at, s.id`,
    [stageId],
  );
  const waiting = await tx.rows<Candidate>(
    `${CANDIDATE} WHERE c.stage_id = $1 AND c.session_id IS NULL AND c.excluded_reason IS NULL ORDER BY r.submitted_at, r.id`,
    [stageId],
  );
  const given = new Map<string, string>();
  for (const { registrationId, regencyCode, pesantrenId } of waiting) {
    const session = sessions.find(
      ({ free, regencies, tiedTo }) =>
        free > 0 && (regencies.length === 0 || regencies.includes(regencyCode)) && !tiedTo.includes(pesantrenId),
    );
    if (!session) continue;
    session.free--;
    given.set(registrationId, session.id);
  }
  await giveSessions(tx, stageId, given);
}

async function giveSessions(tx: Transaction, stageId: string, sessions: ReadonlyMap<string, string>): Promise<void> {
  await tx.rows(
    `UPDATE candidate c SET session_id = given.session FROM unnest($2::uuid[], $3::uuid[]) AS given (registration, session)
     WHERE c.stage_id = $1 AND c.registration_id = given.registration`,
    [stageId, [...sessions.keys()], [...sessions.values()]],
  );
}

/** Records who came. What was recorded can be put right until the stage is decided, but not of who was scored already. Returns the session's id. */
export async function recordAttendance(
  context: Context,
  { sessionId, presentIds, absentIds }: RecordJabarAttendanceInput,
): Promise<string> {
  refuseAny([
    ...countFaults(["input", "presentIds"], presentIds, [0, MOST_AT_ONCE]),
    ...countFaults(["input", "absentIds"], absentIds, [0, MOST_AT_ONCE]),
  ]);
  return context.db.inTransaction(async (tx) => {
    const session = await openSession(tx, sessionId);
    const at = context.clock();
    if (at < session.startsAt) refuseAny([errors.sessionNotBegun(["input", "sessionId"], session.startsAt)]);
    const candidates = await lockCandidates(tx, session.stage.id, [...presentIds, ...absentIds]);
    refuseAny([
      ...attendanceFaults(candidates, sessionId, presentIds, "presentIds", new Set()),
      ...attendanceFaults(candidates, sessionId, absentIds, "absentIds", new Set(presentIds)),
    ]);
    const before = (attendance: string, ids: readonly string[]) =>
      ids.filter((id) => (candidates.get(id.toLowerCase())!.attendance === "PRESENT") === (attendance === "PRESENT"));
    const { number, id } = session.stage;
    const [came, stayedAway] = [before("ABSENT", presentIds), before("PRESENT", absentIds)];
    for (const [attendance, ids] of [["PRESENT", presentIds] as const, ["ABSENT", absentIds] as const]) {
      await tx.rows(
        "UPDATE candidate SET attendance = $3, attendance_at = $4 WHERE stage_id = $1 AND registration_id = ANY($2)",
        [id, ids, attendance, at],
      );
    }
    await countInFunnel(tx, { step: "ATTENDED", stage: number, ids: came, at });
    await countInFunnel(tx, { step: "ATTENDED", stage: number, ids: stayedAway, at, sign: -1 });
    return sessionId;
  });
}

function attendanceFaults(
  candidates: ReadonlyMap<string, Candidate>,
  sessionId: string,
  ids: readonly string[],
  name: "presentIds" | "absentIds",
  others: ReadonlySet<string>,
): RefusalValue[] {
  return ids.flatMap((id, at) => {
    const field: FieldPath = ["input", name, String(at)];
    const candidate = candidates.get(id.toLowerCase());
    if (!candidate || candidate.sessionId !== sessionId.toLowerCase()) return [errors.candidateUnknown(field, id)];
    if (others.has(id) || ids.indexOf(id) !== at) return [errors.candidateTwice(field, id)];
    if (candidate.excludedReason) return [errors.excluded(field, candidate.excludedReason)];
    return name === "absentIds" && candidate.scored ? [errors.hasScores(field)] : [];
  });
}

/** Candidates of a stage by the ids of their registrations, each locked, in one order. */
export async function lockCandidates(
  tx: Transaction,
  stageId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Candidate>> {
  const rows = await tx.rows<Candidate>(
    `${CANDIDATE} WHERE c.stage_id = $1 AND c.registration_id = ANY($2) ORDER BY c.registration_id FOR UPDATE OF c`,
    [stageId, ids.filter(isId)],
  );
  return new Map(rows.map((row) => [row.registrationId, row]));
}

async function regenciesOf(tx: Transaction, stageId: string, place: string): Promise<readonly string[]> {
  const [row] = await tx.rows<{ codes: string[] }>(
    "SELECT regency_codes AS codes FROM edition_place WHERE stage_id = $1 AND code = $2",
    [stageId, place],
  );
  return row?.codes ?? [];
}
