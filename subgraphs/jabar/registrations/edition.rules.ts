import type { Transaction } from "../../kit/data/database";
import type { CategoryRule, Requirement } from "./submission.rules";

/** An edition in force, as registrations are judged by it. */
export interface RegistrationRules {
  readonly editionId: string;
  readonly year: number;
  readonly appealDays: number;
  readonly firstStageId: string | null;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
  readonly requirements: readonly Requirement[];
  readonly categories: readonly CategoryRule[];
}

/** The rules of an adopted edition, by one statement; null if there is none. */
export async function registrationRules(
  tx: Pick<Transaction, "rows">,
  by: { readonly year: number } | { readonly editionId: string },
): Promise<RegistrationRules | null> {
  const [rules] = await tx.rows<RegistrationRules>(
    `SELECT e.id AS "editionId", e.year, e.appeal_days AS "appealDays", period.opens_at AS "opensAt", period.closes_at AS "closesAt",
       (SELECT id FROM edition_stage WHERE edition_id = e.id AND number = 1) AS "firstStageId",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'rule', rule, 'nameId', name_id, 'nameEn', name_en,
          'minimum', minimum, 'maximum', maximum, 'allowed', allowed) ORDER BY position, code), '[]')
        FROM edition_requirement WHERE edition_id = e.id) AS requirements,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'fromMonths', from_months, 'belowMonths', below_months) ORDER BY from_months), '[]')
        FROM edition_category WHERE edition_id = e.id) AS categories
     FROM edition e
     LEFT JOIN LATERAL (SELECT opens_at, closes_at FROM edition_period WHERE edition_id = e.id ORDER BY number DESC LIMIT 1) period ON true
     WHERE e.status = 'ADOPTED' AND (e.year = $1 OR e.id = $2)`,
    "year" in by ? [by.year, null] : [null, by.editionId],
  );
  return rules ?? null;
}
