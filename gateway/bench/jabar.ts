import { inRoomAsOwner } from "./room-owner";
import type { House } from "../journeys/house";

/** The edition whose registrations are counted. */
export const YEAR = 2020;

/**
 * Fills an edition of a house with registrations that are handed in, spread over regencies, categories and fields, as if so many pesantren had sent them.
 * The first are of pesantren that the registry knows, which a page shows by name. The funnel is made of all by counting.
 */
export async function fillEdition(house: House, registrations: number): Promise<void> {
  const known = await inRoomAsOwner(house, "pesantren", async (run) => {
    const { rows } = await run("SELECT id FROM pesantren WHERE regency_code LIKE '32.%' ORDER BY id LIMIT 1000");
    return rows.map(({ id }) => id);
  });
  await inRoomAsOwner(house, "jabar", async (run) => {
    await run(
      `WITH regency AS (SELECT array_agg('32.' || lpad(n::text, 2, '0')) AS codes FROM generate_series(1, 18) n),
         field AS (SELECT ARRAY['AGRICULTURE', 'FASHION', 'FOOD_AND_BEVERAGE', 'SERVICES', 'CRAFTS'] AS codes)
       INSERT INTO registration (id, edition_id, pesantren_id, status, regency_code, district_code, category, business_field, business_name,
         business_started_on, submitted_at, created_at, updated_at)
       SELECT uuidv7(), e.id, coalesce(($3::uuid[])[n], gen_random_uuid()), 'SUBMITTED', pick.regency, pick.regency || '.01', (ARRAY['STARTUP', 'SCALEUP'])[1 + n % 2], pick.field,
         'Usaha ' || n, '2018-01-01', now(), now(), now()
       FROM edition e, generate_series(1, $1::int) n, regency, field,
         LATERAL (SELECT regency.codes[1 + n % 18] AS regency, field.codes[1 + n % 5] AS field) pick
       WHERE e.year = $2`,
      [registrations, YEAR, known],
    );
    await run("INSERT INTO representative (id, pesantren_id) SELECT id, pesantren_id FROM registration");
    await run(
      `INSERT INTO registration_document SELECT id, requirement, 'arsip/' || requirement, repeat('ab', 32), now()
       FROM registration, unnest(ARRAY['KTP', 'HEALTH_LETTER']) AS requirement`,
    );
    await run(
      `INSERT INTO funnel_count SELECT edition_id, 'REGISTERED', 0, category, regency_code, business_field, count(*) FROM registration GROUP BY 1, 4, 5, 6`,
    );
    await run("VACUUM ANALYZE registration, representative, registration_document, funnel_count");
  });
}
