import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { grouped } from "../../kit/graph/grouped";
import { idsOf, type Pesantren } from "../entities/pesantren";
import { ownPesantren } from "../own";
import { JABAR } from "../province";
import type { JabarMatch, JabarMatchRule } from "./match";

/** Of products that a reason is about so many are shown. */
const SHOWN = 3;

/** Who could work together with a pesantren, the best first. Whoever acts for one pesantren sees this of its own alone. */
export function matchesOf(context: Context, pesantren: Pesantren, first: number): Promise<JabarMatch[]> {
  const own = ownPesantren(context);
  if (own !== null && !idsOf(pesantren).includes(own)) return Promise.resolve([]);
  return context.loader(matches, String(first), first).load(pesantren.id);
}

export function matchRules({ db }: Context): Promise<JabarMatchRule[]> {
  return db.rows(
    `SELECT kind, own_field AS "ownField", other_field AS "otherField", weight, source, assumed AS "isAssumed" FROM match_rule
     ORDER BY weight DESC, kind, own_field, other_field LIMIT 1000`,
  );
}

function matches({ db }: Context, first: number) {
  return new DataLoader<string, JabarMatch[]>((ids) => grouped(ids, db.rows(MATCHES, [ids, first])));
}

/**
 * One statement for all who are asked about: what each offers is put beside what others offer by the rules, and who shares a buyer with it; to whoever is
 * found by this, nearness adds. Records of duplicates stand for their originals, and only active pesantren of the province are suggested.
 */
const MATCHES = `
  WITH member AS (
    SELECT each.id, original.id AS original, original.district_code AS district, original.regency_code AS regency
    FROM pesantren_reference each JOIN pesantren_reference original ON original.id = coalesce(each.merged_into_id, each.id)
    WHERE original.status = 'ACTIVE' AND original.regency_code LIKE '${JABAR}.%'
  ), asked AS (
    SELECT DISTINCT named.id AS "ownerId", member.original AS id, member.district, member.regency FROM unnest($1::uuid[]) AS named (id) JOIN member USING (id)
  ), offer AS MATERIALIZED (
    SELECT member.original AS pesantren, product.field, (array_agg(product.id ORDER BY product.id))[1:${SHOWN}] AS products
    FROM product_reference product JOIN member ON member.id = product.pesantren_id WHERE product.status = 'ACTIVE' GROUP BY 1, 2
  ), bought AS (
    SELECT DISTINCT member.original AS pesantren, trade.buyer_id AS buyer FROM (
      SELECT pesantren_id, buyer_id FROM matching_deal
      UNION SELECT pesantren_id, buyer_id FROM offtake_contract
      UNION SELECT pesantren_id, buyer_id FROM production_order WHERE buyer_id IS NOT NULL
    ) trade JOIN member ON member.id = trade.pesantren_id
  ), fit AS (
    SELECT asked."ownerId", asked.id AS asked, other.pesantren, rule.kind, max(rule.weight) AS weight,
      (array_agg(DISTINCT product ORDER BY product))[1:${SHOWN}] AS products
    FROM asked JOIN offer own ON own.pesantren = asked.id JOIN match_rule rule ON rule.own_field = own.field
    JOIN offer other ON other.field = rule.other_field AND other.pesantren <> asked.id CROSS JOIN unnest(other.products) AS product
    GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT DISTINCT asked."ownerId", asked.id, other.pesantren, rule.kind, rule.weight, '{}'::uuid[]
    FROM asked JOIN bought own ON own.pesantren = asked.id JOIN bought other ON other.buyer = own.buyer AND other.pesantren <> asked.id
    JOIN match_rule rule ON rule.kind = 'SAME_BUYER'
  ), reason AS (
    SELECT * FROM fit
    UNION ALL
    SELECT DISTINCT fit."ownerId", fit.asked, fit.pesantren, rule.kind, rule.weight, '{}'::uuid[]
    FROM fit JOIN asked ON asked.id = fit.asked AND asked."ownerId" = fit."ownerId" JOIN member other ON other.id = fit.pesantren
    JOIN match_rule rule ON rule.kind = CASE WHEN other.district = asked.district THEN 'SAME_DISTRICT' WHEN other.regency = asked.regency THEN 'SAME_REGENCY' END
  ), ranked AS (
    SELECT "ownerId", pesantren, sum(weight)::int AS score,
      jsonb_agg(jsonb_build_object('kind', kind, 'weight', weight, 'productIds', to_jsonb(products)) ORDER BY weight DESC, kind) AS reasons,
      row_number() OVER (PARTITION BY "ownerId" ORDER BY sum(weight) DESC, pesantren) AS place
    FROM reason GROUP BY 1, 2
  )
  SELECT "ownerId", pesantren AS "pesantrenId", score, reasons FROM ranked WHERE place <= $2 ORDER BY "ownerId", place`;
