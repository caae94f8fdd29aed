import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { dayNotToCome, ruleSet } from "../errors";
import * as errors from "./grant.errors";
import type { AddJatimGrantRuleInput } from "./grant.input";

/** The amount is published; the day from which it holds is not, and so that of the decree on Eko-Tren OPOP's year is taken. */
const SHIPPED = ["COOPERATIVE", "2020-01-01", 50_000_000n, "opop.jatimprov.go.id", ["appliesFrom"]];
const KIND = /^[A-Z][A-Z_]{1,39}$/;

/** Loads the shipped rule if there is none. */
export async function loadGrantRules(db: Database): Promise<void> {
  await db.inTransaction((tx) =>
    tx.rows(
      `INSERT INTO grant_rule (kind, applies_from, amount, source, assumed) SELECT $1, $2, $3, $4, $5
       WHERE NOT EXISTS (SELECT FROM grant_rule) ON CONFLICT DO NOTHING`,
      SHIPPED,
    ),
  );
}

/** How much is granted on a day, or undefined if no rule holds. */
export async function amountOn(tx: Pick<Transaction, "rows">, kind: string, day: string): Promise<bigint | undefined> {
  const [rule] = await tx.rows<{ amount: bigint }>(
    "SELECT amount FROM grant_rule WHERE kind = $1 AND applies_from <= $2 ORDER BY applies_from DESC LIMIT 1",
    [kind, day],
  );
  return rule?.amount;
}

/** Adds a rule that holds from a day to come on; what was approved before keeps its amount. */
export async function addRule(
  context: Context,
  { kind, appliesFrom, amount, source }: AddJatimGrantRuleInput,
): Promise<void> {
  const today = dayInWib(context.clock());
  refuseAny([
    ...(KIND.test(kind) ? [] : [errors.malformed(["input", "kind"], "2 to 40 capitals or underscores")]),
    ...(appliesFrom > today ? [] : [dayNotToCome(["input", "appliesFrom"], today, appliesFrom)]),
    ...rangeFaults(["input", "amount"], amount, [1n, 10_000_000_000n]),
    ...textFaults(["input", "source"], source, [3, 300]),
  ]);
  await context.db.inTransaction(async (tx) => {
    const made = await tx.rows(
      "INSERT INTO grant_rule (kind, applies_from, amount, source, assumed) VALUES ($1, $2, $3, $4, '{}') ON CONFLICT DO NOTHING RETURNING kind",
      [kind, appliesFrom, amount, source.trim()],
    );
    if (made.length === 0) refuse(ruleSet(["input", "appliesFrom"], appliesFrom));
  });
}
