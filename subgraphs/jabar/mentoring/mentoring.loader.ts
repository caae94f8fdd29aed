import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { isId } from "../../kit/id";
import { ownPesantren } from "../own";
import { seesAll } from "../reader";
import type { JabarMentoringAssignment, JabarMentoringVisit } from "./assignment";
import type { JabarMentor, JabarMentorContract, JabarMentoringRule, JabarPesantrenMentor } from "./contract";
import type { JabarMentoringAssignmentListArguments, JabarMentorListArguments } from "./mentoring.input";
import { RULE_OF_CONTRACT } from "./mentoring.rules";

/** A list is of what concerns one contract or one assignment; this many at most. */
const MOST = 400;

/** The rules of how many pesantren a mentor has, the latest first. */
export function mentoringRules({ db }: Context): Promise<JabarMentoringRule[]> {
  return db.rows(
    `SELECT applies_from AS "appliesFrom", least_pesantren AS "leastPesantren", most_pesantren AS "mostPesantren", source, assumed AS "assumedFields"
     FROM mentoring_rule ORDER BY applies_from DESC LIMIT 100`,
  );
}

/** The rule that applies from a day on, or null. */
export async function mentoringRuleOf(context: Context, day: string): Promise<JabarMentoringRule | null> {
  return (await mentoringRules(context)).find(({ appliesFrom }) => appliesFrom === day) ?? null;
}

/** Which assignments, with the alias `a`, the caller sees: a pesantren's own people its own, a mentor the own ones. `own` is what parameter to put in. */
function seen(context: Context, parameter: (value: unknown) => string): string {
  if (seesAll(context)) return "true";
  const pesantren = ownPesantren(context);
  if (pesantren) {
    const id = parameter(pesantren);
    return `a.pesantren_id IN (SELECT id FROM pesantren_reference WHERE id = ${id} OR merged_into_id = ${id})`;
  }
  return `a.contract_id IN (SELECT c.id FROM mentor_contract c JOIN mentor m ON m.id = c.mentor_id WHERE m.subject = ${parameter(context.caller.subject)})`;
}

/** A page of mentors, by their names. A mentor sees the own entry, a pesantren's own people those whom it had. */
export async function mentorPage(
  context: Context,
  { filter, first, after }: JabarMentorListArguments,
): Promise<Connection<JabarMentor>> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [seenMentor(context, parameter)];
  const contract = [
    ...(filter.year ? [`contract.year = ${parameter(filter.year)}`] : []),
    ...(filter.regencyCode ? [`${parameter(filter.regencyCode)} = ANY(contract.regency_codes)`] : []),
  ];
  if (contract.length > 0) {
    where.push(
      `EXISTS (SELECT FROM mentor_contract contract WHERE contract.mentor_id = mentor.id AND ${contract.join(" AND ")})`,
    );
  }
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM mentor WHERE ${where.join(" AND ")}`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["string", "id"]);
  const continued = key ? [`(mentor.name, mentor.id) > (${key.map(parameter).join(", ")})`] : [];
  const rows = await context.db.rows<JabarMentor>(
    `SELECT mentor.id, mentor.name FROM mentor WHERE ${[...where, ...continued].join(" AND ")}
     ORDER BY mentor.name, mentor.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.name, row.id], count });
}

function seenMentor(context: Context, parameter: (value: unknown) => string): string {
  if (seesAll(context)) return "true";
  if (!ownPesantren(context)) return `mentor.subject = ${parameter(context.caller.subject)}`;
  return `EXISTS (SELECT FROM mentoring_assignment a JOIN mentor_contract c ON c.id = a.contract_id WHERE c.mentor_id = mentor.id AND ${seen(context, parameter)})`;
}

/** A mentor by id. */
export function mentorById(context: Context, id: string): Promise<JabarMentor> {
  return context.loader(mentorsById).load(id);
}

function mentorsById({ db }: Context) {
  return new DataLoader<string, JabarMentor>(async (ids) => {
    const rows = await db.rows<JabarMentor>("SELECT id, name FROM mentor WHERE id = ANY($1)", [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id)!);
  });
}

const CONTRACT = `
  SELECT contract.id, contract.mentor_id AS "mentorId", contract.mentor_id AS "ownerId", contract.year, contract.number,
    contract.regency_codes AS "regencyCodes", contract.starts_on AS "startsOn", contract.ends_on AS "endsOn", contract.ended_on AS "endedOn",
    contract.ended_reason AS "endedReason", given.count AS "pesantrenCount", rule.least_pesantren AS "leastPesantren",
    rule.most_pesantren AS "mostPesantren", given.count < rule.least_pesantren AS "isBelowLeast"
  FROM mentor_contract contract
  CROSS JOIN LATERAL (SELECT count(*)::int FROM mentoring_assignment WHERE contract_id = contract.id AND ended_on IS NULL) given
  CROSS JOIN ${RULE_OF_CONTRACT}`;

/** A contract by id, or null. Whom it is shown to was decided where its id was found. */
export function contractById(context: Context, id: string): Promise<JabarMentorContract | null> {
  return isId(id) ? context.loader(contractsById).load(id) : Promise.resolve(null);
}

function contractsById({ db }: Context) {
  return new DataLoader<string, JabarMentorContract | null>(async (ids) => {
    const rows = await db.rows<JabarMentorContract>(`${CONTRACT} WHERE contract.id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The contracts of a mentor, the latest first. */
export function contractsOf(context: Context, mentorId: string): Promise<JabarMentorContract[]> {
  return context.loader(contractsByMentor).load(mentorId);
}

function contractsByMentor({ db }: Context) {
  return new DataLoader<string, JabarMentorContract[]>((ids) =>
    grouped(ids, db.rows(`${CONTRACT} WHERE contract.mentor_id = ANY($1) ORDER BY contract.starts_on DESC`, [ids])),
  );
}

const ASSIGNMENT = `
  SELECT a.id, a.contract_id AS "contractId", a.year, a.pesantren_id AS "pesantrenId", a.regency_code AS "regencyCode", a.outside_reason AS "outsideReason",
    a.assigned_at AS "assignedAt", a.ended_on AS "endedOn", a.ended_reason AS "endedReason", a.visit_count AS "visitCount", a.last_visit_on AS "lastVisitOn"
  FROM mentoring_assignment a`;

/** An assignment by id, or null; only one that the caller may see. */
export async function assignmentById(context: Context, id: string): Promise<JabarMentoringAssignment | null> {
  if (!isId(id)) return null;
  const values: unknown[] = [id];
  const where = seen(context, (value) => `$${values.push(value)}`);
  const row = await context.db.row<JabarMentoringAssignment>(`${ASSIGNMENT} WHERE a.id = $1 AND ${where}`, values);
  return row ?? null;
}

/** A page of the assignments of a year, the least visited first. */
export async function assignmentPage(
  context: Context,
  { filter, first, after }: JabarMentoringAssignmentListArguments,
): Promise<Connection<JabarMentoringAssignment>> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [`a.year = ${parameter(filter.year)}`, seen(context, parameter)];
  if (filter.mentorId) {
    const mentor = parameter(isId(filter.mentorId) ? filter.mentorId : null);
    where.push(`a.contract_id IN (SELECT id FROM mentor_contract WHERE mentor_id = ${mentor}::uuid)`);
  }
  if (filter.regencyCode) where.push(`a.regency_code = ${parameter(filter.regencyCode)}`);
  if (typeof filter.isActive === "boolean") where.push(`a.ended_on IS ${filter.isActive ? "" : "NOT "}NULL`);
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM mentoring_assignment a WHERE ${where.join(" AND ")}`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["integer", "id"]);
  const continued = key ? [`(a.visit_count, a.id) > (${key.map(parameter).join(", ")})`] : [];
  const rows = await context.db.rows<JabarMentoringAssignment>(
    `${ASSIGNMENT} WHERE ${[...where, ...continued].join(" AND ")} ORDER BY a.visit_count, a.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.visitCount, row.id], count });
}

/** The visits of an assignment, the latest first. */
export function visitsOf(context: Context, assignmentId: string): Promise<JabarMentoringVisit[]> {
  return context.loader(visitsByAssignment).load(assignmentId);
}

function visitsByAssignment({ db }: Context) {
  return new DataLoader<string, JabarMentoringVisit[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT visit.assignment_id AS "ownerId", visit.id, visit.visited_on AS "visitedOn", visit.mode, visit.findings, visit.advice,
           visit.next_step AS "nextStep", visit.reported_at AS "reportedAt",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', reference, 'sha256', sha256) ORDER BY position), '[]')
            FROM visit_attachment WHERE visit_id = visit.id) AS attachments
         FROM unnest($1::uuid[]) AS owner (id) CROSS JOIN LATERAL
           (SELECT * FROM mentoring_visit WHERE assignment_id = owner.id ORDER BY visited_on DESC, id DESC LIMIT ${MOST}) visit
         ORDER BY visit.visited_on DESC, visit.id DESC`,
        [ids],
      ),
    ),
  );
}

/** Who mentors a pesantren, by its latest assignment that was not ended; null for nobody. */
export function mentorOfPesantren(context: Context, ids: readonly string[]): Promise<JabarPesantrenMentor | null> {
  return context.loader(mentorsByPesantren).load(ids.join());
}

function mentorsByPesantren({ db }: Context) {
  return new DataLoader<string, JabarPesantrenMentor | null>(async (owners) => {
    const rows = await db.rows<JabarPesantrenMentor & { ownerId: string }>(
      `SELECT owner.ids AS "ownerId", latest.name, latest.year FROM unnest($1::text[]) AS owner (ids) CROSS JOIN LATERAL
         (SELECT mentor.name, a.year FROM mentoring_assignment a
          JOIN mentor_contract contract ON contract.id = a.contract_id JOIN mentor ON mentor.id = contract.mentor_id
          WHERE a.pesantren_id = ANY(string_to_array(owner.ids, ',')::uuid[]) AND a.ended_on IS NULL ORDER BY a.year DESC, a.id DESC LIMIT 1) latest`,
      [owners],
    );
    const found = new Map(rows.map((row) => [row.ownerId, row]));
    return owners.map((owner) => found.get(owner) ?? null);
  });
}
