import type { StateTable } from "../../kit/data/state";
import type { DuplicateState } from "./duplicate";

/** Only what is open can be decided; a merge that is taken back forgets the pair, and it may be found again. */
export const DUPLICATE_STATES: StateTable<`${DuplicateState}`> = {
  OPEN: ["DISMISSED", "MERGED"],
  DISMISSED: [],
  MERGED: [],
};
