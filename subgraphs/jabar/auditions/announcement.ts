import type { Clock } from "../../kit/clock";
import type { Database, Transaction } from "../../kit/data/database";
import type { Log } from "../../kit/log";
import { countInFunnel } from "../funnel/funnel.count";

const LOOK_EVERY_MS = 1_000;

/**
 * Announces a decision that the transaction has locked: from its commit on everybody sees it, nobody can change it, and the next stage is open to those who
 * passed, and to them only. A correction counts those who come in and those who drop out.
 */
export async function announce(tx: Transaction, decisionId: string, at: Date): Promise<void> {
  const [decision] = await tx.rows<{ stageId: string; number: number; correctsId: string | null }>(
    `SELECT d.stage_id AS "stageId", s.number, d.corrects_id AS "correctsId" FROM decision d JOIN edition_stage s ON s.id = d.stage_id WHERE d.id = $1`,
    [decisionId],
  );
  const { stageId, number, correctsId } = decision!;
  const changes = await tx.rows<{ id: string; came: boolean }>(
    `SELECT coalesce(now.registration_id, was.registration_id) AS id, now.registration_id IS NOT NULL AS came
     FROM (SELECT registration_id FROM decision_result WHERE decision_id = $1 AND passed) now
     FULL JOIN (SELECT registration_id FROM decision_result WHERE decision_id = $2 AND passed) was USING (registration_id)
     WHERE now.registration_id IS NULL OR was.registration_id IS NULL ORDER BY 1`,
    [decisionId, correctsId],
  );
  const came = changes.filter((each) => each.came).map(({ id }) => id);
  const dropped = changes.filter((each) => !each.came).map(({ id }) => id);
  await openNextStage(tx, stageId, came, dropped);
  await countInFunnel(tx, { step: "PASSED", stage: number, ids: came, at });
  await countInFunnel(tx, { step: "PASSED", stage: number, ids: dropped, at, sign: -1 });
  await tx.rows("UPDATE decision_result SET announced = true WHERE decision_id = $1", [decisionId]);
  await tx.rows("UPDATE decision SET status = 'ANNOUNCED', announced_at = $2 WHERE id = $1", [decisionId, at]);
}

const NEXT_STAGE = `
  (SELECT later.id FROM edition_stage stage JOIN edition_stage later ON later.edition_id = stage.edition_id AND later.number = stage.number + 1
   WHERE stage.id = $1)`;

async function openNextStage(
  tx: Transaction,
  stageId: string,
  came: readonly string[],
  dropped: readonly string[],
): Promise<void> {
  await tx.rows(
    `INSERT INTO candidate (stage_id, registration_id) SELECT later.id, passed.id
     FROM (SELECT ${NEXT_STAGE} AS id) later, unnest($2::uuid[]) AS passed (id) WHERE later.id IS NOT NULL
     ON CONFLICT (stage_id, registration_id) DO UPDATE SET excluded_reason = NULL`,
    [stageId, came],
  );
  await tx.rows(
    `UPDATE candidate SET excluded_reason = 'Keputusan tahap sebelumnya dikoreksi / the decision of the stage before was corrected'
     WHERE stage_id = ${NEXT_STAGE} AND registration_id = ANY($2)`,
    [stageId, dropped],
  );
}

/** Announces every decision whose moment has come; each in a transaction of its own, and once, however many look. */
export async function announceDue(db: Database, clock: Clock, log: Log): Promise<void> {
  const due = await db.rows<{ id: string }>(
    "SELECT id FROM decision WHERE status = 'SCHEDULED' AND announce_at <= $1 ORDER BY announce_at, id",
    [clock()],
  );
  for (const { id } of due) {
    await db.inTransaction(async (tx) => {
      const held = await tx.rows<{ at: Date }>(
        `SELECT announce_at AS at FROM decision WHERE id = $1 AND status = 'SCHEDULED' AND announce_at <= $2 FOR UPDATE SKIP LOCKED`,
        [id, clock()],
      );
      if (held[0]) await announce(tx, id, held[0].at);
    });
    log.info({ decision: id }, "announced");
  }
}

/** Looks every second for decisions to announce, until the result is called. */
export function startAnnouncing(db: Database, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = announceDue(db, db.clock, log)
      .catch((error: Error) => log.warn({ reason: error.message }, "decisions could not be announced"))
      .finally(() => (busy = false));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
