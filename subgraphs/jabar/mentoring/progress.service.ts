import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { newId } from "../../kit/id";
import { countFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import type { KnownPesantren } from "../../kit/registry/registry-copy";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { namedPesantren, type Named } from "../known";
import * as errors from "./mentoring.errors";
import type { RecordJabarBusinessProgressInput } from "./mentoring.input";

const FIRST_YEAR = 2010;
const MOST_MARKETS = 30;
const LARGEST_REVENUE = 1_000_000_000_000_000n;

/** Records, or corrects, how a mentee's business did in a month. Returns the record's id; sent again with the same key, that of the one made first. */
export async function recordProgress(
  context: Context,
  input: RecordJabarBusinessProgressInput,
  idempotencyKey: string,
): Promise<string> {
  const named = await namedPesantren(context, input.pesantrenId, ["input", "pesantrenId"]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "recordJabarBusinessProgress",
      key: idempotencyKey,
      input: { ...input, subject: context.caller.subject },
      effect: () => record(context, tx, input, named),
    }),
  );
}

async function record(
  context: Context,
  tx: Transaction,
  input: RecordJabarBusinessProgressInput,
  { found: pesantren, faults }: Named<KnownPesantren>,
): Promise<string> {
  const day = `${input.year}-${String(input.month).padStart(2, "0")}-01`;
  refuseAny([...faults, ...figureFaults(input), ...monthFaults(input, day, dayInWib(context.clock()))]);
  const { originalId } = pesantren!;
  if (!(await mentors(context, tx, originalId, day))) return refuse(errors.notYours(["input", "pesantrenId"]));
  const version = await nextVersion(tx, originalId, day, input.correctionReason);
  const id = newId();
  const made = await tx.rows(
    `INSERT INTO business_progress (id, pesantren_id, month, version, revenue, workers, units_produced, markets, reason, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (pesantren_id, month, version) DO NOTHING RETURNING id`,
    [
      id,
      originalId,
      day,
      version,
      input.revenue,
      input.workers,
      input.unitsProduced,
      input.markets.map((each) => each.trim()),
      input.correctionReason?.trim() || null,
      context.caller.subject,
      context.clock(),
    ],
  );
  return made.length > 0 ? id : refuse(errors.recordedAlready(["input", "month"], day.slice(0, 7)));
}

/** Whether the caller is, or was by then, the mentor of a pesantren. The months before the contract count too: growth is measured from them. */
async function mentors({ caller }: Context, tx: Transaction, pesantrenId: string, day: string): Promise<boolean> {
  const own = await tx.rows(
    `SELECT 1 FROM mentoring_assignment a JOIN mentor_contract contract ON contract.id = a.contract_id JOIN mentor ON mentor.id = contract.mentor_id
     WHERE a.pesantren_id IN (SELECT id FROM pesantren_reference WHERE id = $1 OR merged_into_id = $1)
       AND mentor.subject = $2 AND coalesce(a.ended_on, contract.ended_on, contract.ends_on) >= $3 LIMIT 1`,
    [pesantrenId, caller.subject, day],
  );
  return own.length > 0;
}

async function nextVersion(
  tx: Transaction,
  pesantrenId: string,
  day: string,
  reason: string | null | undefined,
): Promise<number> {
  const [latest] = await tx.rows<{ version: number }>(
    "SELECT version FROM business_progress WHERE pesantren_id = $1 AND month = $2 ORDER BY version DESC LIMIT 1",
    [pesantrenId, day],
  );
  const month = day.slice(0, 7);
  if (latest && !reason) return refuse(errors.recordedAlready(["input", "month"], month));
  if (!latest && reason) return refuse(errors.nothingToCorrect(["input", "correctionReason"], month));
  return (latest?.version ?? 0) + 1;
}

function monthFaults({ year, month }: RecordJabarBusinessProgressInput, day: string, today: string): RefusalValue[] {
  const faults = [
    ...rangeFaults(["input", "year"], year, [FIRST_YEAR, 9_999]),
    ...rangeFaults(["input", "month"], month, [1, 12]),
  ];
  if (faults.length > 0) return faults;
  return day <= today ? [] : [errors.monthToCome(["input", "month"], day.slice(0, 7))];
}

function figureFaults(input: RecordJabarBusinessProgressInput): RefusalValue[] {
  return [
    ...rangeFaults(["input", "revenue"], input.revenue, [0n, LARGEST_REVENUE]),
    ...rangeFaults(["input", "workers"], input.workers, [0, 100_000]),
    ...rangeFaults(["input", "unitsProduced"], input.unitsProduced, [0, 1_000_000_000]),
    ...countFaults(["input", "markets"], input.markets, [0, MOST_MARKETS]),
    ...input.markets.flatMap((each, at) => textFaults(["input", "markets", String(at)], each, [1, 100])),
    ...textFaults(["input", "correctionReason"], input.correctionReason, [1, 500]),
  ];
}
