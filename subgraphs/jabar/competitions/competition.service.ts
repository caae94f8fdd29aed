import { pesantrenFaults } from "../../kit/access/province";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Transaction } from "../../kit/data/database";
import { idempotent } from "../../kit/data/idempotency";
import { isId, newId } from "../../kit/id";
import { countFaults, periodFaults, rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { tellNation } from "../facts";
import { actingPesantren, productOf } from "../known";
import { editionYearFaults } from "../planning";
import * as errors from "./competition.errors";
import type {
  AnnulJabarCompetitionInput,
  EnterJabarCompetitionInput,
  PlanJabarCompetitionInput,
  ScoreJabarCompetitionEntryInput,
} from "./competition.input";

const COMPETITION = ["input", "competitionId"];
const ENTRY = ["input", "entryId"];

/** Plans a competition. Returns its id; sent again with the same key, that of the one planned first. */
export function planCompetition(context: Context, input: PlanJabarCompetitionInput, key: string): Promise<string> {
  const { year, name, field = null, opensOn, closesOn, criteria } = input;
  const sum = criteria.reduce((total, { weight }) => total + weight, 0);
  return context.db.inTransaction(async (tx) => {
    refuseAny([
      ...(await editionYearFaults(tx, year, dayInWib(context.clock()))),
      ...textFaults(["input", "name"], name, [2, 200]),
      ...periodFaults(["input", "closesOn"], opensOn, closesOn),
      ...countFaults(["input", "criteria"], criteria, [1, 10]),
      ...criteria.flatMap((each, at) => [
        ...textFaults(["input", "criteria", String(at), "name"], each.name, [2, 100]),
        ...rangeFaults(["input", "criteria", String(at), "weight"], each.weight, [1, 100]),
      ]),
      ...(sum === 100 ? [] : [errors.weightsDiffer(["input", "criteria"], sum)]),
    ]);
    return idempotent(tx, {
      operation: "planJabarCompetition",
      key,
      input,
      effect: async () => {
        const id = newId();
        await tx.rows(
          "INSERT INTO competition (id, year, name, field, opens_on, closes_on, status) VALUES ($1, $2, $3, $4, $5, $6, 'PLANNED')",
          [id, year, name.trim(), field, opensOn, closesOn],
        );
        await tx.rows(
          `INSERT INTO competition_criterion SELECT $1, position, name, weight
           FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS given (name, weight, position)`,
          [id, criteria.map((each) => each.name.trim()), criteria.map(({ weight }) => weight)],
        );
        return id;
      },
    });
  });
}

/** Enters a product. Returns the entry's id; sent again with the same key, that of the one made first. */
export async function enterCompetition(
  context: Context,
  input: EnterJabarCompetitionInput,
  key: string,
): Promise<string> {
  const pesantren = await actingPesantren(context, input.pesantrenId, ["input", "pesantrenId"]);
  const product = await productOf(context, pesantren.found, input.productId, ["input", "productId"]);
  return context.db.inTransaction((tx) =>
    idempotent(tx, {
      operation: "enterJabarCompetition",
      key,
      input,
      effect: async () => {
        const competition = await lockCompetition(tx, input.competitionId);
        const { opensOn, closesOn, status, field } = competition;
        const today = dayInWib(context.clock());
        const isOpen = status === "PLANNED" && today >= opensOn && today <= closesOn;
        refuseAny([
          ...(isOpen ? [] : [errors.notOpen(COMPETITION, opensOn, closesOn, today)]),
          ...pesantren.faults,
          ...product.faults,
          ...(product.found && field !== null && product.found.field !== field
            ? [errors.wrongField(["input", "productId"], field, product.found.field)]
            : []),
        ]);
        const [made] = await tx.rows<{ id: string }>(
          `INSERT INTO competition_entry (id, competition_id, pesantren_id, product_id, entered_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (competition_id, product_id) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id`,
          [newId(), competition.id, pesantren.found, product.found!.id, context.clock()],
        );
        return made?.id ?? refuse(errors.enteredAlready(["input", "productId"]));
      },
    }),
  );
}

/** Withdraws an entry while products may be entered. Returns its id. */
export function withdrawEntry(context: Context, entryId: string): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const { id, competition, pesantrenId, isWithdrawn } = await lockEntry(tx, entryId, ["entryId"]);
    const today = dayInWib(context.clock());
    refuseAny([
      ...pesantrenFaults(context.caller, pesantrenId, ["entryId"]),
      ...(isWithdrawn ? [errors.wrongStatus(["entryId"], "ENTERED", "WITHDRAWN")] : []),
      ...(competition.status === "PLANNED" && today <= competition.closesOn
        ? []
        : [errors.notOpen(["entryId"], competition.opensOn, competition.closesOn, today)]),
    ]);
    await tx.rows("UPDATE competition_entry SET withdrawn_at = $2 WHERE id = $1", [id, context.clock()]);
    return id;
  });
}

/** Keeps what a juror gives a product, in the place of what the same one gave before. Returns the entry's id. */
export function scoreEntry(
  context: Context,
  { entryId, juror, points }: ScoreJabarCompetitionEntryInput,
): Promise<string> {
  return context.db.inTransaction(async (tx) => {
    const { id, competition, isWithdrawn } = await lockEntry(tx, entryId, ENTRY);
    const [criteria] = await tx.rows<{ count: number }>(
      "SELECT count(*)::int AS count FROM competition_criterion WHERE competition_id = $1",
      [competition.id],
    );
    refuseAny([
      ...textFaults(["input", "juror"], juror, [2, 120]),
      ...countFaults(["input", "points"], points, [criteria!.count, criteria!.count]),
      ...points.flatMap((each, at) => rangeFaults(["input", "points", String(at)], each, [0, 100])),
      ...(competition.status === "PLANNED" ? [] : [errors.wrongStatus(ENTRY, "PLANNED", competition.status)]),
      ...(isWithdrawn ? [errors.wrongStatus(ENTRY, "ENTERED", "WITHDRAWN")] : []),
    ]);
    await tx.rows(
      `INSERT INTO competition_score VALUES ($1, $2, $3, $4)
       ON CONFLICT (entry_id, juror) DO UPDATE SET points = excluded.points, scored_at = excluded.scored_at`,
      [id, juror.trim(), points, context.clock()],
    );
    return id;
  });
}

/** Ranks the entries and publishes the results, which never change. Returns the competition's id. */
export function publishCompetition(context: Context, competitionId: string): Promise<string> {
  const field = ["competitionId"];
  return context.db.inTransaction(async (tx) => {
    const { id, year, status, closesOn } = await lockCompetition(tx, competitionId, field);
    if (status !== "PLANNED") refuse(errors.wrongStatus(field, "PLANNED", status));
    if (dayInWib(context.clock()) <= closesOn) refuse(errors.stillOpen(field, closesOn));
    const [open] = await tx.rows<{ entries: number; unscored: number }>(
      `SELECT count(*)::int AS entries, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM competition_score WHERE entry_id = entry.id))::int AS unscored
       FROM competition_entry entry WHERE competition_id = $1 AND withdrawn_at IS NULL`,
      [id],
    );
    if (open!.entries === 0) refuse(errors.nobody(field));
    if (open!.unscored > 0) refuse(errors.unscored(field, open!.unscored));
    await tx.rows(RANK, [id]);
    await tx.rows("UPDATE competition SET status = 'PUBLISHED', published_at = $2 WHERE id = $1", [
      id,
      context.clock(),
    ]);
    await tellRanked(context, tx, { id, year }, 1);
    return id;
  });
}

/** The mean of all jurors' weighted points; where totals are equal the first criterion decides, and where that is equal too, the rank is shared. */
const RANK = `
  WITH sheet AS (
    SELECT entry.id, entry.product_id, entry.pesantren_id, avg(weighted.total) AS total, avg(score.points[1]) AS first
    FROM competition_entry entry JOIN competition_score score ON score.entry_id = entry.id
    CROSS JOIN LATERAL (SELECT sum(points.given * criterion.weight) / 100.0 AS total
      FROM unnest(score.points) WITH ORDINALITY AS points (given, position)
      JOIN competition_criterion criterion ON criterion.competition_id = entry.competition_id AND criterion.position = points.position) weighted
    WHERE entry.competition_id = $1 AND entry.withdrawn_at IS NULL GROUP BY 1
  )
  INSERT INTO competition_result (competition_id, product_id, pesantren_id, total, rank)
  SELECT $1, product_id, pesantren_id, round(total, 2), rank() OVER (ORDER BY round(total, 2) DESC, first DESC) FROM sheet`;

/** Annuls a competition; what was published stays to be seen, with the reason. Returns its id. */
export function annulCompetition(
  context: Context,
  { competitionId, reason }: AnnulJabarCompetitionInput,
): Promise<string> {
  refuseAny(textFaults(["input", "reason"], reason, [2, 500]));
  return context.db.inTransaction(async (tx) => {
    const { id, year, status } = await lockCompetition(tx, competitionId);
    if (status === "ANNULLED") refuse(errors.wrongStatus(COMPETITION, "PLANNED, PUBLISHED", status));
    await tx.rows("UPDATE competition SET status = 'ANNULLED', annulled_reason = $2 WHERE id = $1", [
      id,
      reason.trim(),
    ]);
    await tellRanked(context, tx, { id, year }, -1);
    return id;
  });
}

/** How many pesantren have results grew when they were published, and shrinks again if they are annulled. */
async function tellRanked(
  { clock }: Context,
  tx: Transaction,
  { id, year }: Pick<Locked, "id" | "year">,
  value: 1 | -1,
): Promise<void> {
  const ranked = await tx.rows<{ pesantrenId: string }>(
    `SELECT DISTINCT pesantren_id AS "pesantrenId" FROM competition_result WHERE competition_id = $1 ORDER BY 1`,
    [id],
  );
  await tellNation(
    tx,
    { indicator: "competitions.ranked", unit: "pesantren", at: clock() },
    ranked.map(({ pesantrenId }) => ({ year, pesantrenId, value })),
  );
}

interface Locked {
  readonly id: string;
  readonly year: number;
  readonly status: string;
  readonly field: string | null;
  readonly opensOn: string;
  readonly closesOn: string;
}

async function lockCompetition(tx: Transaction, id: string, field = COMPETITION): Promise<Locked> {
  const [found] = isId(id)
    ? await tx.rows<Locked>(
        `SELECT id, year, status, field, opens_on::text AS "opensOn", closes_on::text AS "closesOn" FROM competition WHERE id = $1 FOR UPDATE`,
        [id],
      )
    : [];
  return found ?? refuse(errors.competitionUnknown(field, id));
}

interface LockedEntry {
  readonly id: string;
  readonly pesantrenId: string;
  readonly isWithdrawn: boolean;
  readonly competition: Locked;
}

/** The competition is locked too, and first, so that nothing is scored while it is ranked. */
async function lockEntry(tx: Transaction, id: string, field: readonly string[]): Promise<LockedEntry> {
  const [known] = isId(id)
    ? await tx.rows<{ competitionId: string }>(
        `SELECT competition_id AS "competitionId" FROM competition_entry WHERE id = $1`,
        [id],
      )
    : [];
  if (!known) return refuse(errors.entryUnknown(field, id));
  const competition = await lockCompetition(tx, known.competitionId);
  const [entry] = await tx.rows<Omit<LockedEntry, "competition">>(
    `SELECT id, pesantren_id AS "pesantrenId", withdrawn_at IS NOT NULL AS "isWithdrawn" FROM competition_entry WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return { ...entry!, competition };
}
