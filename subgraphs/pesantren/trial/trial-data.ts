import { deleteRows, type TrialData } from "../../kit/trial/trial-data";
import { TRIAL_AS_OF, trialSource } from "../../kit/trial/trial-pesantren";
import type { Transaction } from "../../kit/data/database";
import { findDuplicatesSinceLast } from "../duplicates/duplicates.find";
import { consentRows, contactRows } from "./trial-contacts";
import { pesantrenRow, santriRow, servicePointRows } from "./trial-records";

/** The registry's data for trials and benchmarks. */
export const pesantrenTrialData: TrialData = {
  tables: [
    {
      name: "pesantren",
      columns: [
        ...["id", "nspp", "published_name", "name", "name_key", "address", "regency_code", "latitude", "longitude"],
        ...["kind", "founded_year", "whatsapp", "cooperative_name", "source", "as_of", "trial"],
      ],
      rowsOf: (pesantren) => [pesantrenRow(pesantren)],
    },
    {
      name: "pesantren_nspp",
      columns: ["nspp", "pesantren_id", "source", "as_of"],
      rowsOf: ({ id, nspp, seed }) => [{ nspp, pesantren_id: id, source: trialSource(seed), as_of: TRIAL_AS_OF }],
    },
    {
      name: "santri_count",
      columns: ["pesantren_id", "year", "count", "source", "as_of"],
      rowsOf: (pesantren) => [santriRow(pesantren)],
    },
    {
      name: "service_point",
      columns: [
        ...["id", "pesantren_id", "kind", "name", "service_codes", "regency_code", "latitude", "longitude"],
        ...["time_zone", "opening_hours", "phone", "status"],
      ],
      rowsOf: servicePointRows,
    },
    {
      name: "contact_person",
      columns: [
        ...["id", "pesantren_id", "province_code", "role", "name", "phone", "phone_index", "nik", "nik_index"],
        ...["email", "birth_date"],
      ],
      rowsOf: (pesantren, _, keyring) => contactRows(pesantren, keyring),
    },
    {
      name: "personal_consent",
      columns: [
        ...["id", "subject_id", "province_code", "purpose", "recipient", "categories", "given_by", "guardian_name"],
        ...["guardian_relationship", "evidence_reference", "evidence_sha256", "given_at", "recorded_by"],
      ],
      rowsOf: (pesantren, _, keyring) => consentRows(pesantren, keyring),
    },
  ],
  remove: removePesantren,
  afterwards: async (db) => {
    await db.rows(
      "ANALYZE pesantren, pesantren_nspp, santri_count, service_point, pesantren_name, pesantren_name_term, pesantren_word",
    );
    await findDuplicatesSinceLast(db);
  },
};

async function removePesantren(tx: Transaction, seed: number): Promise<Record<string, number>> {
  // The names below are taken away by what pesantren bear them, so none may be written meanwhile.
  await tx.rows("LOCK TABLE pesantren IN SHARE ROW EXCLUSIVE MODE");
  const ofSeed = "(SELECT id FROM pesantren WHERE trial AND source = $1)";
  const contacts = `(SELECT id FROM contact_person WHERE pesantren_id IN ${ofSeed})`;
  const removed = await deleteRows(
    tx,
    {
      personal_consent: `subject_id IN ${contacts}`,
      contact_person: `pesantren_id IN ${ofSeed}`,
      service_point_status_change: `service_point_id IN (SELECT id FROM service_point WHERE pesantren_id IN ${ofSeed})`,
      service_point: `pesantren_id IN ${ofSeed}`,
      duplicate_pair: `first_id IN ${ofSeed} OR second_id IN ${ofSeed}`,
      pesantren_change: `pesantren_id IN ${ofSeed}`,
      pesantren_flag: `pesantren_id IN ${ofSeed}`,
      santri_count: `pesantren_id IN ${ofSeed}`,
      pesantren_nspp: `pesantren_id IN ${ofSeed}`,
      pesantren: "trial AND source = $1",
    },
    trialSource(seed),
  );
  await forgetNames(tx);
  return removed;
}

/** Names that nobody bears any more find nothing; but at a large scale they would fill the search index for ever. */
async function forgetNames(tx: Transaction): Promise<void> {
  await tx.rows(`
    DELETE FROM pesantren_name name WHERE NOT EXISTS (SELECT FROM pesantren WHERE pesantren.name_key = name.name_key);
    DELETE FROM pesantren_name_term term WHERE NOT EXISTS (SELECT FROM pesantren_name name WHERE name.name_key = term.name_key);
    DELETE FROM pesantren_word WHERE NOT EXISTS (SELECT FROM pesantren_name_term WHERE term = word)`);
}
