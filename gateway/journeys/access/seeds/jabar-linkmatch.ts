import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** Products of the pesantren and of its neighbour, of which one is made of the other. */
export const seedLinkMatch: SeedPart = async (graph, { pesantren, neighbour }) => {
  const { db } = graph.databases.get("jabar")!;
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO pesantren_reference (id, nspp, name, regency_code, district_code, status) VALUES ($1, '900000000002', 'Tetangga', '32.04', '32.04.05', 'ACTIVE')
       ON CONFLICT DO NOTHING`,
      [neighbour],
    );
    await tx.rows(
      `INSERT INTO product_reference (id, pesantren_id, name, field, price, unit, status)
       VALUES ($1, $2, 'Keripik', 'FOOD_AND_BEVERAGE', 1, 'kg', 'ACTIVE'), ($3, $4, 'Singkong', 'AGRICULTURE', 1, 'kg', 'ACTIVE')`,
      [newId(), pesantren, newId(), neighbour],
    );
  });
  return {};
};
