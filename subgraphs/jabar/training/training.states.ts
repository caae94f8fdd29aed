import type { StateTable } from "../../kit/data/state";
import type { JabarCourseStatus } from "./course";
import type { JabarEnrolmentStatus } from "./enrolment";

/** A course that was closed too early can be opened again. */
export const COURSE_STATES: StateTable<`${JabarCourseStatus}`> = {
  DRAFT: ["OPEN", "CANCELLED"],
  OPEN: ["CLOSED", "CANCELLED"],
  CLOSED: ["OPEN", "COMPLETED", "CANCELLED"],
  COMPLETED: [],
  CANCELLED: [],
};

/** Who withdrew enrols anew, at the end of the list. */
export const ENROLMENT_STATES: StateTable<`${JabarEnrolmentStatus}`> = {
  WAITING: ["ENROLLED", "WITHDRAWN"],
  ENROLLED: ["WITHDRAWN"],
  WITHDRAWN: [],
};
