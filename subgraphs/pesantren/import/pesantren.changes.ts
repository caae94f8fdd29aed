import type { Transaction } from "../../kit/data/database";
import type { ImportSource } from "../../kit/import/definition";
import type { RowFault } from "../../kit/import/source-row";

/** The columns that come from each field of the import as they are, with the names under which the history shows them. */
const COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  name: { published_name: "publishedName", name: "name", name_key: "" },
  address: { address: "address" },
  latitude: { latitude: "latitude", longitude: "longitude" },
  foundedYear: { founded_year: "foundedYear" },
  whatsapp: { whatsapp: "whatsapp" },
  website: { website: "website" },
};

/** The column whose correction by an operator also keeps another one from being overwritten. */
const CORRECTED_WITH: Readonly<Record<string, string>> = { name_key: "name", longitude: "latitude" };

/** What an operator corrected settles these flags. */
const SETTLED_BY = {
  NAME_CUT: ["name"],
  NSPP_REGION_DIFFERS: ["nspp", "regency_code"],
  DISTRICT_UNKNOWN: ["district_code"],
};

/**
 * Updates the records whose row has changed since it was last imported, except for what an operator corrected and for what a later source says,
 * and keeps in the history what was before.
 *
 * @returns how many records differ from what they were
 */
export async function writeChanges(tx: Transaction, source: ImportSource): Promise<number> {
  await tx.rows(
    "CREATE TEMP TABLE import_changed (pesantren_id uuid, line bigint, before jsonb, after jsonb) ON COMMIT DROP",
  );
  await updateRecords(tx, source);
  const [changed] = await tx.rows<{ count: number }>(
    `WITH told AS (
       INSERT INTO pesantren_change (id, pesantren_id, kind, before, after, reason, at)
       SELECT uuidv7(), pesantren_id, 'IMPORTED', was, became, $1, now()
       FROM import_changed, LATERAL (
         SELECT jsonb_object_agg(key, value) AS was, jsonb_object_agg(key, after->key) AS became
         FROM jsonb_each(before) WHERE value IS DISTINCT FROM after->key) difference
       WHERE was IS NOT NULL
       RETURNING id)
     SELECT count(*)::int AS count FROM told`,
    [`${source.name}, ${source.asOf}`],
  );
  if (source.fields.has("formerNspp")) await keepNumbers(tx, source);
  await replaceFlags(tx);
  return changed?.count ?? 0;
}

async function updateRecords(tx: Transaction, source: ImportSource): Promise<void> {
  const columns = Object.entries(COLUMNS).flatMap(([field, names]) =>
    source.fields.has(field) ? Object.entries(names) : [],
  );
  const set = columns.map(
    ([column]) => `${column} = ${unless(CORRECTED_WITH[column] ?? column, `staged.${column}`, column)}`,
  );
  const shown = [...columns.filter(([, name]) => name !== ""), ...ALWAYS_SHOWN];
  const snapshot = (which: "old" | "new") =>
    `jsonb_build_object(${shown.map(([column, name]) => `'${name}', ${which}.${column}`).join(", ")})`;
  await tx.rows(
    `WITH updated AS (
       UPDATE pesantren SET ${[...set, ...placeColumns(source), ...numberColumn(source), ...cooperativeColumn(source)].join(", ")},
         source = $1, as_of = $2, source_hash = staged.hash
       FROM import_row staged
       WHERE pesantren.id = staged.pesantren_id AND source_hash IS DISTINCT FROM staged.hash AND as_of <= $2
       RETURNING pesantren.id, line, ${snapshot("old")} || ${santri(source, "old")} AS before, ${snapshot("new")} || ${santri(source, "new")} AS after)
     INSERT INTO import_changed SELECT * FROM updated`,
    [source.name, source.asOf],
  );
}

const ALWAYS_SHOWN = [
  ["nspp", "nspp"],
  ["regency_code", "regencyCode"],
  ["district_code", "districtCode"],
  ["cooperative_name", "cooperativeName"],
  ["source", "source"],
  ["as_of", "asOf"],
];

/** SQL: the new value, or the one there is if an operator corrected the column. */
function unless(corrected: string, fresh: string, column: string): string {
  return `CASE WHEN '${corrected}' = ANY (corrected_fields) THEN pesantren.${column} ELSE ${fresh} END`;
}

/** A district lies in its regency: a corrected one keeps the regency too, and one that the file does not tell of is lost when the regency changes. */
function placeColumns({ fields }: ImportSource): string[] {
  const kept = "corrected_fields && '{regency_code,district_code}'";
  const district = fields.has("district")
    ? "staged.district_code"
    : "CASE WHEN left(pesantren.district_code, 5) = staged.regency_code THEN pesantren.district_code END";
  return [
    `regency_code = CASE WHEN ${kept} THEN pesantren.regency_code ELSE staged.regency_code END`,
    `district_code = CASE WHEN ${kept} THEN pesantren.district_code ELSE ${district} END`,
  ];
}

/** A record found by its former number gets the new one; one found by an old number of its history keeps that of today. */
function numberColumn({ fields }: ImportSource): string[] {
  if (!fields.has("formerNspp")) return [];
  const fresh =
    "CASE WHEN EXISTS (SELECT FROM pesantren_nspp known WHERE known.nspp = staged.nspp) THEN pesantren.nspp ELSE staged.nspp END";
  return [`nspp = ${unless("nspp", fresh, "nspp")}`];
}

/** A cooperative whose deed is known is not lost because a source does not tell of it. */
function cooperativeColumn({ fields }: ImportSource): string[] {
  if (!fields.has("cooperativeName")) return [];
  const known = "CASE WHEN cooperative_legal_number IS NOT NULL THEN pesantren.cooperative_name END";
  return [
    `cooperative_name = ${unless("cooperative_name", `coalesce(staged.cooperative_name, ${known})`, "cooperative_name")}`,
  ];
}

/** SQL of the count of santri as it is before and after the import, if the file tells of it. */
function santri({ fields }: ImportSource, which: "old" | "new"): string {
  if (!fields.has("santriCount")) return "'{}'";
  const had = `(SELECT count FROM santri_count had WHERE had.pesantren_id = pesantren.id AND had.year = extract(year FROM $2::date) AND had.source = $1)`;
  return `jsonb_build_object('santriCount', ${which === "old" ? had : `coalesce(staged.santri_count, ${had})`})`;
}

async function keepNumbers(tx: Transaction, source: ImportSource): Promise<void> {
  await tx.rows(
    `WITH renumbered AS (
       SELECT pesantren_id, before->>'nspp' AS was, after->>'nspp' AS becomes FROM import_changed WHERE before->'nspp' <> after->'nspp'),
     ended AS (
       UPDATE pesantren_nspp SET valid_until = greatest(valid_from, $2::date) FROM renumbered WHERE nspp = was)
     INSERT INTO pesantren_nspp (nspp, pesantren_id, valid_from, source, as_of) SELECT becomes, pesantren_id, $2, $1, $2 FROM renumbered`,
    [source.name, source.asOf],
  );
}

/** The flags of a changed record become those of its row; flags that no import makes are left alone. */
async function replaceFlags(tx: Transaction): Promise<void> {
  await tx.rows(
    "DELETE FROM pesantren_flag USING import_changed WHERE pesantren_flag.pesantren_id = import_changed.pesantren_id AND code = ANY ($1)",
    [IMPORT_FLAGS],
  );
  await tx.rows(
    `INSERT INTO pesantren_flag (pesantren_id, code, detail)
     SELECT pesantren.id, code, detail
     FROM import_changed JOIN import_row USING (line) JOIN pesantren ON pesantren.id = import_changed.pesantren_id, jsonb_each(flags) AS each (code, detail)
     WHERE NOT corrected_fields && ARRAY(SELECT jsonb_array_elements_text($1::jsonb->code))
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(SETTLED_BY)],
  );
}

const IMPORT_FLAGS = [
  "DISTRICT_UNKNOWN",
  "FORMER_NSPP_INVALID",
  "LOCATION_INCOMPLETE",
  "LOCATION_OUTSIDE_INDONESIA",
  "NAME_CUT",
  "NSPP_REGION_DIFFERS",
  "NSPP_REPAIRED",
  "REGENCY_CODE_DIFFERS",
  "REGENCY_KIND_DIFFERS",
  "REGENCY_PROVINCE_DIFFERS",
  "WEBSITE_INVALID",
  "WHATSAPP_INVALID",
];

export const SAME_PESANTREN: RowFault = {
  code: "SAME_PESANTREN_IN_FILE",
  field: ["nspp"],
  text: {
    id: "Beberapa baris berkas ini memuat pesantren yang sama dengan NSPP yang berbeda; yang dipakai hanya baris dengan NSPP yang berlaku.",
    en: "Several rows of this file tell of the same pesantren by different NSPP; only the one with its number of today is taken.",
  },
};
