import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { periodFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { ASSUMED } from "../editions/data/sources";
import { dayFaults, editionYearFaults, regencyFaults } from "../planning";
import * as errors from "./mentoring.errors";
import type {
  ContractJabarMentorInput,
  EndJabarMentorContractInput,
  SetJabarMentoringRuleInput,
} from "./mentoring.input";
import { hasRule } from "./mentoring.rules";

const MOST = 1_000;
const LAST_DAY = "9999-12-31";

/** Sets how many pesantren a mentor has from a day on. Returns that day; sent again with the same key, the one set first. */
export async function setMentoringRule(
  context: Context,
  input: SetJabarMentoringRuleInput,
  idempotencyKey: string,
): Promise<string> {
  const { appliesFrom, leastPesantren, mostPesantren, source } = input;
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "setJabarMentoringRule",
      key: idempotencyKey,
      input,
      effect: async () => {
        const sources = await tx.rows("SELECT 1 FROM rule_source WHERE code = $1", [source]);
        refuseAny([
          ...dayFaults(["input", "appliesFrom"], appliesFrom, dayInWib(context.clock()), LAST_DAY),
          ...rangeFaults(["input", "leastPesantren"], leastPesantren, [0, MOST]),
          ...rangeFaults(["input", "mostPesantren"], mostPesantren, [leastPesantren, MOST]),
          ...(sources.length > 0 ? [] : [errors.sourceUnknown(["input", "source"], source)]),
        ]);
        const made = await tx.rows(
          `INSERT INTO mentoring_rule (applies_from, least_pesantren, most_pesantren, source, assumed) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT DO NOTHING RETURNING applies_from`,
          [
            appliesFrom,
            leastPesantren,
            mostPesantren,
            source,
            source === ASSUMED ? ["leastPesantren", "mostPesantren"] : [],
          ],
        );
        return made.length > 0 ? appliesFrom : refuse(errors.ruleSet(["input", "appliesFrom"], appliesFrom));
      },
    }),
  );
}

/** Gives a mentor a contract. Returns its id; sent again with the same key, that of the one made first. */
export async function contractMentor(
  context: Context,
  input: ContractJabarMentorInput,
  idempotencyKey: string,
): Promise<string> {
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "contractJabarMentor",
      key: idempotencyKey,
      input,
      effect: () => contract(tx, input, dayInWib(context.clock())),
    }),
  );
}

async function contract(tx: Transaction, input: ContractJabarMentorInput, today: string): Promise<string> {
  const { mentorId, year, startsOn, endsOn } = input;
  const number = input.number.trim();
  // Locked, so that two contracts of one mentor made at once can't overlap.
  const mentor = isId(mentorId) ? await tx.rows("SELECT id FROM mentor WHERE id = $1 FOR UPDATE", [mentorId]) : [];
  refuseAny([
    ...(mentor.length > 0 ? [] : [errors.mentorUnknown(["input", "mentorId"], mentorId)]),
    ...(await editionYearFaults(tx, year, today)),
    ...textFaults(["input", "number"], number, [1, 60]),
    ...regencyFaults(["input", "regencyCodes"], input.regencyCodes, 1),
    ...dayFaults(["input", "startsOn"], startsOn, `${year}-01-01`, `${year}-12-31`),
    ...dayFaults(["input", "endsOn"], endsOn, `${year}-01-01`, `${year}-12-31`),
    ...periodFaults(["input", "endsOn"], startsOn, endsOn),
    ...((await hasRule(tx, startsOn)) ? [] : [errors.noRule(["input", "startsOn"], startsOn)]),
  ]);
  const [other] = await tx.rows<{ number: string }>(
    "SELECT number FROM mentor_contract WHERE mentor_id = $1 AND starts_on <= $3 AND coalesce(ended_on, ends_on) >= $2 LIMIT 1",
    [mentorId, startsOn, endsOn],
  );
  if (other) return refuse(errors.contractOverlaps(["input", "startsOn"], other.number));
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO mentor_contract (id, mentor_id, year, number, regency_codes, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (number) DO NOTHING RETURNING id`,
    [id, mentorId, year, number, [...new Set(input.regencyCodes)].sort(), startsOn, endsOn],
  );
  return made.length > 0 ? id : refuse(errors.numberTaken(["input", "number"], number));
}

/** Ends a contract early, and with it its assignments, so that the pesantren can be given to other mentors. Returns its id. */
export async function endContract(
  context: Context,
  { contractId, endedOn, reason }: EndJabarMentorContractInput,
): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const { startsOn, lastDay, isEnded } = await lockContract(tx, contractId);
    const today = dayInWib(context.clock());
    if (isEnded) return refuse(errors.contractEnded(["input", "contractId"], lastDay));
    refuseAny([
      ...textFaults(["input", "reason"], reason, [1, 500]),
      ...dayFaults(["input", "endedOn"], endedOn, startsOn, today < lastDay ? today : lastDay),
    ]);
    await tx.rows("UPDATE mentor_contract SET ended_on = $2, ended_reason = $3 WHERE id = $1", [
      contractId,
      endedOn,
      reason.trim(),
    ]);
    await tx.rows(
      "UPDATE mentoring_assignment SET ended_on = $2, ended_reason = $3 WHERE contract_id = $1 AND ended_on IS NULL",
      [contractId, endedOn, reason.trim()],
    );
    return contractId;
  });
}

/** A contract, locked. */
export interface LockedContract {
  readonly id: string;
  readonly year: number;
  readonly regencyCodes: readonly string[];
  readonly startsOn: string;
  /** The day it ends, or ended early. */
  readonly lastDay: string;
  readonly isEnded: boolean;
}

/**
 * Locks a contract, so that it is not ended, nor given more pesantren than it may have, at the same time.
 *
 * @throws RefusedError CONTRACT_UNKNOWN
 */
export async function lockContract(tx: Transaction, id: string): Promise<LockedContract> {
  const [found] = isId(id)
    ? await tx.rows<LockedContract>(
        `SELECT id, year, regency_codes AS "regencyCodes", starts_on AS "startsOn", coalesce(ended_on, ends_on) AS "lastDay", ended_on IS NOT NULL AS "isEnded"
         FROM mentor_contract WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  return found ?? refuse(errors.contractUnknown(["input", "contractId"], id));
}
