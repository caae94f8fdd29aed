import type { Database, Transaction } from "../../kit/data/database";

/**
 * Brings the queue of likely duplicates up to date with what this transaction wrote: its records are compared with all others that bear the same name
 * in their regency, or have the same contact. What people decided about a pair stays decided.
 *
 * Most records that share a name in a regency are different pesantren, so a name alone never makes a pair: the address, the contact or the location
 * must be alike too. A rare name says more than one that fifty in the regency bear, and an address more if few others have it.
 */
export function findDuplicates(tx: Transaction): Promise<void> {
  return compareWritten(tx, "= pg_current_xact_id()");
}

/**
 * Brings the queue up to date with everything written since this was done last: after an import has been committed, since it takes as long as the
 * import itself, and at every start, since an import may have been killed before it came to this.
 */
export async function findDuplicatesSinceLast(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    await tx.rows("SET LOCAL statement_timeout = 0");
    const [mark] = await tx.rows<{ done: string; reached: string }>(
      "SELECT done_before AS done, pg_snapshot_xmin(pg_current_snapshot()) AS reached FROM duplicate_mark FOR UPDATE",
    );
    const { done, reached } = mark!;
    const written = await tx.rows("SELECT FROM pesantren WHERE changed_in >= $1::xid8 LIMIT 1", [done]);
    if (written.length > 0) await compareWritten(tx, `>= '${done}'`);
    await tx.rows("UPDATE duplicate_mark SET done_before = $1::xid8 WHERE done_before <> $1::xid8", [reached]);
  });
}

/** @param when SQL that `changed_in` of the records written fulfils; told as it is, so that the planner knows how many they are */
async function compareWritten(tx: Transaction, when: string): Promise<void> {
  await tx.rows(`
    WITH written AS MATERIALIZED (SELECT id FROM pesantren WHERE changed_in ${when})
    DELETE FROM duplicate_pair
    WHERE state = 'OPEN' AND (first_id IN (SELECT id FROM written) OR second_id IN (SELECT id FROM written))`);
  await tx.rows(find(when));
}

/** A pair of less is no likely duplicate. */
const LEAST_SCORE = 61;

/** So near to each other no two pesantren are, but for the parts of one. */
const NEARBY_METRES = 200;

// Regency and name are joined as one value: by two, the planner sorts by the regency alone and compares all that lie in one.
const find = (when: string) => `
  WITH written AS MATERIALIZED (
    SELECT id, name_key, regency_code, whatsapp FROM pesantren WHERE changed_in ${when} AND merged_into_id IS NULL
  ), bearer AS MATERIALIZED (
    SELECT p.id, p.regency_code, p.regency_code || ' ' || p.name_key AS bearing, p.address, p.changed_in ${when} AS is_written,
      count(*) OVER (PARTITION BY p.regency_code, p.name_key) AS bearers
    FROM pesantren p
    WHERE merged_into_id IS NULL AND name_key <> '' AND (name_key, regency_code) IN (SELECT name_key, regency_code FROM written)
  ), neighbour AS MATERIALIZED (
    SELECT *, count(*) OVER (PARTITION BY regency_code, place) AS neighbours
    FROM (SELECT *, pesantren_place(address) AS place FROM bearer WHERE bearers > 1) named
  ), paired AS (
    SELECT a.id AS first_id, b.id AS second_id, a.bearers, greatest(a.neighbours, b.neighbours) AS neighbours,
      greatest(word_similarity(a.place, b.place), word_similarity(b.place, a.place)) AS place_within, similarity(a.place, b.place) AS place_alike
    FROM neighbour a JOIN neighbour b ON a.bearing = b.bearing AND a.id < b.id
    WHERE a.is_written OR b.is_written
    UNION ALL
    SELECT least(a.id, b.id), greatest(a.id, b.id), NULL, NULL, NULL, NULL
    FROM written a JOIN pesantren b ON b.whatsapp = a.whatsapp AND b.id <> a.id AND b.merged_into_id IS NULL
    WHERE (a.name_key, a.regency_code) <> (b.name_key, b.regency_code) AND (a.id < b.id OR NOT b.changed_in ${when})
  ), seen AS (
    SELECT paired.*, a.regency_code, similarity(a.name_key, b.name_key) AS name_alike,
      coalesce(a.whatsapp = b.whatsapp, false) AS same_contact,
      coalesce(a.district_code <> b.district_code, false) AS other_district,
      earth_distance(ll_to_earth(a.latitude, a.longitude), ll_to_earth(b.latitude, b.longitude)) AS metres
    FROM paired JOIN pesantren a ON a.id = first_id JOIN pesantren b ON b.id = second_id
  ), scored AS (
    SELECT *,
      CASE WHEN bearers IS NULL THEN 40 * name_alike WHEN bearers = 2 THEN 55 WHEN bearers = 3 THEN 48 WHEN bearers <= 5 THEN 40 WHEN bearers <= 10 THEN 35 ELSE 30 END
      + CASE WHEN place_within >= 0.5 THEN 25 * place_within + 20 * place_alike - CASE WHEN neighbours > 3 THEN 15 ELSE 0 END ELSE 0 END
      + CASE WHEN same_contact THEN 45 ELSE 0 END
      + CASE WHEN metres <= ${NEARBY_METRES} THEN 30 WHEN metres > 3000 THEN -40 ELSE 0 END
      - CASE WHEN other_district THEN 30 ELSE 0 END AS score
    FROM seen WHERE place_within >= 0.5 OR same_contact OR metres <= ${NEARBY_METRES}
  )
  INSERT INTO duplicate_pair (id, first_id, second_id, regency_code, score, reasons)
  SELECT uuidv7(), first_id, second_id, regency_code, least(score, 100),
    jsonb_path_query_array(jsonb_build_array(
      CASE WHEN bearers IS NULL THEN jsonb_build_object('code', 'SIMILAR_NAME', 'value', round(name_alike * 100)) ELSE jsonb_build_object('code', 'SAME_NAME', 'value', bearers) END,
      CASE WHEN place_alike = 1 THEN jsonb_build_object('code', 'SAME_ADDRESS', 'value', 100)
           WHEN place_within >= 0.5 THEN jsonb_build_object('code', 'SIMILAR_ADDRESS', 'value', round(place_within * 100)) END,
      CASE WHEN same_contact THEN jsonb_build_object('code', 'SAME_CONTACT') END,
      CASE WHEN metres <= ${NEARBY_METRES} THEN jsonb_build_object('code', 'NEARBY', 'value', round(metres)) END), '$[*] ? (@ != null)')
  FROM scored WHERE score >= ${LEAST_SCORE}
  ON CONFLICT (first_id, second_id) DO NOTHING`;
