import { registerEnumType } from "type-graphql";
import type { StateTable } from "../../kit/data/state";

export enum JabarMatchingStatus {
  PLANNED = "PLANNED",
  OPEN = "OPEN",
  CLOSED = "CLOSED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JabarMatchingStatus, {
  name: "JabarMatchingStatus",
  description: "How far a business matching event is.",
  valuesConfig: {
    PLANNED: { description: "Announced; nobody takes part yet." },
    OPEN: { description: "Pesantren may take part, meet buyers and make deals." },
    CLOSED: { description: "Over. Deals can still be corrected and cancelled." },
    CANCELLED: { description: "Does not take place." },
  },
});

/** An event at which pesantren take part can be called off, too; whatever was agreed at it stays. */
export const EVENT_STATES: StateTable<`${JabarMatchingStatus}`> = {
  PLANNED: ["OPEN", "CANCELLED"],
  OPEN: ["CLOSED", "CANCELLED"],
  CLOSED: ["OPEN"],
  CANCELLED: [],
};

export enum JabarBuyerRole {
  BUYER = "BUYER",
  OFF_TAKER = "OFF_TAKER",
  REPRESENTATIVE = "REPRESENTATIVE",
}
registerEnumType(JabarBuyerRole, {
  name: "JabarBuyerRole",
  description: "As what somebody looks for products.",
  valuesConfig: {
    BUYER: { description: "Buys for itself (pembeli)." },
    OFF_TAKER: { description: "Takes what a pesantren makes regularly, by contract (off taker)." },
    REPRESENTATIVE: { description: "Represents Indonesia abroad and chooses products needed there (perwakilan)." },
  },
});

export enum JabarMeetingStatus {
  PLANNED = "PLANNED",
  HELD = "HELD",
  MISSED = "MISSED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JabarMeetingStatus, {
  name: "JabarMeetingStatus",
  description: "What became of a meeting.",
  valuesConfig: {
    PLANNED: { description: "Will be held." },
    HELD: { description: "Was held; the outcome says what came of it." },
    MISSED: { description: "One of the two did not come." },
    CANCELLED: { description: "Was called off; its time is free for others." },
  },
});

export const MEETING_STATES: StateTable<`${JabarMeetingStatus}`> = {
  PLANNED: ["HELD", "MISSED", "CANCELLED"],
  HELD: [],
  MISSED: [],
  CANCELLED: [],
};

export enum JabarDealStatus {
  AGREED = "AGREED",
  CORRECTED = "CORRECTED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JabarDealStatus, {
  name: "JabarDealStatus",
  description: "How a deal stands, by its last entry.",
  valuesConfig: {
    AGREED: { description: "Agreed, and unchanged since." },
    CORRECTED: { description: "Holds, with another value than was entered first." },
    CANCELLED: { description: "Does not hold any more." },
  },
});
