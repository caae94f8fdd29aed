import type { Transaction } from "../../kit/data/database";
import { deleteRows, type TrialData } from "../../kit/trial/trial-data";
import { trialIdEnd } from "../../kit/trial/trial-id";
import { certificateRows, productRows } from "./trial-records";

/** The catalogue's data for trials and benchmarks. What it says of the pesantren is what the registry's feed will say of them. */
export const productsTrialData: TrialData = {
  tables: [
    {
      name: "pesantren_reference",
      columns: ["id", "nspp", "regency_code", "status"],
      rowsOf: ({ id, nspp, regency }) => [{ id, nspp, regency_code: regency.code, status: "ACTIVE" }],
    },
    {
      name: "pesantren_number",
      columns: ["nspp", "pesantren_id"],
      rowsOf: ({ id, nspp }) => [{ nspp, pesantren_id: id }],
    },
    {
      name: "product",
      columns: [
        ...["id", "pesantren_id", "regency_code", "sku", "name", "description", "field", "price", "unit"],
        ...["minimum_order", "monthly_capacity", "source", "as_of", "trial"],
      ],
      rowsOf: productRows,
    },
    {
      name: "product_certificate",
      columns: ["product_id", "kind", "number", "expires_on"],
      rowsOf: certificateRows,
    },
  ],
  remove: removeProducts,
  afterwards: async (db) => {
    await db.rows("ANALYZE pesantren_reference, pesantren_number, product, product_certificate");
  },
};

/** A reference has no mark of its own: that it is of the seed is seen from how its id ends. */
function removeProducts(tx: Transaction, seed: number): Promise<Record<string, number>> {
  const end = trialIdEnd(seed, "pesantren");
  const isOfSeed = (id: string) => `right(${id}::text, ${end.length}) = $1`;
  const products = `(SELECT id FROM product WHERE ${isOfSeed("pesantren_id")})`;
  return deleteRows(
    tx,
    {
      product_certificate: `product_id IN ${products}`,
      product_change: `product_id IN ${products}`,
      product: isOfSeed("pesantren_id"),
      pesantren_number: isOfSeed("pesantren_id"),
      pesantren_reference: isOfSeed("id"),
    },
    end,
  );
}
