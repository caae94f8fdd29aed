import type { Transaction } from "../../kit/data/database";
import { credit, debit, openAccounts, post, type Entry } from "../../kit/ledger/ledger";
import { tellNation } from "../facts";
import { nothingOwed } from "./grant.errors";

/** A grant, as the books need it. */
export interface Booked {
  readonly awardId: string;
  /** The account of what is owed to the winner. */
  readonly accountId: string;
  readonly year: number;
  readonly pesantrenId: string;
  readonly regencyCode: string;
  readonly category: string;
}

/** Money of a grant that moves, and what made it move: an award, a tranche, a report. */
export interface Movement {
  readonly grant: Booked;
  readonly causeId: string;
  /** Rupiah, 0 or more; nothing is booked for 0. */
  readonly amount: bigint;
}

/** Granting is an expense and a debt to the winner; paying takes from the treasury what was owed; what is paid back makes the expense smaller. */
const KINDS = {
  granted: ({ expense }: EditionAccounts, owed: string) => [expense, owed],
  paid: ({ treasury }: EditionAccounts, owed: string) => [owed, treasury],
  "paid-back": ({ treasury, expense }: EditionAccounts) => [treasury, expense],
} as const;

interface EditionAccounts {
  readonly expense: string;
  readonly treasury: string;
}

/** Codes of the accounts of an edition, by which its totals are added up. */
export const expenseCode = (year: number) => `grants/${year}/expense`;
export const treasuryCode = (year: number) => `grants/${year}/treasury`;

/** Opens an account for each award: what is owed to its winner, which can't fall below zero, so that nobody is paid more than the prize. */
export function openDebts(tx: Transaction, awardIds: readonly string[], at: Date): Promise<string[]> {
  const accounts = awardIds.map((id) => ({
    code: `grants/award/${id}`,
    kind: "LIABILITY" as const,
    neverNegative: true,
  }));
  return openAccounts(tx, accounts, at);
}

/** Books movements of one edition, each once by its cause, and tells the nation of them. */
export async function book(
  tx: Transaction,
  kind: keyof typeof KINDS,
  movements: readonly Movement[],
  at: Date,
): Promise<void> {
  const real = movements.filter(({ amount }) => amount > 0n);
  const year = real[0]?.grant.year;
  if (year === undefined) return;
  const [expense, treasury] = (await openAccounts(
    tx,
    [
      { code: expenseCode(year), kind: "EXPENSE", neverNegative: false },
      { code: treasuryCode(year), kind: "ASSET", neverNegative: false },
    ],
    at,
  )) as [string, string];
  const entriesOf = ({ grant, amount }: Movement): Entry[] => {
    const [to, from] = KINDS[kind]({ expense, treasury }, grant.accountId) as [string, string];
    return [debit(to, amount), credit(from, amount)];
  };
  await post(
    tx,
    real.map((movement) => ({
      cause: { kind: `grant-${kind}`, id: movement.causeId },
      description: `grant ${movement.grant.awardId}`,
      at,
      entries: entriesOf(movement),
    })),
    () => nothingOwed(["input"]),
  );
  await tellNationOf(tx, kind, real, at);
}

/** Takes back what was booked as granted, by postings that name those before. */
export async function takeBack(tx: Transaction, movements: readonly Movement[], at: Date): Promise<void> {
  if (movements.length === 0) return;
  const postings = await tx.rows<{ id: string; causeId: string }>(
    `SELECT id, cause_id AS "causeId" FROM ledger_posting WHERE cause_kind = 'grant-granted' AND cause_id = ANY($1)`,
    [movements.map(({ causeId }) => causeId)],
  );
  await post(
    tx,
    postings.map(({ id, causeId }) => ({
      cause: { kind: "grant-revoked", id: causeId },
      description: `grant ${causeId}`,
      at,
      reversesId: id,
    })),
  );
  await tellNationOf(
    tx,
    "granted",
    movements.map((each) => ({ ...each, amount: -each.amount })),
    at,
  );
}

function tellNationOf(
  tx: Transaction,
  kind: keyof typeof KINDS,
  movements: readonly Movement[],
  at: Date,
): Promise<void> {
  return tellNation(
    tx,
    { indicator: `grants.${kind}`, unit: "rupiah", at },
    movements.map(({ grant: { year, pesantrenId, regencyCode, category }, amount }) => ({
      year,
      pesantrenId,
      regency: regencyCode,
      dimensions: { category },
      value: amount,
    })),
  );
}
