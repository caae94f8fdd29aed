import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { dayNotToCome, refusal, ruleSet } from "../errors";
import type { CardKind, JatimCardRule } from "./card";
import type { AddJatimCardRuleInput } from "./card.input";

/** Bank Indonesia's limits of registered electronic money; what else there is, nobody published. */
const ELECTRONIC_MONEY = "PBI 20/6/PBI/2018 art. 45 (registered electronic money)";
const ASSUMED = ["dailyLimit", "validMonths", "pinTries", "topUpMinutes", "invitationDays", "isTakenElsewhere"];
const SHIPPED = [
  ["SANTRI", "2020-01-01", 10_000_000, 20_000_000, 50_000, 36, 3, 1_440, 30, false, ELECTRONIC_MONEY, ASSUMED],
  ["OPOP", "2020-01-01", 10_000_000, 20_000_000, 500_000, 60, 3, 1_440, 30, true, ELECTRONIC_MONEY, ASSUMED],
] as const;

const RULE = `kind, applies_from::text AS "appliesFrom", most_balance AS "mostBalance", most_monthly_top_up AS "mostMonthlyTopUp",
  daily_limit AS "dailyLimit", valid_months AS "validMonths", pin_tries AS "pinTries", top_up_minutes AS "topUpMinutes",
  invitation_days AS "invitationDays", is_taken_elsewhere AS "isTakenElsewhere", source, assumed`;

/** Loads the shipped rules if there are none. */
export async function loadCardRules(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    const [known] = await tx.rows("SELECT 1 FROM card_rule LIMIT 1");
    if (known) return;
    for (const rule of SHIPPED)
      await tx.rows("INSERT INTO card_rule VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", rule);
  });
}

/** All rules, the latest first. */
export function rulesOf({ db }: Context): Promise<JatimCardRule[]> {
  return db.rows(`SELECT ${RULE} FROM card_rule ORDER BY applies_from DESC, kind LIMIT 1000`);
}

/** What holds for cards of a kind at a moment. */
export async function ruleAt(tx: Pick<Transaction, "rows">, kind: CardKind, at: Date): Promise<JatimCardRule> {
  const [rule] = await tx.rows<JatimCardRule>(
    `SELECT ${RULE} FROM card_rule WHERE kind = $1 AND applies_from <= $2 ORDER BY applies_from DESC LIMIT 1`,
    [kind, dayInWib(at)],
  );
  return rule ?? refuse(ruleMissing());
}

const ruleMissing = () =>
  refusal("RULE_MISSING", ["input"], { id: "Belum ada aturan kartu ini.", en: "No rule of this card holds yet." });

/** Adds what holds from a day to come on, and returns it. */
export async function addRule(context: Context, input: AddJatimCardRuleInput): Promise<JatimCardRule> {
  const today = dayInWib(context.clock());
  const amounts = ["mostBalance", "mostMonthlyTopUp", "dailyLimit"] as const;
  const counts = {
    validMonths: [1, 240],
    pinTries: [1, 10],
    topUpMinutes: [10, 43_200],
    invitationDays: [1, 365],
  } as const;
  const isCount = (name: string): name is keyof typeof counts => name in counts;
  refuseAny([
    ...(input.appliesFrom > today ? [] : [dayNotToCome(["input", "appliesFrom"], today, input.appliesFrom)]),
    ...amounts.flatMap((name) => rangeFaults(["input", name], input[name], [1n, 1_000_000_000n])),
    ...Object.keys(counts)
      .filter(isCount)
      .flatMap((name) => rangeFaults(["input", name], input[name], counts[name])),
    ...textFaults(["input", "source"], input.source, [3, 300]),
  ]);
  return context.db.inTransaction(async (tx) => {
    const [made] = await tx.rows<JatimCardRule>(
      `INSERT INTO card_rule VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '{}') ON CONFLICT DO NOTHING RETURNING ${RULE}`,
      [
        ...[input.kind, input.appliesFrom, input.mostBalance, input.mostMonthlyTopUp, input.dailyLimit],
        ...[input.validMonths, input.pinTries, input.topUpMinutes, input.invitationDays, input.isTakenElsewhere],
        input.source.trim(),
      ],
    );
    return made ?? refuse(ruleSet(["input", "appliesFrom"], input.appliesFrom));
  });
}
