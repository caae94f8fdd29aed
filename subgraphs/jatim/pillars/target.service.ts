import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import { newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import * as errors from "./pillar.errors";
import { tellPublished } from "./pillar.facts";
import type { PublishJatimPillarFigureInput, SetJatimPillarTargetInput } from "./pillar.input";

const MOST = 2_147_483_647;

/** Sets a target. Returns its year. */
export async function setTarget(context: Context, input: SetJatimPillarTargetInput): Promise<number> {
  refuseAny([
    ...rangeFaults(["input", "year"], input.year, [2018, 2100]),
    ...rangeFaults(["input", "target"], input.target, [0, MOST]),
    ...textFaults(["input", "source"], input.source, [3, 300]),
  ]);
  return context.db.inTransaction(async (tx) => {
    await tx.rows(
      `INSERT INTO pillar_target (pillar, year, target, source) VALUES ($1, $2, $3, $4)
       ON CONFLICT (pillar, year) DO UPDATE SET target = excluded.target, source = excluded.source`,
      [input.pillar, input.year, input.target, input.source.trim()],
    );
    return input.year;
  });
}

/** Records what a source published, beside what is counted. Returns the year it is said of. */
export async function publishFigure(
  context: Context,
  { pillar, asOf, value, source: given }: PublishJatimPillarFigureInput,
): Promise<number> {
  const today = dayInWib(context.clock());
  refuseAny([
    ...(asOf > today ? [errors.dayOutside(["input", "asOf"], null, today, asOf)] : []),
    ...rangeFaults(["input", "value"], value, [0, MOST]),
    ...textFaults(["input", "source"], given, [3, 300]),
  ]);
  const source = given.trim();
  return context.db.inTransaction(async (tx) => {
    const made = await tx.rows(
      "INSERT INTO pillar_figure (id, pillar, as_of, value, source) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id",
      [newId(), pillar, asOf, value, source],
    );
    if (made.length === 0) refuse(errors.publishedAlready(["input", "source"]));
    await tellPublished(tx, [{ pillar, value: BigInt(value), asOf, source }]);
    return Number(asOf.slice(0, 4));
  });
}
