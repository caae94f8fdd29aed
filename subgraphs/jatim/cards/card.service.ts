import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { statusNotRight } from "../errors";
import { hashPin, pinFaults } from "../pin";
import {
  deciders,
  lockAccountFor,
  lockCardFor,
  partyAmong,
  stepCard,
  type CardStep,
  type LockedAccount,
  type LockedCard,
} from "./account";
import type { CardParty } from "./card";
import * as errors from "./card.errors";
import type {
  JatimCardPinInput,
  JatimCardReasonInput,
  SetJatimCardLimitInput,
  UnblockJatimCardInput,
} from "./card.input";
import { ruleAt } from "./card.rules";

const CARD = ["input", "cardId"];
const PIN = ["input", "pin"];
const EVERYBODY: readonly CardParty[] = ["HOLDER", "GUARDIAN", "OFFICE"];

/** Makes an issued card usable, with the PIN that the holder chose. Returns the account's id. */
export async function activateCard(context: Context, input: JatimCardPinInput): Promise<string> {
  refuseAny(pinFaults(PIN, input.pin));
  const pinHash = await hashPin(input.pin);
  return withCard(context, input.cardId, async (tx, locked) => {
    const { card } = locked;
    const party = await openerOf(context, tx, locked);
    await tx.rows("UPDATE card SET pin_hash = $2, wrong_pins = 0 WHERE id = $1", [card.id, pinHash]);
    await stepCard(tx, card, { from: ["ISSUED"], to: "ACTIVE", party, at: context.clock(), field: CARD });
  });
}

/** Gives a card another PIN; its people know who they are by their login. Returns the account's id. */
export async function setPin(context: Context, input: JatimCardPinInput): Promise<string> {
  refuseAny(pinFaults(PIN, input.pin));
  const pinHash = await hashPin(input.pin);
  return withCard(context, input.cardId, async (tx, { card, parties }) => {
    partyAmong(parties, ["HOLDER", "GUARDIAN"], CARD);
    if (card.status !== "ACTIVE" && card.status !== "BLOCKED")
      refuse(statusNotRight(CARD, "ACTIVE, BLOCKED", card.status));
    await tx.rows("UPDATE card SET pin_hash = $2, wrong_pins = 0 WHERE id = $1", [card.id, pinHash]);
  });
}

/** Nothing can be bought with a blocked card. Returns the account's id. */
export function blockCard(context: Context, input: JatimCardReasonInput): Promise<string> {
  return takeOut(context, input, { from: ["ACTIVE"], to: "BLOCKED" });
}

/** A lost card is of no use any more; its account waits for another. Returns the account's id. */
export function reportLost(context: Context, input: JatimCardReasonInput): Promise<string> {
  return takeOut(context, input, { from: ["ISSUED", "ACTIVE", "BLOCKED"], to: "LOST" });
}

function takeOut(
  context: Context,
  { cardId, reason }: JatimCardReasonInput,
  step: Pick<CardStep, "from" | "to">,
): Promise<string> {
  refuseAny(textFaults(["input", "reason"], reason, [3, 500]));
  return withCard(context, cardId, async (tx, { card, parties }) => {
    const at = context.clock();
    await stepCard(tx, card, { ...asAny(parties), ...step, reason: reason.trim(), at, field: CARD });
  });
}

/** Makes a blocked card usable again: whoever decides about the holder's money may, and whoever blocked it. Returns the account's id. */
export function unblockCard(context: Context, { cardId }: UnblockJatimCardInput): Promise<string> {
  return withCard(context, cardId, async (tx, locked) => {
    const { card } = locked;
    const party = await openerOf(context, tx, locked);
    await stepCard(tx, card, { from: ["BLOCKED"], to: "ACTIVE", party, at: context.clock(), field: CARD });
    await tx.rows("UPDATE card SET wrong_pins = 0 WHERE id = $1", [card.id]);
  });
}

/** As whom the caller makes a card usable; refused if none may who the caller is. */
async function openerOf(context: Context, tx: Transaction, { account, card, parties }: WithCard): Promise<CardParty> {
  const allowed = [...(await deciders(context, tx, account.holderId)), ...unblockersOf(card.blockedBy)];
  return partyAmong(parties, allowed, CARD);
}

/** What wrong PINs blocked, the pesantren's people unblock: they see who stands before them. */
function unblockersOf(blockedBy: CardParty | null): CardParty[] {
  if (blockedBy === null) return [...EVERYBODY];
  return [blockedBy === "SYSTEM" ? "OFFICE" : blockedBy];
}

/** Sets what may be spent in a day, by whoever decides about the holder's money. Returns the account's id. */
export async function setDailyLimit(context: Context, input: SetJatimCardLimitInput): Promise<string> {
  const field = ["input", "accountId"];
  return context.db.inTransaction(async (tx) => {
    const { account, parties } = await lockAccountFor(context, tx, input.accountId, field);
    partyAmong(parties, await deciders(context, tx, account.holderId), field);
    const { mostBalance } = await ruleAt(tx, account.kind, context.clock());
    refuseAny(rangeFaults(["input", "dailyLimit"], input.dailyLimit, [0n, mostBalance]));
    await tx.rows("UPDATE card_account SET daily_limit = $2 WHERE id = $1", [account.id, input.dailyLimit]);
    return account.id;
  });
}

interface WithCard {
  readonly account: LockedAccount;
  readonly card: LockedCard;
  readonly parties: readonly CardParty[];
}

/** Does something with a card that has not expired. Returns the account's id. */
function withCard(
  context: Context,
  cardId: string,
  work: (tx: Transaction, locked: WithCard) => Promise<void>,
): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const locked = await lockCardFor(context, tx, cardId, CARD);
    const { expiresOn } = locked.card;
    if (expiresOn <= dayInWib(context.clock())) refuse(errors.cardExpired(CARD, expiresOn));
    await work(tx, locked);
    return locked.account.id;
  });
}

function asAny(parties: readonly CardParty[]): { readonly party: CardParty } {
  return { party: partyAmong(parties, EVERYBODY, CARD) };
}
