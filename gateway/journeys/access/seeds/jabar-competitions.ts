import { newId } from "../../../../subgraphs/kit/id";
import type { SeedPart } from "./seed";

/** A competition that was annulled after its results were published, with an entry that was scored and withdrawn. */
export const seedCompetitions: SeedPart = async (graph, { pesantren, product }) => {
  const { db } = graph.databases.get("jabar")!;
  const [competition, entry] = [newId(), newId()];
  await db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO competition (id, year, name, field, opens_on, closes_on, status, published_at, annulled_reason)
       VALUES ($1, 2020, 'Lomba', 'AGRICULTURE', '2020-09-01', '2020-09-10', 'ANNULLED', now(), 'Keberatan')`,
      [competition],
    );
    await tx.rows("INSERT INTO competition_criterion VALUES ($1, 1, 'Rasa', 100)", [competition]);
    await tx.rows("INSERT INTO competition_entry VALUES ($1, $2, $3, $4, now(), now())", [
      entry,
      competition,
      pesantren,
      product,
    ]);
    await tx.rows("INSERT INTO competition_score VALUES ($1, 'Juri', '{80}', now())", [entry]);
    await tx.rows("INSERT INTO competition_result VALUES ($1, $2, $3, 80, 1)", [competition, product, pesantren]);
  });
  return {
    samples: {
      "Query.jabarCompetition": `id: "${competition}"`,
      "Query.jabarCompetitionEntries": `competitionId: "${competition}"`,
    },
  };
};
