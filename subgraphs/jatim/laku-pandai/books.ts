import { dayInWib } from "../../kit/clock";
import type { Transaction } from "../../kit/data/database";
import { recordFacts } from "../../kit/facts/facts";
import type { FieldPath } from "../../kit/input-faults";
import { credit, debit, openAccounts, post, type NewAccount } from "../../kit/ledger/ledger";
import { balanceOf } from "../../kit/ledger/ledger.read";
import type { RefusalValue } from "../../kit/refusal";
import { JATIM } from "../province";
import * as errors from "./banking.errors";

const ACCOUNT = "laku/account/";
const FLOAT = "laku/float/";
const CASH = "laku/cash/";

/** Codes of the ledger's accounts. */
export const accountCode = (id: string) => `${ACCOUNT}${id}`;
export const floatCode = (agentId: string) => `${FLOAT}${agentId}`;
export const cashCode = (agentId: string) => `${CASH}${agentId}`;

const holder = (id: string): NewAccount => ({ code: accountCode(id), kind: "LIABILITY", neverNegative: true });
const float = (agentId: string): NewAccount => ({ code: floatCode(agentId), kind: "LIABILITY", neverNegative: true });
const cash = (agentId: string): NewAccount => ({ code: cashCode(agentId), kind: "ASSET", neverNegative: true });
/** What the bank has, against what it owes to holders and agents. */
const bank = (code: string): NewAccount => ({
  code: `laku/bank/${code}`,
  kind: "ASSET",
  neverNegative: false,
  stripes: 16,
});
/** The cash in the drawers belongs to the agents of a bank, and not to the bank. */
const drawers = (code: string): NewAccount => ({
  code: `laku/drawers/${code}`,
  kind: "EQUITY",
  neverNegative: false,
  stripes: 16,
});

/** What is moved, where, and for what. */
interface Booked {
  readonly id: string;
  readonly agentId: string;
  readonly bankCode: string;
  readonly amount: bigint;
}

export interface BookedTransaction extends Booked {
  readonly kind: "DEPOSIT" | "WITHDRAWAL" | "TRANSFER";
  readonly fromId: string | null;
  readonly toId: string | null;
}

export interface BookedCash extends Booked {
  readonly kind: "FLOAT_TOPPED_UP" | "FLOAT_PAID_BACK" | "CASH_BROUGHT" | "CASH_HANDED_IN";
}

/** Pairs of accounts: the first of each is debited, the second credited. */
type Moves = readonly (readonly [NewAccount, NewAccount])[];

/**
 * Books what a holder did. The agent pays a deposit out of its float and keeps the cash: float and cash together stay as they are, and so with a withdrawal,
 * the other way round.
 */
export function bookTransaction(tx: Transaction, booked: BookedTransaction, at: Date): Promise<void> {
  const { kind, agentId, bankCode, fromId, toId } = booked;
  const moves: Record<typeof kind, () => Moves> = {
    DEPOSIT: () => [
      [float(agentId), holder(toId!)],
      [cash(agentId), drawers(bankCode)],
    ],
    WITHDRAWAL: () => [
      [holder(fromId!), float(agentId)],
      [drawers(bankCode), cash(agentId)],
    ],
    TRANSFER: () => [[holder(fromId!), holder(toId!)]],
  };
  return move(tx, booked, moves[kind](), at);
}

/** Books what passed between an agent and its bank. */
export function bookCash(tx: Transaction, booked: BookedCash, at: Date): Promise<void> {
  const { kind, agentId, bankCode } = booked;
  const moves: Record<typeof kind, Moves> = {
    FLOAT_TOPPED_UP: [[bank(bankCode), float(agentId)]],
    FLOAT_PAID_BACK: [[float(agentId), bank(bankCode)]],
    CASH_BROUGHT: [
      [float(agentId), bank(bankCode)],
      [cash(agentId), drawers(bankCode)],
    ],
    CASH_HANDED_IN: [
      [bank(bankCode), float(agentId)],
      [drawers(bankCode), cash(agentId)],
    ],
  };
  return move(tx, booked, moves[kind], at);
}

async function move(
  tx: Transaction,
  { id, kind, amount }: BookedTransaction | BookedCash,
  moves: Moves,
  at: Date,
): Promise<void> {
  const ids = await openAccounts(tx, moves.flat(), at);
  const entries = ids.map((account, place) => (place % 2 === 0 ? debit(account, amount) : credit(account, amount)));
  const cause = { kind: `laku-${kind.toLowerCase()}`, id };
  await post(tx, [{ cause, description: `${kind} ${id}`, at, entries }], whatIsTooLow(["input", "amount"]));
}

/** Takes back what a holder did. */
export async function bookReversal(tx: Transaction, { id, kind }: BookedTransaction, at: Date): Promise<void> {
  const [posting] = await tx.rows<{ id: string }>(
    "SELECT id FROM ledger_posting WHERE cause_kind = $1 AND cause_id = $2",
    [`laku-${kind.toLowerCase()}`, id],
  );
  const cause = { kind: "laku-reversal", id };
  const description = `REVERSAL ${id}`;
  await post(tx, [{ cause, description, at, reversesId: posting!.id }], whatIsTooLow(["input", "transactionId"]));
}

function whatIsTooLow(field: FieldPath): (code: string) => RefusalValue {
  return (code) => errors.tooLow(code.startsWith(FLOAT) ? "FLOAT" : code.startsWith(CASH) ? "CASH" : "BALANCE", field);
}

/** Opens the ledger's accounts of an agent and its bank, all at once, so that those who use them later never wait for each other in a circle. */
export async function openAgent(tx: Transaction, agentId: string, bankCode: string, at: Date): Promise<void> {
  await openAccounts(tx, [bank(bankCode), drawers(bankCode), cash(agentId), float(agentId)], at);
}

/** Opens the ledger's account of a holder, so that it has a balance and a statement from the first day. */
export async function openHolder(tx: Transaction, accountId: string, at: Date): Promise<void> {
  await openAccounts(tx, [holder(accountId)], at);
}

/** The balance of a holder, whose account is locked. */
export async function holderBalance(tx: Transaction, accountId: string, at: Date): Promise<bigint> {
  const [id] = await openAccounts(tx, [holder(accountId)], at);
  return balanceOf(tx, id!);
}

/** What an agent has in cash, and at its bank. */
export async function positionOf(tx: Transaction, agentId: string, at: Date): Promise<[cash: bigint, float: bigint]> {
  const [inCash, inFloat] = await openAccounts(tx, [cash(agentId), float(agentId)], at);
  return [await balanceOf(tx, inCash!), await balanceOf(tx, inFloat!)];
}

/** Of whom a fact tells. */
interface At {
  readonly pesantrenId: string;
  readonly regencyCode: string;
}

/** Tells the nation of accounts opened (1) and closed (-1), by month. */
export function tellAccounts(tx: Transaction, at: At, change: 1 | -1, asOf: Date): Promise<void> {
  return recordFacts(tx, [{ ...factOf(at, asOf), indicator: "banking.accounts", value: change, unit: "account" }]);
}

/** Tells the nation of a transaction, or that one was taken back (-1), by month. */
export function tellTransaction(
  tx: Transaction,
  at: At,
  { kind, amount }: Pick<BookedTransaction, "kind" | "amount">,
  sign: 1 | -1,
  asOf: Date,
): Promise<void> {
  const fact = { ...factOf(at, asOf), dimensions: { kind } };
  return recordFacts(tx, [
    { ...fact, indicator: "banking.transactions", value: sign, unit: "transaction" },
    { ...fact, indicator: "banking.amount", value: amount * BigInt(sign), unit: "rupiah" },
  ]);
}

function factOf({ pesantrenId, regencyCode }: At, asOf: Date) {
  const period = dayInWib(asOf).slice(0, 7);
  return {
    province: JATIM,
    period,
    regency: regencyCode,
    pesantrenId,
    kind: "COMPUTED" as const,
    source: "jatim",
    asOf,
  };
}
