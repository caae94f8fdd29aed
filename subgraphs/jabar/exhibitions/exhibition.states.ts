import { registerEnumType } from "type-graphql";
import type { StateTable } from "../../kit/data/state";

export enum JabarExhibitionStatus {
  PLANNED = "PLANNED",
  OPEN = "OPEN",
  CLOSED = "CLOSED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JabarExhibitionStatus, {
  name: "JabarExhibitionStatus",
  description: "Whether booths of an exhibition can be applied for. That it runs follows from its days.",
  valuesConfig: {
    PLANNED: { description: "Announced; booths can't be applied for yet." },
    OPEN: { description: "Pesantren may apply for booths." },
    CLOSED: { description: "No more applications." },
    CANCELLED: { description: "Does not take place." },
  },
});

export const EXHIBITION_STATES: StateTable<`${JabarExhibitionStatus}`> = {
  PLANNED: ["OPEN", "CANCELLED"],
  OPEN: ["CLOSED", "CANCELLED"],
  CLOSED: ["OPEN", "CANCELLED"],
  CANCELLED: [],
};

export enum JabarExhibitionTime {
  UPCOMING = "UPCOMING",
  RUNNING = "RUNNING",
  PAST = "PAST",
}
registerEnumType(JabarExhibitionTime, {
  name: "JabarExhibitionTime",
  description: "Where today (WIB) is by the days of an exhibition that was not cancelled.",
  valuesConfig: {
    UPCOMING: { description: "Before its first day." },
    RUNNING: { description: "On one of its days." },
    PAST: { description: "After its last day." },
  },
});

/** Where a day is by the days of an exhibition; null if it was cancelled. */
export function timeOf(
  { status, startsOn, endsOn }: { status: `${JabarExhibitionStatus}`; startsOn: string; endsOn: string },
  today: string,
): JabarExhibitionTime | null {
  if (status === "CANCELLED") return null;
  if (today < startsOn) return JabarExhibitionTime.UPCOMING;
  return today <= endsOn ? JabarExhibitionTime.RUNNING : JabarExhibitionTime.PAST;
}

export enum JabarBoothStatus {
  APPLIED = "APPLIED",
  ASSIGNED = "ASSIGNED",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(JabarBoothStatus, {
  name: "JabarBoothStatus",
  description: "How far a booth is.",
  valuesConfig: {
    APPLIED: { description: "The pesantren has applied for it." },
    ASSIGNED: { description: "It has a number, and everybody sees it." },
    WITHDRAWN: { description: "Given back by the pesantren, or refused or taken back by an operator." },
  },
});

export const BOOTH_STATES: StateTable<`${JabarBoothStatus}`> = {
  APPLIED: ["ASSIGNED", "WITHDRAWN"],
  ASSIGNED: ["WITHDRAWN"],
  WITHDRAWN: [],
};

export enum JabarSaleSide {
  SELLER = "SELLER",
  BUYER = "BUYER",
}
registerEnumType(JabarSaleSide, {
  name: "JabarSaleSide",
  description: "Who says what was sold at an exhibition.",
  valuesConfig: {
    SELLER: { description: "The pesantren that sold." },
    BUYER: { description: "The buyers, or the exhibition's cash desk for them, entered by an operator." },
  },
});
