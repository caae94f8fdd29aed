import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { idPage, type Condition } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { idOrNone } from "../matching/matching.loader";
import { ownPesantren } from "../own";
import type { JabarContract, JabarOrder } from "./offtake";
import type { JabarContractListArguments, JabarOrderListArguments } from "./offtake.input";

const CONTRACT = {
  select: `this.id, this.buyer_id AS "buyerId", this.pesantren_id AS "pesantrenId", this.product_id AS "productId", this.price, this.quantity,
    CASE this.period_months WHEN 1 THEN 'MONTH' WHEN 3 THEN 'QUARTER' ELSE 'YEAR' END AS period, this.unit, this.runs_from AS "from",
    this.runs_until AS "until", this.status, this.reason,
    (SELECT jsonb_agg(jsonb_build_object('status', status, 'at', at) ORDER BY at, array_position('{DRAFT,SIGNED,ACTIVE,FULFILLED,TERMINATED}', status)) FROM contract_step WHERE contract_id = this.id) AS steps`,
  from: "offtake_contract this",
};
const ORDER = {
  select: `this.id, this.buyer_id AS "buyerId", this.partner_id AS "partnerId", this.pesantren_id AS "pesantrenId", this.product_id AS "productId",
    this.brand, this.quantity, this.delivered, this.unit, this.ordered_on AS "orderedOn", this.due_on AS "dueOn", this.status, this.reason,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'quantity', quantity, 'on', delivered_on, 'status', status, 'reason', reason) ORDER BY id), '[]')
     FROM production_delivery WHERE order_id = this.id) AS deliveries`,
  from: "production_order this",
};

/** What a pesantren's own person sees: its own contracts, and the orders that it makes or for which it is the partner. */
const OWN_CONTRACT = "this.pesantren_id = ?";
const OWN_ORDER = "(? IN (this.pesantren_id, this.partner_id))";

/** One contract, or null. */
export function contractById(context: Context, id: string): Promise<JabarContract | null> {
  return isId(id) ? context.loader(contractsById).load(id.toLowerCase()) : Promise.resolve(null);
}

function contractsById(context: Context) {
  return loaded<JabarContract>(context, CONTRACT, OWN_CONTRACT);
}

/** One order, or null. */
export function orderById(context: Context, id: string): Promise<JabarOrder | null> {
  return isId(id) ? context.loader(ordersById).load(id.toLowerCase()) : Promise.resolve(null);
}

function ordersById(context: Context) {
  return loaded<JabarOrder>(context, ORDER, OWN_ORDER);
}

function loaded<T extends { id: string }>(
  context: Context,
  { select, from }: { select: string; from: string },
  own: string,
) {
  return new DataLoader<string, T | null>(async (ids) => {
    const rows = await context.db.rows<T>(
      `SELECT ${select} FROM ${from} WHERE this.id = ANY($1) AND ($2::uuid IS NULL OR ${own.replace("?", "$2")})`,
      [ids, ownPesantren(context)],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of contracts, the last drawn up first. */
export function contractPage(
  context: Context,
  { pesantrenId, buyerId, status, ...page }: JabarContractListArguments,
): Promise<Connection<JabarContract>> {
  const where: Condition[] = [
    [OWN_CONTRACT, ownPesantren(context)],
    ["this.pesantren_id = ?", idOrNone(pesantrenId)],
    ["this.buyer_id = ?", idOrNone(buyerId)],
    ["this.status = ?", status],
  ];
  return idPage<JabarContract>(context, { ...CONTRACT, ...page, where });
}

/** A page of orders, the last placed first. */
export function orderPage(
  context: Context,
  { pesantrenId, buyerId, status, dueBefore, ...page }: JabarOrderListArguments,
): Promise<Connection<JabarOrder>> {
  const where: Condition[] = [
    [OWN_ORDER, ownPesantren(context)],
    ["this.pesantren_id = ?", idOrNone(pesantrenId)],
    ["this.buyer_id = ?", idOrNone(buyerId)],
    ["this.status = ?", status],
    ["this.due_on < ?", dueBefore],
  ];
  return idPage<JabarOrder>(context, { ...ORDER, ...page, where });
}
