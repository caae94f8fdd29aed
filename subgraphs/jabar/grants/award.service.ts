import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { newId } from "../../kit/id";
import { refuse, refuseAny, type RefusalValue } from "../../kit/refusal";
import { holdStage, type StageRules } from "../auditions/stage.rules";
import { book, openDebts, takeBack, type Booked } from "./books";
import * as errors from "./grant.errors";
import type { GrantJabarPrizesInput } from "./grant.input";

const STAGE = ["input", "stageId"];

/** Grants the winners of a stage their prizes, by the prize table, once its decision is final. Returns the year of the edition. */
export async function grantPrizes(context: Context, input: GrantJabarPrizesInput, key: string): Promise<number> {
  return context.db.inTransaction((tx) =>
    idempotent(tx, { operation: "grantJabarPrizes", key, input, effect: () => grant(context, tx, input) }),
  );
}

interface Winner {
  readonly registrationId: string;
  readonly pesantrenId: string;
  readonly regencyCode: string;
  readonly category: string;
  readonly rank: number;
  readonly title: string;
  readonly amount: bigint;
  readonly tranchePercents: readonly number[];
}

async function grant(context: Context, tx: Transaction, { stageId }: GrantJabarPrizesInput): Promise<number> {
  const stage = await holdStage(tx, stageId, STAGE, "alone");
  const at = context.clock();
  const decisionId = await finalDecision(tx, stage, at);
  const winners = await winnersOf(tx, stage, decisionId);
  const standing = await lockStanding(tx, stage);
  const placeOf = ({ registrationId, category, rank, amount }: Place) =>
    [registrationId, category, rank, amount].join();
  const [won, stood] = [new Set(winners.map(placeOf)), new Set(standing.map(placeOf))];
  const fresh = winners.filter((each) => !stood.has(placeOf(each)));
  const gone = standing.filter((each) => !won.has(placeOf(each)));
  if (standing.length > 0 && standing.every((each) => each.decisionId === decisionId))
    refuse(errors.grantedAlready(STAGE));
  await revoke(tx, gone, at);
  await tx.rows("UPDATE grant_award SET decision_id = $2 WHERE stage_id = $1 AND revoked_at IS NULL", [
    stage.id,
    decisionId,
  ]);
  refuseAny(await budgetFaults(tx, stage, fresh));
  await award(tx, stage, decisionId, fresh, at);
  return stage.year;
}

/** What a winner won. */
type Place = Pick<Winner, "registrationId" | "category" | "rank" | "amount">;

/** A prize that was granted by the decision before, with what its tranches are at. */
interface Standing extends Place, Booked {
  readonly decisionId: string;
  readonly title: string;
  readonly statuses: readonly string[];
}

/** Locks the prizes of a stage and their tranches, so that nobody orders one that is being revoked. */
async function lockStanding(tx: Transaction, { id, year }: StageRules): Promise<Standing[]> {
  await tx.rows(
    `SELECT t.id FROM grant_tranche t JOIN grant_award a ON a.id = t.award_id WHERE a.stage_id = $1 AND a.revoked_at IS NULL
     ORDER BY t.id FOR UPDATE OF t`,
    [id],
  );
  return tx.rows<Standing>(
    `SELECT a.id AS "awardId", a.account_id AS "accountId", $2::int AS year, a.pesantren_id AS "pesantrenId", a.regency_code AS "regencyCode", a.category,
       a.registration_id AS "registrationId", a.rank, a.amount, a.title, a.decision_id AS "decisionId",
       ARRAY(SELECT status FROM grant_tranche WHERE award_id = a.id) AS statuses
     FROM grant_award a WHERE a.stage_id = $1 AND a.revoked_at IS NULL ORDER BY a.id`,
    [id, year],
  );
}

/** Takes back the prizes of those who, by the correction, did not win them. What was ordered or paid must come to its end first. */
async function revoke(tx: Transaction, gone: readonly Standing[], at: Date): Promise<void> {
  const paid = gone.filter(({ statuses }) => statuses.some((status) => status === "ORDERED" || status === "PAID"));
  refuseAny(paid.map(({ registrationId, title }) => errors.paidAlready(STAGE, title, registrationId)));
  const ids = gone.map(({ awardId }) => awardId);
  await tx.rows("UPDATE grant_award SET revoked_at = $2 WHERE id = ANY($1)", [ids, at]);
  await tx.rows("UPDATE grant_tranche SET status = 'REVOKED' WHERE award_id = ANY($1)", [ids]);
  await takeBack(
    tx,
    gone.map((grant) => ({ grant, causeId: grant.awardId, amount: grant.amount })),
    at,
  );
}

/** The decision that holds, if nobody can object to it any more. */
async function finalDecision(tx: Transaction, stage: StageRules, now: Date): Promise<string> {
  const [state] = await tx.rows<{ id: string; until: Date; open: boolean; appeals: boolean }>(
    `SELECT d.id, d.announced_at + make_interval(days => $2) AS until,
       EXISTS (SELECT FROM decision o WHERE o.stage_id = $1 AND o.status IN ('DRAFT', 'SCHEDULED')) AS open,
       EXISTS (SELECT FROM appeal a JOIN decision o ON o.id = a.decision_id WHERE o.stage_id = $1
         AND (a.status = 'OPEN' OR a.status = 'GRANTED' AND a.decision_id = d.id)) AS appeals
     FROM decision d WHERE d.stage_id = $1 AND d.status = 'ANNOUNCED'
       AND NOT EXISTS (SELECT FROM decision later WHERE later.corrects_id = d.id AND later.status = 'ANNOUNCED')`,
    [stage.id, stage.appealDays],
  );
  if (!state) return refuse(errors.notFinal(STAGE, "Tahap ini belum diumumkan.", "This stage is not announced yet."));
  const { id, until, open, appeals } = state;
  refuseAny([
    ...(now <= until ? [errors.notFinal(STAGE, "Masa sanggah belum berakhir.", "Appeals are still possible.")] : []),
    ...(open || appeals
      ? [errors.notFinal(STAGE, "Masih ada sanggahan atau koreksi.", "There are appeals or corrections to settle.")]
      : []),
  ]);
  return id;
}

function winnersOf(tx: Transaction, { id }: StageRules, decisionId: string): Promise<Winner[]> {
  return tx.rows<Winner>(
    `SELECT r.registration_id AS "registrationId", r.pesantren_id AS "pesantrenId", r.regency_code AS "regencyCode", r.category, r.rank,
       p.title, p.amount, p.tranche_percents AS "tranchePercents"
     FROM decision_result r JOIN edition_prize p ON p.stage_id = $1 AND coalesce(p.category, r.category) = r.category
       AND r.rank BETWEEN p.rank_from AND p.rank_to
     WHERE r.decision_id = $2 AND r.passed ORDER BY r.category, r.rank, r.registration_id`,
    [id, decisionId],
  );
}

/** Prizes are granted within the edition's budget only, as it was revised the last time. */
async function budgetFaults(tx: Transaction, stage: StageRules, winners: readonly Winner[]): Promise<RefusalValue[]> {
  // Two stages granted at once would both see the same money as free.
  await tx.rows("SELECT 1 FROM edition WHERE id = $1 FOR UPDATE", [stage.editionId]);
  const [row] = await tx.rows<{ budget: bigint | null; granted: bigint }>(
    `SELECT (SELECT value FROM edition_target WHERE edition_id = $1 AND indicator = 'PRIZES' AND unit = 'rupiah' ORDER BY number DESC LIMIT 1) AS budget,
       (SELECT coalesce(sum(a.amount), 0)::bigint FROM grant_award a JOIN edition_stage s ON s.id = a.stage_id
        WHERE s.edition_id = $1 AND a.revoked_at IS NULL) AS granted`,
    [stage.editionId],
  );
  const { budget, granted } = row!;
  if (budget === null) return [errors.budgetUnknown(STAGE)];
  const wanted = winners.reduce((sum, { amount }) => sum + amount, granted);
  return wanted > budget ? [errors.budgetExceeded(STAGE, budget, wanted)] : [];
}

/** Writes the awards of all winners with their tranches, and books them. */
async function award(
  tx: Transaction,
  stage: StageRules,
  decisionId: string,
  winners: readonly Winner[],
  at: Date,
): Promise<void> {
  const ids = winners.map(() => newId());
  const accounts = await openDebts(tx, ids, at);
  const awards = winners.map((winner, n) => ({
    ...winner,
    awardId: ids[n]!,
    accountId: accounts[n]!,
    year: stage.year,
  }));
  const rows = awards.map(({ amount, ...each }) => ({ ...each, amount: String(amount) }));
  await tx.rows(
    `INSERT INTO grant_award (id, stage_id, decision_id, registration_id, pesantren_id, regency_code, category, rank, title, amount, account_id, granted_at)
     SELECT "awardId", $1, $2, "registrationId", "pesantrenId", "regencyCode", category, rank, title, amount, "accountId", $4
     FROM jsonb_to_recordset($3::jsonb) AS award ("awardId" uuid, "registrationId" uuid, "pesantrenId" uuid, "regencyCode" text, category text,
       rank int, title text, amount bigint, "accountId" uuid)`,
    [stage.id, decisionId, JSON.stringify(rows), at],
  );
  const tranches = awards.flatMap(({ awardId, amount, tranchePercents }) =>
    partsOf(amount, tranchePercents).map((part, n) => ({ awardId, number: n + 1, amount: part })),
  );
  await tx.rows(
    `INSERT INTO grant_tranche (id, award_id, number, amount, status)
     SELECT *, 'PLANNED' FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[])`,
    [
      tranches.map(() => newId()),
      tranches.map(({ awardId }) => awardId),
      tranches.map(({ number }) => number),
      tranches.map(({ amount }) => amount),
    ],
  );
  const movements = awards.map((grant) => ({ grant, causeId: grant.awardId, amount: grant.amount }));
  await book(tx, "granted", movements, at);
}

/** Whole rupiah; what a rounding leaves is in the last part. */
export function partsOf(amount: bigint, percents: readonly number[]): bigint[] {
  const parts = percents.map((percent) => (amount * BigInt(percent)) / 100n);
  const rest = amount - parts.reduce((sum, part) => sum + part, 0n);
  return parts.map((part, at) => (at === parts.length - 1 ? part + rest : part));
}
