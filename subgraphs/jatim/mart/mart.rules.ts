import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { dayNotToCome, ruleSet } from "../errors";
import * as errors from "./mart.errors";
import type { AddJatimMartRuleInput } from "./listing.input";

/** Nobody published them: a day to pay, a fortnight on the way and a week to give back are what Indonesian market places usually give. */
const SHIPPED = ["2020-01-01", 1_440, 14, 7, "ASSUMED", ["paymentMinutes", "receiveDays", "returnDays", "appliesFrom"]];

/** The periods that hold on a day. */
export interface MartPeriods {
  readonly paymentMinutes: number;
  readonly receiveDays: number;
  readonly returnDays: number;
}

/** Loads the shipped rule if there is none. */
export async function loadMartRules(db: Database): Promise<void> {
  await db.inTransaction((tx) =>
    tx.rows(
      `INSERT INTO mart_rule (applies_from, payment_minutes, receive_days, return_days, source, assumed) SELECT $1, $2, $3, $4, $5, $6
       WHERE NOT EXISTS (SELECT FROM mart_rule) ON CONFLICT DO NOTHING`,
      SHIPPED,
    ),
  );
}

/** The periods that hold at a moment. */
export async function periodsAt(tx: Pick<Transaction, "rows">, at: Date): Promise<MartPeriods> {
  const [rule] = await tx.rows<MartPeriods>(
    `SELECT payment_minutes AS "paymentMinutes", receive_days AS "receiveDays", return_days AS "returnDays" FROM mart_rule
     WHERE applies_from <= $1 ORDER BY applies_from DESC LIMIT 1`,
    [dayInWib(at)],
  );
  return rule ?? refuse(errors.ruleMissing());
}

/** Adds periods that hold from a day to come on; what began before keeps its own. */
export async function addRule(context: Context, input: AddJatimMartRuleInput): Promise<void> {
  const { appliesFrom, paymentMinutes, receiveDays, returnDays, source } = input;
  const today = dayInWib(context.clock());
  refuseAny([
    ...(appliesFrom > today ? [] : [dayNotToCome(["input", "appliesFrom"], today, appliesFrom)]),
    ...rangeFaults(["input", "paymentMinutes"], paymentMinutes, [10, 43_200]),
    ...rangeFaults(["input", "receiveDays"], receiveDays, [1, 90]),
    ...rangeFaults(["input", "returnDays"], returnDays, [0, 90]),
    ...textFaults(["input", "source"], source, [3, 300]),
  ]);
  await context.db.inTransaction(async (tx) => {
    const made = await tx.rows(
      `INSERT INTO mart_rule (applies_from, payment_minutes, receive_days, return_days, source, assumed) VALUES ($1, $2, $3, $4, $5, '{}')
       ON CONFLICT DO NOTHING RETURNING applies_from`,
      [appliesFrom, paymentMinutes, receiveDays, returnDays, source.trim()],
    );
    if (made.length === 0) refuse(ruleSet(["input", "appliesFrom"], appliesFrom));
  });
}
