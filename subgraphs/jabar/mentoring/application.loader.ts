import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { isId } from "../../kit/id";
import { seesAll } from "../reader";
import type { JabarMentorApplication } from "./application";
import type { JabarMentorApplicationListArguments } from "./application.input";

/** What an interviewer scored and noted is for those who decide. `$1` is the applicant who asks, null for an operator. */
const APPLICATION = `
  SELECT a.id, a.year, a.name, a.experience, a.regency_codes AS "regencyCodes", a.status, a.applied_at AS "appliedAt", a.interview_at AS "interviewAt",
    a.interview_mode AS "interviewMode", a.interview_place AS "interviewPlace", a.reason, a.decided_at AS "decidedAt",
    CASE WHEN $1::text IS NULL THEN a.score END AS score, CASE WHEN $1::text IS NULL THEN a.notes END AS notes
  FROM mentor_application a WHERE ($1::text IS NULL OR a.subject = $1)`;

/** An application by id, or null; of an applicant only the own. */
export async function applicationById(context: Context, id: string): Promise<JabarMentorApplication | null> {
  if (!isId(id)) return null;
  const values = [applicant(context), id];
  return (await context.db.row<JabarMentorApplication>(`${APPLICATION} AND a.id = $2`, values)) ?? null;
}

/** A page of applications, the first handed in first. */
export async function applicationPage(
  context: Context,
  { filter, first, after }: JabarMentorApplicationListArguments,
): Promise<Connection<JabarMentorApplication>> {
  const values: unknown[] = [applicant(context)];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const where = [APPLICATION];
  if (filter.year) where.push(`a.year = ${parameter(filter.year)}`);
  if (filter.status) where.push(`a.status = ${parameter(filter.status)}`);
  if (filter.regencyCode)
    where.push(`(a.regency_codes = '{}' OR ${parameter(filter.regencyCode)} = ANY(a.regency_codes))`);
  const counted = [...values];
  const count = async () =>
    (await context.db.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM (${where.join(" AND ")}) listed`,
      counted,
    ))!.count;
  const key = decodeCursor(after, ["id"]);
  const continued = key ? [`a.id > ${parameter(key[0])}`] : [];
  const rows = await context.db.rows<JabarMentorApplication>(
    `${[...where, ...continued].join(" AND ")} ORDER BY a.id LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  return toConnection({ first, after, rows, keyOf: (row) => [row.id], count });
}

/** Whose applications alone the caller sees; null for all. */
function applicant(context: Context): string | null {
  return seesAll(context) ? null : (context.caller.subject ?? "");
}
