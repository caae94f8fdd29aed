import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { selectList, type ColumnMap } from "../../kit/graph/columns";
import { grouped } from "../../kit/graph/grouped";
import { fieldsAsked } from "../../kit/graph/selection";
import { isId } from "../../kit/id";
import type { Product, ProductCertificate, ProductChange } from "./product";

/** A row of the catalogue, with the columns that the fields asked for are made of. */
export interface ProductRow extends Partial<Product> {
  readonly id: string;
  readonly pesantrenId?: string;
}

/** What was filed under a duplicate is offered by its original. */
const ORIGINAL = "(SELECT coalesce(r.merged_into_id, r.id) FROM pesantren_reference r WHERE r.id = p.pesantren_id)";

const COLUMNS: ColumnMap = {
  id: "p.id",
  sku: "p.sku",
  name: "p.name",
  description: "p.description",
  field: "p.field",
  price: "p.price",
  unit: "p.unit",
  minimumOrder: "p.minimum_order",
  monthlyCapacity: "p.monthly_capacity",
  photos: "p.photos",
  status: "p.status",
  pesantren: { pesantrenId: ORIGINAL },
  source: "p.source",
  asOf: "p.as_of",
  trial: "p.trial",
  createdAt: "p.created_at",
  updatedAt: "p.updated_at",
};

/** The select list for the fields of products that are asked for below a field; the table's alias is `p`. */
export function productColumns(info: GraphQLResolveInfo, path = ""): string {
  return selectList(COLUMNS, fieldsAsked(info, path), ["id"]);
}

/** The product of an id, or null. All that a request asks for at once are read by one statement. */
export async function productById(context: Context, id: string, columns: string): Promise<ProductRow | null> {
  return isId(id) ? context.loader(byId, columns, columns).load(id.toLowerCase()) : null;
}

/** How the gateway's references to products are resolved. */
export const productReference = (
  { id }: Readonly<Record<string, unknown>>,
  context: Context,
  info: GraphQLResolveInfo,
) => productById(context, String(id), productColumns(info));

function byId({ db }: Context, columns: string) {
  return new DataLoader<string, ProductRow | null>(async (ids) => {
    const rows = await db.rows<ProductRow>(`SELECT ${columns} FROM product p WHERE p.id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The day by which certificates are judged: `YYYY-MM-DD`. */
export function todayInWib({ clock }: Context): string {
  return dayInWib(clock());
}

/** The certificates of a product, by kind and number. */
export function certificatesOf(context: Context, productId: string): Promise<ProductCertificate[]> {
  return context.loader(certificatesByProduct).load(productId);
}

function certificatesByProduct(context: Context) {
  return new DataLoader<string, ProductCertificate[]>((ids) =>
    grouped(
      ids,
      context.db.rows(
        `SELECT product_id AS "ownerId", kind, number, issued_on AS "issuedOn", expires_on AS "expiresOn",
           (expires_on IS NULL OR expires_on >= $2) AS "isValid"
         FROM product_certificate WHERE product_id = ANY($1) ORDER BY product_id, kind, number`,
        [ids, todayInWib(context)],
      ),
    ),
  );
}

/** What people changed in a product and why, the newest first. */
export function changesOf(context: Context, productId: string): Promise<ProductChange[]> {
  return context.loader(changesByProduct).load(productId);
}

/** The most changes that are shown of a product. */
export const MOST_CHANGES = 20;

function changesByProduct({ db }: Context) {
  return new DataLoader<string, ProductChange[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT owner.id AS "ownerId", made.* FROM unnest($1::uuid[]) AS owner (id)
         CROSS JOIN LATERAL (
           SELECT at, reason, status FROM product_change c WHERE c.product_id = owner.id ORDER BY c.id DESC LIMIT ${MOST_CHANGES}
         ) made`,
        [ids],
      ),
    ),
  );
}
