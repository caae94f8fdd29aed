import { dayInWib } from "../kit/clock";
import type { Transaction } from "../kit/data/database";
import { recordFacts, type Observation } from "../kit/facts/facts";
import { JATIM } from "./province";

/** Something about a pesantren that counts. */
export interface PesantrenFigures {
  readonly pesantrenId: string;
  /** The day to whose year it counts (WIB): a moment, or `YYYY-MM-DD`. */
  readonly on: Date | string;
  /** Since when it is known. */
  readonly asOf: Date;
}

/** Tells the nation what happened at a pesantren. What takes something back tells it with the sign turned. */
export async function tellNation(
  tx: Transaction,
  { pesantrenId, on, asOf }: PesantrenFigures,
  figures: readonly Pick<Observation, "indicator" | "value" | "unit" | "dimensions">[],
): Promise<void> {
  const [known] = await tx.rows<{ regency: string }>(
    "SELECT regency_code AS regency FROM pesantren_reference WHERE id = $1",
    [pesantrenId],
  );
  const fact = {
    province: JATIM,
    period: (typeof on === "string" ? on : dayInWib(on)).slice(0, 4),
    regency: known?.regency ?? null,
    pesantrenId,
    kind: "COMPUTED" as const,
    source: "jatim",
    asOf,
  };
  await recordFacts(
    tx,
    figures.map((figure) => ({ ...fact, ...figure })),
  );
}
