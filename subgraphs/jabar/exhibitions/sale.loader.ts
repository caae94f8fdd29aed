import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import type { Connection } from "../../kit/graph/connection";
import { idPage, type Condition } from "../../kit/graph/id-page";
import { isId } from "../../kit/id";
import { idOrNone } from "../matching/matching.loader";
import { JABAR } from "../province";
import { ORIGINAL, seenPesantren } from "./booth.loader";
import type { JabarExhibitionSum, JabarExhibitionYear } from "./exhibition";
import type { JabarExhibitionSaleListArguments } from "./exhibition.input";
import type { JabarExhibitionSale } from "./sale";

/** What a side says of `this` sale: its last version. */
const last = (side: string) =>
  `LEFT JOIN LATERAL (SELECT quantity, value FROM exhibition_sale_report WHERE sale_id = this.id AND side = '${side}' ORDER BY version DESC LIMIT 1)
   ${side.toLowerCase()} ON true`;

const DIFFERENCE = "coalesce(seller.value, 0) - coalesce(buyer.value, 0)";
const DIFFERS = "((seller.quantity, seller.value) IS DISTINCT FROM (buyer.quantity, buyer.value))";
const SALE = {
  select: `this.id, this.day, this.booth_id AS "boothId", this.product_id AS "productId", seller.quantity AS "sellerQuantity", seller.value AS "sellerValue",
    buyer.quantity AS "buyerQuantity", buyer.value AS "buyerValue", ${DIFFERENCE} AS difference,
    (SELECT jsonb_agg(jsonb_build_object('side', side, 'version', version, 'quantity', quantity, 'value', value, 'reason', reason, 'at', at)
       ORDER BY at, side, version) FROM exhibition_sale_report WHERE sale_id = this.id) AS reports`,
  from: `exhibition_sale this JOIN exhibition_booth booth ON booth.id = this.booth_id ${last("SELLER")} ${last("BUYER")}`,
};

/** Sales of which booths a caller sees; `?` is its `seenPesantren`. */
const SEEN = `${ORIGINAL} = ?::uuid`;

/** One sale that the caller may see, or null. */
export async function saleById(context: Context, id: string): Promise<JabarExhibitionSale | null> {
  const sale = await context.db.row<JabarExhibitionSale>(
    `SELECT ${SALE.select} FROM ${SALE.from} WHERE this.id = $1 AND ($2::uuid IS NULL OR ${SEEN.replace("?", "$2")})`,
    [isId(id) ? id : null, seenPesantren(context)],
  );
  return sale ?? null;
}

/** A page of sales, the last reported first. */
export function salePage(
  context: Context,
  { exhibitionId, boothId, differs, ...page }: JabarExhibitionSaleListArguments,
): Promise<Connection<JabarExhibitionSale>> {
  const where: Condition[] = [
    [SEEN, seenPesantren(context)],
    ["booth.exhibition_id = ?", idOrNone(exhibitionId)],
    ["this.booth_id = ?", idOrNone(boothId)],
    [`${DIFFERS} = ?`, differs],
  ];
  return idPage<JabarExhibitionSale>(context, { ...SALE, ...page, where });
}

/** What was sold at an exhibition, as each of the two sides says. */
export function sumOfExhibition(context: Context, exhibitionId: string): Promise<JabarExhibitionSum> {
  return context.loader(sumsByExhibition).load(exhibitionId);
}

const SUM = `coalesce(sum(seller.value), 0)::bigint AS "sellerValue", coalesce(sum(buyer.value), 0)::bigint AS "buyerValue",
  coalesce(sum(${DIFFERENCE}), 0)::bigint AS difference, count(*) FILTER (WHERE ${DIFFERS})::int AS differing`;
const NOTHING: JabarExhibitionSum = { sellerValue: 0n, buyerValue: 0n, difference: 0n, differing: 0 };

/** The sums are public and the sales are not, so these are read by the province's own right. */
function sumsByExhibition({ db }: Context) {
  return new DataLoader<string, JabarExhibitionSum>(async (ids) => {
    const rows = await db
      .as({ province: JABAR })
      .rows<JabarExhibitionSum & { id: string }>(
        `SELECT booth.exhibition_id AS id, ${SUM} FROM ${SALE.from} WHERE booth.exhibition_id = ANY($1) GROUP BY 1`,
        [ids],
      );
    const sums = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => sums.get(id) ?? NOTHING);
  });
}

/** What was sold at all exhibitions of a year, as each of the two sides says. */
export async function sumOfYear({ db }: Context, year: number): Promise<JabarExhibitionYear> {
  const sum = await db
    .as({ province: JABAR })
    .row<JabarExhibitionSum>(
      `SELECT ${SUM} FROM ${SALE.from} JOIN exhibition ON exhibition.id = booth.exhibition_id WHERE exhibition.year = $1`,
      [year],
    );
  return { year, ...sum! };
}
