import { system } from "../../../../subgraphs/kit/access/caller";
import { systemClock } from "../../../../subgraphs/kit/clock";
import { newId } from "../../../../subgraphs/kit/id";
import { PILLAR_PERSONS } from "../../../../subgraphs/jatim/pillars/pillar.table";
import { Keyring } from "../../../../subgraphs/kit/keys/keyring";
import { recordConsent } from "../../../../subgraphs/kit/personal/consent";
import { personalColumns } from "../../../../subgraphs/kit/personal/write";
import type { SeedPart } from "./seed";

/** A flagship product with its certificate and an alumnus who consented, both struck off, with all that is said of the pillars. */
export const seedPillars: SeedPart = async (graph, { pesantren, product }) => {
  const { db } = graph.databases.get("jatim")!;
  const keyring = new Keyring(graph.keys.file("jatim"));
  const [alumnus, flagship] = [newId(), newId()];
  const birthDate = "1990-01-01";
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO pesantren_reference (id, nspp, name, regency_code, district_code, status) VALUES ($1, '900000000001', 'Contoh', '35.09', '35.09.01', 'ACTIVE')
       ON CONFLICT DO NOTHING`,
      [pesantren],
    );
    await tx.rows(
      `INSERT INTO pillar_member (id, pillar, pesantren_id, code, product_id, halal_number, halal_valid_until, business_name, ties, counted_on, recorded_at,
         removed_at, removed_reason)
       VALUES ($1, 'SOCIOPRENEUR', $3, 'A-1', NULL, NULL, NULL, 'Usaha', 'Pengajian', '2022-01-01', now(), now(), 'Keliru'),
         ($2, 'PESANTRENPRENEUR', $3, 'P-1', $4, 'ID00110000000000001', '2026-01-01', NULL, NULL, '2022-01-01', now(), now(), 'Keliru')`,
      [alumnus, flagship, pesantren, product],
    );
    await tx.rows(
      `INSERT INTO pillar_step_taken SELECT $1, pillar, code, '2022-01-01', now() FROM pillar_step WHERE pillar = 'PESANTRENPRENEUR'`,
      [flagship],
    );
    const columns = personalColumns({ keyring }, PILLAR_PERSONS, alumnus, { name: "Alumni Contoh", birthDate });
    await tx.rows(
      `INSERT INTO pillar_person (id, pesantren_id, ${Object.keys(columns).join(", ")})
       VALUES ($1, $2, ${Object.keys(columns)
         .map((_, at) => `$${at + 3}`)
         .join(", ")})`,
      [alumnus, pesantren, ...Object.values(columns)],
    );
    await recordConsent({ keyring, caller: { ...system("seed"), province: "35" }, clock: systemClock }, tx, {
      subjectId: alumnus,
      province: "35",
      birthDate,
      purpose: "registration",
      recipient: null,
      categories: ["NAME", "BIRTH_DATE"],
      guardian: null,
      evidenceReference: "Matrix",
      evidenceSha256: "ab".repeat(32),
      givenAt: new Date("2020-01-05T00:00:00Z"),
    });
    await tx.rows("INSERT INTO pillar_count VALUES ('PESANTRENPRENEUR', $1, '2022-01', 1)", [pesantren]);
  });
  return { samples: { "Query.jatimPillars": "year: 2022", "Query.jatimPillarMembers": "isRemoved: true" } };
};
