import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** An event that is over with a buyer, what it looked for, a meeting and its deal, which was corrected. */
export const seedMatching: SeedPart = async (graph, { pesantren, product }) => {
  const { db } = graph.databases.get("jabar")!;
  const [event, buyer, meeting, deal] = [newId(), newId(), newId(), newId()];
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO matching_event (id, name, year, mode, place, country, starts_at, ends_at, status)
       VALUES ($1, 'Temu bisnis', 2020, 'IN_PERSON', 'Bandung', 'ID', '2020-11-02T02:00:00Z', '2020-11-02T09:00:00Z', 'CLOSED')`,
      [event],
    );
    await tx.rows(
      "INSERT INTO buyer (id, role, company, country, contact, fields) VALUES ($1, 'OFF_TAKER', 'PT Contoh', 'ID', 'beli@example.id', '{AGRICULTURE}')",
      [buyer],
    );
    await tx.rows(
      `INSERT INTO sought_product (id, buyer_id, event_id, field, description, quantity, unit, wanted_from, wanted_until)
       VALUES ($1, $2, $3, 'AGRICULTURE', 'Sayur', 10, 'kg', '2020-11-02', '2020-12-02')`,
      [newId(), buyer, event],
    );
    await tx.rows(
      "INSERT INTO matching_participant (id, event_id, pesantren_id, registered_at) VALUES ($1, $2, $3, now())",
      [newId(), event, pesantren],
    );
    await tx.rows(
      `INSERT INTO matching_meeting (id, event_id, pesantren_id, buyer_id, slot, status, outcome)
       VALUES ($1, $2, $3, $4, '[2020-11-02T02:00:00Z,2020-11-02T02:30:00Z)', 'HELD', 'Contoh produk dikirim')`,
      [meeting, event, pesantren, buyer],
    );
    await tx.rows(
      "INSERT INTO matching_deal (id, event_id, pesantren_id, buyer_id, meeting_id, product_ids) VALUES ($1, $2, $3, $4, $5, $6)",
      [deal, event, pesantren, buyer, meeting, [product]],
    );
    await tx.rows(
      `INSERT INTO matching_deal_entry (deal_id, number, kind, value, reason, at)
       VALUES ($1, 1, 'AGREED', 1000, NULL, now()), ($1, 2, 'CORRECTED', 900, 'Salah hitung', now())`,
      [deal],
    );
  });
  return {
    samples: { "Query.jabarMatchingEvent": `id: "${event}"`, "Query.jabarMatchingSum": "year: 2020" },
  };
};
