import type { Transaction } from "../data/database";
import { FeedCopy, type FindContext } from "../feed/feed-copy";
import { isId } from "../id";

/** One entry of the catalogue's feed, as far as copies keep it. */
export interface CatalogueEntry {
  readonly id: string;
  /** As filed: after a merge of duplicates it may name the duplicate. */
  readonly pesantrenId: string;
  readonly name: string;
  readonly description: string | null;
  readonly field: string;
  /** Whole rupiah for one unit. */
  readonly price: number;
  readonly unit: string;
  readonly monthlyCapacity: number | null;
  /** The best first. */
  readonly photos: readonly string[];
  readonly status: string;
}

/** What a room knows of a product. */
export interface KnownProduct extends Omit<CatalogueEntry, "price" | "photos"> {
  /** Whole rupiah for one unit. */
  readonly price: bigint;
  /** Address of the best photo; null if there is none. */
  readonly photo: string | null;
}

/** A room's copy of what it must know of each product, in the table of `CATALOGUE_COPY_TABLES`. */
export class CatalogueCopy extends FeedCopy<CatalogueEntry> {
  constructor(room: string) {
    super(room, {
      name: "products",
      field: "productChanges",
      entry: "id pesantrenId name description field price unit monthlyCapacity photos status",
    });
  }

  override async keep(tx: Pick<Transaction, "rows">, entries: readonly CatalogueEntry[]): Promise<void> {
    const column = (name: keyof CatalogueEntry) => entries.map((each) => each[name]);
    await tx.rows(KEEP, [
      column("id"),
      column("pesantrenId"),
      column("name"),
      column("description"),
      column("field"),
      column("price"),
      column("unit"),
      column("monthlyCapacity"),
      entries.map(({ photos }) => photos[0] ?? null),
      column("status"),
    ]);
  }

  /** The product of an id, withdrawn ones too, or null if the catalogue does not know it. */
  async find(context: FindContext, productId: string): Promise<KnownProduct | null> {
    if (!isId(productId)) return null;
    return this.orCaughtUp(context, () => context.db.row<KnownProduct>(KNOWN, [productId]));
  }
}

/** Makes a room's copy of the catalogue. */
export function catalogueCopy(room: string): CatalogueCopy {
  return new CatalogueCopy(room);
}

const KEEP = `
  INSERT INTO product_reference (id, pesantren_id, name, description, field, price, unit, monthly_capacity, photo, status)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::int[], $9::text[], $10::text[])
  ON CONFLICT (id) DO UPDATE SET pesantren_id = excluded.pesantren_id, name = excluded.name, description = excluded.description,
    field = excluded.field, price = excluded.price, unit = excluded.unit, monthly_capacity = excluded.monthly_capacity,
    photo = excluded.photo, status = excluded.status`;

const KNOWN = `
  SELECT id, pesantren_id AS "pesantrenId", name, description, field, price, unit, monthly_capacity AS "monthlyCapacity", photo, status
  FROM product_reference WHERE id = $1`;
