import { randomBytes } from "node:crypto";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { countFaults, textFaults } from "../../kit/input-faults";
import { personalDigest } from "../../kit/personal/blind-index";
import { recordConsent } from "../../kit/personal/consent";
import { birthDateFaults, phoneFaults } from "../../kit/personal/faults";
import { personalColumns } from "../../kit/personal/write";
import { refuseAny, type RefusalValue } from "../../kit/refusal";
import { JATIM } from "../province";
import { registry, servicePoints } from "../references";
import { once } from "../once";
import { DELIVERIES } from "./delivery.table";
import { lockBuyer } from "./listing.service";
import * as errors from "./mart.errors";
import { periodsAt } from "./mart.rules";
import type { CheckOutJatimCartInput, JatimRecipientInput } from "./order.input";

const CART = ["input"];
const RECIPIENT = ["input", "recipient"];

/** Orders everything in the caller's cart, of each seller by itself. Returns the checkout's id; sent again with the same key, that of the one made first. */
export async function checkOut(context: Context, input: CheckOutJatimCartInput, key: string): Promise<string> {
  const faults = [...(await pickUpFaults(context, input)), ...recipientFaults(context, input.recipient)];
  // What is kept of the input tells nothing of the person.
  const digest = personalDigest(context.keyring, { ...input, expectedTotal: String(input.expectedTotal) });
  return once(context, "checkOutJatimCart", digest, key, async (tx) => {
    const buyerId = await lockBuyer(context, tx);
    const lines = await lockLines(tx, buyerId);
    refuseAny([...faults, ...cartFaults(lines, input)]);
    await takeStock(tx, buyerId, lines.length);
    return place(context, tx, { buyerId, lines, input });
  });
}

/** Something in the cart, its listing locked. */
interface Line {
  readonly listingId: string;
  readonly productId: string;
  readonly pesantrenId: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: bigint;
  readonly stock: number;
  readonly isOffered: boolean;
}

/** Locked in the order of their ids, so that buyers who want the same things never wait for each other in a circle. */
function lockLines(tx: Transaction, buyerId: string): Promise<Line[]> {
  return tx.rows<Line>(
    `SELECT listing.id AS "listingId", product_id AS "productId", listing.pesantren_id AS "pesantrenId", product.name, quantity, listing.price, stock,
       is_offered AND product.status = 'ACTIVE' AS "isOffered"
     FROM mart_cart_item item JOIN mart_listing listing ON listing.id = item.listing_id JOIN product_reference product ON product.id = product_id
     WHERE buyer_id = $1 ORDER BY listing.id FOR UPDATE OF listing`,
    [buyerId],
  );
}

async function pickUpFaults(context: Context, { pickUps }: CheckOutJatimCartInput): Promise<RefusalValue[]> {
  const many = countFaults(["input", "pickUps"], pickUps, [0, 50]);
  if (many.length > 0) return many;
  const faults = pickUps.map(async ({ pesantrenId, servicePointId }, at) => {
    const point = await servicePoints.find(context, servicePointId);
    const owner = point && (await registry.find(context, point.pesantrenId));
    const seller = owner && (await registry.find(context, pesantrenId));
    const fits = point?.status === "ACTIVE" && owner && owner.originalId === seller?.originalId;
    return fits ? [] : [errors.pointUnknown(["input", "pickUps", String(at), "servicePointId"], servicePointId)];
  });
  return (await Promise.all(faults)).flat();
}

function recipientFaults(context: Context, recipient: JatimRecipientInput | null | undefined): RefusalValue[] {
  if (!recipient) return [];
  return [
    ...textFaults([...RECIPIENT, "name"], recipient.name, [1, 120]),
    ...phoneFaults([...RECIPIENT, "phone"], recipient.phone),
    ...textFaults([...RECIPIENT, "address"], recipient.address, [10, 500]),
    ...birthDateFaults([...RECIPIENT, "birthDate"], recipient.birthDate, context.clock()),
    ...textFaults(
      [...RECIPIENT, "consent", "guardian", "relationship"],
      recipient.consent.guardian?.relationship,
      [1, 60],
    ),
  ];
}

function cartFaults(
  lines: readonly Line[],
  { pickUps, recipient, expectedTotal }: CheckOutJatimCartInput,
): RefusalValue[] {
  const sellers = new Set(lines.map(({ pesantrenId }) => pesantrenId));
  const named = pickUps.map(({ pesantrenId }) => pesantrenId.toLowerCase());
  const shipped = [...sellers].filter((each) => !named.includes(each));
  return [
    ...(lines.length > 0 ? [] : [errors.cartEmpty(CART)]),
    ...lines.flatMap((line) => lineFaults(line)),
    ...(totalOf(lines) === expectedTotal
      ? []
      : [errors.totalChanged(["input", "expectedTotal"], totalOf(lines), expectedTotal)]),
    ...named.flatMap((each, at) =>
      sellers.has(each) && named.indexOf(each) === at
        ? []
        : [errors.notInCart(["input", "pickUps", String(at), "pesantrenId"], each)],
    ),
    ...(shipped.length === 0 || recipient ? [] : [errors.recipientRequired(RECIPIENT)]),
  ];
}

function lineFaults({ isOffered, stock, quantity, name }: Line): RefusalValue[] {
  if (!isOffered) return [errors.notOffered(CART, name)];
  return stock >= quantity ? [] : [errors.stockTooLow(CART, name, stock, quantity)];
}

function totalOf(lines: readonly Line[]): bigint {
  return lines.reduce((sum, { price, quantity }) => sum + price * BigInt(quantity), 0n);
}

/** The listings are locked and there is enough of each; should it ever be otherwise, nothing is ordered. */
async function takeStock(tx: Transaction, buyerId: string, lines: number): Promise<void> {
  const taken = await tx.rows(
    `UPDATE mart_listing SET stock = stock - item.quantity FROM mart_cart_item item
     WHERE item.buyer_id = $1 AND item.listing_id = mart_listing.id AND stock >= item.quantity RETURNING mart_listing.id`,
    [buyerId],
  );
  if (taken.length !== lines) throw new Error(`Stock was taken of ${taken.length} listings out of ${lines}.`);
}

interface Checkout {
  readonly buyerId: string;
  readonly lines: readonly Line[];
  readonly input: CheckOutJatimCartInput;
}

async function place(context: Context, tx: Transaction, { buyerId, lines, input }: Checkout): Promise<string> {
  const checkoutId = newId();
  const { recipient, pickUps } = input;
  if (recipient) await consentTo(context, tx, buyerId, recipient);
  for (const pesantrenId of new Set(lines.map((line) => line.pesantrenId))) {
    const own = lines.filter((line) => line.pesantrenId === pesantrenId);
    const pickUp = pickUps.find((each) => each.pesantrenId.toLowerCase() === pesantrenId);
    const servicePointId = pickUp?.servicePointId ?? null;
    const id = await insertOrder(context, tx, { checkoutId, buyerId, pesantrenId, servicePointId, lines: own });
    if (!pickUp && recipient) await writeDelivery(context, tx, { id, buyerId }, recipient);
  }
  await tx.rows("DELETE FROM mart_cart_item WHERE buyer_id = $1", [buyerId]);
  return checkoutId;
}

interface NewOrder {
  readonly checkoutId: string;
  readonly buyerId: string;
  readonly pesantrenId: string;
  readonly servicePointId: string | null;
  readonly lines: readonly Line[];
}

async function insertOrder(
  { clock }: Context,
  tx: Transaction,
  { checkoutId, buyerId, pesantrenId, servicePointId, lines }: NewOrder,
): Promise<string> {
  const [id, at] = [newId(), clock()];
  const { paymentMinutes } = await periodsAt(tx, at);
  await tx.rows(
    `INSERT INTO mart_order (id, checkout_id, buyer_id, pesantren_id, status, total, method, service_point_id, pick_up_code, placed_at, expires_at)
     VALUES ($1, $2, $3, $4, 'PLACED', $5, $6, $7, $8, $9, $10)`,
    [
      id,
      checkoutId,
      buyerId,
      pesantrenId,
      totalOf(lines),
      servicePointId ? "PICK_UP" : "SHIPPING",
      servicePointId,
      servicePointId && randomBytes(5).toString("hex").toUpperCase(),
      at,
      new Date(at.getTime() + paymentMinutes * 60_000),
    ],
  );
  await tx.rows(
    "INSERT INTO mart_order_step (id, order_id, status, party, at) VALUES ($1, $2, 'PLACED', 'BUYER', $3)",
    [newId(), id, at],
  );
  await tx.rows(
    `INSERT INTO mart_order_line (order_id, listing_id, product_id, name, quantity, price)
     SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::bigint[])`,
    [
      id,
      lines.map(({ listingId }) => listingId),
      lines.map(({ productId }) => productId),
      lines.map(({ name }) => name),
      lines.map(({ quantity }) => quantity),
      lines.map(({ price }) => price),
    ],
  );
  return id;
}

async function consentTo(
  context: Context,
  tx: Transaction,
  buyerId: string,
  { birthDate, consent }: JatimRecipientInput,
): Promise<void> {
  await recordConsent(context, tx, {
    ...consent,
    guardian: consent.guardian ?? null,
    subjectId: buyerId,
    province: JATIM,
    birthDate,
    purpose: "delivery",
    recipient: null,
    categories: ["NAME", "PHONE", "ADDRESS"],
  });
}

async function writeDelivery(
  context: Context,
  tx: Transaction,
  { id, buyerId }: { readonly id: string; readonly buyerId: string },
  { name, phone, address, birthDate }: JatimRecipientInput,
): Promise<void> {
  const values = { name: name.trim(), phone, address: address.trim(), birthDate };
  const columns = personalColumns(context, DELIVERIES, id, values);
  await tx.rows(
    "INSERT INTO mart_delivery (id, buyer_id, name, phone, address, birth_date) VALUES ($1, $2, $3, $4, $5, $6)",
    [id, buyerId, columns["name"], columns["phone"], columns["address"], columns["birth_date"]],
  );
}
