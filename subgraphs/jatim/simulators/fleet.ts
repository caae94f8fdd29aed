import { dayInWib } from "../../kit/clock";
import { Random } from "../../kit/trial/random";
import type { Vehicle, VehicleClass } from "../vehicle-office/vehicle-office";

/** Plates of vehicles in a particular state, whatever day it is. Every other plate of the province is one whose tax can be paid. */
export const TRIAL_PLATES = {
  DUE_IN_A_MONTH: "L 1001 OP",
  TWO_MONTHS_LATE: "L 1002 OP",
  MORE_THAN_A_YEAR_LATE: "L 1003 OP",
  NEW_DOCUMENT_DUE: "L 1004 OP",
  SOLD: "L 1005 OP",
  LOST: "L 1006 OP",
  CRIMINAL_CASE: "L 1007 OP",
  NOT_REGISTERED: "L 1008 OP",
} as const;

const PLATE = /^(L|M|N|P|S|W|AE|AG) [1-9]\d{0,3} [A-Z]{1,3}$/;
const SERIES = ["L", "M", "N", "P", "S", "W", "AE", "AG"] as const;
const LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZ";

interface Model {
  readonly vehicleClass: VehicleClass;
  readonly name: string;
  /** Value when new, in thousands of rupiah; made up. Each year takes a twentieth of it. */
  readonly newValue: number;
  readonly weightThousandths: number;
}

const MODELS: readonly Model[] = [
  { vehicleClass: "MOTORCYCLE", name: "Honda Beat", newValue: 14_000, weightThousandths: 1_000 },
  { vehicleClass: "MOTORCYCLE", name: "Honda Vario 125", newValue: 18_500, weightThousandths: 1_000 },
  { vehicleClass: "MOTORCYCLE", name: "Yamaha Mio", newValue: 13_500, weightThousandths: 1_000 },
  { vehicleClass: "LARGE_MOTORCYCLE", name: "Kawasaki Ninja 250", newValue: 52_000, weightThousandths: 1_000 },
  { vehicleClass: "CAR", name: "Toyota Avanza", newValue: 178_000, weightThousandths: 1_050 },
  { vehicleClass: "CAR", name: "Daihatsu Sigra", newValue: 112_000, weightThousandths: 1_050 },
  { vehicleClass: "PICKUP", name: "Suzuki Carry Pick Up", newValue: 118_000, weightThousandths: 1_085 },
  { vehicleClass: "BUS", name: "Isuzu Elf Microbus", newValue: 330_000, weightThousandths: 1_100 },
  { vehicleClass: "TRUCK", name: "Mitsubishi Colt Diesel", newValue: 305_000, weightThousandths: 1_300 },
];

/** The vehicle of a plate as it is if nothing was paid yet, made of nothing but plate and day; undefined if there is none. */
export function vehicleOf(plate: string, now: Date): Vehicle | undefined {
  if (!PLATE.test(plate) || plate === TRIAL_PLATES.NOT_REGISTERED) return undefined;
  const chance = new Random(0, `vehicle ${plate}`, 0);
  const model = chance.early(MODELS);
  const madeIn = chance.whole(2010, 2025);
  const dueOn = dueDayOf(plate, chance, dayInWib(now));
  const documentYears = plate === TRIAL_PLATES.NEW_DOCUMENT_DUE ? 0 : chance.whole(1, 4);
  return {
    plate,
    vehicleClass: model.vehicleClass,
    description: `${model.name} ${madeIn}`,
    value: BigInt(model.newValue) * BigInt(1_000 - 50 * (2025 - madeIn)),
    weightThousandths: model.weightThousandths,
    dueOn,
    documentValidUntil: yearsAfter(dueOn, documentYears),
    bar: barOf(plate),
  };
}

/** Last five signs of the chassis number of a plate's vehicle. */
export function chassisLast5(plate: string): string {
  return new Random(0, `chassis ${plate}`, 0).digits(5);
}

/** A plate whose tax can be paid, of 1,999,800 different ones. */
export function payablePlate(index: number): string {
  const series = SERIES[index % SERIES.length]!;
  const number = 1 + (Math.floor(index / SERIES.length) % 9_999);
  return `${series} ${number} ${LETTERS[Math.floor(index / (SERIES.length * 9_999))]}Z`;
}

/** The same day so many years later; of 29 February, the last of February. */
export function yearsAfter(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}${day.endsWith("-02-29") && !leap ? "-02-28" : day.slice(4)}`;
}

/** Most vehicles are in time, a fifth is late by less than a year. Each has one day of the year on which its tax is due. */
function dueDayOf(plate: string, chance: Random, today: string): string {
  switch (plate) {
    case TRIAL_PLATES.DUE_IN_A_MONTH:
    case TRIAL_PLATES.NEW_DOCUMENT_DUE:
      return daysAfter(today, 30);
    case TRIAL_PLATES.TWO_MONTHS_LATE:
      return daysAfter(today, -60);
    case TRIAL_PLATES.MORE_THAN_A_YEAR_LATE:
      return daysAfter(today, -400);
    default: {
      const latest = daysAfter(today, chance.chance(0.2) ? -1 : 364);
      const day = daysAfter("2023-01-01", chance.whole(0, 364)).slice(4);
      const sameYear = latest.slice(0, 4) + day;
      return sameYear <= latest ? sameYear : yearsAfter(sameYear, -1);
    }
  }
}

function daysAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

function barOf(plate: string): Vehicle["bar"] {
  if (plate === TRIAL_PLATES.SOLD) return "SOLD";
  if (plate === TRIAL_PLATES.LOST) return "LOST";
  return plate === TRIAL_PLATES.CRIMINAL_CASE ? "CRIMINAL_CASE" : null;
}
