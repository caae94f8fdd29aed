import type { Transaction } from "../kit/data/database";
import { recordFacts } from "../kit/facts/facts";
import { JABAR } from "./province";

/** By how much a figure of the programme grew, or shrank, through one pesantren. */
export interface Growth {
  /** The year of the programme. */
  readonly year: number;
  readonly pesantrenId: string;
  /** Code of the regency that it counts for; where the registry has the pesantren, unless given. */
  readonly regency?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly value: bigint | number;
}

export interface Figure {
  /** Such as `grants.paid`. */
  readonly indicator: string;
  readonly unit: "pesantren" | "person" | "rupiah" | "contract";
  readonly at: Date;
}

/** Tells the nation how figures grew, in the transaction of the change. */
export async function tellNation(
  tx: Transaction,
  { indicator, unit, at }: Figure,
  growths: readonly Growth[],
): Promise<void> {
  const regencies = await regenciesOf(tx, growths);
  await recordFacts(
    tx,
    growths.map(({ year, pesantrenId, regency = regencies.get(pesantrenId), dimensions = {}, value }) => ({
      indicator,
      province: JABAR,
      period: String(year),
      regency: regency ?? null,
      pesantrenId,
      dimensions,
      value,
      unit,
      kind: "COMPUTED",
      source: "jabar",
      asOf: at,
    })),
  );
}

async function regenciesOf(tx: Transaction, growths: readonly Growth[]): Promise<ReadonlyMap<string, string>> {
  const ids = growths.flatMap(({ pesantrenId, regency }) => (regency ? [] : [pesantrenId]));
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; regency: string }>(
    "SELECT id, regency_code AS regency FROM pesantren_reference WHERE id = ANY($1)",
    [ids],
  );
  return new Map(rows.map(({ id, regency }) => [id, regency]));
}
