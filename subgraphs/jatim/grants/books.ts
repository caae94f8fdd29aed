import { dayInWib } from "../../kit/clock";
import type { Transaction } from "../../kit/data/database";
import { recordFacts } from "../../kit/facts/facts";
import { credit, debit, openAccounts, post } from "../../kit/ledger/ledger";
import { JATIM } from "../province";
import { nothingOwed } from "./grant.errors";

/** A grant, as the books need it. */
export interface Booked {
  readonly id: string;
  readonly kind: string;
  readonly pesantrenId: string;
  /** The account of what is owed to the cooperative. */
  readonly accountId: string;
}

/** Codes of the accounts that all grants share, by which their totals are compared. */
export const EXPENSE = "grants/expense";
export const TREASURY = "grants/treasury";

/** Approving is an expense and a debt; paying takes what was owed from the treasury; what is paid back makes the expense smaller. */
const SIDES = {
  granted: (expense: string, _treasury: string, owed: string) => [expense, owed],
  paid: (_expense: string, treasury: string, owed: string) => [owed, treasury],
  "paid-back": (expense: string, treasury: string) => [treasury, expense],
} as const;

/** Opens the account of what is owed for a grant, which can't fall below zero, so that nobody is paid more than was approved. */
export async function openDebt(tx: Transaction, grantId: string, at: Date): Promise<string> {
  const account = { code: `grants/${grantId}`, kind: "LIABILITY" as const, neverNegative: true };
  return (await openAccounts(tx, [account], at))[0]!;
}

/** Books money of a grant that moves, once by its cause, and tells the nation of it. Nothing is booked for 0. */
export async function book(
  tx: Transaction,
  movement: keyof typeof SIDES,
  { grant, causeId, amount }: { readonly grant: Booked; readonly causeId: string; readonly amount: bigint },
  at: Date,
): Promise<void> {
  if (amount === 0n) return;
  const [expense, treasury] = (await openAccounts(
    tx,
    [
      { code: EXPENSE, kind: "EXPENSE", neverNegative: false },
      { code: TREASURY, kind: "ASSET", neverNegative: false },
    ],
    at,
  )) as [string, string];
  const [to, from] = SIDES[movement](expense, treasury, grant.accountId) as [string, string];
  const cause = { kind: `grant-${movement}`, id: causeId };
  const entries = [debit(to, amount), credit(from, amount)];
  await post(tx, [{ cause, description: `grant ${grant.id}`, at, entries }], () => nothingOwed(["input"]));
  await tellNation(tx, movement, grant, amount, at);
}

async function tellNation(tx: Transaction, movement: string, grant: Booked, value: bigint, at: Date): Promise<void> {
  const [known] = await tx.rows<{ regency: string }>(
    "SELECT regency_code AS regency FROM pesantren_reference WHERE id = $1",
    [grant.pesantrenId],
  );
  await recordFacts(tx, [
    {
      indicator: `grants.${movement}`,
      province: JATIM,
      period: dayInWib(at).slice(0, 4),
      regency: known?.regency ?? null,
      pesantrenId: grant.pesantrenId,
      dimensions: { category: grant.kind },
      value,
      unit: "rupiah",
      kind: "COMPUTED",
      source: "jatim",
      asOf: at,
    },
  ]);
}
