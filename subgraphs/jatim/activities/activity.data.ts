import type { Database } from "../../kit/data/database";

const HARIAN_BANGSA = "HB.net, Bersama Eko Tren OPOP Wujudkan Pesantren Berdaya Masyarakat Sejahtera";

/** Code, name, most of a pesantren, by talent, takes orders, for santri: as the report describes them. */
const KINDS = [
  ["BAKTI_SMK", "Bakti SMK OPOP", null, false, false, true],
  ["EXPO", "OPOP Expo", 1, false, true, false],
  ["TRAINING_CENTRE", "OPOP Training Centre", null, false, false, false],
  ["AKADEMI", "OPOP Akademi", 1, false, false, true],
  ["CAMP", "Santri OPOP Camp", null, true, false, true],
] as const;

/** That the centre incubates is published, its stages are not. */
const STAGES = ["SELECTION", "PRE_INCUBATION", "INCUBATION", "POST_INCUBATION"];

/** Loads the shipped kinds, and the stages of the training centre, if there are none. */
export async function loadActivityKinds(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    for (const kind of KINDS)
      await tx.rows(
        `INSERT INTO activity_kind (code, name, most_per_pesantren, by_talent, takes_orders, for_santri, source) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING`,
        [...kind, HARIAN_BANGSA],
      );
    await tx.rows(
      `INSERT INTO activity_stage (kind, code, position, source) SELECT 'TRAINING_CENTRE', code, place, 'assumed'
       FROM unnest($1::text[]) WITH ORDINALITY AS given (code, place) WHERE NOT EXISTS (SELECT FROM activity_stage) ON CONFLICT DO NOTHING`,
      [STAGES],
    );
  });
}
