import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { isId } from "../../kit/id";
import { ownPesantren } from "../own";
import type {
  JabarCompetition,
  JabarCompetitionCriterion,
  JabarCompetitionEntry,
  JabarCompetitionResult,
  JabarCompetitionScore,
} from "./competition";
import type { JabarCompetitionEntryListArguments, JabarCompetitionListArguments } from "./competition.input";

const COMPETITION = `
  SELECT id, year, name, field, opens_on::text AS "opensOn", closes_on::text AS "closesOn", status, annulled_reason AS "annulledReason" FROM competition`;
const ENTRY = `
  SELECT id, competition_id AS "competitionId", pesantren_id AS "pesantrenId", product_id AS "productId", entered_at AS "enteredAt",
    withdrawn_at AS "withdrawnAt" FROM competition_entry`;

export function competitionById(context: Context, id: string): Promise<JabarCompetition | null> {
  return isId(id) ? context.loader(competitions).load(id.toLowerCase()) : Promise.resolve(null);
}

function competitions({ db }: Context) {
  return new DataLoader<string, JabarCompetition | null>(async (ids) => {
    const rows = await db.rows<JabarCompetition>(`${COMPETITION} WHERE id = ANY($1)`, [ids]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** A page of competitions, the last planned first. */
export async function competitionPage(
  { db }: Context,
  { year, first, after }: JabarCompetitionListArguments,
): Promise<Connection<JabarCompetition>> {
  const [before] = decodeCursor(after, ["id"]) ?? [null];
  const rows = await db.rows<JabarCompetition>(
    `${COMPETITION} WHERE ($1::int IS NULL OR year = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [year ?? null, before, pageSize(first) + 1],
  );
  const count = async () =>
    (await db.row<{ count: number }>(
      "SELECT count(*)::int AS count FROM competition WHERE $1::int IS NULL OR year = $1",
      [year ?? null],
    ))!.count;
  return toConnection({ first, after, rows, keyOf: ({ id }) => [id], count });
}

/** One entry, if the caller may see it. */
export async function entryById(context: Context, id: string): Promise<JabarCompetitionEntry | null> {
  if (!isId(id)) return null;
  const row = await context.db.row<JabarCompetitionEntry>(
    `${ENTRY} WHERE id = $1 AND ($2::uuid IS NULL OR pesantren_id = $2)`,
    [id, ownPesantren(context)],
  );
  return row ?? null;
}

/** A page of what was entered, the first entered first; of a pesantren's own person its own. */
export async function entryPage(
  context: Context,
  { competitionId, first, after }: JabarCompetitionEntryListArguments,
): Promise<Connection<JabarCompetitionEntry>> {
  const { db } = context;
  const chosen = [isId(competitionId) ? competitionId : null, ownPesantren(context)];
  const where = "competition_id = $1 AND ($2::uuid IS NULL OR pesantren_id = $2)";
  const [last] = decodeCursor(after, ["id"]) ?? [null];
  const rows = await db.rows<JabarCompetitionEntry>(
    `${ENTRY} WHERE ${where} AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
    [...chosen, last, pageSize(first) + 1],
  );
  const count = async () =>
    (await db.row<{ count: number }>(`SELECT count(*)::int AS count FROM competition_entry WHERE ${where}`, chosen))!
      .count;
  return toConnection({ first, after, rows, keyOf: ({ id }) => [id], count });
}

/** The criteria of a competition in their order. */
export function criteriaOf(context: Context, id: string): Promise<JabarCompetitionCriterion[]> {
  return context.loader(criteria).load(id);
}

function criteria({ db }: Context) {
  return new DataLoader<string, JabarCompetitionCriterion[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT competition_id AS "ownerId", name, weight FROM competition_criterion WHERE competition_id = ANY($1) ORDER BY competition_id, position`,
        [ids],
      ),
    ),
  );
}

export function scoresOf(context: Context, entryId: string): Promise<JabarCompetitionScore[]> {
  return context.loader(scores).load(entryId);
}

function scores({ db }: Context) {
  return new DataLoader<string, JabarCompetitionScore[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT entry_id AS "ownerId", juror, points FROM competition_score WHERE entry_id = ANY($1) ORDER BY entry_id, juror`,
        [ids],
      ),
    ),
  );
}

/** Of what results are asked. */
type Owner = "competition_id" | "product_id" | "pesantren_id";

/** The results of a competition, a product or a pesantren, the best rank first. */
export function resultsOf(context: Context, owner: Owner, id: string): Promise<JabarCompetitionResult[]> {
  return context.loader(results, owner, owner).load(id);
}

function results({ db }: Context, owner: Owner) {
  return new DataLoader<string, JabarCompetitionResult[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT ${owner} AS "ownerId", competition_id AS "competitionId", product_id AS "productId", pesantren_id AS "pesantrenId", total::float8 AS total, rank
         FROM competition_result WHERE ${owner} = ANY($1) ORDER BY rank, product_id`,
        [ids],
      ),
    ),
  );
}
