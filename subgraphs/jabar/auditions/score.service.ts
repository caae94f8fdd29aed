import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { countFaults, rangeFaults, textFaults, type FieldPath } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import * as errors from "./audition.errors";
import type { JabarScoreSheetInput, SubmitJabarScoresInput } from "./audition.input";
import { lockCandidates } from "./candidate.service";
import { openSession, tiesOf } from "./session.service";

const MOST_SHEETS = 200;

/** Takes sheets from the judge who asks, all or none. They stay sealed until the panel is complete. Returns the session's id. */
export async function submitScores(context: Context, { sessionId, sheets }: SubmitJabarScoresInput): Promise<string> {
  refuseAny(countFaults(["input", "sheets"], sheets, [1, MOST_SHEETS]));
  return context.db.inTransaction(async (tx) => {
    const { stage } = await openSession(tx, sessionId);
    const judgeId = await seatOf(tx, sessionId, context.caller.subject);
    const candidates = await lockCandidates(
      tx,
      stage.id,
      sheets.map((sheet) => sheet.registrationId),
    );
    const ties = await tiesOf(
      tx,
      sessionId,
      [...candidates.values()].map((each) => each.pesantrenId),
    );
    const sealed = await sealedOf(tx, stage.id, [...candidates.keys()]);
    const criteria = await criteriaOf(tx, stage.id);
    const faultsOf = (sheet: JabarScoreSheetInput, at: number): RefusalValue[] => {
      const field = ["input", "sheets", String(at)];
      const path = [...field, "registrationId"];
      const id = sheet.registrationId.toLowerCase();
      const candidate = candidates.get(id);
      if (!candidate || candidate.sessionId !== sessionId.toLowerCase()) return [errors.candidateUnknown(path, id)];
      const tied = ties.get(candidate.pesantrenId);
      return [
        ...(sheets.findIndex((each) => each.registrationId.toLowerCase() === id) === at
          ? []
          : [errors.candidateTwice(path, id)]),
        ...(candidate.excludedReason ? [errors.excluded(path, candidate.excludedReason)] : []),
        ...(candidate.attendance === "PRESENT" ? [] : [errors.notPresent(path)]),
        ...(tied ? [errors.judgeConflict(path, tied)] : []),
        ...(sealed.has(id) ? [errors.sheetSealed(path)] : []),
        ...scoreFaults(sheet, criteria, field),
        ...textFaults([...field, "note"], sheet.note, [0, 2_000]),
      ];
    };
    refuseAny(sheets.flatMap(faultsOf));
    await write(tx, stage.id, judgeId, sheets, context.clock());
    return sessionId;
  });
}

/** The judge whose seat on the panel the caller has. Locked, so that nobody is reported missing who is just handing in. */
async function seatOf(tx: Transaction, sessionId: string, subject: string | null): Promise<string> {
  const [seat] = await tx.rows<{ judgeId: string }>(
    `SELECT seat.judge_id AS "judgeId" FROM session_judge seat JOIN judge ON judge.id = seat.judge_id
     WHERE seat.session_id = $1 AND judge.subject = $2 AND seat.missing_reason IS NULL FOR SHARE OF seat`,
    [sessionId, subject],
  );
  return seat?.judgeId ?? refuse(errors.notOnPanel(["input", "sessionId"]));
}

/**
 * Whether the panel is complete for a candidate with the alias `c`: every judge of the session who is not missing has handed in a sheet, and there are as
 * many sheets as the stage asks for.
 */
export const PANEL_COMPLETE = `
  (NOT EXISTS (
     SELECT FROM session_judge seat WHERE seat.session_id = c.session_id AND seat.missing_reason IS NULL AND NOT EXISTS (
       SELECT FROM score_sheet sheet
       WHERE sheet.stage_id = c.stage_id AND sheet.registration_id = c.registration_id AND sheet.judge_id = seat.judge_id))
   AND (SELECT count(*) FROM score_sheet sheet WHERE sheet.stage_id = c.stage_id AND sheet.registration_id = c.registration_id)
     >= (SELECT panel_minimum FROM edition_stage stage WHERE stage.id = c.stage_id))`;

async function sealedOf(tx: Transaction, stageId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT c.registration_id AS id FROM candidate c WHERE c.stage_id = $1 AND c.registration_id = ANY($2) AND ${PANEL_COMPLETE}`,
    [stageId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

async function criteriaOf(tx: Transaction, stageId: string): Promise<readonly string[]> {
  const rows = await tx.rows<{ code: string }>(
    "SELECT code FROM edition_criterion WHERE stage_id = $1 ORDER BY position, code",
    [stageId],
  );
  return rows.map(({ code }) => code);
}

function scoreFaults({ scores }: JabarScoreSheetInput, criteria: readonly string[], field: FieldPath): RefusalValue[] {
  const named = scores.map(({ criterion }) => criterion);
  const complete = named.length === criteria.length && criteria.every((code) => named.includes(code));
  return [
    ...(complete
      ? []
      : [errors.criteriaMismatch([...field, "scores"], criteria.join(", "), named.join(", ").slice(0, 200))]),
    ...scores.flatMap(({ points }, at) => rangeFaults([...field, "scores", String(at), "points"], points, [0, 100])),
  ];
}

async function write(
  tx: Transaction,
  stageId: string,
  judgeId: string,
  sheets: readonly JabarScoreSheetInput[],
  at: Date,
): Promise<void> {
  await tx.rows(
    `INSERT INTO score_sheet (stage_id, registration_id, judge_id, note, at)
     SELECT $1, registration, $2, note, $5 FROM unnest($3::uuid[], $4::text[]) AS sheet (registration, note)
     ON CONFLICT (stage_id, registration_id, judge_id) DO UPDATE SET note = excluded.note, at = excluded.at`,
    [
      stageId,
      judgeId,
      sheets.map((sheet) => sheet.registrationId),
      sheets.map((sheet) => sheet.note?.trim() || null),
      at,
    ],
  );
  const scores = sheets.flatMap(({ registrationId, scores: given }) =>
    given.map(({ criterion, points }) => ({ registrationId, criterion, points })),
  );
  await tx.rows(
    `INSERT INTO score (stage_id, registration_id, judge_id, criterion, value)
     SELECT $1, registration, $2, criterion, points FROM unnest($3::uuid[], $4::text[], $5::int[]) AS given (registration, criterion, points)
     ON CONFLICT (stage_id, registration_id, judge_id, criterion) DO UPDATE SET value = excluded.value`,
    [
      stageId,
      judgeId,
      scores.map((each) => each.registrationId),
      scores.map((each) => each.criterion),
      scores.map((each) => each.points),
    ],
  );
}
