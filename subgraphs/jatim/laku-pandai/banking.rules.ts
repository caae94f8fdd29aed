import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { countFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import type { AddJatimAgentClassRuleInput, AddJatimBasicAccountLimitsInput } from "./banking.input";
import { dayNotToCome, ruleSet } from "../errors";
import * as errors from "./banking.errors";

const SOURCE = "POJK 1/POJK.03/2022, as told by Kontan (2022-03-11) and TrenAsia (2022-01-20)";
const FROM = "2022-01-06";
const MOST = 1_000_000_000_000n;

/** The sources say "transactions of Rp 5 million a month": that these are the outgoing ones, in calendar months, is assumed; the other limits nobody published. */
const ASSUMED = ["maxMonthlyOutgoing: what counts", "minAmount", "maxAmount", "pinAttempts"];
const LIMITS = [FROM, 20_000_000, 5_000_000, 1_000, 20_000_000, 3, SOURCE, ASSUMED];

const CLASSES = [
  ["A", ["BSA", "E_MONEY", "MICRO_INSURANCE"], true],
  ["B", ["BSA", "MICRO_CREDIT", "OTHER_SAVINGS"], false],
  ["C", ["BSA", "MICRO_CREDIT", "OTHER_SAVINGS", "OTHER_PRODUCTS"], false],
] as const;

/** The limits that hold on a day. */
export interface Limits {
  readonly appliesFrom: string;
  readonly maxBalance: bigint;
  readonly maxMonthlyOutgoing: bigint;
  readonly minAmount: bigint;
  readonly maxAmount: bigint;
  readonly pinAttempts: number;
  readonly source: string;
  readonly assumed: readonly string[];
}

/** What agents of a class may offer on a day. */
export interface AgentClass {
  readonly code: string;
  readonly appliesFrom: string;
  readonly services: readonly string[];
  readonly isFirst: boolean;
  readonly source: string;
  readonly assumed: readonly string[];
}

interface RulesOfDay {
  readonly limits: Limits | null;
  readonly classes: readonly AgentClass[];
}

/** Loads the shipped rules where there are none. */
export async function loadBankingRules(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO laku_limit SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (SELECT FROM laku_limit) ON CONFLICT DO NOTHING`,
      LIMITS,
    );
    for (const [code, services, isFirst] of CLASSES) {
      await tx.rows(
        `INSERT INTO laku_class SELECT $1, $2, $3, $4, $5, '{}' WHERE NOT EXISTS (SELECT FROM laku_class WHERE code = $1) ON CONFLICT DO NOTHING`,
        [code, FROM, services, isFirst, SOURCE],
      );
    }
  });
}

/** The limits that hold on a day (WIB); undefined before the first ones. */
async function limitsOn(db: Pick<Transaction, "rows">, day: string): Promise<Limits | undefined> {
  const [limits] = await db.rows<Limits>(
    `SELECT applies_from::text AS "appliesFrom", max_balance AS "maxBalance", max_monthly_outgoing AS "maxMonthlyOutgoing", min_amount AS "minAmount",
       max_amount AS "maxAmount", pin_attempts AS "pinAttempts", source, assumed
     FROM laku_limit WHERE applies_from <= $1 ORDER BY applies_from DESC LIMIT 1`,
    [day],
  );
  return limits;
}

/** The limits that hold at a moment. @throws RefusedError RULE_MISSING */
export async function limitsAt(tx: Transaction, at: Date): Promise<Limits> {
  return (await limitsOn(tx, dayInWib(at))) ?? refuse(errors.ruleMissing());
}

/** The classes of agents on a day (WIB), by code. */
export function classesOn(db: Pick<Transaction, "rows">, day: string): Promise<AgentClass[]> {
  return db.rows(
    `SELECT DISTINCT ON (code) code, applies_from::text AS "appliesFrom", services, is_first AS "isFirst", source, assumed
     FROM laku_class WHERE applies_from <= $1 ORDER BY code, applies_from DESC`,
    [day],
  );
}

/** Everything that holds on a day. */
export async function rulesOn({ db }: Pick<Context, "db">, day: string): Promise<RulesOfDay> {
  const [limits, classes] = await Promise.all([limitsOn(db, day), classesOn(db, day)]);
  return { limits: limits ?? null, classes };
}

/** Adds limits that hold from a day to come on. Returns that day. */
export async function addLimits(context: Context, input: AddJatimBasicAccountLimitsInput): Promise<string> {
  const { appliesFrom, maxBalance, maxMonthlyOutgoing, minAmount, maxAmount, pinAttempts, source } = input;
  refuseAny([
    ...sourceFaults(context, appliesFrom, source),
    ...rangeFaults(["input", "maxBalance"], maxBalance, [1n, MOST]),
    ...rangeFaults(["input", "maxMonthlyOutgoing"], maxMonthlyOutgoing, [1n, MOST]),
    ...rangeFaults(["input", "minAmount"], minAmount, [1n, MOST]),
    ...rangeFaults(["input", "maxAmount"], maxAmount, [minAmount, MOST]),
    ...rangeFaults(["input", "pinAttempts"], pinAttempts, [1, 10]),
  ]);
  const values = [appliesFrom, maxBalance, maxMonthlyOutgoing, minAmount, maxAmount, pinAttempts, source.trim()];
  await addRule(context, "laku_limit VALUES ($1, $2, $3, $4, $5, $6, $7, '{}')", values, appliesFrom);
  return appliesFrom;
}

/** Adds what a class, a new or a known one, may offer from a day to come on. Returns that day. */
export async function addClassRule(context: Context, input: AddJatimAgentClassRuleInput): Promise<string> {
  const { code, appliesFrom, services, isFirst, source } = input;
  refuseAny([
    ...sourceFaults(context, appliesFrom, source),
    ...textFaults(["input", "code"], code, [1, 20]),
    ...countFaults(["input", "services"], services, [0, 10]),
  ]);
  const values = [code.trim(), appliesFrom, [...new Set(services)], isFirst, source.trim()];
  await addRule(context, "laku_class VALUES ($1, $2, $3, $4, $5, '{}')", values, appliesFrom);
  return appliesFrom;
}

function sourceFaults({ clock }: Context, appliesFrom: string, source: string): RefusalValue[] {
  const today = dayInWib(clock());
  return [
    ...(appliesFrom > today ? [] : [dayNotToCome(["input", "appliesFrom"], today, appliesFrom)]),
    ...textFaults(["input", "source"], source, [3, 300]),
  ];
}

async function addRule({ db }: Context, into: string, values: readonly unknown[], day: string): Promise<void> {
  await db.inTransaction(async (tx) => {
    const made = await tx.rows(`INSERT INTO ${into} ON CONFLICT DO NOTHING RETURNING applies_from`, [...values]);
    if (made.length === 0) refuse(ruleSet(["input", "appliesFrom"], day));
  });
}
