import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** An exhibition that is over, with a booth whose seller was asked, and a sale that both sides reported and one corrected. */
export const seedExhibitions: SeedPart = async (graph, { pesantren, product }) => {
  const { db } = graph.databases.get("jabar")!;
  const [exhibition, booth, sale] = [newId(), newId(), newId()];
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO exhibition (id, year, name, mode, place, regency_code, country, starts_on, ends_on, booths, status)
       VALUES ($1, 2020, 'Pameran', 'IN_PERSON', 'Alun-alun', '32.73', 'ID', '2020-10-01', '2020-10-03', 10, 'CLOSED')`,
      [exhibition],
    );
    await tx.rows(
      `INSERT INTO exhibition_booth (id, exhibition_id, pesantren_id, number, product_ids, whatsapp, status, applied_at)
       VALUES ($1, $2, $3, 1, $4, '+628111222333', 'ASSIGNED', now())`,
      [booth, exhibition, pesantren, [product]],
    );
    await tx.rows("INSERT INTO exhibition_inquiry VALUES ($1, $2, '2020-10-01', 3)", [booth, product]);
    await tx.rows("INSERT INTO exhibition_sale VALUES ($1, $2, $3, '2020-10-01')", [sale, booth, product]);
    await tx.rows(
      `INSERT INTO exhibition_sale_report (sale_id, side, version, quantity, value, reason, at)
       VALUES ($1, 'SELLER', 1, 2, 10000, NULL, now()), ($1, 'BUYER', 1, 2, 9000, NULL, now()), ($1, 'SELLER', 2, 2, 9500, 'Salah hitung', now())`,
      [sale],
    );
  });
  return {
    samples: {
      "Query.jabarExhibition": `id: "${exhibition}"`,
      "Query.jabarBooth": `id: "${booth}"`,
      "Query.jabarExhibitionSum": "year: 2020",
    },
  };
};
