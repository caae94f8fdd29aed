import type { Transaction } from "../../kit/data/database";
import { recordFacts } from "../../kit/facts/facts";
import { JABAR } from "../province";
import type { RuleRow } from "./parts";

const STEPS: Readonly<Record<string, string>> = {
  REGISTERED: "pesantren.registered",
  PASSED_ADMINISTRATION: "pesantren.passed-administration",
  ATTENDED: "pesantren.attended-stage",
  PASSED: "pesantren.passed-stage",
};

/** Tells the nation what sources published about a year, under the same names as what the graph counts, where it counts the same. */
export function recordFigures(tx: Transaction, year: number, figures: readonly RuleRow[], at: Date): Promise<void> {
  return recordFacts(
    tx,
    figures.map((figure) => {
      const { indicator, value, unit, source, asOf } = figure as unknown as Figure;
      const [, step, stage] = /^(.*?)(?:_(\d))?$/.exec(indicator)!;
      return {
        indicator: STEPS[step!] ?? `jabar.${indicator.toLowerCase().replaceAll("_", "-")}`,
        province: JABAR,
        period: String(year),
        ...(stage !== undefined && { dimensions: { stage } }),
        value,
        unit,
        kind: "PUBLISHED" as const,
        source,
        asOf: asOf ? new Date(asOf) : at,
      };
    }),
  );
}

interface Figure {
  readonly indicator: string;
  readonly value: number | bigint;
  readonly unit: string;
  readonly source: string;
  readonly asOf: string | null;
}
