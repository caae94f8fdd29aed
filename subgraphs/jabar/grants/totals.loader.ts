import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { JABAR } from "../province";
import { expenseCode, treasuryCode } from "./books";
import type { JabarCategoryGrantTotals, JabarGrantTotals } from "./totals";

/** The sums of an edition's grants, compared with the ledger. */
export function totalsOf(context: Context, year: number): Promise<JabarGrantTotals> {
  return context.loader(totalsByYear).load(year);
}

const SUMS = ["granted", "ordered", "paid", "paidBack", "accountedFor"] as const;

interface Row extends JabarCategoryGrantTotals {
  readonly year: number;
  readonly isEqualToLedger: boolean;
}

/** The sums are public and the rows behind them are not, so these are read by the province's own right. */
function totalsByYear({ db }: Context) {
  return new DataLoader<number, JabarGrantTotals>(async (years) => {
    const ofProvince = db.as({ province: JABAR });
    const rows = await ofProvince.rows<Row>(TOTALS, [years, years.map(expenseCode), years.map(treasuryCode)]);
    return years.map((year) => {
      const byCategory = rows.filter((row) => row.year === year);
      const sums = SUMS.map((name) => [name, byCategory.reduce((sum, row) => sum + row[name], 0n)] as const);
      return {
        ...(Object.fromEntries(sums) as Record<(typeof SUMS)[number], bigint>),
        count: byCategory.reduce((sum, row) => sum + row.count, 0),
        byCategory,
        isEqualToLedger: byCategory.every((row) => row.isEqualToLedger),
      };
    });
  });
}

/** One side adds up grants, tranches and reports, the other the entries of the ledger: of what is owed to each winner, and of the edition's accounts. */
const TOTALS = `
  WITH award AS (
    SELECT a.id, a.account_id, e.year, a.category, a.amount, a.revoked_at IS NULL AS stands
    FROM grant_award a JOIN edition_stage s ON s.id = a.stage_id JOIN edition e ON e.id = s.edition_id WHERE e.year = ANY($1)
  ), tranche AS (
    SELECT award_id, sum(amount) FILTER (WHERE status = 'ORDERED') AS ordered, sum(amount) FILTER (WHERE status = 'PAID') AS paid
    FROM grant_tranche WHERE award_id IN (SELECT id FROM award) GROUP BY 1
  ), report AS (
    SELECT t.award_id, sum(r.unspent) AS back, sum((SELECT sum(amount) FROM grant_receipt WHERE report_id = r.id)) AS spent
    FROM grant_report r JOIN grant_tranche t ON t.id = r.tranche_id WHERE r.status = 'ACCEPTED' AND t.award_id IN (SELECT id FROM award) GROUP BY 1
  ), kept AS (
    SELECT year, category, count(*) FILTER (WHERE stands)::int AS count, coalesce(sum(amount) FILTER (WHERE stands), 0)::bigint AS granted,
      coalesce(sum(ordered), 0)::bigint AS ordered, coalesce(sum(paid), 0)::bigint AS paid,
      coalesce(sum(back), 0)::bigint AS back, coalesce(sum(spent), 0)::bigint AS spent
    FROM award LEFT JOIN tranche ON tranche.award_id = award.id LEFT JOIN report ON report.award_id = award.id GROUP BY 1, 2
  ), owed AS (
    SELECT award.year, category, -sum(entry.amount) FILTER (WHERE cause_kind IN ('grant-granted', 'grant-revoked')) AS granted,
      sum(entry.amount) FILTER (WHERE cause_kind = 'grant-paid') AS paid
    FROM award JOIN ledger_entry entry USING (account_id) JOIN ledger_posting posting ON posting.id = entry.posting_id GROUP BY 1, 2
  ), edition_sum AS (
    SELECT year, sum(granted) AS granted, sum(paid) AS paid, sum(back) AS back FROM kept GROUP BY 1
  ), account AS (
    SELECT edition.year, coalesce(sum(balance.amount) FILTER (WHERE account.code = expense), 0) AS expense,
      coalesce(sum(balance.amount) FILTER (WHERE account.code = treasury), 0) AS treasury
    FROM unnest($1::int[], $2::text[], $3::text[]) AS edition (year, expense, treasury)
    LEFT JOIN ledger_account account ON account.code IN (expense, treasury) LEFT JOIN ledger_balance balance ON balance.account_id = account.id GROUP BY 1
  )
  SELECT kept.year, category, kept.count, kept.granted, kept.ordered, kept.paid, kept.back AS "paidBack", kept.spent AS "accountedFor",
    coalesce(owed.granted, 0) = kept.granted AND coalesce(owed.paid, 0) = kept.paid
      AND expense = edition_sum.granted - edition_sum.back AND treasury = edition_sum.back - edition_sum.paid AS "isEqualToLedger"
  FROM kept LEFT JOIN owed USING (year, category) JOIN edition_sum ON edition_sum.year = kept.year JOIN account ON account.year = kept.year
  ORDER BY kept.year, category`;
