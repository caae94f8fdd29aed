import { dayInWib } from "../../kit/clock";
import type { Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { credit, debit, openAccounts, post, type NewAccount } from "../../kit/ledger/ledger";
import type { RefusalValue } from "../../kit/refusal";
import type { CardTransactionKind } from "./card";

/** What an account holds to be spent. */
export const balanceAccount = (accountId: string) => liability(`card/balance/${accountId}`);
/** What is put aside on it. */
export const savingsAccount = (accountId: string) => liability(`card/savings/${accountId}`);
/** What a shop is owed for purchases. */
export const salesAccount = (servicePointId: string) => liability(`card/shop/${servicePointId}`);
/** The cash that a shop took for top-ups. */
export const tillAccount = (servicePointId: string): NewAccount => ({
  code: `card/till/${servicePointId}`,
  kind: "ASSET",
  neverNegative: true,
});
/** The money of all cards at a bank. */
export const bankAccount = (bankCode: string): NewAccount => ({
  code: `card/bank/${bankCode}`,
  kind: "ASSET",
  neverNegative: false,
  stripes: 16,
});

function liability(code: string): NewAccount {
  return { code, kind: "LIABILITY", neverNegative: true };
}

/** A movement of an account's money, as it is written and booked. */
export interface CardMovement {
  readonly accountId: string;
  readonly kind: CardTransactionKind;
  readonly amount: bigint;
  readonly cardId?: string | undefined;
  readonly servicePointId?: string | undefined;
  readonly description?: string | undefined;
  readonly at: Date;
  /** Debited. */
  readonly to: NewAccount;
  /** Credited. */
  readonly from: NewAccount;
  /** What to answer if the account that pays has too little. */
  readonly tooLow: RefusalValue;
}

/** Writes a movement, and books it with its id as the cause. Returns the id. */
export async function bookMovement(tx: Transaction, movement: CardMovement): Promise<string> {
  const { accountId, kind, amount, cardId, servicePointId, description, at, to, from, tooLow } = movement;
  const id = newId();
  await tx.rows(
    `INSERT INTO card_transaction (id, account_id, card_id, kind, amount, service_point_id, description, day, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      accountId,
      cardId ?? null,
      kind,
      amount,
      servicePointId ?? null,
      description?.trim() ?? null,
      dayInWib(at),
      at,
    ],
  );
  await bookAmount(tx, { kind: causeOf(kind), id }, { to, from, amount, at, tooLow });
  return id;
}

/** The kind of cause under which a movement is booked. */
function causeOf(kind: CardTransactionKind): string {
  return `card-${kind.toLowerCase().replaceAll("_", "-")}`;
}

/** Books an amount from one account to another. */
export async function bookAmount(
  tx: Transaction,
  cause: { readonly kind: string; readonly id: string },
  { to, from, amount, at, tooLow }: Pick<CardMovement, "to" | "from" | "amount" | "at" | "tooLow">,
): Promise<void> {
  const [debited, credited] = (await openAccounts(tx, [to, from], at)) as [string, string];
  const entries = [debit(debited, amount), credit(credited, amount)];
  await post(tx, [{ cause, description: `${cause.kind} ${cause.id}`, at, entries }], () => tooLow);
}

/** A purchase that is taken back. */
export interface RefundedPurchase {
  readonly id: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly servicePointId: string;
  readonly amount: bigint;
}

/** Takes a purchase back, by the opposite posting. Returns the id of the refund. */
export async function bookRefund(
  tx: Transaction,
  purchase: RefundedPurchase,
  { reason, at, tooLow }: { readonly reason: string; readonly at: Date; readonly tooLow: RefusalValue },
): Promise<string> {
  const id = newId();
  await tx.rows(
    `INSERT INTO card_transaction (id, account_id, card_id, kind, amount, service_point_id, description, refunds_id, day, at)
     VALUES ($1, $2, $3, 'REFUND', $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, purchase.accountId, purchase.cardId, purchase.amount, purchase.servicePointId],
      ...[reason.trim(), purchase.id, dayInWib(at), at],
    ],
  );
  const [posting] = await tx.rows<{ id: string }>(
    "SELECT id FROM ledger_posting WHERE cause_kind = 'card-purchase' AND cause_id = $1",
    [purchase.id],
  );
  const cause = { kind: "card-refund", id };
  await post(tx, [{ cause, description: `card-refund ${id}`, at, reversesId: posting!.id }], () => tooLow);
  return id;
}

/** What accounts of an account's own hold together at this moment: `spendable` and `saved`. Call it with the account locked. */
export async function holdingsOf(
  tx: Pick<Transaction, "rows">,
  accountId: string,
): Promise<{ spendable: bigint; saved: bigint }> {
  const rows = await tx.rows<{ code: string; balance: bigint }>(
    `SELECT code, -sum(cached.amount)::bigint AS balance FROM ledger_account JOIN ledger_balance cached ON cached.account_id = id
     WHERE code = ANY($1) GROUP BY code`,
    [[balanceAccount(accountId).code, savingsAccount(accountId).code]],
  );
  const of = ({ code }: NewAccount) => rows.find((row) => row.code === code)?.balance ?? 0n;
  return { spendable: of(balanceAccount(accountId)), saved: of(savingsAccount(accountId)) };
}
