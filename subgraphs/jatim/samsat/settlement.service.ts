import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import type { BankBooking } from "../bank/bank";
import { statusNotRight } from "../errors";
import { partners } from "./partners";
import * as errors from "./samsat.errors";
import type { ResolveJatimDifferenceInput, SettleJatimDayInput } from "./samsat.input";

/** What a bank booked, or we did: by kind and reference. */
type Bookings = ReadonlyMap<string, Pick<BankBooking, "kind" | "reference" | "amount">>;

/**
 * Compares a day of a bank's statement with the payments and reversals of that day. Every difference is listed; compared again, what agrees by now is resolved by
 * itself. Returns the day's key.
 */
export async function settleDay(context: Context, { bankCode, day }: SettleJatimDayInput): Promise<SettledDay> {
  const bank = partners().banks[bankCode];
  if (!bank) return refuse(errors.bankUnknown(["input", "bankCode"], bankCode));
  const statement = await bank.statement(day);
  if (!statement) return refuse(errors.bankSilent(["input", "bankCode"]));
  const theirs = byKey(statement);
  await context.db.inTransaction(async (tx) => {
    const ours = byKey(await bookingsOf(tx, bankCode, day));
    const sum = (bookings: Bookings) =>
      [...bookings.values()].reduce(
        (total, { kind, amount }) => (kind === "PAYMENT" ? total + amount : total - amount),
        0n,
      );
    await tx.rows(
      `INSERT INTO settlement_day VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (bank_code, day) DO UPDATE SET bookings = excluded.bookings, bank_sum = excluded.bank_sum, own_sum = excluded.own_sum, compared_at = excluded.compared_at`,
      [bankCode, day, theirs.size, sum(theirs), sum(ours), context.clock()],
    );
    await writeDifferences(tx, { bankCode, day }, differences(theirs, ours), context.clock());
  });
  return { bankCode, day };
}

export interface SettledDay {
  readonly bankCode: string;
  readonly day: string;
}

interface Difference {
  readonly kind: "MISSING_AT_BANK" | "MISSING_HERE" | "AMOUNT";
  readonly booking: BankBooking["kind"];
  readonly reference: string;
  readonly bankAmount: bigint | null;
  readonly ownAmount: bigint | null;
}

function byKey(bookings: readonly Pick<BankBooking, "kind" | "reference" | "amount">[]): Bookings {
  const found = new Map<string, Pick<BankBooking, "kind" | "reference" | "amount">>();
  for (const each of bookings) {
    const key = `${each.kind} ${each.reference}`;
    // Booked twice, it counts twice, and so is a difference.
    found.set(key, { ...each, amount: each.amount + (found.get(key)?.amount ?? 0n) });
  }
  return found;
}

function bookingsOf(
  tx: Transaction,
  bankCode: string,
  day: string,
): Promise<Pick<BankBooking, "kind" | "reference" | "amount">[]> {
  const within = "AT TIME ZONE 'Asia/Jakarta')::date = $2::date";
  const near = "BETWEEN $2::date - interval '1 day' AND $2::date + interval '2 days'";
  return tx.rows(
    `SELECT 'PAYMENT' AS kind, id AS reference, total AS amount FROM samsat_payment WHERE bank_code = $1 AND paid_at ${near} AND (paid_at ${within}
     UNION ALL
     SELECT 'REVERSAL', id, total FROM samsat_payment WHERE bank_code = $1 AND reversed_at ${near} AND (reversed_at ${within}`,
    [bankCode, day],
  );
}

function differences(theirs: Bookings, ours: Bookings): Difference[] {
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((key) => {
    const [bank, own] = [theirs.get(key), ours.get(key)];
    if (bank?.amount === own?.amount) return [];
    const { kind: booking, reference } = (bank ?? own)!;
    const kind = !bank ? "MISSING_AT_BANK" : !own ? "MISSING_HERE" : "AMOUNT";
    return [{ kind, booking, reference, bankAmount: bank?.amount ?? null, ownAmount: own?.amount ?? null }];
  });
}

async function writeDifferences(
  tx: Transaction,
  { bankCode, day }: SettledDay,
  found: readonly Difference[],
  at: Date,
): Promise<void> {
  await tx.rows(
    `INSERT INTO settlement_difference (id, bank_code, day, kind, booking, reference, bank_amount, own_amount, status, found_at)
     SELECT id, $1, $2, kind, booking, reference, bank, own, 'OPEN', $3
     FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[]) AS given (id, kind, booking, reference, bank, own)
     ON CONFLICT (bank_code, day, booking, reference) DO UPDATE SET kind = excluded.kind, bank_amount = excluded.bank_amount, own_amount = excluded.own_amount`,
    [
      bankCode,
      day,
      at,
      found.map(() => newId()),
      found.map(({ kind }) => kind),
      found.map(({ booking }) => booking),
      found.map(({ reference }) => reference),
      found.map(({ bankAmount }) => bankAmount),
      found.map(({ ownAmount }) => ownAmount),
    ],
  );
  await tx.rows(
    `UPDATE settlement_difference SET status = 'RESOLVED', resolved_at = $3, note = 'Compared again: they agree.'
     WHERE bank_code = $1 AND day = $2 AND status = 'OPEN' AND booking || ' ' || reference <> ALL ($4)`,
    [bankCode, day, at, found.map(({ booking, reference }) => `${booking} ${reference}`)],
  );
}

/** Takes a difference over, or resolves it with a note. Returns its id. */
export async function followDifference(
  context: Context,
  { differenceId, note, isResolved }: ResolveJatimDifferenceInput,
): Promise<string> {
  const field = ["input", "differenceId"];
  refuseAny(textFaults(["input", "note"], note, [3, 1_000]));
  return context.db.inTransaction(async (tx) => {
    const [found] = isId(differenceId)
      ? await tx.rows<{ status: string }>("SELECT status FROM settlement_difference WHERE id = $1 FOR UPDATE", [
          differenceId,
        ])
      : [];
    if (!found) return refuse(errors.differenceUnknown(field, differenceId));
    if (found.status !== "OPEN") return refuse(statusNotRight(field, "OPEN", found.status));
    await tx.rows(
      `UPDATE settlement_difference SET owner = $2, note = $3, status = CASE WHEN $4 THEN 'RESOLVED' ELSE 'OPEN' END, resolved_at = CASE WHEN $4 THEN $5::timestamptz END
       WHERE id = $1`,
      [differenceId, context.caller.subject, note.trim(), isResolved, context.clock()],
    );
    return differenceId;
  });
}
