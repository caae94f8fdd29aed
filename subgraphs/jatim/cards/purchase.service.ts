import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { statusNotRight } from "../errors";
import { tellNation } from "../facts";
import { once } from "../once";
import { isPin } from "../pin";
import {
  deciders,
  lockAccount,
  lockAccountFor,
  lockAccountOfCard,
  partyAmong,
  stepCard,
  type LockedAccount,
  type LockedCard,
} from "./account";
import { balanceAccount, bookMovement, bookRefund, salesAccount, savingsAccount, type RefundedPurchase } from "./books";
import * as errors from "./card.errors";
import type { MoveJatimSavingsInput, PayWithJatimCardInput, RefundJatimCardPurchaseInput } from "./card.input";
import { ruleAt } from "./card.rules";
import { anyOwnPoint, ownPoint, type OwnPoint } from "./shop.service";

const NUMBER = ["input", "cardNumber"];
const AMOUNT = ["input", "amount"];
const PURCHASE = ["input", "purchaseId"];
const ACCOUNT = ["input", "accountId"];
const AMOUNTS = [1n, 1_000_000_000n] as const;

/**
 * Buys something at a service point of the caller's pesantren with card and PIN. A wrong PIN is counted even though the purchase is refused. Returns the
 * purchase's id; sent again with the same key, that of the one made first, whatever has become of card, PIN and shop since.
 */
export async function pay(context: Context, input: PayWithJatimCardInput, key: string): Promise<string> {
  const { amount, description } = input;
  refuseAny([...rangeFaults(AMOUNT, amount, AMOUNTS), ...textFaults(["input", "description"], description, [2, 200])]);
  const point = await ownPoint(context, input.servicePointId);
  // By a key of ours: a plain hash of a PIN could be undone by trying all of them.
  const digest = personalDigest(context.keyring, { ...input, amount: String(amount) });
  const done = await once(context, "payWithJatimCard", digest, key, async (tx) => {
    refuseAny(point.faults);
    return buy(context, tx, input, point.found!);
  });
  return typeof done === "string" ? done : refuse(errors.pinWrong(["input", "pin"], done.triesLeft));
}

/** That a PIN was wrong. What it counts must last, so this is an answer, and not a refusal that undoes it. */
interface WrongPin {
  readonly triesLeft: number;
}

/** The PIN is tried under the lock under which is paid, so that nothing happens to the card between. */
async function buy(
  context: Context,
  tx: Transaction,
  { cardNumber, pin, amount, description }: PayWithJatimCardInput,
  shop: OwnPoint,
): Promise<string | WrongPin> {
  const locked = await lockAccountOfCard(tx, "number", cardNumber.trim());
  if (!locked) return refuse(errors.cardUnknown(NUMBER, cardNumber));
  const { account, card } = locked;
  const at = context.clock();
  if (card.status !== "ACTIVE") refuse(statusNotRight(NUMBER, "ACTIVE", card.status));
  if (card.expiresOn <= dayInWib(at)) refuse(errors.cardExpired(NUMBER, card.expiresOn));
  const { isTakenElsewhere, pinTries } = await ruleAt(tx, account.kind, at);
  if (account.pesantrenId !== shop.pesantrenId && !isTakenElsewhere) refuse(errors.notTakenHere(NUMBER));
  const wrong = await tryPin(tx, card, { pin, pinTries, at });
  if (wrong) return wrong;
  refuseAny(await limitFaults(tx, account, amount, at));
  const id = await bookMovement(tx, {
    ...{ accountId: account.id, kind: "PURCHASE", amount, cardId: card.id, servicePointId: shop.id, description, at },
    ...{ to: balanceAccount(account.id), from: salesAccount(shop.id), tooLow: errors.balanceTooLow(AMOUNT) },
  });
  await tellPurchase(tx, shop.pesantrenId, amount, at);
  return id;
}

interface PinTry {
  readonly pin: string;
  readonly pinTries: number;
  readonly at: Date;
}

/** Counts a wrong PIN, and blocks the card after as many as the rule allows; one guess after the other, since the account is locked. */
async function tryPin(tx: Transaction, card: LockedCard, { pin, pinTries, at }: PinTry): Promise<WrongPin | undefined> {
  const isRight = await isPin(pin, card.pinHash!);
  if (isRight && card.wrongPins === 0) return undefined;
  const wrongPins = isRight ? 0 : card.wrongPins + 1;
  await tx.rows("UPDATE card SET wrong_pins = $2 WHERE id = $1", [card.id, wrongPins]);
  if (isRight) return undefined;
  const triesLeft = Math.max(0, pinTries - wrongPins);
  if (triesLeft === 0)
    await stepCard(tx, card, { from: ["ACTIVE"], to: "BLOCKED", party: "SYSTEM", at, field: NUMBER });
  return { triesLeft };
}

/** What is refunded on the same day can be spent again on it. */
async function limitFaults(
  tx: Transaction,
  { id, dailyLimit }: LockedAccount,
  amount: bigint,
  at: Date,
): Promise<RefusalValue[]> {
  const [{ spent } = { spent: 0n }] = await tx.rows<{ spent: bigint }>(
    `SELECT coalesce(sum(CASE kind WHEN 'PURCHASE' THEN amount WHEN 'REFUND' THEN -amount ELSE 0 END), 0)::bigint AS spent FROM card_transaction
     WHERE account_id = $1 AND day = $2`,
    [id, dayInWib(at)],
  );
  const left = dailyLimit > spent ? dailyLimit - spent : 0n;
  return amount <= left ? [] : [errors.overDailyLimit(AMOUNT, left, amount)];
}

function tellPurchase(tx: Transaction, pesantrenId: string, amount: bigint, at: Date): Promise<void> {
  return tellNation(tx, { pesantrenId, on: at, asOf: at }, [
    { indicator: "card.purchases", value: amount, unit: "rupiah" },
  ]);
}

/** Takes a purchase back on the day on which it was made, as a whole. Returns the refund's id. */
export async function refundPurchase(
  context: Context,
  input: RefundJatimCardPurchaseInput,
  key: string,
): Promise<string> {
  const { purchaseId, reason } = input;
  refuseAny(textFaults(["input", "reason"], reason, [3, 500]));
  const { pesantrenId } = (await pointOf(context, purchaseId)) ?? refuse(errors.purchaseUnknown(PURCHASE, purchaseId));
  return once(context, "refundJatimCardPurchase", input, key, async (tx) => {
    const purchase = await lockPurchase(tx, purchaseId);
    const at = context.clock();
    if (purchase.isRefunded) refuse(errors.refunded(PURCHASE));
    if (purchase.day !== dayInWib(at)) refuse(errors.notSameDay(PURCHASE, purchase.day));
    const id = await bookRefund(tx, purchase, { reason, at, tooLow: errors.balanceTooLow(PURCHASE) });
    await tellPurchase(tx, pesantrenId, -purchase.amount, at);
    return id;
  });
}

/** The service point of a purchase, if it is one of the caller's: where something was bought, is nobody else's to know. */
async function pointOf(context: Context, purchaseId: string): Promise<OwnPoint | undefined> {
  const bought = isId(purchaseId)
    ? await context.db.row<{ servicePointId: string }>(
        `SELECT service_point_id AS "servicePointId" FROM card_transaction WHERE id = $1 AND kind = 'PURCHASE'`,
        [purchaseId],
      )
    : undefined;
  return bought && (await anyOwnPoint(context, bought.servicePointId)).found;
}

type LockedPurchase = RefundedPurchase & { readonly day: string; readonly isRefunded: boolean };

async function lockPurchase(tx: Transaction, id: string): Promise<LockedPurchase> {
  const [owner] = await tx.rows<{ accountId: string }>(
    'SELECT account_id AS "accountId" FROM card_transaction WHERE id = $1',
    [id],
  );
  const account = (await lockAccount(tx, owner!.accountId))!;
  if (account.closedAt) refuse(errors.accountClosed(PURCHASE));
  const [purchase] = await tx.rows<LockedPurchase>(
    `SELECT id, account_id AS "accountId", card_id AS "cardId", service_point_id AS "servicePointId", amount, day::text AS day,
       EXISTS (SELECT FROM card_transaction refund WHERE refund.refunds_id = bought.id) AS "isRefunded"
     FROM card_transaction bought WHERE id = $1`,
    [id],
  );
  return purchase!;
}

/** Puts money of an account aside, or takes it out of the savings. Putting aside is anybody's of the account; taking out is whose who decides about the money. Returns the account's id. */
export async function moveSavings(context: Context, input: MoveJatimSavingsInput, key: string): Promise<string> {
  refuseAny(rangeFaults(AMOUNT, input.amount, AMOUNTS));
  return once(context, "moveJatimSavings", input, key, async (tx) => {
    const { account, parties } = await lockAccountFor(context, tx, input.accountId, ACCOUNT);
    const isIn = String(input.direction) === "IN";
    partyAmong(parties, isIn ? ["HOLDER", "GUARDIAN"] : await deciders(context, tx, account.holderId), ACCOUNT);
    const [balance, savings] = [balanceAccount(account.id), savingsAccount(account.id)];
    await bookMovement(tx, {
      ...{
        accountId: account.id,
        kind: isIn ? "TO_SAVINGS" : "FROM_SAVINGS",
        amount: input.amount,
        at: context.clock(),
      },
      ...{ to: isIn ? balance : savings, from: isIn ? savings : balance, tooLow: errors.balanceTooLow(AMOUNT) },
    });
    return account.id;
  });
}
