import type { Caller } from "../../kit/access/caller";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import type { FieldPath } from "../../kit/input-faults";
import { decrypt } from "../../kit/personal/cipher";
import { isOfAge } from "../../kit/personal/decision";
import { refuse } from "../../kit/refusal";
import { isCardOffice, USE_CARDS } from "../access";
import { notYours, statusNotRight } from "../errors";
import { originalOf } from "../references";
import type { CardKind, CardParty, CardStatus } from "./card";
import * as errors from "./card.errors";

/** An account that was not closed, locked: everything about it and its cards is done one after the other. */
export interface LockedAccount {
  readonly id: string;
  readonly holderId: string;
  readonly pesantrenId: string;
  readonly kind: CardKind;
  readonly bankCode: string | null;
  readonly dailyLimit: bigint;
}

/** A card of an account that is locked. */
export interface LockedCard {
  readonly id: string;
  readonly number: string;
  readonly status: CardStatus;
  readonly blockedBy: CardParty | null;
  readonly pinHash: string | null;
  readonly wrongPins: number;
  /** `YYYY-MM-DD`. */
  readonly expiresOn: string;
}

/** As whom a caller acts for a holder; nobody at all if the list is empty. */
export async function partiesOf(
  { caller }: Pick<Context, "caller">,
  tx: Pick<Transaction, "rows">,
  holder: { readonly id: string; readonly pesantrenId: string },
): Promise<CardParty[]> {
  const users = caller.scopes.includes(USE_CARDS)
    ? await tx.rows<{ party: CardParty }>("SELECT party FROM card_user WHERE holder_id = $1 AND subject = $2", [
        holder.id,
        caller.subject,
      ])
    : [];
  return [...users.map(({ party }) => party), ...(isOfficeOf(caller, holder.pesantrenId) ? ["OFFICE" as const] : [])];
}

function isOfficeOf(caller: Caller, pesantrenId: string): boolean {
  return isCardOffice(caller) && (caller.pesantren === null || caller.pesantren === pesantrenId);
}

/** Locks an open account for which the caller acts, and finds out as whom. Whose it is, is nobody else's to know. */
export async function lockAccountFor(
  context: Context,
  tx: Transaction,
  id: string,
  field: FieldPath,
): Promise<{ account: LockedAccount; parties: readonly CardParty[] }> {
  const locked = isId(id) ? await lockAccount(tx, id) : undefined;
  const parties = locked ? await partiesOf(context, tx, { id: locked.holderId, pesantrenId: locked.pesantrenId }) : [];
  if (!locked || parties.length === 0) return refuse(errors.accountUnknown(field, id));
  return { account: open(locked, field), parties };
}

/** Locks the account of a card for which the caller acts, and the card. */
export async function lockCardFor(
  context: Context,
  tx: Transaction,
  id: string,
  field: FieldPath,
): Promise<{ account: LockedAccount; card: LockedCard; parties: readonly CardParty[] }> {
  const locked = isId(id) ? await lockAccountOfCard(tx, "id", id) : undefined;
  const parties = locked
    ? await partiesOf(context, tx, { id: locked.account.holderId, pesantrenId: locked.account.pesantrenId })
    : [];
  if (!locked || parties.length === 0) return refuse(errors.cardUnknown(field, id));
  return { account: open(locked.account, field), card: locked.card, parties };
}

type MaybeClosed = LockedAccount & { readonly closedAt: Date | null };

function open(account: MaybeClosed, field: FieldPath): LockedAccount {
  return account.closedAt ? refuse(errors.accountClosed(field)) : account;
}

const ACCOUNT = `id, holder_id AS "holderId", ${originalOf("card_account.pesantren_id")} AS "pesantrenId", kind, bank_code AS "bankCode", daily_limit AS "dailyLimit", closed_at AS "closedAt"`;

/** Locks an account, open or closed; undefined if there is none. */
export async function lockAccount(tx: Transaction, id: string): Promise<MaybeClosed | undefined> {
  const [account] = await tx.rows<MaybeClosed>(`SELECT ${ACCOUNT} FROM card_account WHERE id = $1 FOR UPDATE`, [id]);
  return account;
}

/** Locks the account of a card, then reads the card; undefined if there is none. */
export async function lockAccountOfCard(
  tx: Transaction,
  by: "id" | "number",
  value: string,
): Promise<{ account: MaybeClosed; card: LockedCard } | undefined> {
  const [account] = await tx.rows<MaybeClosed>(
    `SELECT ${ACCOUNT} FROM card_account WHERE id = (SELECT account_id FROM card WHERE ${by} = $1) FOR UPDATE`,
    [value],
  );
  const [card] = await tx.rows<LockedCard>(
    `SELECT id, number, status, blocked_by AS "blockedBy", pin_hash AS "pinHash", wrong_pins AS "wrongPins", expires_on::text AS "expiresOn"
     FROM card WHERE ${by} = $1`,
    [value],
  );
  return account && card ? { account, card } : undefined;
}

/** The party as which a caller takes a step that only some may take. */
export function partyAmong(parties: readonly CardParty[], allowed: readonly CardParty[], field: FieldPath): CardParty {
  return (
    parties.find((each) => allowed.includes(each)) ?? refuse(notYours(field, allowed.join(", "), parties.join(", ")))
  );
}

/** Who decides about a holder's money: guardians, and the holder who is of age and has none. */
export async function deciders(context: Context, tx: Transaction, holderId: string): Promise<readonly CardParty[]> {
  const [holder] = await tx.rows<{ birthDate: Buffer | null; isGuarded: boolean }>(
    `SELECT birth_date AS "birthDate", EXISTS (SELECT FROM card_user WHERE holder_id = $1 AND party = 'GUARDIAN') AS "isGuarded"
     FROM card_holder WHERE id = $1`,
    [holderId],
  );
  const { birthDate, isGuarded } = holder!;
  const cell = { table: "card_holder", column: "birth_date", id: holderId };
  const born = birthDate && decrypt(context.keyring, cell, birthDate);
  return isGuarded || !isOfAge(born, context.clock()) ? ["GUARDIAN"] : ["HOLDER"];
}

/** Brings a card from a status to another, and writes down who did it. */
export async function stepCard(
  tx: Transaction,
  card: Pick<LockedCard, "id" | "status">,
  { from, to, party, reason, at, field }: CardStep,
): Promise<void> {
  if (!from.includes(card.status)) refuse(statusNotRight(field, from.join(", "), card.status));
  await tx.rows(
    `UPDATE card SET status = $2, blocked_by = CASE $2 WHEN 'BLOCKED' THEN $3 WHEN 'ACTIVE' THEN NULL ELSE blocked_by END WHERE id = $1`,
    [card.id, to, party],
  );
  await writeStep(tx, card.id, { to, party, reason, at });
}

export interface CardStep {
  readonly from: readonly CardStatus[];
  readonly to: CardStatus;
  readonly party: CardParty;
  readonly reason?: string | undefined;
  readonly at: Date;
  /** Path of the input that names the card. */
  readonly field: FieldPath;
}

/** Writes down what became of a card, and who did it. */
export async function writeStep(
  tx: Transaction,
  cardId: string,
  { to, party, reason, at }: Pick<CardStep, "to" | "party" | "reason" | "at">,
): Promise<void> {
  await tx.rows("INSERT INTO card_step (id, card_id, status, party, reason, at) VALUES ($1, $2, $3, $4, $5, $6)", [
    newId(),
    cardId,
    to,
    party,
    reason ?? null,
    at,
  ]);
}
