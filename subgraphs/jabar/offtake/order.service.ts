import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { transition } from "../../kit/data/state";
import { isId, newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import type { KnownProduct } from "../../kit/catalogue/catalogue-copy";
import { actingPesantren, productOf } from "../known";
import { buyerFaults, once } from "../matching/event.service";
import { MOST_UNITS } from "./contract.service";
import * as errors from "./offtake.errors";
import type {
  CancelJabarOrderInput,
  DeliverJabarOrderInput,
  InspectJabarDeliveryInput,
  PlaceJabarOrderInput,
} from "./offtake.input";
import { DELIVERY_STATES } from "./offtake.states";

const ORDER_ID = ["input", "orderId"];
const NOBODY = { found: undefined, faults: [] };

/** Places an order with a pesantren. Returns its id; sent again with the same key, that of the one placed first. */
export async function placeOrder(context: Context, input: PlaceJabarOrderInput, key: string): Promise<string> {
  const { buyerId = null, partnerId = null, pesantrenId, brand, quantity, dueOn } = input;
  const producer = await actingPesantren(context, pesantrenId, ["input", "pesantrenId"]);
  const partner = partnerId === null ? NOBODY : await actingPesantren(context, partnerId, ["input", "partnerId"]);
  const product = await productOf(context, producer.found, input.productId, ["input", "productId"]);
  const today = dayInWib(context.clock());
  return once(context, "placeJabarOrder", input, key, async (tx) => {
    refuseAny([
      ...((buyerId === null) === (partnerId === null) || (partner.found && partner.found === producer.found)
        ? [errors.onePartner()]
        : []),
      ...(buyerId === null ? [] : await buyerFaults(tx, buyerId)),
      ...partner.faults,
      ...producer.faults,
      ...product.faults,
      ...textFaults(["input", "brand"], brand, [1, 120]),
      ...rangeFaults(["input", "quantity"], quantity, [1, MOST_UNITS]),
      ...dayFaults(["input", "dueOn"], dueOn, today, `${Number(today.slice(0, 4)) + 5}-12-31`),
    ]);
    refuseAny(await capacityFaults(tx, product.found!, { quantity, dueOn, today }));
    const id = newId();
    const { id: productId, unit } = product.found!;
    await tx.rows(
      `INSERT INTO production_order (id, buyer_id, partner_id, pesantren_id, product_id, brand, quantity, unit, ordered_on, due_on, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN')`,
      [id, buyerId, partner.found ?? null, producer.found, productId, brand.trim(), quantity, unit, today, dueOn],
    );
    return id;
  });
}

/** Calls an order off. Returns its id. */
export function cancelOrder(context: Context, { orderId, reason }: CancelJabarOrderInput): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    refuseAny([...openFaults(order), ...textFaults(["input", "reason"], reason, [2, 500])]);
    await tx.rows("UPDATE production_order SET status = 'CANCELLED', reason = $2 WHERE id = $1", [
      orderId,
      reason.trim(),
    ]);
    return orderId;
  });
}

/** Notes what is delivered, never more than was ordered. Returns the order's id; sent again with the same key, it counts once. */
export function deliverOrder(context: Context, input: DeliverJabarOrderInput, key: string): Promise<string> {
  return once(context, "deliverJabarOrder", input, key, async (tx) => {
    const { orderId, quantity, on } = input;
    const order = await lockOrder(tx, orderId);
    const left = order.quantity - order.delivered;
    refuseAny([
      ...openFaults(order),
      ...rangeFaults(["input", "quantity"], quantity, [1, MOST_UNITS]),
      ...(quantity > left ? [errors.moreThanOrdered(left, quantity)] : []),
      ...dayFaults(["input", "on"], on, order.orderedOn, dayInWib(context.clock())),
    ]);
    await tx.rows("INSERT INTO production_delivery VALUES ($1, $2, $3, $4, 'DELIVERED')", [
      newId(),
      orderId,
      quantity,
      on,
    ]);
    await tx.rows("UPDATE production_order SET delivered = delivered + $2 WHERE id = $1", [orderId, quantity]);
    return orderId;
  });
}

/** Notes whether the partner takes a delivery: what is rejected has to be delivered again. Returns the order's id. */
export function inspectDelivery(
  context: Context,
  { deliveryId, status, reason = null }: InspectJabarDeliveryInput,
): Promise<string> {
  const missing = errors.deliveryUnknown(["input", "deliveryId"], deliveryId);
  return context.db.inTransaction(async (tx) => {
    refuseAny([
      ...(isId(deliveryId) ? [] : [missing]),
      ...errors.reasonFaults(reason, status === "REJECTED"),
      ...textFaults(["input", "reason"], reason, [2, 500]),
    ]);
    const [delivery] = await tx.rows<{ orderId: string; quantity: number }>(
      `SELECT order_id AS "orderId", quantity FROM production_delivery WHERE id = $1`,
      [deliveryId],
    );
    const { orderId, quantity } = delivery ?? refuse(missing);
    await lockOrder(tx, orderId);
    await transition(tx, {
      table: "production_delivery",
      column: "status",
      id: deliveryId,
      states: DELIVERY_STATES,
      to: status,
      field: ["input", "status"],
      missing,
    });
    await tx.rows("UPDATE production_delivery SET reason = $2 WHERE id = $1", [deliveryId, reason?.trim() ?? null]);
    await tx.rows(
      status === "REJECTED" ? TAKE_BACK : COMPLETE,
      status === "REJECTED" ? [orderId, quantity] : [orderId],
    );
    return orderId;
  });
}

const TAKE_BACK = "UPDATE production_order SET delivered = delivered - $2 WHERE id = $1";

/** An order is done when everything that was ordered was accepted. */
const COMPLETE = `
  UPDATE production_order SET status = 'DELIVERED' WHERE id = $1 AND status = 'OPEN'
    AND quantity = (SELECT sum(quantity) FROM production_delivery WHERE order_id = $1 AND status = 'ACCEPTED')`;

interface LockedOrder {
  readonly quantity: number;
  readonly delivered: number;
  readonly orderedOn: string;
  readonly status: string;
}

async function lockOrder(tx: Transaction, id: string): Promise<LockedOrder> {
  const [order] = isId(id)
    ? await tx.rows<LockedOrder>(
        `SELECT quantity, delivered, ordered_on AS "orderedOn", status FROM production_order WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  return order ?? refuse(errors.orderUnknown(ORDER_ID, id));
}

function openFaults({ status }: LockedOrder): RefusalValue[] {
  return status === "OPEN" ? [] : [errors.orderNotOpen(ORDER_ID, status)];
}

function dayFaults(field: readonly string[], day: string, from: string, until: string): RefusalValue[] {
  return day >= from && day <= until ? [] : [errors.dayOutside(field, from, until, day)];
}

/**
 * Whether a product can be made in time. Orders are made in the order of their due days, so up to each due day that is not before the new one, what is
 * due by then must fit into the months until then, beside what signed contracts take each month. The product is locked, so that two orders can't both
 * take what is left. A product whose capacity is not known has no bound.
 */
async function capacityFaults(
  tx: Transaction,
  { id, monthlyCapacity }: KnownProduct,
  { quantity, dueOn, today }: { quantity: number; dueOn: string; today: string },
): Promise<RefusalValue[]> {
  if (monthlyCapacity === null) return [];
  await tx.rows("SELECT FROM product_reference WHERE id = $1 FOR UPDATE", [id]);
  const [row] = await tx.rows<{ left: bigint }>(LEFT, [id, today, dueOn, monthlyCapacity]);
  const left = row!.left > 0n ? row!.left : 0n;
  return left >= quantity ? [] : [errors.capacityExceeded(left, quantity, monthlyCapacity)];
}

/** A month that has begun counts as a whole one, and a contract that runs at all until a due day as if it ran in every month until then. */
const LEFT = `
  WITH open_order AS (
    SELECT due_on, quantity - delivered AS remaining FROM production_order WHERE product_id = $1 AND status = 'OPEN'
  ), due AS (
    SELECT DISTINCT day, 1 + 12 * (extract(year FROM day) - extract(year FROM $2::date)) + extract(month FROM day) - extract(month FROM $2::date) AS months
    FROM (SELECT $3::date UNION SELECT due_on FROM open_order WHERE due_on > $3::date) AS days (day)
  )
  SELECT floor(min(
    due.months * ($4::int - (SELECT coalesce(sum(ceil(quantity::numeric / period_months)), 0) FROM offtake_contract
      WHERE product_id = $1 AND status IN ('SIGNED', 'ACTIVE') AND runs_from <= due.day AND runs_until >= $2::date))
    - (SELECT coalesce(sum(remaining), 0) FROM open_order WHERE due_on <= due.day)))::bigint AS "left"
  FROM due`;
