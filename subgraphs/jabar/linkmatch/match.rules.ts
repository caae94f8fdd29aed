import type { Database } from "../../kit/data/database";
import { ASSUMED } from "../editions/data/sources";

type Rule = readonly [kind: string, ownField: string | null, otherField: string | null, weight: number];

/** Who makes what the products of others are made of: the supplier's field, then that of those whom it supplies. */
const SUPPLIES: readonly (readonly [string, string])[] = [
  ["AGRICULTURE", "FOOD_AND_BEVERAGE"],
  ["LIVESTOCK", "FOOD_AND_BEVERAGE"],
  ["FISHERY", "FOOD_AND_BEVERAGE"],
  ["AGRICULTURE", "LIVESTOCK"],
  ["FASHION", "TRADE"],
  ["FOOD_AND_BEVERAGE", "TRADE"],
  ["CRAFTS", "TRADE"],
];

/** Whose products are bought together. */
const TOGETHER: readonly (readonly [string, string])[] = [
  ["FASHION", "CRAFTS"],
  ["FOOD_AND_BEVERAGE", "SERVICES"],
  ["AGRICULTURE", "FISHERY"],
];

/** Nobody published by what Jawa Barat matches pesantren, so all of this is assumed. */
const SHIPPED: readonly Rule[] = [
  ...SUPPLIES.flatMap(([from, to]): Rule[] => [
    ["SUPPLIER", to, from, 40],
    ["CUSTOMER", from, to, 40],
  ]),
  ...TOGETHER.flatMap(([one, other]): Rule[] => [
    ["COMPLEMENT", one, other, 25],
    ["COMPLEMENT", other, one, 25],
  ]),
  ["SAME_BUYER", null, null, 20],
  ["SAME_DISTRICT", null, null, 15],
  ["SAME_REGENCY", null, null, 10],
];

/** Loads the shipped rules if there are none. */
export async function loadMatchRules(db: Database): Promise<void> {
  await db.inTransaction((tx) =>
    tx.rows(
      `INSERT INTO match_rule (kind, own_field, other_field, weight, source, assumed)
       SELECT kind, own, other, weight, $5, true FROM unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS shipped (kind, own, other, weight)
       WHERE NOT EXISTS (SELECT FROM match_rule) ON CONFLICT DO NOTHING`,
      [
        SHIPPED.map(([kind]) => kind),
        SHIPPED.map(([, own]) => own),
        SHIPPED.map(([, , other]) => other),
        SHIPPED.map(([, , , weight]) => weight),
        ASSUMED,
      ],
    ),
  );
}
