import { dayInWib } from "../kit/clock";
import type { Transaction } from "../kit/data/database";
import { recordFacts, type Observation } from "../kit/facts/facts";
import { JATIM } from "./province";

/** Something about a pesantren that counts, of the year (WIB) in which it happened. */
export interface PesantrenFigures {
  readonly pesantrenId: string;
  /** When it happened. */
  readonly at: Date;
  /** Since when it is known; the same if left out. */
  readonly asOf?: Date;
}

/** Tells the nation what happened at a pesantren. What takes something back tells it with the sign turned. */
export async function tellNation(
  tx: Transaction,
  { pesantrenId, at, asOf = at }: PesantrenFigures,
  figures: readonly Pick<Observation, "indicator" | "value" | "unit">[],
): Promise<void> {
  const [known] = await tx.rows<{ regency: string }>(
    "SELECT regency_code AS regency FROM pesantren_reference WHERE id = $1",
    [pesantrenId],
  );
  const fact = {
    province: JATIM,
    period: dayInWib(at).slice(0, 4),
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
