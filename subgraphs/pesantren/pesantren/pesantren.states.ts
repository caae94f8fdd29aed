import type { StateTable } from "../../kit/data/state";
import type { PesantrenStatus } from "./pesantren";

/** A pesantren may stop, close and open again at any time; what it can't do is become what it is. */
export const PESANTREN_STATES: StateTable<`${PesantrenStatus}`> = {
  ACTIVE: ["INACTIVE", "CLOSED"],
  INACTIVE: ["ACTIVE", "CLOSED"],
  CLOSED: ["ACTIVE", "INACTIVE"],
};
