import type { Transaction } from "../../kit/data/database";
import { credit, debit, openAccounts, post, type NewAccount } from "../../kit/ledger/ledger";
import { tellNation } from "../facts";

/** Codes of the accounts of OPOP Mart, by which its totals are compared. */
export const BANK = "mart/bank";
export const ESCROW = "mart/escrow";
export const SELLERS = "mart/seller/";

/** An order, as the books need it. */
export interface Booked {
  readonly id: string;
  readonly pesantrenId: string;
  readonly total: bigint;
}

const bank: NewAccount = { code: BANK, kind: "ASSET", neverNegative: false, stripes: 16 };
const escrow: NewAccount = { code: ESCROW, kind: "LIABILITY", neverNegative: true };
const seller = (pesantrenId: string): NewAccount => ({
  code: `${SELLERS}${pesantrenId}`,
  kind: "LIABILITY",
  neverNegative: true,
});

/** Books what a buyer paid: it is kept until the order is received or refunded. */
export function bookPayment(tx: Transaction, order: Booked, at: Date): Promise<void> {
  return move(tx, { kind: "mart-paid", id: order.id, to: bank, from: escrow, amount: order.total }, at);
}

/** Books what was kept for a received order as owed to its seller, and tells the nation of the sale. */
export async function bookReceipt(tx: Transaction, order: Booked, at: Date): Promise<void> {
  const to = seller(order.pesantrenId);
  await move(tx, { kind: "mart-received", id: order.id, to: escrow, from: to, amount: order.total }, at);
  await tellSale(tx, order, 1, at, at);
}

/** Takes back that a received order is owed to its seller. */
export async function bookReturn(tx: Transaction, order: Booked, receivedAt: Date, at: Date): Promise<void> {
  await takeBack(tx, "mart-received", "mart-returned", order.id, at);
  await tellSale(tx, order, -1, receivedAt, at);
}

/** Books what the buyer got back: exactly what was paid. */
export function bookRefund(tx: Transaction, order: Booked, at: Date): Promise<void> {
  return takeBack(tx, "mart-paid", "mart-refunded", order.id, at);
}

/** Books what a seller was paid out. */
export function bookSettlement(tx: Transaction, { id, pesantrenId, total }: Booked, at: Date): Promise<void> {
  return move(tx, { kind: "mart-settled", id, to: seller(pesantrenId), from: bank, amount: total }, at);
}

interface Movement {
  readonly kind: string;
  readonly id: string;
  /** Debited. */
  readonly to: NewAccount;
  /** Credited. */
  readonly from: NewAccount;
  readonly amount: bigint;
}

async function move(tx: Transaction, { kind, id, to, from, amount }: Movement, at: Date): Promise<void> {
  const [debited, credited] = (await openAccounts(tx, [to, from], at)) as [string, string];
  const entries = [debit(debited, amount), credit(credited, amount)];
  await post(tx, [{ cause: { kind, id }, description: `${kind} ${id}`, at, entries }]);
}

async function takeBack(tx: Transaction, kind: string, as: string, id: string, at: Date): Promise<void> {
  const [posting] = await tx.rows<{ id: string }>(
    "SELECT id FROM ledger_posting WHERE cause_kind = $1 AND cause_id = $2",
    [kind, id],
  );
  await post(tx, [{ cause: { kind: as, id }, description: `${as} ${id}`, at, reversesId: posting!.id }]);
}

/** A return makes the figures of the year of the sale smaller. */
function tellSale(tx: Transaction, { pesantrenId, total }: Booked, sign: 1 | -1, at: Date, asOf: Date): Promise<void> {
  return tellNation(tx, { pesantrenId, on: at, asOf }, [
    { indicator: "mart.sales", value: total * BigInt(sign), unit: "rupiah" },
    { indicator: "mart.orders", value: sign, unit: "order" },
  ]);
}
