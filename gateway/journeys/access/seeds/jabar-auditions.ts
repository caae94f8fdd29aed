import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** A candidate whose panel has scored, of stage I of 2020. */
export const seedAuditions: SeedPart = async (graph, { registration }) => {
  const { db } = graph.databases.get("jabar")!;
  const [judge, session] = [newId(), newId()];
  const [stage] = await db.rows<{ id: string }>(
    "SELECT s.id FROM edition_stage s JOIN edition e ON e.id = s.edition_id WHERE e.year = 2020 AND s.number = 1",
  );
  await db.inTransaction(async (tx) => {
    await tx.rows(
      "INSERT INTO judge (id, subject, name, background, institution, tied_to) VALUES ($1, 'judge-jabar', 'Juri Contoh', 'PRACTITIONER', 'Contoh', $2)",
      [judge, [newId()]],
    );
    await tx.rows(
      `INSERT INTO audition_session (id, stage_id, place, mode, address, starts_at, ends_at, capacity)
       VALUES ($1, $2, 'WILAYAH_1', 'IN_PERSON', 'Aula', now() - interval '1 day', now(), 10)`,
      [session, stage!.id],
    );
    await tx.rows("INSERT INTO session_judge VALUES ($1, $2, 'sakit', $2)", [session, judge]);
    await tx.rows("INSERT INTO candidate VALUES ($1, $2, $3, 'PRESENT', now(), 'Contoh')", [
      stage!.id,
      registration,
      session,
    ]);
    await tx.rows("INSERT INTO score_sheet VALUES ($1, $2, $3, 'Baik', now())", [stage!.id, registration, judge]);
    await tx.rows("INSERT INTO score VALUES ($1, $2, $3, 'MARKET', 80)", [stage!.id, registration, judge]);
    await tx.rows(
      "INSERT INTO score_correction SELECT decision_id, registration_id, $2, 'MARKET', 70, 80 FROM decision_result WHERE registration_id = $1",
      [registration, judge],
    );
    await tx.rows(
      `INSERT INTO edition_change SELECT $2, edition_id, 'registration', '{}', '{}', 'Matrix', NULL, now() FROM edition_stage WHERE id = $1`,
      [stage!.id, newId()],
    );
  });
  return {
    samples: {
      "Query.jabarSession": `id: "${session}"`,
      "Query.jabarCandidates": `filter: { stageId: "${stage!.id}" }`,
    },
  };
};
