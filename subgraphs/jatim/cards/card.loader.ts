import DataLoader from "dataloader";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Connection, PageArguments } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { mayBeTold, readPersonal, type Want } from "../../kit/personal/read";
import { isCardOffice, isCardShop, USE_CARDS } from "../access";
import { idOrNone, NO_ID } from "../ids";
import { databaseFor } from "../reach";
import { filedUnder } from "../references";
import { balanceAccount, savingsAccount } from "./books";
import type { JatimCard, JatimCardAccount, JatimCardHolder, JatimCardStep } from "./card";
import type { JatimCardAccountListArguments } from "./card.input";
import { CARD_HOLDERS } from "./holder.table";

type Page = Pick<PageArguments, "first" | "after">;

const ACCOUNT = `this.id, this.kind, this.bank_code AS "bankCode", this.opened_at AS "openedAt", this.closed_at AS "closedAt", this.holder_id AS "holderId",
  this.pesantren_id AS "pesantrenId", this.daily_limit AS "dailyLimitSet"`;

/** For whom a caller sees accounts: users for their holders, offices for their pesantren, operators for all, a bank for those that bear its name. */
const REACHED = `(this.holder_id IN (SELECT holder_id FROM card_user WHERE subject = $1)
  OR $2 AND ($3::uuid IS NULL OR ${filedUnder("this.pesantren_id", "$3")}) OR this.bank_code = $4)`;

function reachOf({ caller }: Context): readonly unknown[] {
  const { scopes, subject, pesantren, bank } = caller;
  const isBank = bank !== null;
  return [scopes.includes(USE_CARDS) && !isBank ? subject : null, isCardOffice(caller) && !isBank, pesantren, bank];
}

/** An account, if the caller may see it. */
export async function accountById(context: Context, id: string): Promise<JatimCardAccount | null> {
  if (!isId(id)) return null;
  const row = await databaseFor(context).row<JatimCardAccount>(
    `SELECT ${ACCOUNT}, true AS "isTold" FROM card_account this WHERE ${REACHED} AND this.id = $5`,
    [...reachOf(context), id],
  );
  return row ?? null;
}

/** A page of the accounts that the caller issues or that bear the bank's name, the last opened first. */
export function accountPage(
  context: Context,
  { pesantrenId, kind, first, after }: JatimCardAccountListArguments,
): Promise<Connection<JatimCardAccount>> {
  const { caller } = context;
  const office = isCardOffice(caller) ? caller.pesantren : NO_ID;
  return idPage(
    { db: databaseFor(context) },
    {
      select: `${ACCOUNT}, true AS "isTold"`,
      from: "card_account this",
      where: [
        caller.bank === null ? [filedUnder("this.pesantren_id", "?"), office] : ["this.bank_code = ?", caller.bank],
        [filedUnder("this.pesantren_id", "?"), idOrNone(pesantrenId)],
        ["this.kind = ?", kind],
      ],
      first,
      after,
    },
  );
}

/** A page of the accounts for whose holders the caller is known, the last opened first. */
export function ownAccountPage(context: Context, { first, after }: Page): Promise<Connection<JatimCardAccount>> {
  const known = "this.holder_id IN (SELECT holder_id FROM card_user WHERE subject = ?)";
  return idPage(context, {
    select: `${ACCOUNT}, true AS "isTold"`,
    from: "card_account this",
    where: [[known, context.caller.subject ?? ""]],
    first,
    after,
  });
}

const CARD = (
  today: string,
) => `this.id, this.number, this.issued_at AS "issuedAt", this.expires_on::text AS "expiresOn", this.account_id AS "accountId",
  CASE WHEN this.expires_on <= ${today} AND this.status IN ('ISSUED', 'ACTIVE', 'BLOCKED') THEN 'EXPIRED' ELSE this.status END AS status`;

/** A card and its account by the card's number; a shop sees those that it may take, and nothing of their money. */
export async function cardByNumber(context: Context, number: string): Promise<JatimCard | null> {
  const { caller } = context;
  const shop = isCardShop(caller) ? caller.pesantren : null;
  const row = await databaseFor(context).row<JatimCard>(
    `SELECT ${CARD("$6")} FROM card this WHERE this.number = $5 AND this.account_id IN (SELECT this.id FROM card_account this
       WHERE ${REACHED} OR ${filedUnder("this.pesantren_id", "$7")} OR ($7::uuid IS NOT NULL AND this.kind = 'OPOP'))`,
    [...reachOf(context), number.trim(), dayInWib(context.clock()), shop],
  );
  return row ?? null;
}

/** The account of a card that the caller sees. */
export function accountOfCard(context: Context, accountId: string): Promise<JatimCardAccount> {
  return context.loader(accountsOfCards).load(accountId);
}

function accountsOfCards(context: Context) {
  return new DataLoader<string, JatimCardAccount>(async (ids) => {
    const rows = await databaseFor(context).rows<JatimCardAccount>(
      `SELECT ${ACCOUNT}, coalesce(${REACHED}, false) AS "isTold" FROM card_account this WHERE this.id = ANY($5)`,
      [...reachOf(context), ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id)!);
  });
}

/** The cards of an account, the last made first. */
export function cardsOf(context: Context, accountId: string): Promise<JatimCard[]> {
  return context.loader(cardsByAccount).load(accountId);
}

function cardsByAccount(context: Context) {
  return new DataLoader<string, JatimCard[]>((ids) =>
    grouped(
      ids,
      databaseFor(context).rows(
        `SELECT this.account_id AS "ownerId", ${CARD("$2")} FROM card this WHERE this.account_id = ANY($1) ORDER BY this.account_id, this.id DESC`,
        [ids, dayInWib(context.clock())],
      ),
    ),
  );
}

/** What became of a card, in order. */
export function stepsOf(context: Context, cardId: string): Promise<JatimCardStep[]> {
  return context.loader(stepsByCard).load(cardId);
}

function stepsByCard(context: Context) {
  return new DataLoader<string, JatimCardStep[]>((ids) =>
    grouped(
      ids,
      databaseFor(context).rows(
        `SELECT card_id AS "ownerId", status, party, reason, at FROM card_step WHERE card_id = ANY($1) ORDER BY card_id, id`,
        [ids],
      ),
    ),
  );
}

/** What an account holds. */
export interface Holdings {
  readonly spendable: bigint;
  readonly saved: bigint;
  readonly spentToday: bigint;
}

/** What an account holds, and what of it was spent today (WIB). */
export function holdingsOf(context: Context, accountId: string): Promise<Holdings> {
  return context.loader(holdingsByAccount).load(accountId);
}

function holdingsByAccount(context: Context) {
  return new DataLoader<string, Holdings>(async (ids) => {
    const rows = await databaseFor(context).rows<Holdings & { id: string }>(
      `SELECT sought.id, coalesce((${BALANCE("sought.balance")}), 0)::bigint AS spendable, coalesce((${BALANCE("sought.savings")}), 0)::bigint AS saved,
         (SELECT coalesce(sum(CASE kind WHEN 'PURCHASE' THEN amount WHEN 'REFUND' THEN -amount ELSE 0 END), 0)::bigint FROM card_transaction
          WHERE account_id = sought.id AND day = $4) AS "spentToday"
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS sought (id, balance, savings)`,
      [
        ids,
        ids.map((id) => balanceAccount(id).code),
        ids.map((id) => savingsAccount(id).code),
        dayInWib(context.clock()),
      ],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id)!);
  });
}

const BALANCE = (code: string) => `SELECT sum(cached.amount) * account.side FROM ledger_account account
  JOIN ledger_balance cached ON cached.account_id = account.id WHERE account.code = ${code} GROUP BY account.side`;

/** Whether a caller is told of the money on an account that the caller sees: a bank by consent and policy alone. */
export async function isMoneyTold(
  context: Context,
  { isTold, holderId }: Pick<JatimCardAccount, "isTold" | "holderId">,
): Promise<boolean> {
  if (!isTold || context.caller.bank === null) return isTold;
  return context.loader(toldHolders).load(holderId);
}

function toldHolders(context: Context) {
  return new DataLoader<string, boolean>(async (ids) => {
    const told = await mayBeTold(context, CARD_HOLDERS, ids, { category: "ACCOUNT", what: "account" });
    return ids.map((id) => told.has(id));
  });
}

/** A holder of whom the caller may act or see an account; for the answer of mutations. */
export async function holderById({ db }: Context, id: string): Promise<JatimCardHolder | null> {
  return (
    (await db.row<JatimCardHolder>(`SELECT id, pesantren_id AS "pesantrenId" FROM card_holder WHERE id = $1`, [id])) ??
    null
  );
}

/** A value of a holder; null if the caller may not read it. */
export function holderValue(context: Context, id: string, field: string, masked = false): Promise<string | null> {
  return context.loader(holderValues).load({ id, field, masked });
}

function holderValues(context: Context) {
  return new DataLoader<Want, string | null, string>((wants) => readPersonal(context, CARD_HOLDERS, wants), {
    cacheKeyFn: ({ id, field, masked }) => `${id} ${field} ${masked}`,
  });
}
