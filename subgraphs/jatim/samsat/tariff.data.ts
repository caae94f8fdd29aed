import type { VehicleClass } from "../vehicle-office/vehicle-office";
import type { Tariff, TariffKind } from "./bill";

/** The source of whatever nobody published: such rows are marked as assumed. */
const ASSUMED = "assumed";

/** A row of the table of tariffs. */
export interface TariffRow extends Partial<Tariff> {
  readonly kind: TariffKind;
  /** Null if it holds for every class. */
  readonly vehicleClass?: VehicleClass;
  readonly appliesFrom: string;
  readonly source: string;
}

const HKPD = "UU 1/2022 (HKPD)";
const BEFORE = "2020-01-01";
/** From this day on the opsen is taken, and the province's part of PKB is lower. */
const OPSEN_FROM = "2025-01-05";

const SWDKLLJ: readonly (readonly [VehicleClass, bigint])[] = [
  ["MOTORCYCLE", 35_000n],
  ["LARGE_MOTORCYCLE", 83_000n],
  ["CAR", 143_000n],
  ["PICKUP", 143_000n],
  ["BUS", 153_000n],
  ["TRUCK", 163_000n],
];

/** What ships. The opsen's 66 percent and its day are published; the rest is not published for Jawa Timur in a form that names day and number, and so assumed. */
export const SHIPPED_TARIFFS: readonly TariffRow[] = [
  { kind: "PKB", appliesFrom: BEFORE, partsPerMillion: 15_000, source: ASSUMED },
  { kind: "PKB", appliesFrom: OPSEN_FROM, partsPerMillion: 12_000, source: ASSUMED },
  { kind: "OPSEN", appliesFrom: OPSEN_FROM, partsPerMillion: 660_000, source: HKPD },
  { kind: "PKB_PENALTY", appliesFrom: BEFORE, partsPerMillion: 20_000, mostPartsPerMillion: 480_000, source: ASSUMED },
  {
    kind: "PKB_PENALTY",
    appliesFrom: OPSEN_FROM,
    partsPerMillion: 10_000,
    mostPartsPerMillion: 240_000,
    source: ASSUMED,
  },
  ...SWDKLLJ.map(([vehicleClass, amount]) => ({
    kind: "SWDKLLJ" as const,
    vehicleClass,
    appliesFrom: BEFORE,
    amount,
    source: ASSUMED,
  })),
  {
    kind: "SWDKLLJ_PENALTY",
    appliesFrom: BEFORE,
    partsPerMillion: 250_000,
    perDays: 90,
    mostPartsPerMillion: 1_000_000,
    mostAmount: 100_000n,
    source: ASSUMED,
  },
  { kind: "ADMIN_FEE", appliesFrom: BEFORE, amount: 5_000n, source: ASSUMED },
  { kind: "ROUNDING", appliesFrom: BEFORE, amount: 100n, source: ASSUMED },
  // A bill is refused that is more than a year late; how early one may pay is not published.
  { kind: "LATEST_DAYS", appliesFrom: BEFORE, amount: 365n, source: "bankjatim.co.id e-Samsat" },
  { kind: "EARLIEST_DAYS", appliesFrom: BEFORE, amount: 60n, source: ASSUMED },
];
