import type { Transaction } from "../data/database";
import { newId } from "../id";

/** One observation. */
export interface Observation {
  /** What is meant, in small letters with dots, such as `pesantren.registered`; the same name means the same in every province. */
  readonly indicator: string;
  /** Code of the province. */
  readonly province: string;
  /** The year, month or day that it belongs to: `2020`, `2020-07`, `2020-07-22`. */
  readonly period: string;
  /** Code of the regency or city; null or left out if it is of none. */
  readonly regency?: string | null;
  /** Id of the pesantren; null or left out if it is of none. */
  readonly pesantrenId?: string | null;
  /** What it is divided by besides, such as `{ category: "STARTUP" }`. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** How much; of a computed one, by how much the figure grew or shrank. */
  readonly value: bigint | number;
  /** `pesantren`, `person`, `rupiah`, `product` … */
  readonly unit: string;
  readonly kind: "COMPUTED" | "PUBLISHED";
  /** Of a computed one the room, of a published one who published it. */
  readonly source: string;
  /** When it was so. */
  readonly asOf: Date;
}

/** Writes observations, in the transaction of the change that they tell of. */
export async function recordFacts(tx: Pick<Transaction, "rows">, observations: readonly Observation[]): Promise<void> {
  if (observations.length === 0) return;
  const column = <K extends keyof Observation>(name: K) => observations.map((each) => each[name] ?? null);
  await tx.rows(
    `INSERT INTO fact (id, indicator, province_code, period, regency_code, pesantren_id, dimensions, value, unit, kind, source, as_of)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::jsonb[], $8::bigint[], $9::text[], $10::text[],
       $11::text[], $12::timestamptz[])`,
    [
      observations.map(() => newId()),
      column("indicator"),
      column("province"),
      column("period"),
      column("regency"),
      column("pesantrenId"),
      observations.map(({ dimensions }) => JSON.stringify(dimensions ?? {})),
      observations.map(({ value }) => String(value)),
      column("unit"),
      column("kind"),
      column("source"),
      column("asOf"),
    ],
  );
}
