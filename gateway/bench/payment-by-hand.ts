import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { JATIM } from "../../subgraphs/jatim/province";
import { newId } from "../../subgraphs/kit/id";
import { BANK, DUE_ON, PARTS, TOTAL, type Bill } from "./payment-bills";

/** Pays bills by plain SQL. */
export interface ByHand {
  pay(bill: Bill): Promise<void>;
  close(): Promise<void>;
}

/**
 * The same payment as somebody would write it by hand who knows everything before: the rows that the room writes, in the same two transactions, each
 * statement prepared, and nothing looked at. It is what the room is measured against, as the same role on the same server.
 */
export async function byHand(roomUrl: string, pesantrenId: string, connections: number): Promise<ByHand> {
  const pool = new Pool({
    connectionString: roomUrl,
    max: connections,
    options: `-c opop.province=${JATIM} -c random_page_cost=1.1 -c jit=off`,
  });
  const accounts = await accountsOf(pool);
  return {
    pay: async (bill) => {
      const at = new Date();
      await inTransaction(pool, [
        [CLAIM, [randomUUID(), Buffer.alloc(32, bill.id), JSON.stringify(bill.id)]],
        [MARK, [bill.id, at]],
        [TAKE_YEAR, [bill.plate, bill.id]],
      ]);
      const posting = newId();
      await inTransaction(pool, [
        [PAID, [bill.id, at, `B-${bill.id}`, `SO-${bill.id}`]],
        [POSTING, [posting, bill.id, `samsat ${bill.id}`, at]],
        [ENTRIES, [posting, ...accounts]],
        [FACT, [newId(), at.toISOString().slice(0, 7), pesantrenId, at]],
      ]);
    },
    close: () => pool.end(),
  };
}

const CLAIM = `INSERT INTO idempotency (operation, key, input_hash, answer) VALUES ('payJatimVehicleTax', $1, $2, $3)`;
const MARK = "UPDATE samsat_payment SET status = 'PENDING', sent_at = $2 WHERE id = $1 AND status = 'BILLED'";
const TAKE_YEAR = `INSERT INTO samsat_year VALUES ($1, '${DUE_ON}', $2)`;
const PAID = `UPDATE samsat_payment SET status = 'PAID', paid_at = $2, bank_reference = $3, receipt_number = $4 WHERE id = $1 AND status = 'PENDING'`;
const POSTING =
  "INSERT INTO ledger_posting (id, cause_kind, cause_id, description, at) VALUES ($1, 'samsat-paid', $2, $3, $4)";
const ENTRIES = `INSERT INTO ledger_entry (posting_id, account_id, amount)
  VALUES ($1, $2, ${TOTAL}), ($1, $3, ${-PARTS.pkb}), ($1, $4, ${-PARTS.opsen}), ($1, $5, ${-PARTS.swdkllj}), ($1, $6, ${-PARTS.adminFee})`;
const FACT = `INSERT INTO fact (id, indicator, province_code, period, regency_code, pesantren_id, dimensions, value, unit, kind, source, as_of)
  VALUES ($1, 'samsat.paid', '${JATIM}', $2, '35.78', $3, '{"bank": "${BANK}"}', ${TOTAL}, 'rupiah', 'COMPUTED', 'jatim', $4)`;

/** Of the bank, and of those who collect the parts of a bill. */
const ACCOUNTS = [
  `samsat/bank/${BANK}`,
  "samsat/owed/pkb",
  "samsat/owed/opsen",
  "samsat/owed/swdkllj",
  "samsat/fee",
] as const;

async function accountsOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM ledger_account JOIN unnest($1::text[]) WITH ORDINALITY AS wanted (code, place) USING (code) ORDER BY place",
    [ACCOUNTS],
  );
  return rows.map(({ id }) => id);
}

/** Each statement must write rows: a payment that writes nothing would be no payment. */
async function inTransaction(pool: Pool, statements: readonly (readonly [string, readonly unknown[]])[]) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const [text, values] of statements) {
      const { rowCount } = await client.query({ name: text.slice(0, 40), text, values: [...values] });
      if (!rowCount) throw new Error(`Nothing was written by: ${text}`);
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
