import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** The trial mentor with an application, an ended contract and assignment, a visit, and a month of a mentee's business that was corrected. */
export const seedMentoring: SeedPart = async (graph, { pesantren }) => {
  const { db } = graph.databases.get("jabar")!;
  const [application, mentor, contract, assignment, visit] = [newId(), newId(), newId(), newId(), newId()];
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO mentor_application (id, year, subject, name, experience, regency_codes, status, applied_at, interview_at, interview_mode, interview_place,
         score, notes, interviewed_by, reason, decided_at)
       VALUES ($1, 2020, 'mentor-jabar', 'Pendamping Contoh', 'Koperasi', '{32.04}', 'ACCEPTED', now(), now(), 'ONLINE', 'Daring', 80, 'Baik', 'operator',
         'Cakap', now())`,
      [application],
    );
    await tx.rows("INSERT INTO mentor VALUES ($1, 'mentor-jabar', 'Pendamping Contoh')", [mentor]);
    await tx.rows(
      `INSERT INTO mentor_contract (id, mentor_id, year, number, regency_codes, starts_on, ends_on, ended_on, ended_reason)
       VALUES ($1, $2, 2020, 'K-1', '{32.04}', '2020-08-01', '2020-12-31', '2020-12-01', 'Pindah')`,
      [contract, mentor],
    );
    // One that goes on, by which everybody knows the mentor, and one that was ended, with all that is said of it.
    await tx.rows(
      `INSERT INTO mentoring_assignment (id, contract_id, year, pesantren_id, regency_code, outside_reason, assigned_at, ended_on, ended_reason, visit_count, last_visit_on)
       VALUES ($1, $3, 2020, $4, '32.04', 'Dekat', now(), '2020-12-01', 'Pindah', 1, '2020-08-05'), ($2, $3, 2020, $4, '32.04', NULL, now(), NULL, NULL, 0, NULL)`,
      [assignment, newId(), contract, pesantren],
    );
    await tx.rows(
      "INSERT INTO mentoring_visit VALUES ($1, $2, '2020-08-05', 'IN_PERSON', 'Kemasan', 'Ganti', 'Cetak', now())",
      [visit, assignment],
    );
    await tx.rows("INSERT INTO visit_attachment VALUES ($1, 1, 'arsip/foto', repeat('ab', 32))", [visit]);
    await tx.rows(
      `INSERT INTO business_progress (id, pesantren_id, month, version, revenue, workers, units_produced, markets, reason, recorded_by, recorded_at)
       VALUES ($2, $1, '2020-08-01', 1, 10, 1, 5, '{Pasar}', NULL, 'm', now()), ($3, $1, '2020-09-01', 1, 10, 1, 5, '{Pasar}', NULL, 'm', now()),
         ($4, $1, '2020-09-01', 2, 20, 2, 5, '{Pasar}', 'Salah', 'm', now() + interval '1 second'),
         ($5, $1, '2020-09-01', 3, 30, 2, 5, '{Pasar}', 'Salah lagi', 'm', now() + interval '2 seconds')`,
      [pesantren, newId(), newId(), newId(), newId()],
    );
  });
  return {
    samples: {
      "Query.jabarMentorApplication": `id: "${application}"`,
      "Query.jabarMentoringAssignment": `id: "${assignment}"`,
      "Query.jabarMentoringAssignments": "filter: { year: 2020, isActive: false }",
    },
  };
};
