import type { Transaction } from "../../kit/data/database";
import { recordFacts } from "../../kit/facts/facts";
import { openAccount, post } from "../../kit/ledger/ledger";
import { JABAR } from "../province";
import { nothingOwed } from "./grant.errors";

/** A grant, as the books need it. */
export interface Booked {
  readonly awardId: string;
  readonly accountId: string;
  readonly year: number;
  readonly pesantrenId: string;
  readonly regencyCode: string;
  readonly category: string;
}

/** What happens with money of a grant. */
type Movement = "granted" | "paid" | "paid-back";

/**
 * The accounts of an edition. Granting is an expense and a debt to the winner; paying takes from the treasury what was owed; what is paid back makes
 * the expense smaller.
 */
export async function editionAccounts(
  tx: Transaction,
  year: number,
  at: Date,
): Promise<Record<"expense" | "treasury", string>> {
  const open = (name: string, title: string, kind: "EXPENSE" | "ASSET") =>
    openAccount(tx, { code: `grants/${year}/${name}`, name: title, kind, province: JABAR, floor: null, at });
  return {
    expense: await open("expense", `Belanja hibah ${year}`, "EXPENSE"),
    treasury: await open("treasury", `Kas daerah, hadiah ${year}`, "ASSET"),
  };
}

/** What is owed to a winner. */
export function debtAccount(tx: Transaction, awardId: string, at: Date): Promise<string> {
  const code = `grants/award/${awardId}`;
  return openAccount(tx, { code, name: "Utang hadiah", kind: "LIABILITY", province: JABAR, floor: 0n, at });
}

/** Books a movement once, by what caused it, and tells the nation. */
export async function book(
  tx: Transaction,
  movement: Movement,
  grant: Booked,
  { causeId, amount, at }: { readonly causeId: string; readonly amount: bigint; readonly at: Date },
): Promise<void> {
  if (amount === 0n) return;
  const { expense, treasury } = await editionAccounts(tx, grant.year, at);
  const [debit, credit] = {
    granted: [expense, grant.accountId],
    paid: [grant.accountId, treasury],
    "paid-back": [treasury, expense],
  }[movement] as [string, string];
  const lines = [
    { accountId: debit, amount },
    { accountId: credit, amount: -amount },
  ];
  const cause = { kind: `grant-${movement}`, id: causeId };
  await post(tx, { cause, province: JABAR, text: `grant ${grant.awardId}`, at, lines }, nothingOwed(["input"]));
  await recordFacts(tx, [
    {
      indicator: `grants.${movement}`,
      province: JABAR,
      period: String(grant.year),
      regency: grant.regencyCode,
      pesantrenId: grant.pesantrenId,
      dimensions: { category: grant.category },
      value: amount,
      unit: "rupiah",
      kind: "COMPUTED",
      source: "jabar",
      asOf: at,
    },
  ]);
}
