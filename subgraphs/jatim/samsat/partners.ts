import type { Bank } from "../bank/bank";
import type { VehicleOffice } from "../vehicle-office/vehicle-office";

/** Whom Samsat OPOP works with. */
export interface Partners {
  readonly office: VehicleOffice;
  /** The banks by their codes, such as `JATIM_SYARIAH`. */
  readonly banks: Readonly<Record<string, Bank>>;
}

let known: Partners | undefined;

/** The partners that this process was told of. */
export function partners(): Partners {
  if (!known) throw new Error("Samsat OPOP was not told of its partners.");
  return known;
}

/** Tells this process whom to work with. */
export function workWith(given: Partners): void {
  known = given;
}
