import type { Transaction } from "../../kit/data/database";
import type { ImportSource, MergeCounts } from "../../kit/import/definition";
import type { RowFault } from "../../kit/import/source-row";
import { rejectStaged } from "../../kit/import/staging";
import { CERTIFICATE_FIELDS } from "./product.row";

/** The columns that come from each field of the import. Those of fields that the file does not have stay as they are. */
const COLUMNS: Readonly<Record<string, string>> = {
  name: "name",
  description: "description",
  field: "field",
  price: "price",
  unit: "unit",
  minimumOrder: "minimum_order",
  monthlyCapacity: "monthly_capacity",
  photos: "photos",
};

/** Brings the staged rows into the catalogue. What is already as its row says, or was corrected by hand, is not touched. */
export async function mergeProducts(tx: Transaction, source: ImportSource): Promise<MergeCounts> {
  // Writers wait until the import has ended, so that what is compared here stays as it is. Readers don't.
  await tx.rows("LOCK TABLE pesantren_reference, product, product_certificate IN SHARE ROW EXCLUSIVE MODE");
  await tx.rows("CREATE TEMP TABLE import_changed (product_id uuid) ON COMMIT DROP");
  await findPesantren(tx);
  await findProducts(tx, source);
  const added = await insertNew(tx, source);
  await updateKnown(tx, source);
  await writeCertificates(tx, source);
  const [changed] = await tx.rows<{ count: number }>(
    "SELECT count(DISTINCT product_id)::int AS count FROM import_changed",
  );
  return { added, changed: changed?.count ?? 0 };
}

/** A product belongs to the pesantren that has or had the number, and if that was merged as a duplicate, to its original. */
async function findPesantren(tx: Transaction): Promise<void> {
  await tx.rows(`
    UPDATE import_row SET pesantren_id = coalesce(named.merged_into_id, named.id)
    FROM pesantren_number number JOIN pesantren_reference named ON named.id = number.pesantren_id
    WHERE number.nspp = import_row.nspp`);
  await rejectStaged(
    tx,
    "NOT EXISTS (SELECT FROM pesantren_reference known WHERE known.id = import_row.pesantren_id)",
    NSPP_UNKNOWN,
  );
  await rejectStaged(
    tx,
    `line IN (
       SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY pesantren_id, sku ORDER BY line) AS nth FROM import_row) each
       WHERE nth > 1)`,
    SAME_PRODUCT,
  );
}

/** Finds each product also where it was filed under a duplicate, and sees which rows have something to say. */
async function findProducts(tx: Transaction, { asOf }: ImportSource): Promise<void> {
  await tx.rows(
    `UPDATE import_row SET product_id = known.id, is_new = false, applies = known.applies
     FROM (
       SELECT DISTINCT ON (line) line, product.id, source_hash IS DISTINCT FROM hash AND as_of <= $1::date AS applies
       FROM import_row staged
       JOIN pesantren_reference same ON staged.pesantren_id IN (same.id, same.merged_into_id)
       JOIN product ON product.pesantren_id = same.id AND product.sku = staged.sku
       ORDER BY line, same.merged_into_id NULLS FIRST, product.id) known
     WHERE known.line = import_row.line`,
    [asOf],
  );
  await tx.rows("UPDATE import_row SET product_id = uuidv7(), is_new = true, applies = true WHERE product_id IS NULL");
}

async function insertNew(tx: Transaction, source: ImportSource): Promise<number> {
  const columns = Object.values(COLUMNS).join(", ");
  const made = await tx.client.query(
    `INSERT INTO product (id, pesantren_id, regency_code, sku, ${columns}, source, as_of, source_hash)
     SELECT product_id, pesantren_id, place.regency, sku, ${columns}, $1, $2, hash
     FROM import_row JOIN (SELECT id, regency_code FROM pesantren_reference) AS place (pesantren, regency) ON pesantren = pesantren_id
     WHERE is_new ORDER BY line`,
    [source.name, source.asOf],
  );
  return made.rowCount ?? 0;
}

async function updateKnown(tx: Transaction, source: ImportSource): Promise<void> {
  const columns = Object.entries(COLUMNS).flatMap(([field, column]) => (source.fields.has(field) ? [column] : []));
  const set = columns.map(
    (column) =>
      `${column} = CASE WHEN '${column}' = ANY (corrected_fields) THEN product.${column} ELSE staged.${column} END`,
  );
  const values = (which: "old" | "new") => `(${columns.map((column) => `${which}.${column}`).join(", ")})`;
  await tx.rows(
    `WITH updated AS (
       UPDATE product SET ${set.join(", ")}, source = $1, as_of = $2, source_hash = hash
       FROM import_row staged WHERE product.id = staged.product_id AND applies AND NOT is_new
       RETURNING product.id, ${values("old")} IS DISTINCT FROM ${values("new")} AS differs)
     INSERT INTO import_changed SELECT id FROM updated WHERE differs`,
    [source.name, source.asOf],
  );
}

/** Of the kinds that the file tells of, a product has those certificates that its row names, and no others. */
async function writeCertificates(tx: Transaction, { fields }: ImportSource): Promise<void> {
  const kinds = Object.entries(CERTIFICATE_FIELDS).flatMap(([prefix, kind]) =>
    fields.has(`${prefix}Number`) ? [kind] : [],
  );
  await tx.rows(`
    CREATE TEMP TABLE import_certificate ON COMMIT DROP AS
    SELECT staged.product_id, is_new, certificate.* FROM import_row staged JOIN product ON product.id = staged.product_id,
      jsonb_to_recordset(certificates) AS certificate (kind text, number text, expires_on date)
    WHERE applies AND NOT 'certificates' = ANY (corrected_fields)`);
  await tx.rows(
    `WITH gone AS (
       DELETE FROM product_certificate had USING import_row staged, product
       WHERE had.product_id = staged.product_id AND product.id = staged.product_id AND applies AND had.kind = ANY ($1)
         AND NOT 'certificates' = ANY (corrected_fields)
         AND NOT EXISTS (
           SELECT FROM import_certificate kept WHERE (kept.product_id, kept.kind, kept.number) = (had.product_id, had.kind, had.number))
       RETURNING had.product_id)
     INSERT INTO import_changed SELECT product_id FROM gone`,
    [kinds],
  );
  await tx.rows(`
    WITH written AS (
      INSERT INTO product_certificate AS had (product_id, kind, number, expires_on)
      SELECT product_id, kind, number, expires_on FROM import_certificate
      ON CONFLICT (product_id, kind, number) DO UPDATE SET expires_on = excluded.expires_on,
        issued_on = CASE WHEN had.issued_on <= excluded.expires_on THEN had.issued_on END
      WHERE had.expires_on <> excluded.expires_on OR had.expires_on IS NULL AND excluded.expires_on IS NOT NULL
      RETURNING product_id)
    INSERT INTO import_changed SELECT product_id FROM written JOIN import_row USING (product_id) WHERE NOT is_new`);
}

const NSPP_UNKNOWN: RowFault = {
  code: "NSPP_UNKNOWN",
  field: ["nspp"],
  text: {
    id: "Registri tidak mengenal pesantren dengan NSPP ini; daftarkan atau impor dahulu pesantrennya.",
    en: "The registry knows no pesantren with this NSPP; register or import the pesantren first.",
  },
};

const SAME_PRODUCT: RowFault = {
  code: "SAME_PRODUCT_IN_FILE",
  field: ["sku"],
  text: {
    id: "Baris sebelumnya di berkas ini memuat produk yang sama melalui NSPP lain dari pesantren yang sama; yang dipakai baris itu.",
    en: "An earlier row of this file tells of the same product by another NSPP of the same pesantren; that one was taken.",
  },
};
