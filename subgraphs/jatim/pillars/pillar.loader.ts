import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { readPersonal, type Want } from "../../kit/personal/read";
import { filedUnder } from "../references";
import type {
  JatimPesantrenPillar,
  JatimPillar,
  JatimPillarMember,
  JatimPillarMonth,
  JatimPillarRegency,
  JatimPillarStep,
  JatimPillarStepTaken,
  JatimPublishedFigure,
} from "./pillar";
import type { JatimPillarMemberListArguments } from "./pillar.input";
import { PILLAR_PERSONS } from "./pillar.table";

/** The pillars in a year, all three, in the programme's order. */
export function pillarsOf({ db }: Context, year: number): Promise<JatimPillar[]> {
  return db.rows(
    `SELECT name.pillar, $1::int AS year, target::int, source AS "targetSource",
       coalesce((SELECT sum(count) FROM pillar_count WHERE pillar_count.pillar = name.pillar AND left(month, 4) <= $1::int::text), 0)::int AS counted
     FROM unnest(ARRAY['SANTRIPRENEUR', 'PESANTRENPRENEUR', 'SOCIOPRENEUR']) WITH ORDINALITY AS name (pillar, place)
     LEFT JOIN pillar_target ON pillar_target.pillar = name.pillar AND pillar_target.year = $1 ORDER BY place`,
    [year],
  );
}

interface OfPillar {
  readonly pillar: string;
  readonly year: number;
}

/** What sources published about a pillar in a year, by day. */
export function publishedOf({ db }: Context, { pillar, year }: OfPillar): Promise<JatimPublishedFigure[]> {
  return db.rows(
    `SELECT value::int, as_of::text AS "asOf", source, coalesce((SELECT sum(count) FROM pillar_count
       WHERE pillar_count.pillar = figure.pillar AND month <= to_char(as_of, 'YYYY-MM')), 0)::int AS counted
     FROM pillar_figure figure WHERE pillar = $1 AND as_of BETWEEN make_date($2, 1, 1) AND make_date($2, 12, 31) ORDER BY as_of, id LIMIT 1000`,
    [pillar, year],
  );
}

/** How a pillar grew, by month of the year; months in which nothing came are left out. */
export function monthsOf({ db }: Context, { pillar, year }: OfPillar): Promise<JatimPillarMonth[]> {
  return db.rows(
    `SELECT month, added, total FROM (
       SELECT month, sum(count)::int AS added, sum(sum(count)) OVER (ORDER BY month)::int AS total FROM pillar_count WHERE pillar = $1 GROUP BY 1) months
     WHERE left(month, 4) = $2 AND added > 0 ORDER BY month`,
    [pillar, String(year)],
  );
}

/** How many of each regency a pillar has reached by the end of a year. */
export async function regenciesOf({ db }: Context, { pillar, year }: OfPillar): Promise<JatimPillarRegency[]> {
  const rows = await db.rows<{ code: string; counted: number }>(
    `SELECT regency_code AS code, sum(count)::int AS counted FROM pillar_count JOIN pesantren_reference ON pesantren_reference.id = pesantren_id
     WHERE pillar = $1 AND left(month, 4) <= $2 GROUP BY 1 HAVING sum(count) > 0 ORDER BY 1`,
    [pillar, String(year)],
  );
  return rows.map(({ code, counted }) => ({ regency: { code }, counted }));
}

/** The steps of a pillar, in their order. */
export function stepsOf({ db }: Context, { pillar }: Pick<OfPillar, "pillar">): Promise<JatimPillarStep[]> {
  return db.rows(
    `SELECT pillar, code, position, name_id AS "nameId", name_en AS "nameEn", counts, needs_certificate AS "needsCertificate", source
     FROM pillar_step WHERE pillar = $1 ORDER BY position`,
    [pillar],
  );
}

/** How many of a pesantren, with the duplicates merged into it, each pillar has reached by the end of a year. */
export function pillarsOfPesantren(
  context: Context,
  ids: readonly string[],
  year: number,
): Promise<JatimPesantrenPillar[]> {
  return context.loader(byPesantren, String(year), year).load(ids.join());
}

function byPesantren({ db }: Context, year: number) {
  return new DataLoader<string, JatimPesantrenPillar[]>((owners) =>
    grouped(
      owners,
      db.rows(
        `SELECT owner.ids AS "ownerId", pillar, sum(count)::int AS counted FROM unnest($1::text[]) AS owner (ids)
         JOIN pillar_count ON pesantren_id = ANY(string_to_array(owner.ids, ',')::uuid[]) AND left(month, 4) <= $2
         GROUP BY 1, 2 HAVING sum(count) > 0 ORDER BY 1, 2`,
        [owners, String(year)],
      ),
    ),
  );
}

const MEMBER = `this.id, this.pillar, this.code, this.pesantren_id AS "pesantrenId", this.product_id AS "productId", this.halal_number AS "halalNumber",
  this.halal_valid_until::text AS "halalValidUntil", this.business_name AS "businessName", this.ties, this.counted_on::text AS "countedOn",
  this.removed_at AS "removedAt"`;

/** A member by its id, if it is one that the caller may see. */
export async function memberById({ db, caller }: Context, id: string): Promise<JatimPillarMember | null> {
  if (!isId(id)) return null;
  const row = await db.row<JatimPillarMember>(
    `SELECT ${MEMBER} FROM pillar_member this WHERE id = $1 AND ($2::uuid IS NULL OR ${filedUnder("pesantren_id", "$2")})`,
    [id, caller.pesantren],
  );
  return row ?? null;
}

/** A page of members, the last recorded first; of a pesantren's own person only its own. */
export function memberPage(
  context: Context,
  {
    pillar,
    pesantrenId,
    regencyCode,
    withoutStep,
    halalEndsBefore,
    isRemoved,
    first,
    after,
  }: JatimPillarMemberListArguments,
): Promise<Connection<JatimPillarMember>> {
  return idPage(context, {
    select: MEMBER,
    from: "pillar_member this JOIN pesantren_reference known ON known.id = this.pesantren_id",
    where: [
      ["(this.removed_at IS NOT NULL) = ?", isRemoved],
      [filedUnder("this.pesantren_id", "?"), context.caller.pesantren],
      ["this.pillar = ?", pillar],
      ["this.pesantren_id::text = lower(?)", pesantrenId],
      ["known.regency_code = ?", regencyCode],
      ["NOT EXISTS (SELECT FROM pillar_step_taken t WHERE t.member_id = this.id AND t.step = ?)", withoutStep],
      ["this.halal_valid_until < ?", halalEndsBefore],
    ],
    first,
    after,
  });
}

/** The steps that a member has taken, in their order. */
export function takenOf(context: Context, memberId: string): Promise<JatimPillarStepTaken[]> {
  return context.loader(takenByMember).load(memberId);
}

function takenByMember({ db }: Context) {
  return new DataLoader<string, JatimPillarStepTaken[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT member_id AS "ownerId", step, taken_on::text AS "takenOn" FROM pillar_step_taken t
         JOIN pillar_step s ON s.pillar = t.pillar AND s.code = t.step WHERE member_id = ANY($1) ORDER BY member_id, s.position`,
        [ids],
      ),
    ),
  );
}

/** A personal value of a member, as far as the caller may see it; all that a request asks for are read, and audited, together. */
export function personValue(context: Context, id: string, field: "name" | "birthDate"): Promise<string | null> {
  return context.loader(personValues).load({ id, field, masked: false });
}

function personValues(context: Context) {
  return new DataLoader<Want, string | null, string>((wants) => readPersonal(context, PILLAR_PERSONS, wants), {
    cacheKeyFn: ({ id, field }) => `${id} ${field}`,
  });
}
