import type { Client } from "pg";
import { withClient } from "./databases";
import { plateOf } from "./payment-bills";

/** Payments of the past, and over how many months they are spread, this one the last. */
export interface History {
  readonly payments: number;
  readonly months: number;
}

/**
 * Fills a room's database with payments of the past: copies of the one payment in it, which the room itself has made, with all that this one left in other
 * tables. Two connections share the work. A table is emptied in the transaction that fills it, so that the server need not log every row.
 */
export async function fillHistory(superuserUrl: string, history: History): Promise<void> {
  await withClient(superuserUrl, (client) =>
    client.query(
      "SELECT make_samsat_month((now() - make_interval(months => ago))::date) FROM generate_series(0, $1) ago",
      [history.months - 1],
    ),
  );
  await Promise.all([PAYMENTS, LEDGER].map((part) => fillPart(superuserUrl, part, history)));
  await withClient(superuserUrl, async (client) => {
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  });
}

/** Tables that are filled in one transaction. */
interface Part {
  readonly tables: readonly string[];
  /** SQL of what the copies need to know of the first payment, which the table `first` keeps. */
  readonly first: string;
  /** SQL that fills the tables from `first` and `past`. */
  readonly fill: (past: string, payments: number) => readonly string[];
}

const PAYMENTS: Part = {
  tables: ["samsat_payment", "samsat_year", "idempotency", "fact"],
  first: "SELECT payment, fact FROM samsat_payment AS payment, fact WHERE indicator = 'samsat.paid'",
  fill: (past) => [
    `INSERT INTO samsat_payment (id, pay_code, status, service_point_id, pesantren_id, bank_code, regency_code, plate, vehicle_class, vehicle, due_on, pkb,
       pkb_penalty, opsen, swdkllj, swdkllj_penalty, admin_fee, billed_at, billed_by, expires_at, sent_at, paid_at, bank_reference, receipt_number, reported)
     SELECT past.id, to_char(past.at, 'YYYYMM') || lpad((n * 1299709 % 100000000000)::text, 11, '0') || '0', 'PAID', (payment).service_point_id,
       (payment).pesantren_id, (payment).bank_code, (payment).regency_code, ${plateOf("n")}, (payment).vehicle_class, (payment).vehicle, past.at::date,
       (payment).pkb, (payment).pkb_penalty, (payment).opsen, (payment).swdkllj, (payment).swdkllj_penalty, (payment).admin_fee, past.at,
       (payment).billed_by, past.at + interval '2 hours', past.at, past.at, past.id, 'SO-' || to_char(past.at, 'YYYYMMDD') || '-' || lpad(to_hex(n), 12, '0'), 'PAID'
     FROM first, ${past} AS past`,
    "INSERT INTO samsat_year SELECT plate, due_on, id FROM samsat_payment",
    // Clients choose their keys by chance: one for the bill, one for the payment.
    `INSERT INTO idempotency SELECT operation, md5(operation || id)::uuid, decode(repeat(md5(pay_code), 2), 'hex'), to_jsonb(id), billed_at
     FROM samsat_payment, unnest(ARRAY['billJatimVehicleTax', 'payJatimVehicleTax']) AS operation`,
    `INSERT INTO fact (id, indicator, province_code, period, regency_code, pesantren_id, dimensions, value, unit, kind, source, as_of)
     SELECT id, (fact).indicator, (fact).province_code, to_char(paid_at, 'YYYY-MM'), (fact).regency_code, (fact).pesantren_id, (fact).dimensions,
       (fact).value, (fact).unit, (fact).kind, (fact).source, paid_at FROM first, samsat_payment`,
  ],
};

const LEDGER: Part = {
  tables: ["ledger_posting", "ledger_entry"],
  first: `SELECT account_id, amount, cause_kind, row_number() OVER (ORDER BY account_id) AS place, count(*) OVER () AS entries
    FROM ledger_entry JOIN ledger_posting ON ledger_posting.id = posting_id AND cause_kind = 'samsat-paid'`,
  fill: (past, payments) => [
    `INSERT INTO ledger_posting (id, cause_kind, cause_id, description, at)
     SELECT past.id, cause_kind, past.id, 'samsat ' || past.id, past.at FROM first, ${past} AS past WHERE place = 1`,
    `INSERT INTO ledger_entry (posting_id, account_id, amount, number)
     SELECT past.id, account_id, amount, (n - 1) * entries + place FROM ${past} AS past, first`,
    `UPDATE ledger_balance SET amount = first.amount * (stripe = 0)::int * ${payments}, entries = (stripe = 0)::int * ${payments}
     FROM first WHERE first.account_id = ledger_balance.account_id`,
    `SELECT setval('ledger_entry_number', max(entries) * ${payments}) FROM first`,
  ],
};

async function fillPart(superuserUrl: string, { tables, first, fill }: Part, history: History): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    // No trigger and no foreign key looks at every row.
    await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'");
    await client.query(`CREATE TEMPORARY TABLE first AS ${first}`);
    await client.query("BEGIN");
    await client.query(`TRUNCATE ${tables.join(", ")}`);
    const filled = await partsOf(client, tables);
    // An index that is not ready is left alone by every insert, and made at once afterwards.
    await client.query("UPDATE pg_index SET indisready = false WHERE indrelid = ANY($1::regclass[])", [filled]);
    for (const statement of fill(pastOf(history), history.payments)) await client.query(statement);
    for (const table of filled) await client.query(`REINDEX TABLE ${table}`);
    await client.query("COMMIT");
  });
}

/** The tables that hold rows: those given, and instead of a divided one its partitions. */
async function partsOf(client: Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE oid = ANY($1::regclass[]) AND relkind = 'r'
     UNION SELECT relid::text FROM unnest($1::regclass[]) AS given, pg_partition_tree(given) WHERE isleaf`,
    [tables],
  );
  return rows.map(({ name }) => name);
}

/** SQL of the payments of the past, each with its number, moment and id, evenly over the time. */
function pastOf({ payments, months }: History): string {
  return `(
    SELECT n, to_timestamp(ms / 1000.0) AS at, (lpad(to_hex(ms), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid AS id
    FROM (
      SELECT (extract(epoch FROM began) * 1000)::bigint AS began, (extract(epoch FROM now() - began) * 1000)::bigint AS lasted
      FROM (SELECT date_trunc('month', now()) - interval '${months - 1} months' AS began) AS first_day
    ) AS span, generate_series(1, ${payments}::bigint) AS n, LATERAL (SELECT began + lasted * n / ${payments + 1} AS ms) AS moment)`;
}
