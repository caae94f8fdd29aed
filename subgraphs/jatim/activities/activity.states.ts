import type { StateTable } from "../../kit/data/state";
import type { JatimActivityStatus } from "./activity";

/** An activity that was closed too early can be opened again. */
export const ACTIVITY_STATES: StateTable<`${JatimActivityStatus}`> = {
  OPEN: ["CLOSED", "CANCELLED"],
  CLOSED: ["OPEN", "COMPLETED", "CANCELLED"],
  COMPLETED: [],
  CANCELLED: [],
};
