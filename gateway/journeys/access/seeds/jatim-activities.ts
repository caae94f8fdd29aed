import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** An expo with an exhibitor, its attendance and an order, and the training centre with a santri at a stage. */
export const seedActivities: SeedPart = async (graph, { pesantren, product }) => {
  const { db } = graph.databases.get("jatim")!;
  const [activity, enrolment, member] = [newId(), newId(), newId()];
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO activity (id, kind, year, title, regency_code, place, starts_on, ends_on, places, taken, status)
       SELECT $1, code, 2022, 'Contoh', '35.78', 'Surabaya', '2022-05-01', '2022-05-02', 5, 1, 'COMPLETED' FROM activity_kind WHERE takes_orders LIMIT 1`,
      [activity],
    );
    await tx.rows(
      "INSERT INTO pillar_member (id, pillar, pesantren_id, code, recorded_at) VALUES ($1, 'SANTRIPRENEUR', $2, 'S-1', now())",
      [member, pesantren],
    );
    await tx.rows(
      "INSERT INTO activity_enrolment VALUES ($1, $2, $3, $4, 'Kuliner', 'PROTOTYPE', 'GRADUATED', 'Baik', now())",
      [enrolment, activity, pesantren, member],
    );
    await tx.rows("INSERT INTO activity_attendance VALUES ($1, '2022-05-01', true)", [enrolment]);
    await tx.rows("INSERT INTO activity_order VALUES ($1, $2, 'PT Contoh', $3, 2, 1000, '2022-05-01')", [
      newId(),
      enrolment,
      product,
    ]);
  });
  return {
    samples: { "Query.jatimActivity": `id: "${activity}"`, "Query.jatimEnrolments": `activityId: "${activity}"` },
  };
};
