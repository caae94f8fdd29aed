import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import type { Connection } from "../../kit/graph/connection";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { idOrNone } from "../ids";
import type { JatimCart, JatimListing, JatimMartRule } from "./listing";
import type { JatimListingListArguments } from "./listing.input";

const LISTING = `this.id, this.product_id AS "productId", this.pesantren_id AS "pesantrenId", this.price, this.stock,
  this.is_offered AND product.status = 'ACTIVE' AS "isOffered", this.listed_at AS "listedAt"`;
const FROM = "mart_listing this JOIN product_reference product ON product.id = this.product_id";

/** A listing by its id. */
export async function listingById({ db }: Context, id: string): Promise<JatimListing | null> {
  if (!isId(id)) return null;
  return (await db.row<JatimListing>(`SELECT ${LISTING} FROM ${FROM} WHERE this.id = $1`, [id])) ?? null;
}

/** A page of what is offered, the last listed first. */
export function listingPage(context: Context, args: JatimListingListArguments): Promise<Connection<JatimListing>> {
  const { pesantrenId, field, text, first, after } = args;
  return idPage(context, {
    select: LISTING,
    from: FROM,
    where: [
      OFFERED,
      ["this.pesantren_id = ?", idOrNone(pesantrenId)],
      ["product.field = ?", field],
      ["product.name ILIKE ?", text === null || text === undefined ? null : containing(text)],
    ],
    first,
    after,
  });
}

/** A page of what a pesantren, with its merged duplicates, offers. */
export function listingsOf(
  context: Context,
  ids: readonly string[],
  { first, after }: Pick<JatimListingListArguments, "first" | "after">,
): Promise<Connection<JatimListing>> {
  return idPage(context, {
    select: LISTING,
    from: FROM,
    where: [OFFERED, ["this.pesantren_id = ANY(?)", ids]],
    first,
    after,
  });
}

const OFFERED = ["(this.is_offered AND product.status = 'ACTIVE') = ?", true] as const;

/** How a product is offered; null if it is not. */
export async function listingOf(context: Context, productId: string): Promise<JatimListing | null> {
  const listing = await context.loader(listingsByProduct).load(productId);
  return listing?.isOffered ? listing : null;
}

function listingsByProduct({ db }: Context) {
  return new DataLoader<string, JatimListing | null>(async (ids) => {
    const rows = await db.rows<JatimListing>(`SELECT ${LISTING} FROM ${FROM} WHERE this.product_id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.productId, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The caller's own cart. */
export async function cartOf({ db, caller }: Context): Promise<JatimCart> {
  const rows = await db.rows<JatimListing & { quantity: number }>(
    `SELECT ${LISTING}, item.quantity FROM mart_buyer buyer JOIN mart_cart_item item ON item.buyer_id = buyer.id
     JOIN ${FROM} ON this.id = item.listing_id WHERE buyer.subject = $1 ORDER BY this.id`,
    [caller.subject],
  );
  const items = rows.map(({ quantity, ...listing }) => ({ listing, quantity }));
  return { items, total: items.reduce((sum, { listing, quantity }) => sum + listing.price * BigInt(quantity), 0n) };
}

/** All periods, the latest first. */
export function rulesOf({ db }: Context): Promise<JatimMartRule[]> {
  return db.rows(
    `SELECT applies_from::text AS "appliesFrom", payment_minutes AS "paymentMinutes", receive_days AS "receiveDays", return_days AS "returnDays",
       source, assumed FROM mart_rule ORDER BY applies_from DESC LIMIT 1000`,
  );
}

function containing(text: string): string {
  const { length } = text.trim();
  if (length < 2 || length > 60) {
    throw badInput(
      {
        id: `Argumen text harus 2 sampai 60 karakter, diterima ${length}.`,
        en: `Argument text must be 2 to 60 characters, received ${length}.`,
      },
      { expected: "2 to 60 characters", received: `${length} characters` },
    );
  }
  return `%${text.trim().replace(/[\\%_]/g, "\\$&")}%`;
}
