import type { StateTable } from "../../kit/data/state";
import type { ServicePointStatus } from "./service-point";

/** Which status of a service point may follow which. */
export const SERVICE_POINT_STATES: StateTable<`${ServicePointStatus}`> = {
  PLANNED: ["ACTIVE", "CLOSED"],
  ACTIVE: ["SUSPENDED", "CLOSED"],
  SUSPENDED: ["ACTIVE", "CLOSED"],
  CLOSED: ["PLANNED"],
};
