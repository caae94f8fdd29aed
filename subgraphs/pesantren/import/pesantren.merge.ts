import type { Transaction } from "../../kit/data/database";
import type { ImportSource, MergeCounts } from "../../kit/import/definition";
import { rejectStaged } from "../../kit/import/staging";
import { SAME_PESANTREN, writeChanges } from "./pesantren.changes";

/** Brings the staged rows into the registry. What is already as its row says is not touched. */
export async function mergePesantren(tx: Transaction, source: ImportSource): Promise<MergeCounts> {
  // Writers wait until the import has ended, so that what is compared here stays as it is. Readers don't.
  await tx.rows("LOCK TABLE pesantren, pesantren_nspp IN SHARE ROW EXCLUSIVE MODE");
  const isKnown = await findRecords(tx, source);
  const added = await insertNew(tx, source);
  const changed = isKnown ? await writeChanges(tx, source) : 0;
  if (source.fields.has("santriCount")) await writeSantriCounts(tx, source);
  return { added, changed };
}

/**
 * A row is about the pesantren that has or had its number, or else the one that has or had the number which the row calls former.
 *
 * @returns whether any row is about a pesantren that is known
 */
async function findRecords(tx: Transaction, { fields }: ImportSource): Promise<boolean> {
  await tx.rows(
    "UPDATE import_row SET pesantren_id = known.pesantren_id FROM pesantren_nspp known WHERE known.nspp = import_row.nspp",
  );
  if (fields.has("formerNspp")) {
    await tx.rows(`
      UPDATE import_row SET pesantren_id = known.pesantren_id FROM pesantren_nspp known
      WHERE import_row.pesantren_id IS NULL AND known.nspp = import_row.former_nspp`);
  }
  const known = await tx.rows("SELECT FROM import_row WHERE pesantren_id IS NOT NULL LIMIT 1");
  if (known.length === 0) return false;
  await rejectStaged(
    tx,
    `pesantren_id IN (SELECT pesantren_id FROM import_row WHERE pesantren_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
     AND nspp <> (SELECT nspp FROM pesantren WHERE id = pesantren_id)`,
    SAME_PESANTREN,
  );
  return true;
}

async function insertNew(tx: Transaction, source: ImportSource): Promise<number> {
  const [made] = await tx.rows<{ count: number }>(
    `WITH made AS (
       INSERT INTO pesantren (
         id, nspp, published_name, name, name_key, address, regency_code, district_code, latitude, longitude,
         founded_year, whatsapp, website, cooperative_name, source, as_of, source_hash)
       SELECT uuidv7(), nspp, published_name, name, name_key, address, regency_code, district_code, latitude, longitude,
         founded_year, whatsapp, website, cooperative_name, $1, $2, hash
       FROM import_row WHERE pesantren_id IS NULL
       RETURNING id, nspp),
     numbered AS (
       INSERT INTO pesantren_nspp (nspp, pesantren_id, source, as_of) SELECT nspp, id, $1, $2 FROM made),
     flagged AS (
       INSERT INTO pesantren_flag (pesantren_id, code, detail)
       SELECT id, code, detail FROM import_row JOIN made USING (nspp), jsonb_each(flags) AS each (code, detail) WHERE flags IS NOT NULL)
     SELECT count(*)::int AS count FROM made`,
    [source.name, source.asOf],
  );
  if (source.fields.has("formerNspp")) await keepFormerNumbers(tx, source);
  return made?.count ?? 0;
}

/** The former number of a new record is part of its history, unless another has it. */
async function keepFormerNumbers(tx: Transaction, source: ImportSource): Promise<void> {
  await tx.rows(
    `INSERT INTO pesantren_nspp (nspp, pesantren_id, source, as_of)
     SELECT former_nspp, pesantren.id, $1, $2 FROM import_row JOIN pesantren USING (nspp)
     WHERE import_row.pesantren_id IS NULL AND former_nspp IS NOT NULL ORDER BY line
     ON CONFLICT DO NOTHING`,
    [source.name, source.asOf],
  );
}

async function writeSantriCounts(tx: Transaction, source: ImportSource): Promise<void> {
  await tx.rows(
    `INSERT INTO santri_count AS had (pesantren_id, year, count, source, as_of)
     SELECT number.pesantren_id, extract(year FROM $2::date), santri_count, $1, $2
     FROM import_row JOIN pesantren_nspp number USING (nspp) WHERE santri_count IS NOT NULL
     ON CONFLICT (pesantren_id, year, source) DO UPDATE SET count = excluded.count, as_of = excluded.as_of
     WHERE had.count <> excluded.count AND had.as_of <= excluded.as_of`,
    [source.name, source.asOf],
  );
}
