import { systemClock } from "../../kit/clock";
import type { Database, Transaction } from "../../kit/data/database";
import { EDITION_2019 } from "./data/2019";
import { EDITION_2020 } from "./data/2020";
import { LATER_EDITIONS } from "./data/later";
import { SOURCES } from "./data/sources";
import { insertEdition } from "./rules";

/** The editions that the project ships, each figure with its source. */
const SHIPPED_EDITIONS = [EDITION_2019, EDITION_2020, ...LATER_EDITIONS];

/** Loads the shipped editions that are not there. One that is there is left as it is: it may have been changed since. */
export async function loadEditions(db: Database): Promise<void> {
  const missing = async (tx: Transaction) => {
    const there = await tx.rows<{ year: number }>("SELECT year FROM edition");
    return SHIPPED_EDITIONS.filter(({ year }) => !there.some((each) => each.year === year));
  };
  await db.inTransaction(async (tx) => {
    if ((await missing(tx)).length === 0) return;
    await tx.rows("LOCK TABLE edition IN SHARE ROW EXCLUSIVE MODE");
    for (const source of SOURCES) {
      await tx.rows(
        "INSERT INTO rule_source (code, title, publisher, published_on, reference) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        [source.code, source.title, source.publisher, source.publishedOn, source.reference],
      );
    }
    for (const rules of await missing(tx)) await insertEdition(tx, rules, { status: "ADOPTED", at: systemClock() });
  });
}
