import DataLoader from "dataloader";
import type { Context } from "../../kit/context";
import { grouped } from "../../kit/graph/grouped";
import { idsOf, type Pesantren } from "../entities/pesantren";
import { ownPesantren } from "../own";
import { seesAll } from "../reader";
import { JABAR } from "../province";
import type { JabarMatch, JabarMatchRule } from "./match";

/** Of products that a reason is about so many are shown. */
const SHOWN = 3;

/** Who could work together with a pesantren, the best first. Whoever acts for one pesantren sees this of its own alone. */
export function matchesOf(context: Context, pesantren: Pesantren, first: number): Promise<JabarMatch[]> {
  const own = ownPesantren(context);
  if (!seesAll(context) && (own === null || !idsOf(pesantren).includes(own))) return Promise.resolve([]);
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

/** Who deals with which buyer, by whatever holds. */
const DEALINGS = `
  SELECT pesantren_id, buyer_id FROM matching_deal deal
  WHERE NOT EXISTS (SELECT FROM matching_deal_entry entry WHERE entry.deal_id = deal.id AND entry.kind = 'CANCELLED')
  UNION SELECT pesantren_id, buyer_id FROM matching_meeting WHERE status IN ('PLANNED', 'HELD')
  UNION SELECT pesantren_id, buyer_id FROM offtake_contract WHERE status IN ('SIGNED', 'ACTIVE', 'FULFILLED')
  UNION SELECT pesantren_id, buyer_id FROM production_order WHERE buyer_id IS NOT NULL AND status <> 'CANCELLED'`;

/**
 * One statement for all who are asked about: what each offers is put beside what others offer by the rules, and who shares a buyer with it; to whoever is
 * found by this, nearness adds. Records of duplicates stand for their originals, and only active pesantren of the province are suggested. Of equal ones the
 * older record comes first. Thousands may fit, so that only the reasons' weights go through the ranking, and products are read of those that are shown.
 */
const MATCHES = `
  WITH member AS MATERIALIZED (
    SELECT each.id, original.id AS original, original.district_code AS district, original.regency_code AS regency
    FROM pesantren_reference each JOIN pesantren_reference original ON original.id = coalesce(each.merged_into_id, each.id)
    WHERE original.status = 'ACTIVE' AND original.regency_code LIKE '${JABAR}.%'
  ), asked AS (
    SELECT DISTINCT named.id AS "ownerId", member.original AS id, member.district, member.regency FROM unnest($1::uuid[]) AS named (id) JOIN member USING (id)
  ), offer AS MATERIALIZED (
    SELECT DISTINCT member.original AS pesantren, product.field
    FROM product_reference product JOIN member ON member.id = product.pesantren_id WHERE product.status = 'ACTIVE'
  ), bought AS MATERIALIZED (
    SELECT DISTINCT member.original AS pesantren, dealing.buyer_id AS buyer FROM (${DEALINGS}) dealing JOIN member ON member.id = dealing.pesantren_id
  ), wanted AS MATERIALIZED (
    SELECT asked."ownerId", asked.id AS asked, rule.kind, rule.other_field AS field, max(rule.weight) AS weight
    FROM asked JOIN offer own ON own.pesantren = asked.id JOIN match_rule rule ON rule.own_field = own.field GROUP BY 1, 2, 3, 4
  ), fit AS (
    SELECT wanted."ownerId", other.pesantren, wanted.kind, max(wanted.weight) AS weight
    FROM wanted JOIN offer other ON other.field = wanted.field AND other.pesantren <> wanted.asked GROUP BY 1, 2, 3
    UNION ALL
    SELECT DISTINCT asked."ownerId", other.pesantren, rule.kind, rule.weight
    FROM asked JOIN bought own ON own.pesantren = asked.id JOIN bought other ON other.buyer = own.buyer AND other.pesantren <> asked.id
    JOIN match_rule rule ON rule.kind = 'SAME_BUYER'
  ), fitting AS (
    SELECT "ownerId", pesantren, sum(weight) AS weight, array_agg(kind) AS kinds, array_agg(weight) AS weights FROM fit GROUP BY 1, 2
  ), ranked AS (
    SELECT fitting."ownerId", fitting.pesantren, fitting.kinds || near.kind AS kinds, fitting.weights || near.weight AS weights,
      (fitting.weight + coalesce(near.weight, 0))::int AS score,
      row_number() OVER (PARTITION BY fitting."ownerId" ORDER BY fitting.weight + coalesce(near.weight, 0) DESC, fitting.pesantren) AS place
    FROM fitting JOIN asked USING ("ownerId") JOIN member other ON other.id = fitting.pesantren LEFT JOIN match_rule near
      ON near.kind = CASE WHEN other.district = asked.district THEN 'SAME_DISTRICT' WHEN other.regency = asked.regency THEN 'SAME_REGENCY' END
  )
  SELECT "ownerId", pesantren AS "pesantrenId", score, (
    SELECT jsonb_agg(jsonb_build_object('kind', why.kind, 'weight', why.weight, 'productIds', ARRAY(
      SELECT product.id FROM product_reference product
      WHERE product.pesantren_id IN (SELECT filed.id FROM pesantren_reference filed WHERE filed.id = ranked.pesantren OR filed.merged_into_id = ranked.pesantren)
        AND product.status = 'ACTIVE'
        AND product.field IN (SELECT wanted.field FROM wanted WHERE wanted."ownerId" = ranked."ownerId" AND wanted.kind = why.kind)
      ORDER BY product.id LIMIT ${SHOWN})) ORDER BY why.weight DESC, why.kind)
    FROM unnest(ranked.kinds, ranked.weights) AS why (kind, weight) WHERE why.kind IS NOT NULL
  ) AS reasons
  FROM ranked WHERE place <= $2 ORDER BY "ownerId", place`;
