import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import { decodeCursor, pageSize, toConnection, type Connection } from "../../kit/graph/connection";
import { isId } from "../../kit/id";
import { RegionLevel } from "../regions/region";
import { checkLevel } from "../regions/region.loader";
import { DuplicateState, type DuplicateFilter, type DuplicateListArguments, type DuplicatePair } from "./duplicate";

export interface DuplicateRow extends DuplicatePair {
  readonly firstId: string;
  readonly secondId: string;
}

const COLUMNS = `id, first_id AS "firstId", second_id AS "secondId", score, reasons, state, reason, found_at AS "foundAt"`;

/** A page of the queue, the most likely first. */
export async function duplicatePage(context: Context, args: DuplicateListArguments): Promise<Connection<DuplicateRow>> {
  const { first, after } = args;
  const filter = filterValues(args.filter ?? {});
  const [score, id] = decodeCursor(after, ["integer", "id"]) ?? [null, null];
  return toConnection({
    first,
    after,
    rows: await context.db.rows<DuplicateRow>(`SELECT ${COLUMNS} ${FILTERED} ${PAGE}`, [
      ...filter,
      score,
      id,
      pageSize(first) + 1,
    ]),
    keyOf: (row) => [row.score, row.id],
    count: async () =>
      (await context.db.row<{ count: number }>(`SELECT count(*)::int AS count ${FILTERED}`, filter))?.count ?? 0,
  });
}

/** The pair of an id. */
export async function duplicateById({ db }: Context, id: string): Promise<DuplicateRow | undefined> {
  return db.row<DuplicateRow>(`SELECT ${COLUMNS} FROM duplicate_pair WHERE id = $1`, [id]);
}

const FILTERED = `
  FROM duplicate_pair
  WHERE state = $1 AND ($2::text IS NULL OR starts_with(regency_code, $2 || '.')) AND ($3::text IS NULL OR regency_code = $3)
    AND ($4::uuid IS NULL OR $4 IN (first_id, second_id)) AND score >= $5::int`;

const PAGE = "AND ($6::int IS NULL OR (-score, id) > (-$6::int, $7::uuid)) ORDER BY score DESC, id LIMIT $8";

const NOBODY = "00000000-0000-0000-0000-000000000000";

function filterValues({ state, provinceCode, regencyCode, pesantrenId, leastScore }: DuplicateFilter): unknown[] {
  if (provinceCode) checkLevel(provinceCode, RegionLevel.PROVINCE);
  if (regencyCode) checkLevel(regencyCode, RegionLevel.REGENCY);
  if (leastScore && (leastScore < 0 || leastScore > 100)) throw scoreOutOfRange(leastScore);
  const one = pesantrenId && !isId(pesantrenId) ? NOBODY : pesantrenId;
  return [state ?? DuplicateState.OPEN, provinceCode ?? null, regencyCode ?? null, one ?? null, leastScore ?? 0];
}

function scoreOutOfRange(leastScore: number) {
  return badInput(
    {
      id: `filter.leastScore harus 0 sampai 100, diterima ${leastScore}.`,
      en: `filter.leastScore must be 0 to 100, received ${leastScore}.`,
    },
    { expected: "0 to 100", received: String(leastScore) },
  );
}
