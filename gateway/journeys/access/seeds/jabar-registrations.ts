import { system } from "../../../../subgraphs/kit/access/caller";
import { systemClock } from "../../../../subgraphs/kit/clock";
import { newId } from "../../../../subgraphs/kit/id";
import { Keyring } from "../../../../subgraphs/kit/keys/keyring";
import { recordConsent } from "../../../../subgraphs/kit/personal/consent";
import { personalColumns } from "../../../../subgraphs/kit/personal/write";
import { REPRESENTATIVES } from "../../../../subgraphs/jabar/registrations/registration.table";
import type { SeedPart } from "./seed";

/** A registration of 2020 that has everything: a representative who consented, documents, a review and an appeal. */
export const seedRegistrations: SeedPart = async (graph, { pesantren, registration: id }) => {
  const { db } = graph.databases.get("jabar")!;
  const keyring = new Keyring(graph.keys.file("jabar"));
  const [review, appeal, decision] = [newId(), newId(), newId()];
  const person = { name: "Wakil Contoh", nik: "9999990101900001", birthDate: "1990-01-01", phone: "+628490000001" };
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO pesantren_reference (id, nspp, name, regency_code, district_code, status) VALUES ($1, '900000000001', 'Contoh', '32.04', '32.04.05', 'ACTIVE')
       ON CONFLICT DO NOTHING`,
      [pesantren],
    );
    await tx.rows(
      `INSERT INTO registration SELECT $1, id, $2, 'PASSED', '32.04', '32.04.05', 'STARTUP', 'AGRICULTURE', 'Sayur', 'Menanam sayur', '2019-01-01',
         '1234567890123', '123456789012345', 'BJB', '00123456', 'Yayasan Contoh', NULL, now(), now(), now(), now() FROM edition WHERE year = 2020`,
      [id, pesantren],
    );
    await tx.rows(
      "INSERT INTO funnel_count SELECT id, 'REGISTERED', 0, 'STARTUP', '32.04', 'AGRICULTURE', 1 FROM edition WHERE year = 2020",
    );
    const columns = personalColumns({ keyring }, REPRESENTATIVES, id, person);
    await tx.rows(
      `INSERT INTO representative (id, pesantren_id, education, ${Object.keys(columns).join(", ")})
       VALUES ($1, $2, 'SMA', ${Object.keys(columns)
         .map((_, at) => `$${at + 3}`)
         .join(", ")})`,
      [id, pesantren, ...Object.values(columns)],
    );
    await recordConsent({ keyring, caller: { ...system("seed"), province: "32" }, clock: systemClock }, tx, {
      subjectId: id,
      province: "32",
      birthDate: person.birthDate,
      purpose: "registration",
      recipient: null,
      categories: ["NAME", "NIK", "BIRTH_DATE", "PHONE"],
      guardian: null,
      evidenceReference: "Matrix",
      evidenceSha256: "ab".repeat(32),
      givenAt: new Date("2020-01-05T00:00:00Z"),
    });
    await tx.rows("INSERT INTO registration_document VALUES ($1, 'KTP', 'arsip/ktp', repeat('ab', 32), now())", [id]);
    await tx.rows("INSERT INTO registration_review VALUES ($1, $2, 'REFUSED', 'Contoh', 'reviewer', NULL, now())", [
      review,
      id,
    ]);
    await tx.rows("INSERT INTO review_item VALUES ($1, 'KTP', false, 'Buram')", [review]);
    // Of stage III, in which the registration passed.
    await tx.rows(
      `INSERT INTO decision (id, stage_id, number, status, minutes, decided_at, decided_by, announced_at)
       SELECT $1, s.id, 1, 'ANNOUNCED', 'Berita acara', now(), 'operator', now() FROM edition_stage s JOIN edition e ON e.id = s.edition_id
       WHERE e.year = 2020 AND s.number = 3`,
      [decision],
    );
    await tx.rows(
      "INSERT INTO decision_result VALUES ($1, $2, $3, 'STARTUP', '32.04', 'AGRICULTURE', 90, 1, true, true)",
      [decision, id, pesantren],
    );
    await tx.rows("INSERT INTO appeal VALUES (uuidv7(), $1, NULL, $2, 'Salah', 'OPEN', NULL, now(), NULL, NULL)", [
      id,
      decision,
    ]);
    await tx.rows("INSERT INTO appeal VALUES ($1, $2, $3, NULL, 'Jelas', 'GRANTED', 'Benar', now(), now(), 'other')", [
      appeal,
      id,
      review,
    ]);
  });
  return {
    samples: {
      "Query.jabarEdition": "year: 2020",
      "Query.jabarRegistration": `id: "${id}"`,
      "Query.jabarRegistrations": "filter: { year: 2020 }",
      "Query.jabarAppeals": "filter: { year: 2020 }",
      "Query.jabarDecision": `id: "${decision}"`,
      "Query.jabarResults": `filter: { decisionId: "${decision}" }`,
    },
  };
};
