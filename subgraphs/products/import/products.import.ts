import { join } from "node:path";
import type { ImportDefinition, ImportField } from "../../kit/import/definition";
import { registry } from "../pesantren/pesantren.reference";
import { mergeProducts } from "./product.merge";
import { readProduct, STAGED } from "./product.row";

const EXPIRY = "Last day on which it is valid, as 2026-12-31 or 31/12/2026; empty if it does not expire.";

const fields: Record<string, ImportField> = {
  nspp: { required: true, description: "The NSPP of the pesantren, of 12 digits, today's or a former one." },
  sku: {
    required: true,
    headers: ["kode_produk"],
    description:
      "The pesantren's own article number, by which a later import finds the product; at most 40 characters.",
  },
  name: { required: true, headers: ["nama", "nama_produk"], description: "The name; 2 to 120 characters." },
  description: { headers: ["deskripsi", "keterangan"], description: "What it is; at most 2000 characters." },
  field: {
    required: true,
    headers: ["bidang", "bidang_usaha"],
    description: "The business field, in Indonesian such as Kerajinan, or its code such as CRAFTS.",
  },
  price: {
    required: true,
    headers: ["harga"],
    description: "Whole rupiah for one unit, as 15000 or Rp 15.000; at most 1,000,000,000.",
  },
  unit: {
    required: true,
    headers: ["satuan"],
    description: "What the price is for, such as kg; at most 40 characters.",
  },
  minimumOrder: { headers: ["minimal_pesanan"], description: "The least that is sold at once, in units; 1 if empty." },
  monthlyCapacity: { headers: ["kapasitas_per_bulan"], description: "How many units can be delivered in a month." },
  photos: {
    headers: ["foto"],
    description: "Addresses of photos (https), the best first, separated by |; at most 10.",
  },
  halalNumber: { headers: ["nomor_halal"], description: "Number of the halal certificate." },
  halalExpiresOn: { headers: ["halal_expiry", "halal_berlaku_sampai"], description: EXPIRY },
  pirtNumber: { headers: ["nomor_pirt"], description: "Number of the P-IRT licence." },
  pirtExpiresOn: { headers: ["pirt_expiry", "pirt_berlaku_sampai"], description: EXPIRY },
  bpomNumber: { headers: ["nomor_bpom"], description: "Number of the BPOM licence." },
  bpomExpiresOn: { headers: ["bpom_expiry", "bpom_berlaku_sampai"], description: EXPIRY },
};

/** How catalogues are imported. A product is known by its pesantren and SKU. */
export const productsImport: ImportDefinition = {
  fields,
  mappings: [join(__dirname, "katalog-opop.mapping.json")],
  staged: STAGED,
  key: ["nspp", "sku"],
  beforehand: (db) => registry.catchUp(db),
  prepare: () => Promise.resolve(readProduct),
  merge: mergeProducts,
  afterwards: async (db, isWritten) => {
    // Without fresh statistics the first requests would be planned as if the tables were as they were before.
    if (isWritten) await db.rows("ANALYZE product, product_certificate");
  },
};
