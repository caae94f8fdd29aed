import { registerEnumType } from "type-graphql";
import type { StateTable } from "../../kit/data/state";

export enum JabarContractStatus {
  DRAFT = "DRAFT",
  SIGNED = "SIGNED",
  ACTIVE = "ACTIVE",
  FULFILLED = "FULFILLED",
  TERMINATED = "TERMINATED",
}
registerEnumType(JabarContractStatus, {
  name: "JabarContractStatus",
  description: "How far a contract with an off taker is.",
  valuesConfig: {
    DRAFT: { description: "Drawn up; binds nobody yet." },
    SIGNED: { description: "Signed by both; from now on it takes up capacity." },
    ACTIVE: { description: "Deliveries have begun." },
    FULFILLED: { description: "Everything was delivered." },
    TERMINATED: { description: "Ended before it was fulfilled, for a reason." },
  },
});

export const CONTRACT_STATES: StateTable<`${JabarContractStatus}`> = {
  DRAFT: ["SIGNED", "TERMINATED"],
  SIGNED: ["ACTIVE", "TERMINATED"],
  ACTIVE: ["FULFILLED", "TERMINATED"],
  FULFILLED: [],
  TERMINATED: [],
};

export enum JabarContractPeriod {
  MONTH = "MONTH",
  QUARTER = "QUARTER",
  YEAR = "YEAR",
}
registerEnumType(JabarContractPeriod, {
  name: "JabarContractPeriod",
  description: "In which period the quantity of a contract is delivered.",
  valuesConfig: {
    MONTH: { description: "Each month." },
    QUARTER: { description: "Every three months." },
    YEAR: { description: "Each year." },
  },
});

export const MONTHS: Readonly<Record<`${JabarContractPeriod}`, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

export enum JabarOrderStatus {
  OPEN = "OPEN",
  DELIVERED = "DELIVERED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JabarOrderStatus, {
  name: "JabarOrderStatus",
  description: "How far an order to produce is.",
  valuesConfig: {
    OPEN: { description: "Is being made." },
    DELIVERED: { description: "Everything was delivered and accepted." },
    CANCELLED: { description: "Called off, for a reason; what was delivered stays." },
  },
});

export enum JabarDeliveryStatus {
  DELIVERED = "DELIVERED",
  ACCEPTED = "ACCEPTED",
  REJECTED = "REJECTED",
}
registerEnumType(JabarDeliveryStatus, {
  name: "JabarDeliveryStatus",
  description: "Whether the partner took a delivery.",
  valuesConfig: {
    DELIVERED: { description: "Delivered; the partner has not said yet." },
    ACCEPTED: { description: "Accepted." },
    REJECTED: { description: "Rejected, for a reason; the quantity has to be delivered again." },
  },
});

export const DELIVERY_STATES: StateTable<`${JabarDeliveryStatus}`> = {
  DELIVERED: ["ACCEPTED", "REJECTED"],
  ACCEPTED: [],
  REJECTED: [],
};
