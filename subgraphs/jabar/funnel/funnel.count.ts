import type { Transaction } from "../../kit/data/database";
import { tellNation } from "../facts";
import type { JabarStep } from "./funnel";

/** Registrations that came to a step. */
export interface Reached {
  readonly step: `${JabarStep}`;
  /** Number of the stage; 0 for the steps before the first. */
  readonly stage: number;
  readonly ids: readonly string[];
  /** When they came to it. */
  readonly at: Date;
  /** -1 takes back what was counted, such as of a registration withdrawn. */
  readonly sign?: 1 | -1;
}

/** What the nation calls a step. */
const INDICATORS: Readonly<Record<Reached["step"], string>> = {
  REGISTERED: "pesantren.registered",
  PASSED_ADMINISTRATION: "pesantren.passed-administration",
  ATTENDED: "pesantren.attended-stage",
  PASSED: "pesantren.passed-stage",
};

/**
 * Counts registrations at a step, and tells the nation of them, in the transaction in which they came to it. The cells are locked in the order of their keys, so that two who count
 * many at once never wait for each other in a circle.
 */
export async function countInFunnel(tx: Transaction, { step, stage, ids, at, sign = 1 }: Reached): Promise<void> {
  if (ids.length === 0) return;
  await tx.rows(
    `INSERT INTO funnel_count (edition_id, step, stage, category, regency_code, business_field, count)
     SELECT edition_id, $1, $2, category, regency_code, business_field, count(*) * $3::int
     FROM registration WHERE id = ANY($4::uuid[])
     GROUP BY 1, 4, 5, 6 ORDER BY 1, 4, 5, 6
     ON CONFLICT (edition_id, step, stage, category, regency_code, business_field)
     DO UPDATE SET count = funnel_count.count + excluded.count`,
    [step, stage, sign, ids],
  );
  const reached = await tx.rows<{
    pesantrenId: string;
    regency: string;
    year: number;
    dimensions: Record<string, string>;
  }>(
    `SELECT r.pesantren_id AS "pesantrenId", r.regency_code AS regency, e.year,
       jsonb_build_object('category', r.category, 'businessField', r.business_field) AS dimensions
     FROM registration r JOIN edition e ON e.id = r.edition_id WHERE r.id = ANY($1::uuid[]) ORDER BY r.id`,
    [ids],
  );
  await tellNation(
    tx,
    { indicator: INDICATORS[step], unit: "pesantren", at },
    reached.map(({ dimensions, ...each }) => ({
      ...each,
      dimensions: stage === 0 ? dimensions : { ...dimensions, stage: String(stage) },
      value: sign,
    })),
  );
}
