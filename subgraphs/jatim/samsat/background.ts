import type { Database } from "../../kit/data/database";
import type { Log } from "../../kit/log";
import { fail, keepPaid, writePayment, writeReversal } from "./outcome";
import { partners } from "./partners";

const LOOK_EVERY_MS = 500;
const AT_ONCE = 20;
const MONTHS_AHEAD = 3;

/** A payment, or a reversal, of which the bank has not said for sure what became of it. */
interface Unknown {
  readonly id: string;
  readonly status: "PENDING" | "REVERSING";
  readonly bankCode: string;
  readonly sentAt: Date;
}

/**
 * Finds out what became of payments and reversals whose outcome is not known: by asking the bank, and never by sending again. What the bank does not have
 * after its window for new payments is over, it will never have. Returns how many were looked at.
 *
 * @param silentMs how long a payment may be open before it is asked about, longer than a call to the bank takes
 */
export async function resolveUnknown(db: Database, silentMs: number): Promise<number> {
  const open = await claim(db, silentMs);
  await Promise.all(open.map((each) => resolve(db, each)));
  return open.length;
}

/** Takes some open payments, so that nobody else asks about the same ones at the same time. */
function claim(db: Database, silentMs: number): Promise<Unknown[]> {
  return db.inTransaction((tx) =>
    tx.rows<Unknown>(
      `UPDATE samsat_payment SET checked_at = $1 WHERE id IN (
         SELECT id FROM samsat_payment WHERE status IN ('PENDING', 'REVERSING')
           AND coalesce(checked_at, CASE status WHEN 'PENDING' THEN sent_at ELSE reversal_sent_at END) < $2
         ORDER BY sent_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING id, status, bank_code AS "bankCode", CASE status WHEN 'PENDING' THEN sent_at ELSE reversal_sent_at END AS "sentAt"`,
      [new Date(), new Date(Date.now() - silentMs)],
    ),
  );
}

async function resolve(db: Database, { id, status, bankCode, sentAt }: Unknown): Promise<void> {
  const bank = partners().banks[bankCode]!;
  // Before the question: what arrives at the bank while it is asked may still be in time.
  const isOver = Date.now() > sentAt.getTime() + bank.windowMs;
  const isPayment = status === "PENDING";
  const answer = isPayment ? await bank.inquire(id) : await bank.inquireReversal(id);
  if (answer.outcome === "NOT_FOUND") {
    if (isOver) await db.inTransaction((tx) => (isPayment ? fail : keepPaid)(tx, id, "NOT_ARRIVED"));
    return;
  }
  await (isPayment ? writePayment : writeReversal)(db, id, answer);
}

/** Tells the vehicle office of payments and reversals that it has not been told of. Returns how many it has now. */
export async function reportToOffice(db: Database): Promise<number> {
  const open = await db.rows<{
    reference: string;
    plate: string;
    dueOn: string;
    amount: bigint;
    receiptNumber: string;
    paidAt: Date;
    kind: "PAID" | "REVERSED";
  }>(
    `SELECT id AS reference, plate, due_on::text AS "dueOn", total AS amount, receipt_number AS "receiptNumber", paid_at AS "paidAt", status AS kind
     FROM samsat_payment WHERE status = 'PAID' AND reported IS NULL OR status = 'REVERSED' AND reported IS DISTINCT FROM 'REVERSED'
     ORDER BY paid_at LIMIT ${AT_ONCE}`,
  );
  const done = await Promise.all(open.map((payment) => partners().office.report(payment)));
  const reported = open.filter((_, at) => done[at]);
  await db.inTransaction((tx) =>
    tx.rows(
      "UPDATE samsat_payment p SET reported = given.kind FROM unnest($1::uuid[], $2::text[]) AS given (id, kind) WHERE p.id = given.id",
      [reported.map(({ reference }) => reference), reported.map(({ kind }) => kind)],
    ),
  );
  return reported.length;
}

/** Does all that until it is told to stop. */
export function startSamsat(db: Database, log: Log): () => Promise<void> {
  const { silentMs } = partners();
  let isStopped = false;
  let wake = () => {};
  async function look(): Promise<void> {
    let monthsMade = 0;
    while (!isStopped) {
      try {
        if (Date.now() - monthsMade > 86_400_000) {
          await makeMonths(db);
          monthsMade = Date.now();
        }
        const busy = (await resolveUnknown(db, silentMs)) + (await reportToOffice(db));
        if (busy >= AT_ONCE) continue;
      } catch (error) {
        log.warn({ err: error }, "open vehicle tax payments can't be looked at");
      }
      if (!isStopped) {
        await new Promise<void>((next) => {
          const timer = setTimeout(next, LOOK_EVERY_MS);
          wake = () => (clearTimeout(timer), next());
        });
      }
    }
  }
  const looking = look();
  return async () => {
    isStopped = true;
    wake();
    await looking;
  };
}

async function makeMonths(db: Database): Promise<void> {
  await db.inTransaction((tx) =>
    tx.rows(
      "SELECT make_samsat_month((now() + make_interval(months => ahead))::date) FROM generate_series(0, $1) AS ahead",
      [MONTHS_AHEAD],
    ),
  );
}
