import DataLoader from "dataloader";
import type { Caller } from "../../kit/access/caller";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { readPersonal, type Want } from "../../kit/personal/read";
import { BUY, isMartOffice, PARTICIPATE } from "../access";
import { DELIVERIES } from "./delivery.table";
import { idOrNone, NO_ID } from "../ids";
import { filedUnder } from "../references";
import type { JatimCheckout, JatimOrder, JatimOrderLine, JatimOrderStep } from "./order";
import type { JatimOrderListArguments, JatimSaleListArguments } from "./order.input";

const ORDER = `this.id, this.status, this.total, this.method, this.placed_at AS "placedAt", this.expires_at AS "expiresAt", this.paid_at AS "paidAt",
  this.payment_reference AS "paymentReference", this.refund_reference AS "refundReference", this.courier, this.tracking_number AS "trackingNumber",
  this.received_at AS "receivedAt", this.return_until AS "returnUntil", this.pesantren_id AS "pesantrenId", this.service_point_id AS "servicePointId",
  this.pick_up_code AS "pickUpCode", buyer.subject AS "buyerSubject"`;
const FROM = "mart_order this JOIN mart_buyer buyer ON buyer.id = this.buyer_id";

/** An order by its id, if it is one that the caller may see. */
export async function orderById({ db, caller }: Context, id: string): Promise<JatimOrder | null> {
  if (!isId(id)) return null;
  const row = await db.row<JatimOrder>(
    `SELECT ${ORDER} FROM ${FROM} WHERE this.id = $1 AND (buyer.subject = $2 OR ${filedUnder("this.pesantren_id", "$3")} OR $4)`,
    [
      ...[id, caller.scopes.includes(BUY) ? caller.subject : null],
      ...[caller.scopes.includes(PARTICIPATE) ? caller.pesantren : null, isMartOffice(caller)],
    ],
  );
  return row ?? null;
}

/** A page of the caller's own orders, the last placed first. */
export function ownOrderPage(context: Context, args: JatimOrderListArguments): Promise<Connection<JatimOrder>> {
  const { statuses, first, after } = args;
  const where = [
    ["buyer.subject = ?", context.caller.subject ?? ""],
    ["this.status = ANY(?)", statuses],
  ] as const;
  return idPage(context, { select: ORDER, from: FROM, where, first, after });
}

/** A page of the orders of sellers, the last placed first: a pesantren's own people have those of theirs. */
export function salePage(context: Context, args: JatimSaleListArguments): Promise<Connection<JatimOrder>> {
  const { statuses, pesantrenId, first, after } = args;
  return idPage(context, {
    select: ORDER,
    from: FROM,
    where: [
      [filedUnder("this.pesantren_id", "?"), sellerOf(context.caller)],
      [filedUnder("this.pesantren_id", "?"), idOrNone(pesantrenId)],
      ["this.status = ANY(?)", statuses],
    ],
    first,
    after,
  });
}

/** The only pesantren whose sales a caller sees; null for all. */
export function sellerOf(caller: Caller): string | null {
  return isMartOffice(caller) ? null : (caller.pesantren ?? NO_ID);
}

/** What the caller ordered at once. */
export async function checkoutById({ db, caller }: Context, id: string): Promise<JatimCheckout | null> {
  const orders = await db.rows<JatimOrder>(
    `SELECT ${ORDER} FROM ${FROM} WHERE this.checkout_id = $1 AND buyer.subject = $2 ORDER BY this.id`,
    [id, caller.subject],
  );
  return { id, orders, total: orders.reduce((sum, { total }) => sum + total, 0n) };
}

/** What an order is of. */
export function linesOf(context: Context, orderId: string): Promise<JatimOrderLine[]> {
  return context.loader(linesByOrder).load(orderId);
}

function linesByOrder({ db }: Context) {
  return new DataLoader<string, JatimOrderLine[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT order_id AS "ownerId", product_id AS "productId", name, quantity, price FROM mart_order_line
         WHERE order_id = ANY($1) ORDER BY order_id, listing_id`,
        [ids],
      ),
    ),
  );
}

/** The steps of an order, in their order. */
export function stepsOf(context: Context, orderId: string): Promise<JatimOrderStep[]> {
  return context.loader(stepsByOrder).load(orderId);
}

function stepsByOrder({ db }: Context) {
  return new DataLoader<string, JatimOrderStep[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT order_id AS "ownerId", status, party, reason, at FROM mart_order_step WHERE order_id = ANY($1) ORDER BY order_id, id`,
        [ids],
      ),
    ),
  );
}

/** A value of the person to whom an order goes; null if the caller may not read it. */
export function deliveryValue(
  context: Context,
  orderId: string,
  field: "name" | "phone" | "address",
): Promise<string | null> {
  return context.loader(deliveryValues).load({ id: orderId, field, masked: false });
}

function deliveryValues(context: Context) {
  return new DataLoader<Want, string | null, string>((wants) => readPersonal(context, DELIVERIES, wants), {
    cacheKeyFn: ({ id, field }) => `${id} ${field}`,
  });
}
