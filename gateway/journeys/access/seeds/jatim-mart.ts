import { DELIVERIES } from "../../../../subgraphs/jatim/mart/delivery.table";
import { system } from "../../../../subgraphs/kit/access/caller";
import { systemClock } from "../../../../subgraphs/kit/clock";
import { newId } from "../../../../subgraphs/kit/id";
import { Keyring } from "../../../../subgraphs/kit/keys/keyring";
import { recordConsent } from "../../../../subgraphs/kit/personal/consent";
import { personalColumns } from "../../../../subgraphs/kit/personal/write";
import type { SeedPart } from "./seed";

/** A product that is offered, in a cart, shipped and refunded, and picked up and owed for; and a payment to its seller. */
export const seedMart: SeedPart = async (graph, { pesantren, product }) => {
  const { db } = graph.databases.get("jatim")!;
  const keyring = new Keyring(graph.keys.file("jatim"));
  const [listing, buyer, refunded, owed] = [newId(), newId(), newId(), newId()];
  const birthDate = "1990-01-01";
  const values = { name: "Pembeli Contoh", phone: "+6281234567890", address: "Jalan Percobaan 1", birthDate };
  const delivery = personalColumns({ keyring }, DELIVERIES, refunded, values);
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO product_reference (id, pesantren_id, name, field, price, unit, status) VALUES ($1, $2, 'Sayur', 'AGRICULTURE', 6000, 'kg', 'ACTIVE')
       ON CONFLICT DO NOTHING`,
      [product, pesantren],
    );
    await tx.rows("INSERT INTO mart_listing VALUES ($1, $2, $3, 6000, 5, true, now())", [listing, product, pesantren]);
    await tx.rows("INSERT INTO mart_buyer VALUES ($1, 'buyer-jatim')", [buyer]);
    await tx.rows("INSERT INTO mart_cart_item VALUES ($1, $2, 1)", [buyer, listing]);
    await tx.rows(
      `INSERT INTO bank_reference VALUES ('M-1', 'mart-paid', $1), ('M-2', 'mart-refunded', $1), ('M-3', 'mart-paid', $2), ('M-4', 'mart-settled', $3)`,
      [refunded, owed, newId()],
    );
    await tx.rows("INSERT INTO mart_settlement VALUES ($1, $2, 1, now(), 'M-4', now(), 'operator')", [
      newId(),
      pesantren,
    ]);
    await tx.rows(
      `INSERT INTO mart_order (id, checkout_id, buyer_id, pesantren_id, status, total, method, service_point_id, pick_up_code, placed_at, expires_at, paid_at,
         payment_reference, courier, tracking_number, receive_by, received_at, return_until, refund_reference)
       VALUES ($1, $5, $3, $4, 'REFUNDED', 6000, 'SHIPPING', NULL, NULL, now(), now(), now(), 'M-1', 'Kurir', 'K-1', now(), now(), now(), 'M-2'),
         ($2, $5, $3, $4, 'RECEIVED', 6000, 'PICK_UP', $6, 'ABCDEF0123', now(), now(), now(), 'M-3', NULL, NULL, NULL, now(), now(), NULL)`,
      [refunded, owed, buyer, pesantren, newId(), newId()],
    );
    await tx.rows("INSERT INTO mart_order_line VALUES ($1, $2, $3, 'Sayur', 1, 6000)", [refunded, listing, product]);
    await tx.rows("INSERT INTO mart_order_step VALUES ($1, $2, 'RETURNED', 'SELLER', 'Rusak', now())", [
      newId(),
      refunded,
    ]);
    await tx.rows(
      "INSERT INTO mart_delivery (id, buyer_id, name, phone, address, birth_date) VALUES ($1, $2, $3, $4, $5, $6)",
      [refunded, buyer, ...["name", "phone", "address", "birth_date"].map((column) => delivery[column])],
    );
    await recordConsent({ keyring, caller: { ...system("seed"), province: "35" }, clock: systemClock }, tx, {
      subjectId: buyer,
      province: "35",
      birthDate,
      purpose: "delivery",
      recipient: null,
      categories: ["NAME", "PHONE", "ADDRESS"],
      guardian: null,
      evidenceReference: "Matrix",
      evidenceSha256: "ab".repeat(32),
      givenAt: new Date("2020-01-05T00:00:00Z"),
    });
  });
  return { samples: { "Query.jatimOrder": `id: "${refunded}"` } };
};
