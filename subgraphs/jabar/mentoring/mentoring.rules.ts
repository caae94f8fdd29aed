import type { Database, Transaction } from "../../kit/data/database";
import { countFaults, type FieldPath } from "../../kit/input-faults";
import type { RefusalValue } from "../../kit/refusal";
import { JABAR } from "../province";
import { editionUnknown } from "../registrations/registration.errors";
import { regencyOutside, yearPast } from "./mentoring.errors";

const REGENCIES = 27;
const REGENCY_FORM = new RegExp(`^${JABAR}\\.\\d{2}$`);

/** How many pesantren a mentor has, from the programme's first year on: public reports name the numbers, but no decree of theirs. */
const SHIPPED_RULE = ["2018-11-01", 10, 20, "jabar-public-reports", true];

/** Loads the shipped rule if there is none. */
export async function loadMentoringRules(db: Database): Promise<void> {
  await db.inTransaction((tx) =>
    tx.rows(
      `INSERT INTO mentoring_rule (applies_from, least_pesantren, most_pesantren, source, assumed) SELECT $1, $2, $3, $4, $5
       WHERE NOT EXISTS (SELECT FROM mentoring_rule) ON CONFLICT DO NOTHING`,
      SHIPPED_RULE,
    ),
  );
}

/** The rule that holds for a contract with the alias `contract`, under the alias `rule`. */
export const RULE_OF_CONTRACT = `
  LATERAL (SELECT least_pesantren, most_pesantren FROM mentoring_rule WHERE applies_from <= contract.starts_on ORDER BY applies_from DESC LIMIT 1) rule`;

/** Whether there is a rule on a day. */
export async function hasRule(tx: Transaction, day: string): Promise<boolean> {
  const rules = await tx.rows("SELECT 1 FROM mentoring_rule WHERE applies_from <= $1 LIMIT 1", [day]);
  return rules.length > 0;
}

/** `REGENCY_OUTSIDE`, `TOO_MANY` or `TOO_FEW` if a list is not one of regencies of the province. */
export function regencyFaults(field: FieldPath, codes: readonly string[], least: number): RefusalValue[] {
  return [
    ...countFaults(field, codes, [least, REGENCIES]),
    ...codes.flatMap((code, at) => (REGENCY_FORM.test(code) ? [] : [regencyOutside([...field, String(at)], code)])),
  ];
}

/** `EDITION_UNKNOWN` or `YEAR_PAST`, if nothing can be planned for a year any more, or yet. */
export async function editionYearFaults(tx: Transaction, year: number, today: string): Promise<RefusalValue[]> {
  const field = ["input", "year"];
  if (year < Number(today.slice(0, 4))) return [yearPast(field, year, today.slice(0, 4))];
  const editions = await tx.rows("SELECT 1 FROM edition WHERE year = $1", [year]);
  return editions.length > 0 ? [] : [editionUnknown(field, year)];
}
