import type { Clock } from "../../kit/clock";
import type { Database, Transaction } from "../../kit/data/database";
import type { Log } from "../../kit/log";
import { bringToBuyer } from "./order.service";
import { lockOrder, step } from "./order.step";

const LOOK_EVERY_MS = 1_000;
const AT_ONCE = 200;

/**
 * Ends what was not paid in time, and takes what a courier has had for long enough as received: each order in a transaction of its own, and once, however
 * many look. Returns how many there were.
 */
export async function endPeriods(db: Database, clock: Clock): Promise<number> {
  const at = clock();
  const due = await db.rows<{ id: string }>(`SELECT id FROM mart_order WHERE ${IS_OVER} ORDER BY id LIMIT ${AT_ONCE}`, [
    at,
  ]);
  for (const { id } of due) await db.inTransaction((tx) => end(tx, id, at));
  return due.length;
}

const IS_OVER = "(status = 'PLACED' AND expires_at <= $1 OR status = 'SHIPPED' AND receive_by <= $1)";

/** Somebody may have paid or received it meanwhile, or be at it. */
async function end(tx: Transaction, id: string, at: Date): Promise<void> {
  const held = await tx.rows(`SELECT 1 FROM mart_order WHERE ${IS_OVER} AND id = $2 FOR UPDATE SKIP LOCKED`, [at, id]);
  if (held.length === 0) return;
  const order = (await lockOrder(tx, id))!;
  if (order.status === "PLACED") await step(tx, order, { to: "EXPIRED", party: "SYSTEM", at });
  else await bringToBuyer(tx, order, "SYSTEM", at);
}

/** Looks every second, until the result is called. */
export function startMart(db: Database, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const look = async () => {
    const ended = await endPeriods(db, db.clock);
    if (ended > 0) log.info({ orders: ended }, "periods of orders ended");
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = look()
      .catch((error: Error) => log.warn({ reason: error.message }, "periods of orders could not be ended"))
      .finally(() => (isBusy = false));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
