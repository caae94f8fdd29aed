import { pesantrenFaults } from "../../kit/access/province";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { isId, newId } from "../../kit/id";
import { rangeFaults, unknownRecord } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { actingPesantren, ownProductFaults } from "../known";
import { once } from "../once";
import { catalogue, originalOf } from "../references";
import type { ChangeJatimListingInput, ListJatimProductInput, SetJatimCartItemInput } from "./listing.input";
import * as errors from "./mart.errors";

const PRODUCT = ["input", "productId"];
const LISTING = ["input", "listingId"];
const PRICES = [1n, 1_000_000_000n] as const;
const MOST_STOCK = 1_000_000;
const MOST_UNITS = 1_000;
const MOST_ITEMS = 50;

/** Offers a product of the catalogue. Returns the listing's id; sent again with the same key, that of the one made first. */
export async function listProduct(context: Context, input: ListJatimProductInput, key: string): Promise<string> {
  const product = await catalogue.find(context, input.productId);
  const missing = unknownRecord("PRODUCT_UNKNOWN", PRODUCT, { id: "produk", en: "product" }, input.productId);
  const { found, faults } = product
    ? await actingPesantren(context, product.pesantrenId, PRODUCT)
    : { faults: [missing] };
  const ownFaults = found ? await ownProductFaults(context, found.originalId, input.productId, PRODUCT) : [];
  const effect = async (tx: Transaction) => {
    refuseAny([
      ...faults,
      ...ownFaults,
      ...rangeFaults(["input", "price"], input.price, PRICES),
      ...rangeFaults(["input", "stock"], input.stock, [0, MOST_STOCK]),
    ]);
    const id = newId();
    const made = await tx.rows(
      `INSERT INTO mart_listing (id, product_id, pesantren_id, price, stock, is_offered, listed_at) VALUES ($1, $2, $3, $4, $5, true, $6)
       ON CONFLICT (product_id) DO NOTHING RETURNING id`,
      [id, input.productId, found!.originalId, input.price, input.stock, context.clock()],
    );
    return made.length > 0 ? id : refuse(errors.listedAlready(PRODUCT));
  };
  return once(context, "listJatimProduct", input, key, effect);
}

/** Changes price, stock or whether it is offered. Returns its id; sent again with the same key, it changes nothing. */
export function changeListing(context: Context, input: ChangeJatimListingInput, key: string): Promise<string> {
  const { listingId, price, stockChange, isOffered } = input;
  return once(context, "changeJatimListing", input, key, async (tx) => {
    const [listing] = isId(listingId)
      ? await tx.rows<{ stock: number; pesantrenId: string }>(
          `SELECT stock, ${originalOf("mart_listing.pesantren_id")} AS "pesantrenId" FROM mart_listing WHERE id = $1 FOR UPDATE`,
          [listingId],
        )
      : [];
    if (!listing) return refuse(errors.listingUnknown(LISTING, listingId));
    refuseAny([
      ...pesantrenFaults(context.caller, listing.pesantrenId, LISTING),
      ...rangeFaults(["input", "price"], price, PRICES),
      ...rangeFaults(["input", "stockChange"], stockChange, [-listing.stock, MOST_STOCK - listing.stock]),
    ]);
    await tx.rows(
      "UPDATE mart_listing SET price = coalesce($2, price), stock = stock + $3, is_offered = coalesce($4, is_offered) WHERE id = $1",
      [listingId, price ?? null, stockChange ?? 0, isOffered ?? null],
    );
    return listingId;
  });
}

/** Sets how many units of a listing are in the caller's cart. */
export async function setCartItem(context: Context, { listingId, quantity }: SetJatimCartItemInput): Promise<void> {
  refuseAny(rangeFaults(["input", "quantity"], quantity, [0, MOST_UNITS]));
  await context.db.inTransaction(async (tx) => {
    const buyerId = await lockBuyer(context, tx);
    const unknown = errors.listingUnknown(LISTING, listingId);
    const known = isId(listingId) ? await tx.rows("SELECT 1 FROM mart_listing WHERE id = $1", [listingId]) : [];
    if (known.length === 0) refuse(unknown);
    const [{ others } = { others: 0 }] = await tx.rows<{ others: number }>(
      "SELECT count(*)::int AS others FROM mart_cart_item WHERE buyer_id = $1 AND listing_id <> $2",
      [buyerId, listingId],
    );
    if (quantity > 0 && others >= MOST_ITEMS) refuse(errors.cartFull(LISTING, MOST_ITEMS));
    await tx.rows("DELETE FROM mart_cart_item WHERE buyer_id = $1 AND listing_id = $2", [buyerId, listingId]);
    if (quantity > 0) await tx.rows("INSERT INTO mart_cart_item VALUES ($1, $2, $3)", [buyerId, listingId, quantity]);
  });
}

/** The caller as a buyer, locked: what one buyer does at once is done one after the other. */
export async function lockBuyer({ caller }: Context, tx: Transaction): Promise<string> {
  await tx.rows("INSERT INTO mart_buyer VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING", [newId(), caller.subject]);
  const [buyer] = await tx.rows<{ id: string }>("SELECT id FROM mart_buyer WHERE subject = $1 FOR UPDATE", [
    caller.subject,
  ]);
  return buyer!.id;
}
