import type { StateTable } from "../../kit/data/state";
import type { JabarApplicationStatus } from "./application";

/** Nobody is accepted without an interview; who does not come to it can be invited again. */
export const APPLICATION_STATES: StateTable<`${JabarApplicationStatus}`> = {
  APPLIED: ["INVITED", "REJECTED", "WITHDRAWN"],
  INVITED: ["INVITED", "INTERVIEWED", "REJECTED", "WITHDRAWN"],
  INTERVIEWED: ["ACCEPTED", "REJECTED", "WITHDRAWN"],
  ACCEPTED: [],
  REJECTED: [],
  WITHDRAWN: [],
};
