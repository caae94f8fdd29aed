import type { Context } from "../../kit/context";
import type { Connection, PageArguments } from "../../kit/graph/connection";
import { idPage } from "../../kit/graph/id-page";
import { JATIM } from "../province";
import { filedUnder } from "../references";
import { BANK, ESCROW, SELLERS } from "./books";
import type { JatimMartPayable, JatimMartSettlement, JatimMartTotals } from "./order";
import { sellerOf } from "./order.loader";

const SETTLEMENT = `this.id, this.pesantren_id AS "pesantrenId", this.amount, this.due_until AS "dueUntil", this.bank_reference AS "bankReference",
  this.settled_at AS "settledAt"`;

/** What was paid out to a seller. */
export async function settlementById({ db }: Context, id: string): Promise<JatimMartSettlement | null> {
  return (
    (await db.row<JatimMartSettlement>(`SELECT ${SETTLEMENT} FROM mart_settlement this WHERE id = $1`, [id])) ?? null
  );
}

/** A page of what was paid out, the latest first: a pesantren's own people see theirs. */
export function settlementPage(
  context: Context,
  { first, after }: Pick<PageArguments, "first" | "after">,
): Promise<Connection<JatimMartSettlement>> {
  const where = [[filedUnder("this.pesantren_id", "?"), sellerOf(context.caller)]] as const;
  return idPage(context, { select: SETTLEMENT, from: "mart_settlement this", where, first, after });
}

/** What is owed to each seller, and what of it was due at a moment, the most first. */
export function payablesOf(
  { db, caller, clock }: Context,
  dueAt: Date | null | undefined,
): Promise<JatimMartPayable[]> {
  return db.rows(
    `SELECT pesantren_id AS "pesantrenId", sum(total)::bigint AS owed, coalesce(sum(total) FILTER (WHERE return_until <= $2), 0)::bigint AS due
     FROM mart_order WHERE status IN ('RECEIVED', 'RETURN_ASKED') AND settlement_id IS NULL AND ($1::uuid IS NULL OR ${filedUnder("pesantren_id", "$1")})
     GROUP BY pesantren_id ORDER BY due DESC, pesantren_id LIMIT 1000`,
    [sellerOf(caller), dueAt ?? clock()],
  );
}

/** The sums of all orders. They are public and the rows behind them are not, so these are read by the province's own right. */
export async function totalsOf({ db }: Context): Promise<JatimMartTotals> {
  return (await db.as({ province: JATIM }).row<JatimMartTotals>(TOTALS, [BANK, ESCROW, SELLERS]))!;
}

/** One side adds up orders and settlements, the other the balances of the ledger. */
const TOTALS = `
  WITH kept AS (
    SELECT count(*) FILTER (WHERE status IN ('RECEIVED', 'RETURN_ASKED'))::int AS orders,
      coalesce(sum(total) FILTER (WHERE status IN ('RECEIVED', 'RETURN_ASKED')), 0)::bigint AS sales,
      coalesce(sum(total) FILTER (WHERE paid_at IS NOT NULL AND status NOT IN ('RECEIVED', 'RETURN_ASKED', 'REFUNDED')), 0)::bigint AS held,
      coalesce(sum(total) FILTER (WHERE status IN ('RECEIVED', 'RETURN_ASKED') AND settlement_id IS NULL), 0)::bigint AS owed,
      coalesce(sum(total) FILTER (WHERE status = 'REFUNDED'), 0)::bigint AS refunded
    FROM mart_order
  ), paid AS (
    SELECT coalesce(sum(amount), 0)::bigint AS settled FROM mart_settlement
  ), book AS (
    SELECT coalesce(sum(balance.amount) FILTER (WHERE code = $1), 0) AS bank, coalesce(-sum(balance.amount) FILTER (WHERE code = $2), 0) AS escrow,
      coalesce(-sum(balance.amount) FILTER (WHERE starts_with(code, $3)), 0) AS sellers
    FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id WHERE code LIKE 'mart/%'
  )
  SELECT orders, sales, held, owed, settled, refunded, bank = held + owed AND escrow = held AND sellers = owed AS "isEqualToLedger"
  FROM kept, paid, book`;
