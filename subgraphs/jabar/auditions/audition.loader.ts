import DataLoader from "dataloader";
import { grouped } from "../../kit/graph/grouped";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection, type PageArguments } from "../../kit/graph/connection";
import { isId } from "../../kit/id";
import { OPERATE } from "../access";
import { ownPesantren } from "../own";
import type {
  JabarAssignment,
  JabarCandidate,
  JabarDecision,
  JabarJudge,
  JabarPanelSeat,
  JabarResult,
  JabarScoreSheet,
  JabarSession,
} from "./audition";
import type { JabarCandidateListArguments, JabarResultListArguments } from "./audition.filter";
import { PANEL_COMPLETE } from "./score.service";

/** Who runs the programme sees all of it; a judge what concerns the own sessions. */
const isOperator = ({ caller }: Context) => caller.scopes.includes(OPERATE);

const JUDGE = `judge.id, judge.name, judge.background, judge.institution, judge.active AS "isActive", judge.tied_to AS "tiedToPesantrenIds"`;

/** A page of judges, by their names. */
export async function judgePage(context: Context, { first, after }: PageArguments): Promise<Connection<JabarJudge>> {
  const [name, id] = decodeCursor(after, ["string", "id"]) ?? [null, null];
  const rows = await context.db.rows<JabarJudge>(
    `SELECT ${JUDGE} FROM judge WHERE $1::text IS NULL OR (name, id) > ($1, $2::uuid) ORDER BY name, id LIMIT $3`,
    [name, id, pageSize(first) + 1],
  );
  return toConnection({
    first,
    after,
    rows,
    keyOf: (row) => [row.name, row.id],
    count: () => countOf(context, "judge"),
  });
}

/** A judge by id, or null. */
export async function judgeById({ db }: Context, id: string): Promise<JabarJudge | null> {
  return (await db.row<JabarJudge>(`SELECT ${JUDGE} FROM judge WHERE id = $1`, [id])) ?? null;
}

const SESSION = `
  SELECT s.id, s.stage_id AS "ownerId", s.place, p.name AS "placeName", s.mode, s.address, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.capacity
  FROM audition_session s JOIN edition_place p ON p.stage_id = s.stage_id AND p.code = s.place`;

/** The sessions of a stage, in the order of time. */
export function sessionsOf(context: Context, stageId: string): Promise<JabarSession[]> {
  return context.loader(sessionsByStage).load(stageId);
}

function sessionsByStage({ db }: Context) {
  return new DataLoader<string, JabarSession[]>((ids) =>
    grouped(ids, db.rows(`${SESSION} WHERE s.stage_id = ANY($1) ORDER BY s.starts_at, s.id`, [ids])),
  );
}

/** A session by id, or null. */
export function sessionById(context: Context, id: string): Promise<JabarSession | null> {
  return isId(id) ? context.loader(sessionsById).load(id) : Promise.resolve(null);
}

function sessionsById({ db }: Context) {
  return new DataLoader<string, JabarSession | null>(async (ids) => {
    const rows = await db.rows<JabarSession>(`${SESSION} WHERE s.id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The panel of a session, by the judges' names. */
export function panelOf(context: Context, sessionId: string): Promise<JabarPanelSeat[]> {
  return context.loader(panelBySession).load(sessionId);
}

function panelBySession({ db }: Context) {
  return new DataLoader<string, JabarPanelSeat[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT seat.session_id AS "ownerId", jsonb_build_object('id', judge.id, 'name', judge.name, 'background', judge.background,
           'institution', judge.institution, 'isActive', judge.active, 'tiedToPesantrenIds', judge.tied_to) AS judge,
           seat.missing_reason AS "missingReason", seat.replaces AS "replacesJudgeId",
           (SELECT count(*)::int FROM candidate c JOIN score_sheet sheet USING (stage_id, registration_id)
            WHERE c.session_id = seat.session_id AND sheet.judge_id = seat.judge_id) AS "sheetCount"
         FROM session_judge seat JOIN judge ON judge.id = seat.judge_id WHERE seat.session_id = ANY($1) ORDER BY judge.name, judge.id`,
        [ids],
      ),
    ),
  );
}

/** A page of candidates, by their registrations' ids. A judge gets those of the own sessions. */
export async function candidatePage(
  context: Context,
  { filter, first, after }: JabarCandidateListArguments,
): Promise<Connection<JabarCandidate>> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const id = (text: string) => (isId(text) ? text : null);
  const where = [`c.stage_id = ${parameter(id(filter.stageId))}`];
  if (filter.sessionId) where.push(`c.session_id = ${parameter(id(filter.sessionId))}`);
  if (typeof filter.hasSession === "boolean") where.push(`c.session_id IS ${filter.hasSession ? "NOT " : ""}NULL`);
  if (filter.attendance) where.push(`c.attendance = ${parameter(filter.attendance)}`);
  if (filter.category) where.push(`r.category = ${parameter(filter.category)}`);
  if (filter.regencyCode) where.push(`r.regency_code = ${parameter(filter.regencyCode)}`);
  if (filter.businessField) where.push(`r.business_field = ${parameter(filter.businessField)}`);
  if (!isOperator(context)) {
    where.push(`EXISTS (SELECT FROM session_judge seat JOIN judge ON judge.id = seat.judge_id
      WHERE seat.session_id = c.session_id AND judge.subject = ${parameter(context.caller.subject)})`);
  }
  const from = "FROM candidate c JOIN registration r ON r.id = c.registration_id WHERE";
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(`SELECT count(*)::int AS count ${from} ${where.join(" AND ")}`, counted))!
      .count;
  const key = decodeCursor(after, ["id"]);
  const continued = key ? [`c.registration_id > ${parameter(key[0])}`] : [];
  const rows = await context.db.rows<JabarCandidate>(
    `SELECT c.registration_id AS "registrationId", c.stage_id AS "stageId", r.pesantren_id AS "pesantrenId", r.category, r.regency_code AS "regencyCode",
       r.business_field AS "businessField", c.session_id AS "sessionId", c.attendance, c.excluded_reason AS "excludedReason",
       ${PANEL_COMPLETE} AS "isScored"
     ${from} ${[...where, ...continued].join(" AND ")} ORDER BY c.registration_id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.registrationId], count });
}

/** The sheets of a candidate that may be seen: all when its panel is complete, and until then only the caller's own. */
export function sheetsOf(context: Context, { stageId, registrationId }: JabarCandidate): Promise<JabarScoreSheet[]> {
  return context.loader(sheetsByCandidate).load(`${stageId} ${registrationId}`);
}

function sheetsByCandidate({ db, caller }: Context) {
  return new DataLoader<string, JabarScoreSheet[]>((keys) => {
    const [stages, registrations] = [0, 1].map((at) => keys.map((key) => key.split(" ")[at]));
    return grouped(
      keys,
      db.rows(
        `SELECT c.stage_id || ' ' || c.registration_id AS "ownerId", sheet.judge_id AS "judgeId", judge.name AS "judgeName", sheet.note, sheet.at,
           (SELECT jsonb_agg(jsonb_build_object('criterion', s.criterion, 'points', s.value) ORDER BY s.criterion) FROM score s
            WHERE (s.stage_id, s.registration_id, s.judge_id) = (sheet.stage_id, sheet.registration_id, sheet.judge_id)) AS scores
         FROM unnest($1::uuid[], $2::uuid[]) AS asked (stage, registration)
         JOIN candidate c ON c.stage_id = asked.stage AND c.registration_id = asked.registration
         JOIN score_sheet sheet ON sheet.stage_id = c.stage_id AND sheet.registration_id = c.registration_id
         JOIN judge ON judge.id = sheet.judge_id
         WHERE judge.subject = $3 OR ${PANEL_COMPLETE} ORDER BY judge.name, judge.id`,
        [stages, registrations, caller.subject],
      ),
    );
  });
}

const DECISION = `
  SELECT d.id, d.stage_id AS "stageId", d.stage_id AS "ownerId", d.number, d.status, d.minutes, d.corrects_id AS "correctsId", d.reason,
    d.decided_at AS "decidedAt", d.announce_at AS "announceAt", d.announced_at AS "announcedAt",
    (SELECT count(*)::int FROM decision_result result WHERE result.decision_id = d.id AND result.passed) AS "passedCount"
  FROM decision d`;

/** What is not announced is for those who run the programme alone. */
const sees = (context: Context) => (isOperator(context) ? "true" : "d.status = 'ANNOUNCED'");

/** The decisions of a stage, the latest first. */
export function decisionsOf(context: Context, stageId: string): Promise<JabarDecision[]> {
  return context.loader(decisionsByStage).load(stageId);
}

function decisionsByStage(context: Context) {
  return new DataLoader<string, JabarDecision[]>((ids) =>
    grouped(
      ids,
      context.db.rows(`${DECISION} WHERE d.stage_id = ANY($1) AND ${sees(context)} ORDER BY d.number DESC`, [ids]),
    ),
  );
}

/** A decision by id, or null. */
export function decisionById(context: Context, id: string): Promise<JabarDecision | null> {
  return isId(id) ? context.loader(decisionsById).load(id) : Promise.resolve(null);
}

function decisionsById(context: Context) {
  return new DataLoader<string, JabarDecision | null>(async (ids) => {
    const rows = await context.db.rows<JabarDecision>(`${DECISION} WHERE d.id = ANY($1) AND ${sees(context)}`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

const RESULT = `
  result.decision_id AS "decisionId", result.registration_id AS "registrationId", result.pesantren_id AS "pesantrenId", result.category,
  e.year, stage.number AS stage, result.regency_code AS "regencyCode", result.business_field AS "businessField", result.total::float8 AS total, result.rank, result.passed AS "isPassed"`;

/** A page of a decision's results, by category and rank. Who did not pass is told to those who run the programme and to the pesantren itself. */
export async function resultPage(
  context: Context,
  { filter, first, after }: JabarResultListArguments,
): Promise<Connection<JabarResult>> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [
    `result.decision_id = ${parameter(isId(filter.decisionId) ? filter.decisionId : null)}`,
    sees(context),
  ];
  if (filter.category) where.push(`result.category = ${parameter(filter.category)}`);
  if (filter.regencyCode) where.push(`result.regency_code = ${parameter(filter.regencyCode)}`);
  if (!isOperator(context))
    where.push(`(result.passed OR result.pesantren_id = ${parameter(ownPesantren(context))}::uuid)`);
  const from = `FROM decision_result result JOIN decision d ON d.id = result.decision_id JOIN edition_stage stage ON stage.id = d.stage_id
    JOIN edition e ON e.id = stage.edition_id WHERE`;
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(`SELECT count(*)::int AS count ${from} ${where.join(" AND ")}`, counted))!
      .count;
  const key = decodeCursor(after, ["string", "integer", "id"]);
  const continued = key
    ? [`(result.category, result.rank, result.registration_id) > (${key.map(parameter).join(", ")})`]
    : [];
  const rows = await context.db.rows<JabarResult>(
    `SELECT ${RESULT} ${from} ${[...where, ...continued].join(" AND ")}
     ORDER BY result.category, result.rank, result.registration_id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.category, row.rank, row.registrationId], count });
}

/** What a pesantren passed: its results in the announced decisions that were not corrected since, the latest stage first. */
export function passedBy(context: Context, ids: readonly string[]): Promise<JabarResult[]> {
  return context.loader(passedByPesantren).load(ids.join());
}

function passedByPesantren({ db }: Context) {
  return new DataLoader<string, JabarResult[]>((owners) =>
    grouped(
      owners,
      db.rows(
        `SELECT owner.ids AS "ownerId", ${RESULT}
         FROM unnest($1::text[]) AS owner (ids)
         JOIN decision_result result ON result.pesantren_id = ANY(string_to_array(owner.ids, ',')::uuid[]) AND result.passed AND result.announced
         JOIN decision d ON d.id = result.decision_id
         JOIN edition_stage stage ON stage.id = d.stage_id
         JOIN edition e ON e.id = stage.edition_id
         WHERE NOT EXISTS (SELECT FROM decision later WHERE later.corrects_id = d.id AND later.status = 'ANNOUNCED')
         ORDER BY e.year DESC, stage.number DESC`,
        [owners],
      ),
    ),
  );
}

/** How many candidates of a stage have a session, and how many have none. */
export async function assignmentOf({ db }: Context, stageId: string): Promise<JabarAssignment> {
  const row = await db.row<JabarAssignment>(
    `SELECT $1::uuid AS "stageId", count(session_id)::int AS assigned, (count(*) - count(session_id))::int AS waiting
     FROM candidate WHERE stage_id = $1 AND excluded_reason IS NULL`,
    [stageId],
  );
  return row!;
}

async function countOf({ db }: Context, table: "judge"): Promise<number> {
  return (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))!.count;
}
