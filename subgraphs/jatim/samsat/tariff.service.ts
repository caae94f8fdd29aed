import { dayInWib } from "../../kit/clock";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { newId } from "../../kit/id";
import { rangeFaults, textFaults } from "../../kit/input-faults";
import { refuse, refuseAny } from "../../kit/refusal";
import { dayNotToCome } from "../errors";
import type { VehicleClass } from "../vehicle-office/vehicle-office";
import type { Tariff, TariffKind, Tariffs } from "./bill";
import * as errors from "./samsat.errors";
import type { AddJatimTariffInput } from "./samsat.input";
import { SHIPPED_TARIFFS } from "./tariff.data";

const COLUMNS = `kind, parts_per_million AS "partsPerMillion", amount, per_days AS "perDays",
  most_parts_per_million AS "mostPartsPerMillion", most_amount AS "mostAmount"`;

/** Kinds that go by the day of the payment; the others go by the day on which the tax is due. */
const BY_PAYMENT: readonly TariffKind[] = [
  "PKB_PENALTY",
  "SWDKLLJ_PENALTY",
  "ADMIN_FEE",
  "LATEST_DAYS",
  "EARLIEST_DAYS",
];

/** Loads the shipped tariffs if there are none. */
export async function loadTariffs(db: Database): Promise<void> {
  await db.inTransaction(async (tx) => {
    const [there] = await tx.rows("SELECT 1 FROM samsat_tariff LIMIT 1");
    if (!there) for (const row of SHIPPED_TARIFFS) await insert(tx, row);
  });
}

/** The tariffs that hold for a vehicle whose tax is due on a day and paid on another. */
export async function tariffsFor(
  db: Pick<Database, "rows">,
  { vehicleClass, dueOn }: { readonly vehicleClass: VehicleClass; readonly dueOn: string },
  today: string,
): Promise<Tariffs> {
  const rows = await db.rows<Tariff & { kind: TariffKind }>(
    `SELECT DISTINCT ON (kind) ${COLUMNS} FROM samsat_tariff
     WHERE (vehicle_class IS NULL OR vehicle_class = $1) AND applies_from <= CASE WHEN kind = ANY($2) THEN $3::date ELSE $4::date END
     ORDER BY kind, vehicle_class NULLS LAST, applies_from DESC`,
    [vehicleClass, BY_PAYMENT, today, dueOn],
  );
  return Object.fromEntries(rows.map((row) => [row.kind, row])) as Partial<Tariffs> as Tariffs;
}

/** Adds a tariff that applies from a day to come on. Returns its id. */
export async function addTariff(context: Context, input: AddJatimTariffInput): Promise<string> {
  const today = dayInWib(context.clock());
  refuseAny([
    ...textFaults(["input", "source"], input.source, [3, 300]),
    ...(isGiven(input.partsPerMillion) === isGiven(input.amount) ? [errors.oneMeasure(["input", "amount"])] : []),
    ...rangeFaults(["input", "partsPerMillion"], input.partsPerMillion, [0, 10_000_000]),
    ...rangeFaults(["input", "amount"], input.amount, [0n, 1_000_000_000n]),
    ...(input.appliesFrom > today ? [] : [dayNotToCome(["input", "appliesFrom"], today, input.appliesFrom)]),
  ]);
  return context.db.inTransaction(async (tx) => {
    const id = await insert(tx, input);
    return id ?? refuse(errors.tariffSet(["input", "appliesFrom"], input.appliesFrom));
  });
}

const isGiven = (value: unknown) => value !== null && value !== undefined;

/** A row of the table of tariffs, as it is written. */
type NewTariff = { readonly [K in keyof Tariff]?: Tariff[K] | undefined } & {
  readonly kind: string;
  readonly vehicleClass?: string | null | undefined;
  readonly appliesFrom: string;
  readonly source: string;
};

async function insert(tx: Transaction, row: NewTariff): Promise<string | undefined> {
  const made = await tx.rows<{ id: string }>(
    `INSERT INTO samsat_tariff (id, kind, vehicle_class, applies_from, parts_per_million, amount, per_days, most_parts_per_million, most_amount, source)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
    [
      newId(),
      row.kind,
      row.vehicleClass ?? null,
      row.appliesFrom,
      row.partsPerMillion ?? null,
      row.amount ?? null,
      row.perDays ?? null,
      row.mostPartsPerMillion ?? null,
      row.mostAmount ?? null,
      row.source.trim(),
    ],
  );
  return made[0]?.id;
}
