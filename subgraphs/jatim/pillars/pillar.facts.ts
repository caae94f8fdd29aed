import type { Transaction } from "../../kit/data/database";
import { recordFacts } from "../../kit/facts/facts";
import { JATIM } from "../province";
import type { PillarName } from "./pillar";

const indicatorOf = (pillar: PillarName) => `pillar.${pillar.toLowerCase()}`;
const unitOf = (pillar: PillarName) => (pillar === "PESANTRENPRENEUR" ? "product" : "person");

interface Published {
  readonly pillar: PillarName;
  readonly value: bigint;
  /** The day it is said of, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly source: string;
}

/** Tells the nation what sources published. */
export function tellPublished(tx: Transaction, figures: readonly Published[]): Promise<void> {
  return recordFacts(
    tx,
    figures.map(({ pillar, value, asOf, source }) => ({
      indicator: indicatorOf(pillar),
      province: JATIM,
      period: asOf.slice(0, 4),
      value,
      unit: unitOf(pillar),
      kind: "PUBLISHED",
      source,
      asOf: new Date(asOf),
    })),
  );
}

interface Counted {
  readonly pillar: PillarName;
  readonly pesantrenId: string;
  /** The day from which it counts. */
  readonly countedOn: string;
}

/** Counts one more, or one less, in the month from which it counts, and tells the nation. */
export async function count(tx: Transaction, { pillar, pesantrenId, countedOn }: Counted, by: 1 | -1, at: Date) {
  const month = countedOn.slice(0, 7);
  // The insert's own row is checked before the conflict is found, so it never holds a number below zero.
  await tx.rows(
    by === 1
      ? `INSERT INTO pillar_count (pillar, pesantren_id, month, count) VALUES ($1, $2, $3, 1)
         ON CONFLICT (pillar, pesantren_id, month) DO UPDATE SET count = pillar_count.count + 1`
      : "UPDATE pillar_count SET count = count - 1 WHERE pillar = $1 AND pesantren_id = $2 AND month = $3",
    [pillar, pesantrenId, month],
  );
  const [known] = await tx.rows<{ regency: string }>(
    "SELECT regency_code AS regency FROM pesantren_reference WHERE id = $1",
    [pesantrenId],
  );
  await recordFacts(tx, [
    {
      indicator: indicatorOf(pillar),
      province: JATIM,
      period: month,
      regency: known?.regency ?? null,
      pesantrenId,
      value: by,
      unit: unitOf(pillar),
      kind: "COMPUTED",
      source: "jatim",
      asOf: at,
    },
  ]);
}
