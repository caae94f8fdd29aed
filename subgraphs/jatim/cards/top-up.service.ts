import { randomInt } from "node:crypto";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { claimReference } from "../bank-reference";
import { hasCheckDigit, withCheckDigit } from "../check-digit";
import { amountDiffers } from "../errors";
import { once } from "../once";
import { databaseFor } from "../reach";
import { lockAccount, lockAccountFor, lockAccountOfCard, partyAmong, type LockedAccount } from "./account";
import { balanceAccount, bankAccount, bookMovement, holdingsOf, tillAccount } from "./books";
import * as errors from "./card.errors";
import type { ConfirmJatimTopUpInput, JatimCashTopUpInput, RequestJatimTopUpInput } from "./card.input";
import { ruleAt } from "./card.rules";
import { ownPoint } from "./shop.service";

const ACCOUNT = ["input", "accountId"];
const AMOUNT = ["input", "amount"];
const CODE = ["input", "payCode"];
const CODE_DIGITS = 17;
/** Less is not worth the way, and the most that any rule allows bounds the rest. */
const AMOUNTS = [10_000n, 1_000_000_000n] as const;

/** Asks for a code under which money for an account is paid at a bank. Returns the top-up's id. */
export function requestTopUp(context: Context, input: RequestJatimTopUpInput, key: string): Promise<string> {
  refuseAny([
    ...rangeFaults(AMOUNT, input.amount, AMOUNTS),
    ...textFaults(["input", "bankCode"], input.bankCode, [2, 40]),
  ]);
  return once(context, "requestJatimTopUp", input, key, async (tx) => {
    const { account, parties } = await lockAccountFor(context, tx, input.accountId, ACCOUNT);
    partyAmong(parties, ["GUARDIAN", "HOLDER"], ACCOUNT);
    const at = context.clock();
    refuseAny(await roomFaults(tx, account, input.amount, at));
    const { topUpMinutes } = await ruleAt(tx, account.kind, at);
    const id = newId();
    await tx.rows(
      `INSERT INTO card_top_up (id, account_id, pay_code, bank_code, amount, requested_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[id, account.id, newPayCode(), account.bankCode ?? input.bankCode, input.amount],
        ...[at, new Date(at.getTime() + topUpMinutes * 60_000)],
      ],
    );
    return id;
  });
}

/** By chance, with a check digit against slips. */
function newPayCode(): string {
  return withCheckDigit(Array.from({ length: CODE_DIGITS }, () => randomInt(10)).join(""));
}

/**
 * A bank says that it was paid under a code of its own. What it can't book it is told in words, and gives the money back. Returns the top-up's id; sent again
 * with the same key, it changes nothing.
 */
export async function confirmTopUp(context: Context, input: ConfirmJatimTopUpInput, key: string): Promise<string> {
  const { payCode, amount, bankReference } = input;
  const reference = ["input", "bankReference"];
  refuseAny(textFaults(reference, bankReference, [1, 100]));
  const { caller } = context;
  return once({ db: databaseFor(context), caller }, "confirmJatimTopUp", input, key, async (tx) => {
    const topUp = await lockTopUp(tx, payCode, caller.bank!);
    const at = context.clock();
    if (topUp.paidAt) refuse(errors.topUpPaid(CODE));
    if (topUp.expiresAt <= at) refuse(errors.topUpExpired(CODE, topUp.expiresAt));
    if (amount !== topUp.amount) refuse(amountDiffers(AMOUNT, topUp.amount, amount));
    const { account } = topUp;
    refuseAny(untold(await roomFaults(tx, account, amount, at)));
    const cause = { kind: "card-top-up", id: topUp.id };
    const kept = await claimReference(tx, reference, bankReference, cause, topUp.bankCode);
    await tx.rows("UPDATE card_top_up SET paid_at = $2, bank_reference = $3 WHERE id = $1", [topUp.id, at, kept]);
    await bookMovement(tx, {
      ...{ accountId: account.id, kind: "TOP_UP", amount, at },
      ...{ to: bankAccount(topUp.bankCode), from: balanceAccount(account.id), tooLow: errors.balanceTooLow(AMOUNT) },
    });
    return topUp.id;
  });
}

interface LockedTopUp {
  readonly id: string;
  readonly bankCode: string;
  readonly amount: bigint;
  readonly expiresAt: Date;
  readonly paidAt: Date | null;
  readonly account: LockedAccount;
}

/** The account first, as everybody locks it. */
async function lockTopUp(tx: Transaction, payCode: string, bank: string): Promise<LockedTopUp> {
  const code = payCode.trim();
  const [found] = hasCheckDigit(code)
    ? await tx.rows<{ id: string; accountId: string }>(
        `SELECT id, account_id AS "accountId" FROM card_top_up WHERE pay_code = $1 AND bank_code = $2`,
        [code, bank],
      )
    : [];
  if (!found) return refuse(errors.topUpUnknown(CODE));
  const account = (await lockAccount(tx, found.accountId))!;
  if (account.closedAt) refuse(errors.accountClosed(CODE));
  const [topUp] = await tx.rows<Omit<LockedTopUp, "account">>(
    `SELECT id, bank_code AS "bankCode", amount, expires_at AS "expiresAt", paid_at AS "paidAt" FROM card_top_up WHERE id = $1 FOR UPDATE`,
    [found.id],
  );
  return { ...topUp!, account };
}

/** Takes in cash for a card at a service point of its own pesantren. Returns the movement's id. */
export async function topUpInCash(context: Context, input: JatimCashTopUpInput, key: string): Promise<string> {
  const { cardNumber, servicePointId, amount } = input;
  refuseAny(rangeFaults(AMOUNT, amount, [1_000n, AMOUNTS[1]]));
  const point = await ownPoint(context, servicePointId);
  return once(context, "topUpJatimCardInCash", input, key, async (tx) => {
    refuseAny(point.faults);
    const field = ["input", "cardNumber"];
    const locked = await lockAccountOfCard(tx, "number", cardNumber.trim());
    const shop = point.found!;
    if (!locked || locked.account.closedAt || locked.account.pesantrenId !== shop.pesantrenId)
      return refuse(errors.cardUnknown(field, cardNumber));
    const { account, card } = locked;
    const at = context.clock();
    refuseAny(untold(await roomFaults(tx, account, amount, at)));
    return bookMovement(tx, {
      ...{ accountId: account.id, kind: "CASH_TOP_UP", amount, cardId: card.id, servicePointId: shop.id, at },
      ...{ to: tillAccount(shop.id), from: balanceAccount(account.id), tooLow: errors.balanceTooLow(AMOUNT) },
    });
  });
}

/** Why an amount may not come in: the account would hold too much, or too much has come in this month (WIB). Call it with the account locked. */
async function roomFaults(tx: Transaction, account: LockedAccount, amount: bigint, at: Date): Promise<RefusalValue[]> {
  const { mostBalance, mostMonthlyTopUp } = await ruleAt(tx, account.kind, at);
  const { spendable, saved } = await holdingsOf(tx, account.id);
  const [{ came } = { came: 0n }] = await tx.rows<{ came: bigint }>(
    `SELECT coalesce(sum(amount), 0)::bigint AS came FROM card_transaction
     WHERE account_id = $1 AND kind IN ('TOP_UP', 'CASH_TOP_UP') AND day >= date_trunc('month', $2::date)::date AND day <= $2`,
    [account.id, dayInWib(at)],
  );
  const [holdsLess, comesLess] = [mostBalance - spendable - saved, mostMonthlyTopUp - came];
  return [
    ...(amount <= holdsLess ? [] : [errors.balanceTooHigh(AMOUNT, holdsLess > 0n ? holdsLess : 0n, amount)]),
    ...(amount <= comesLess ? [] : [errors.overMonthlyTopUp(AMOUNT, comesLess > 0n ? comesLess : 0n, amount)]),
  ];
}

/** By how much there is room for, whoever only brings money would know what the account holds. */
function untold(faults: readonly RefusalValue[]): RefusalValue[] {
  return faults.map(({ code, field, text }) => ({ code, text, ...(field && { field }) }));
}
