import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Connection, PageArguments } from "../../kit/graph/connection";
import { idPage } from "../../kit/graph/id-page";
import { idOrNone } from "../ids";
import { JATIM } from "../province";
import { databaseFor } from "../reach";
import { salesAccount, tillAccount } from "./books";
import type { JatimCardCount, JatimCardShop, JatimCardTotals, JatimCardTransaction, JatimTopUp } from "./card";
import { anyOwnPoint } from "./shop.service";

type Page = Pick<PageArguments, "first" | "after">;

const TRANSACTION = `this.id, this.kind, this.amount, this.description, this.at, this.service_point_id AS "servicePointId"`;
const UNTOLD = `${TRANSACTION}, NULL::bigint AS "balanceAfter"`;
/** What could be spent after a movement, as the ledger kept it. */
const TOLD = `${TRANSACTION}, (SELECT entry.balance_after * account.side FROM ledger_posting posting JOIN ledger_entry entry ON entry.posting_id = posting.id
  JOIN ledger_account account ON account.id = entry.account_id AND account.code = 'card/balance/' || this.account_id
  WHERE posting.cause_kind = 'card-' || replace(lower(this.kind), '_', '-') AND posting.cause_id = this.id::text) AS "balanceAfter"`;

/** A movement, as a shop is told of it: for the answer of its mutation. */
export async function transactionById({ db }: Context, id: string): Promise<JatimCardTransaction | null> {
  return (
    (await db.row<JatimCardTransaction>(`SELECT ${UNTOLD} FROM card_transaction this WHERE this.id = $1`, [id])) ?? null
  );
}

/** A page of the movements of an account that the caller is told about, the last first. */
export function transactionsOf(
  context: Context,
  accountId: string,
  { first, after }: Page,
): Promise<Connection<JatimCardTransaction>> {
  const where = [["this.account_id = ?", accountId]] as const;
  return idPage({ db: databaseFor(context) }, { select: TOLD, from: "card_transaction this", where, first, after });
}

/** A page of what was bought, taken back and topped up at a service point of the caller's, the last first. */
export async function shopTransactions(
  context: Context,
  servicePointId: string,
  { first, after }: Page,
): Promise<Connection<JatimCardTransaction>> {
  const { found } = await anyOwnPoint(context, servicePointId);
  const where = [["this.service_point_id = ?", idOrNone(found?.id ?? "-")]] as const;
  return idPage(context, { select: UNTOLD, from: "card_transaction this", where, first, after });
}

const TOP_UP = `this.id, this.pay_code AS "payCode", this.bank_code AS "bankCode", this.amount, this.expires_at AS "expiresAt", this.paid_at AS "paidAt",
  this.bank_reference AS "bankReference"`;

/** A top-up: for the answer of the mutation that asked for it or confirmed it. */
export async function topUpById(context: Context, id: string): Promise<JatimTopUp | null> {
  const db = databaseFor(context);
  return (await db.row<JatimTopUp>(`SELECT ${TOP_UP} FROM card_top_up this WHERE this.id = $1`, [id])) ?? null;
}

/** A page of the top-ups of an account that the caller is told about, the last first. */
export function topUpsOf(context: Context, accountId: string, { first, after }: Page): Promise<Connection<JatimTopUp>> {
  const where = [["this.account_id = ?", accountId]] as const;
  return idPage({ db: databaseFor(context) }, { select: TOP_UP, from: "card_top_up this", where, first, after });
}

/** A page of the top-ups that are paid at the caller's bank, the last first. */
export function bankTopUps(context: Context, { first, after }: Page): Promise<Connection<JatimTopUp>> {
  const where = [["this.bank_code = ?", context.caller.bank ?? ""]] as const;
  return idPage({ db: databaseFor(context) }, { select: TOP_UP, from: "card_top_up this", where, first, after });
}

/** What is between a service point of the caller's and the banks; null if it is none. */
export async function shopOf(context: Context, servicePointId: string): Promise<JatimCardShop | null> {
  const { found } = await anyOwnPoint(context, servicePointId);
  if (!found) return null;
  const rows = await context.db.rows<{ code: string; balance: bigint }>(
    `SELECT account.code, sum(cached.amount)::bigint * account.side AS balance FROM ledger_account account
     JOIN ledger_balance cached ON cached.account_id = account.id WHERE account.code = ANY($1) GROUP BY account.code, account.side`,
    [[salesAccount(found.id).code, tillAccount(found.id).code]],
  );
  const of = (code: string) => rows.find((row) => row.code === code)?.balance ?? 0n;
  return { servicePointId: found.id, owed: of(salesAccount(found.id).code), cash: of(tillAccount(found.id).code) };
}

/** How many accounts are open of people of a pesantren, by kind. They are public and the rows behind them are not, so they are counted by the province's own right. */
export async function countsOf(context: Context, pesantrenIds: readonly string[]): Promise<JatimCardCount[]> {
  const counted = await context.loader(countsByPesantren).loadMany(pesantrenIds);
  const all = counted.flatMap((each) => (each instanceof Error ? [] : each));
  return (["SANTRI", "OPOP"] as const).map((kind) => ({
    kind,
    accounts: all.filter((each) => each.kind === kind).reduce((sum, { accounts }) => sum + accounts, 0),
  }));
}

function countsByPesantren({ db }: Context) {
  return new DataLoader<string, JatimCardCount[]>(async (ids) => {
    const rows = await db.as({ province: JATIM }).rows<JatimCardCount & { pesantrenId: string }>(
      `SELECT pesantren_id AS "pesantrenId", kind, count(*)::int AS accounts FROM card_account
       WHERE pesantren_id = ANY($1) AND closed_at IS NULL GROUP BY pesantren_id, kind`,
      [ids],
    );
    return ids.map((id) => rows.filter(({ pesantrenId }) => pesantrenId === id));
  });
}

/** The sums of all cards, read by the province's own right: they are public and the rows behind them are not. */
export async function totalsOf({ db }: Context): Promise<JatimCardTotals> {
  return (await db.as({ province: JATIM }).row<JatimCardTotals>(TOTALS))!;
}

/** One side adds up movements and settlements, the other the balances of the ledger. */
const TOTALS = `
  WITH moved AS (
    SELECT coalesce(sum(amount) FILTER (WHERE kind IN ('TOP_UP', 'CASH_TOP_UP')), 0)::bigint AS came,
      coalesce(sum(CASE kind WHEN 'PURCHASE' THEN amount WHEN 'REFUND' THEN -amount END), 0)::bigint AS bought,
      coalesce(sum(amount) FILTER (WHERE kind = 'PAY_OUT'), 0)::bigint AS "paidOut"
    FROM card_transaction
  ), settled AS (
    SELECT coalesce(sum(amount) FILTER (WHERE kind = 'SALES_PAID_OUT'), 0)::bigint AS sales FROM card_settlement
  ), opened AS (
    SELECT count(*)::int AS accounts FROM card_account WHERE closed_at IS NULL
  ), book AS (
    SELECT coalesce(-sum(balance.amount) FILTER (WHERE code LIKE 'card/balance/%' OR code LIKE 'card/savings/%'), 0) AS held,
      coalesce(-sum(balance.amount) FILTER (WHERE code LIKE 'card/shop/%'), 0) AS shops,
      coalesce(sum(balance.amount) FILTER (WHERE code LIKE 'card/bank/%' OR code LIKE 'card/till/%'), 0) AS money
    FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id WHERE code LIKE 'card/%'
  )
  SELECT accounts, came AS "toppedUp", bought AS purchased, came - bought - "paidOut" AS held,
    book.held = came - bought - "paidOut" AND shops = bought - sales AND money = book.held + shops AS "isEqualToLedger"
  FROM moved, settled, opened, book`;
