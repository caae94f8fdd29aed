import type { Database, Transaction } from "../../kit/data/database";

/** How many pesantren a mentor has, from the programme's first year on: reports name the numbers, but no day. */
const SHIPPED_RULE = ["2018-11-01", 10, 20, "jabar-public-reports", ["appliesFrom"]];

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
