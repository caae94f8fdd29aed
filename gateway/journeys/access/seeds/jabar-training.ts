import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** A completed course whose host is the pesantren, its own enrolment with a revoked certificate, and others that wait or were withdrawn. */
export const seedTraining: SeedPart = async (graph, { pesantren, neighbour }) => {
  const { db } = graph.databases.get("jabar")!;
  const [course, session, enrolment] = [newId(), newId(), newId()];
  const number = "OPOP-2020-2222-2222-2222";
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO training_course (id, year, kind, title, description, host_pesantren_id, regency_code, place, mode, starts_on, ends_on, places, taken,
         attendance_percent, status, cancelled_reason)
       VALUES ($1, 2020, 'INTERNSHIP', 'Magang', 'Bertani', $2, '32.04', 'Kebun', 'IN_PERSON', '2020-09-01', '2020-09-02', 5, 1, 80, 'COMPLETED', 'Contoh')`,
      [course, pesantren],
    );
    await tx.rows("INSERT INTO training_session VALUES ($1, $2, 1, 'Awal', now() - interval '1 hour', now())", [
      session,
      course,
    ]);
    await tx.rows(
      `INSERT INTO training_enrolment (id, course_id, pesantren_id, persons, status, enrolled_at, moved_up_at, withdrawn_reason)
       VALUES ($1, $2, $3, 1, 'ENROLLED', now(), now(), NULL), ($4, $2, $5, 1, 'WAITING', now(), NULL, NULL),
         ($6, $2, $5, 1, 'WITHDRAWN', now(), NULL, 'Sakit')`,
      [enrolment, course, pesantren, newId(), neighbour, newId()],
    );
    await tx.rows("INSERT INTO training_attendance VALUES ($1, $2, '{1}', now())", [session, enrolment]);
    await tx.rows("INSERT INTO training_certificate VALUES ($1, $2, $3, $4, 1, '2020-09-03', now(), 'Contoh')", [
      number,
      course,
      pesantren,
      enrolment,
    ]);
  });
  return {
    samples: {
      "Query.jabarCourse": `id: "${course}"`,
      "Query.jabarTrainingEnrolments": `filter: { courseId: "${course}" }`,
      "Query.jabarCertificate": `number: "${number}"`,
    },
  };
};
