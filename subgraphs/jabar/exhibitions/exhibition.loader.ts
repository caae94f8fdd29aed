import DataLoader from "dataloader";
import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { grouped } from "../../kit/graph/grouped";
import { idPage, type Condition } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import type { JabarExhibition } from "./exhibition";
import type { JabarExhibitionListArguments } from "./exhibition.input";

const EXHIBITION = {
  select: `this.id, this.year, this.name, this.mode, this.place, this.regency_code AS "regencyCode", this.country, this.starts_on AS "startsOn",
    this.ends_on AS "endsOn", this.booths AS "boothCount", this.status`,
  from: "exhibition this",
};

/** One exhibition, or null. */
export async function exhibitionById(context: Context, id: string): Promise<JabarExhibition | null> {
  return isId(id) ? context.loader(exhibitionsById).load(id.toLowerCase()) : null;
}

function exhibitionsById({ db }: Context) {
  return new DataLoader<string, JabarExhibition | null>(async (ids) => {
    const rows = await db.rows<JabarExhibition>(
      `SELECT ${EXHIBITION.select} FROM ${EXHIBITION.from} WHERE this.id = ANY($1)`,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** What lists are narrowed to by the days of an exhibition; `?` is today. */
const TIMES = {
  UPCOMING: "this.starts_on > ?::date",
  RUNNING: "?::date BETWEEN this.starts_on AND this.ends_on",
  PAST: "this.ends_on < ?::date",
};

/** A page of exhibitions, the last planned first. */
export function exhibitionPage(
  context: Context,
  { year, time, status, mode, isAbroad, ...page }: JabarExhibitionListArguments,
): Promise<Connection<JabarExhibition>> {
  const where: Condition[] = [
    ["this.year = ?", year],
    ...(time ? [[`this.status <> 'CANCELLED' AND ${TIMES[time]}`, dayInWib(context.clock())] as const] : []),
    ["this.status = ?", status],
    ["this.mode = ?", mode],
    ["(this.country <> 'ID') = ?", isAbroad],
  ];
  return idPage<JabarExhibition>(context, { ...EXHIBITION, ...page, where });
}

/** The exhibitions that take place with a product at one of their booths, the latest first. */
export function exhibitionsOfProduct(context: Context, productId: string): Promise<JabarExhibition[]> {
  return context.loader(exhibitionsByProduct).load(productId);
}

function exhibitionsByProduct({ db }: Context) {
  return new DataLoader<string, JabarExhibition[]>((ids) =>
    grouped(
      ids,
      db.rows(
        `SELECT DISTINCT shown.id AS "ownerId", ${EXHIBITION.select}
         FROM exhibition_booth booth CROSS JOIN unnest(booth.product_ids) AS shown (id) JOIN ${EXHIBITION.from} ON this.id = booth.exhibition_id
         WHERE booth.status = 'ASSIGNED' AND this.status <> 'CANCELLED' AND booth.product_ids && $1::uuid[] AND shown.id = ANY($1::uuid[])
         ORDER BY this.starts_on DESC, this.id DESC`,
        [ids],
      ),
    ),
  );
}
