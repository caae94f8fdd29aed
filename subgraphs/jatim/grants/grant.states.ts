import type { StateTable } from "../../kit/data/state";
import type { JatimGrantStatus } from "./grant";

/** Who was refused may propose anew. */
export const GRANT_STATES: StateTable<`${JatimGrantStatus}`> = {
  PROPOSED: ["APPROVED", "REFUSED"],
  REFUSED: [],
  APPROVED: ["DISBURSED"],
  DISBURSED: [],
};
