import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { grouped } from "../../kit/graph/grouped";
import { ownPesantren } from "../own";
import { seesAll } from "../reader";
import type { JabarBusinessMonth } from "./assignment";

/** Fifty years. */
const MOST_MONTHS = 600;

/** How a pesantren's business did, month by month from the earliest; empty for who may not see it. */
export function progressOf(context: Context, ids: readonly string[]): Promise<JabarBusinessMonth[]> {
  return context.loader(progressByPesantren).load(ids.join());
}

/**
 * `$2` is the pesantren that alone is seen, `$3` the mentor whose mentees alone are seen; null for no such limit.
 * Of records that were merged each month is told once, as it was recorded last.
 */
const SERIES = `
  WITH asked AS (
    SELECT ids, string_to_array(ids, ',')::uuid[] AS pesantren FROM unnest($1::text[]) AS owner (ids)
    WHERE ($2::uuid IS NULL OR $2 = ANY(string_to_array(ids, ',')::uuid[])) AND ($3::text IS NULL OR EXISTS (
      SELECT FROM mentoring_assignment a JOIN mentor_contract contract ON contract.id = a.contract_id JOIN mentor ON mentor.id = contract.mentor_id
      WHERE a.pesantren_id = ANY(string_to_array(ids, ',')::uuid[]) AND mentor.subject = $3))
  ), month AS (
    SELECT asked.ids, p.*, row_number() OVER (PARTITION BY asked.ids, p.month ORDER BY p.recorded_at DESC, p.version DESC) = 1 AS holds
    FROM asked JOIN business_progress p ON p.pesantren_id = ANY(asked.pesantren)
  ), series AS (
    SELECT month.*, revenue - lag(revenue) OVER earlier AS "revenueGrowth", workers - lag(workers) OVER earlier AS "workersGrowth",
      row_number() OVER (PARTITION BY ids ORDER BY month DESC) AS nth
    FROM month WHERE holds WINDOW earlier AS (PARTITION BY ids ORDER BY month)
  )
  SELECT s.ids AS "ownerId", s.id, extract(year FROM s.month)::int AS year, extract(month FROM s.month)::int AS month, s.version, s.revenue, s.workers,
    s.units_produced AS "unitsProduced", s.markets, s.reason, s.recorded_at AS "recordedAt", s."revenueGrowth", s."workersGrowth",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('version', m.version, 'revenue', m.revenue, 'workers', m.workers, 'unitsProduced', m.units_produced,
       'markets', m.markets, 'reason', m.reason, 'recordedAt', m.recorded_at) ORDER BY m.recorded_at, m.version), '[]')
     FROM month m WHERE m.ids = s.ids AND m.month = s.month AND NOT m.holds) AS corrected
  FROM series s WHERE s.nth <= ${MOST_MONTHS} ORDER BY s.ids, s.month`;

function progressByPesantren(context: Context) {
  const own = ownPesantren(context);
  const mentor = own === null && !seesAll(context) ? (context.caller.subject ?? "") : null;
  return new DataLoader<string, JabarBusinessMonth[]>(async (owners) => {
    const series = await grouped<JabarBusinessMonth>(owners, context.db.rows(SERIES, [owners, own, mentor]));
    return series.map((months) => months.map(withMoments));
  });
}

/** Inside of JSON, moments come as text. */
function withMoments(month: JabarBusinessMonth): JabarBusinessMonth {
  return {
    ...month,
    corrected: month.corrected.map((each) => ({ ...each, recordedAt: new Date(each.recordedAt) })),
  };
}

/** The month that a record is of, as it stands in the series now; null if the caller may not see it. */
export async function monthOfRecord(context: Context, id: string): Promise<JabarBusinessMonth | null> {
  const of = await context.db.row<{ ids: string[]; year: number; month: number }>(
    `SELECT ARRAY(SELECT p.pesantren_id::text UNION ALL SELECT id::text FROM pesantren_reference WHERE merged_into_id = p.pesantren_id) AS ids,
       extract(year FROM p.month)::int AS year, extract(month FROM p.month)::int AS month
     FROM business_progress p WHERE p.id = $1`,
    [id],
  );
  const series = of ? await progressOf(context, of.ids) : [];
  return series.find((each) => each.year === of?.year && each.month === of.month) ?? null;
}
