import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** A contract that was ended, and two orders: a buyer's, of which a delivery was sent back, and one of the neighbour's that was cancelled. */
export const seedOfftake: SeedPart = async (graph, { pesantren, neighbour, product }) => {
  const { db } = graph.databases.get("jabar")!;
  const [buyer, contract, order, cancelled] = [newId(), newId(), newId(), newId()];
  await db.inTransaction(async (tx) => {
    await tx.rows(
      "INSERT INTO buyer (id, role, company, country, contact, fields) VALUES ($1, 'OFF_TAKER', 'PT Penampung', 'ID', 'tampung@example.id', '{}')",
      [buyer],
    );
    await tx.rows(
      `INSERT INTO offtake_contract (id, buyer_id, pesantren_id, product_id, price, quantity, period_months, unit, runs_from, runs_until, status, reason)
       VALUES ($1, $2, $3, $4, 5000, 10, 1, 'kg', '2020-01-01', '2020-12-31', 'TERMINATED', 'Pindah')`,
      [contract, buyer, pesantren, product],
    );
    await tx.rows("INSERT INTO contract_step (contract_id, status, at) VALUES ($1, 'TERMINATED', now())", [contract]);
    await tx.rows(
      `INSERT INTO production_order (id, buyer_id, partner_id, pesantren_id, product_id, brand, quantity, unit, ordered_on, due_on, status, reason)
       VALUES ($1, $3, NULL, $4, $5, 'Merek', 10, 'kg', '2020-01-01', '2020-02-01', 'OPEN', NULL),
         ($2, NULL, $6, $4, $5, 'Merek', 10, 'kg', '2020-01-01', '2020-02-01', 'CANCELLED', 'Pindah')`,
      [order, cancelled, buyer, pesantren, product, neighbour],
    );
    await tx.rows(
      "INSERT INTO production_delivery (id, order_id, quantity, delivered_on, status, reason) VALUES ($1, $2, 5, '2020-01-20', 'REJECTED', 'Layu')",
      [newId(), order],
    );
  });
  return { samples: { "Query.jabarContract": `id: "${contract}"`, "Query.jabarOrder": `id: "${order}"` } };
};
