import type { StageRules } from "./stage.rules";

/** What decides between equal totals beside the criteria. */
const TIE_BREAKS: Readonly<Record<string, string>> = {
  EARLIER_SUBMISSION: "submitted_at",
  LOT: "lot",
};

/**
 * The ranking of a stage, made of the sheets as they are: total of each who was present, the rank among those of the same quota, and whether that passes.
 * The values are the stage's id, its pass score, the lot seed, and the codes of the criteria that break ties.
 *
 * A total is the mean of the judges, weighted by the shares of the criteria, rounded to four decimals as it is shown, so that whoever looks equal is equal.
 * What is still equal after the stage's own order is decided by lot, and so always.
 */
export function ranking(stage: StageRules): { text: string; values: unknown[] } {
  const order = stage.tieBreak.map(
    (name, at) => TIE_BREAKS[name] ?? `(mean ->> ($4::text[])[${at + 1}])::numeric DESC`,
  );
  const text = `
    WITH sheet AS (
      SELECT c.registration_id, s.criterion, avg(s.value) AS mean
      FROM candidate c JOIN score s ON s.stage_id = c.stage_id AND s.registration_id = c.registration_id
      WHERE c.stage_id = $1 AND c.attendance = 'PRESENT' AND c.excluded_reason IS NULL
      GROUP BY c.registration_id, s.criterion
    ), total AS (
      SELECT sheet.registration_id, round(sum(sheet.mean * k.weight) / sum(k.weight), 4) AS total,
        jsonb_object_agg(sheet.criterion, sheet.mean) AS mean
      FROM sheet JOIN edition_criterion k ON k.stage_id = $1 AND k.code = sheet.criterion
      GROUP BY sheet.registration_id
    ), placed AS (
      SELECT total.*, r.pesantren_id, r.category, r.regency_code, r.business_field, r.submitted_at, q.places,
        q.category AS quota_category, q.regency_code AS quota_regency,
        encode(sha256(convert_to($3 || r.id::text, 'UTF8')), 'hex') AS lot
      FROM total JOIN registration r ON r.id = total.registration_id
      LEFT JOIN edition_quota q ON q.stage_id = $1 AND coalesce(q.category, r.category) = r.category
        AND coalesce(q.regency_code, r.regency_code) = r.regency_code
    ), ranked AS (
      SELECT placed.*, row_number() OVER (
        PARTITION BY quota_category, quota_regency ORDER BY ${["total DESC", ...order, "lot", "registration_id"].join(", ")}
      )::int AS rank FROM placed
    )
    SELECT registration_id, pesantren_id, category, regency_code, business_field, total, rank,
      coalesce(rank <= places AND total >= coalesce($2::numeric, 0), false) AS passed
    FROM ranked`;
  return { text, values: [stage.id, stage.passScore, stage.lotSeed, stage.tieBreak] };
}
