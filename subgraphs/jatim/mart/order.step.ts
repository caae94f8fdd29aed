import type { Caller } from "../../kit/access/caller";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { refuse } from "../../kit/refusal";
import { BUY, isMartOffice, PARTICIPATE } from "../access";
import { statusNotRight, notYours } from "../errors";
import { originalOf } from "../references";
import type { Booked } from "./books";
import * as errors from "./mart.errors";
import { holdsStock, ORDER_STATES, type OrderStatus, type Party } from "./order.states";

/** Path of the input that names an order. */
export const ORDER = ["input", "orderId"];

/** An order, locked. */
export interface LockedOrder extends Booked {
  readonly status: OrderStatus;
  readonly method: "SHIPPING" | "PICK_UP";
  readonly subject: string;
  /** The pesantren whose people sell it: that of the books, or the one into which that was merged. */
  readonly sellerId: string;
  readonly pickUpCode: string | null;
  readonly paidAt: Date | null;
  readonly receivedAt: Date | null;
  readonly returnUntil: Date | null;
}

export interface Step {
  readonly to: OrderStatus;
  readonly party: Party;
  readonly at: Date;
  readonly reason?: string;
  /** Columns that the step sets besides; names of the schema, never a caller's input. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Locks an order that the caller may see, and finds out as whom the caller may bring it to a status. */
export async function lockFor(
  { caller }: Context,
  tx: Transaction,
  id: string,
  to: OrderStatus,
): Promise<{ order: LockedOrder; party: Party }> {
  const order = isId(id) ? await lockOrder(tx, id) : undefined;
  const parties = order ? partiesOf(caller, order) : [];
  // Whose it is, is nobody else's to know.
  if (!order || parties.length === 0) return refuse(errors.orderUnknown(ORDER, id));
  const allowed = ORDER_STATES[order.status][to];
  if (!allowed) return refuse(statusNotRight(ORDER, beforeOf(to), order.status));
  const party = parties.find((each) => allowed.includes(each));
  return party ? { order, party } : refuse(notYours(ORDER, allowed.join(", "), parties.join(", ")));
}

/** An order, locked; undefined if there is none. */
export async function lockOrder(tx: Transaction, id: string): Promise<LockedOrder | undefined> {
  const [order] = await tx.rows<LockedOrder>(
    `SELECT o.id, o.pesantren_id AS "pesantrenId", o.total, ${originalOf("o.pesantren_id")} AS "sellerId", o.status, o.method, buyer.subject, o.pick_up_code AS "pickUpCode", o.paid_at AS "paidAt",
       o.received_at AS "receivedAt", o.return_until AS "returnUntil"
     FROM mart_order o JOIN mart_buyer buyer ON buyer.id = o.buyer_id WHERE o.id = $1 FOR UPDATE OF o`,
    [id],
  );
  return order;
}

/** Brings an order, which is locked, to a status; its units are offered again as soon as it needs them no more. */
export async function step(
  tx: Transaction,
  order: Pick<LockedOrder, "id" | "status">,
  { to, party, at, reason, set = {} }: Step,
): Promise<void> {
  const columns = Object.keys(set).map((column, index) => `, ${column} = $${index + 3}`);
  await tx.rows(`UPDATE mart_order SET status = $2${columns.join("")} WHERE id = $1`, [
    order.id,
    to,
    ...Object.values(set),
  ]);
  await tx.rows(
    "INSERT INTO mart_order_step (id, order_id, status, party, reason, at) VALUES ($1, $2, $3, $4, $5, $6)",
    [newId(), order.id, to, party, reason ?? null, at],
  );
  if (holdsStock(order.status) && !holdsStock(to)) await putBack(tx, order.id);
}

async function putBack(tx: Transaction, orderId: string): Promise<void> {
  // In the order of the ids, as whoever orders locks them.
  await tx.rows(
    "SELECT 1 FROM mart_listing WHERE id IN (SELECT listing_id FROM mart_order_line WHERE order_id = $1) ORDER BY id FOR UPDATE",
    [orderId],
  );
  await tx.rows(
    `UPDATE mart_listing SET stock = stock + line.quantity FROM mart_order_line line WHERE line.order_id = $1 AND line.listing_id = mart_listing.id`,
    [orderId],
  );
}

function partiesOf(caller: Caller, order: LockedOrder): Party[] {
  const { scopes, subject, pesantren } = caller;
  return [
    ...(scopes.includes(BUY) && subject === order.subject ? (["BUYER"] as const) : []),
    ...(scopes.includes(PARTICIPATE) && pesantren === order.sellerId ? (["SELLER"] as const) : []),
    ...(isMartOffice(caller) ? (["OFFICE"] as const) : []),
  ];
}

function beforeOf(to: OrderStatus): string {
  return Object.entries(ORDER_STATES)
    .filter(([, next]) => next[to])
    .map(([from]) => from)
    .join(", ");
}
