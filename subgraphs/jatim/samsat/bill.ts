import type { Vehicle } from "../vehicle-office/vehicle-office";

/** What a part of a bill is worked out by. Which of the numbers a kind has is told by `tariff.data.ts`. */
export interface Tariff {
  /** Of an amount, in parts per million: 12,000 for 1.2 percent. */
  readonly partsPerMillion: number | null;
  /** Whole rupiah. */
  readonly amount: bigint | null;
  /** After how many days the rate counts once more; null if it counts by the month. */
  readonly perDays: number | null;
  /** At most so much of the amount, in parts per million. */
  readonly mostPartsPerMillion: number | null;
  /** At most so many rupiah. */
  readonly mostAmount: bigint | null;
}

export type TariffKind =
  | "PKB"
  | "PKB_PENALTY"
  | "OPSEN"
  | "SWDKLLJ"
  | "SWDKLLJ_PENALTY"
  | "ADMIN_FEE"
  | "ROUNDING"
  | "LATEST_DAYS"
  | "EARLIEST_DAYS";

export type Tariffs = Readonly<Record<TariffKind, Tariff | undefined>>;

/** The parts of a bill, whole rupiah. */
export interface Bill {
  readonly pkb: bigint;
  readonly pkbPenalty: bigint;
  readonly opsen: bigint;
  readonly swdkllj: bigint;
  readonly swdklljPenalty: bigint;
  readonly adminFee: bigint;
}

const MILLION = 1_000_000n;

/**
 * Works a bill out in whole rupiah: PKB is value × weight × rate; the opsen is a share of the PKB; penalties grow with the time since the due day, a month or
 * period begun counts in full. PKB, opsen and penalties are rounded up to what `ROUNDING` says.
 *
 * @param today the day of the payment, `YYYY-MM-DD`
 */
export function billOf(
  vehicle: Pick<Vehicle, "value" | "weightThousandths" | "dueOn">,
  tariffs: Tariffs,
  today: string,
): Bill {
  const rounded = (amount: bigint, divisor: bigint) => {
    const step = tariffs.ROUNDING?.amount ?? 1n;
    return ceilDivide(amount, divisor * step) * step;
  };
  const pkbRate = BigInt(tariffs.PKB!.partsPerMillion!);
  const pkb = rounded(vehicle.value * BigInt(vehicle.weightThousandths) * pkbRate, 1_000n * MILLION);
  const swdkllj = tariffs.SWDKLLJ!.amount!;
  const penalty = (amount: bigint, tariff: Tariff | undefined) =>
    rounded(penaltyOf(amount, tariff, vehicle.dueOn, today), MILLION);
  return {
    pkb,
    pkbPenalty: penalty(pkb, tariffs.PKB_PENALTY),
    opsen: rounded(pkb * BigInt(tariffs.OPSEN?.partsPerMillion ?? 0), MILLION),
    swdkllj,
    swdklljPenalty: penalty(swdkllj, tariffs.SWDKLLJ_PENALTY),
    adminFee: tariffs.ADMIN_FEE?.amount ?? 0n,
  };
}

/** The penalty in millionths of a rupiah. */
function penaltyOf(amount: bigint, tariff: Tariff | undefined, dueOn: string, today: string): bigint {
  if (!tariff || today <= dueOn) return 0n;
  const periods =
    tariff.perDays === null ? monthsBegun(dueOn, today) : Math.ceil(daysBetween(dueOn, today) / tariff.perDays);
  const share = BigInt(tariff.partsPerMillion!) * BigInt(periods);
  const most = tariff.mostPartsPerMillion === null ? share : BigInt(tariff.mostPartsPerMillion);
  const penalty = amount * (share < most ? share : most);
  const ceiling = tariff.mostAmount === null ? penalty : tariff.mostAmount * MILLION;
  return penalty < ceiling ? penalty : ceiling;
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** How many months have begun since a day: 1 on the day after it. */
function monthsBegun(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = from.split("-").map(Number) as [number, number, number];
  const [toYear, toMonth, toDay] = to.split("-").map(Number) as [number, number, number];
  const whole = (toYear - fromYear) * 12 + toMonth - fromMonth;
  return toDay > fromDay ? whole + 1 : whole;
}

function ceilDivide(amount: bigint, divisor: bigint): bigint {
  return (amount + divisor - 1n) / divisor;
}
