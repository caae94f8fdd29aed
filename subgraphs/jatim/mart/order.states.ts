import { registerEnumType } from "type-graphql";

export enum JatimOrderStatus {
  PLACED = "PLACED",
  EXPIRED = "EXPIRED",
  CANCELLED = "CANCELLED",
  PAID = "PAID",
  PACKED = "PACKED",
  SHIPPED = "SHIPPED",
  READY = "READY",
  RECEIVED = "RECEIVED",
  RETURN_ASKED = "RETURN_ASKED",
  RETURNED = "RETURNED",
  REFUNDED = "REFUNDED",
}
registerEnumType(JatimOrderStatus, {
  name: "JatimOrderStatus",
  description: "Where an order of OPOP Mart stands.",
  valuesConfig: {
    PLACED: { description: "Ordered, and its stock is kept for it; not paid yet." },
    EXPIRED: { description: "It was not paid in time; its stock is offered again." },
    CANCELLED: { description: "Called off; what was paid is to be refunded." },
    PAID: { description: "Paid; the money is kept until it is received." },
    PACKED: { description: "Packed." },
    SHIPPED: { description: "On its way with a courier." },
    READY: { description: "Ready to be picked up at the service point." },
    RECEIVED: { description: "With the buyer; the money is owed to the seller." },
    RETURN_ASKED: { description: "The buyer wants to give it back." },
    RETURNED: { description: "Back with the seller; what was paid is to be refunded." },
    REFUNDED: { description: "What was paid is back with the buyer." },
  },
});

export enum JatimOrderParty {
  BUYER = "BUYER",
  SELLER = "SELLER",
  OFFICE = "OFFICE",
  SYSTEM = "SYSTEM",
}
registerEnumType(JatimOrderParty, {
  name: "JatimOrderParty",
  description: "Who brought an order to where it stands.",
  valuesConfig: {
    BUYER: { description: "Who ordered it." },
    SELLER: { description: "The pesantren's own people." },
    OFFICE: { description: "Those who run OPOP Mart for the province." },
    SYSTEM: { description: "Nobody: a period was over." },
  },
});

export type OrderStatus = `${JatimOrderStatus}`;
export type Party = `${JatimOrderParty}`;

/** Which status may follow a status, and who may bring an order there. */
export type OrderStates = Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderStatus, readonly Party[]>>>>>;

const BOTH = ["BUYER", "SELLER", "OFFICE"] as const;
const SELLING = ["SELLER", "OFFICE"] as const;

/** Money that comes too late, for an order that is no more, is booked and the order cancelled, so that it is refunded. */
export const ORDER_STATES: OrderStates = {
  PLACED: { PAID: ["OFFICE"], CANCELLED: BOTH, EXPIRED: ["SYSTEM"] },
  EXPIRED: { CANCELLED: ["OFFICE"] },
  CANCELLED: { CANCELLED: ["OFFICE"], REFUNDED: ["OFFICE"] },
  PAID: { PACKED: SELLING, CANCELLED: BOTH },
  PACKED: { SHIPPED: SELLING, READY: SELLING, CANCELLED: SELLING },
  SHIPPED: { RECEIVED: ["BUYER", "SYSTEM"], RETURNED: SELLING },
  READY: { RECEIVED: SELLING, CANCELLED: SELLING },
  RECEIVED: { RETURN_ASKED: ["BUYER"] },
  RETURN_ASKED: { RETURNED: SELLING, RECEIVED: ["OFFICE"] },
  RETURNED: { REFUNDED: ["OFFICE"] },
  REFUNDED: {},
};

/** Whether the units of an order are not offered to others. */
export function holdsStock(status: OrderStatus): boolean {
  return !["EXPIRED", "CANCELLED", "RETURNED", "REFUNDED"].includes(status);
}

/** The statuses in which a seller must know where an order goes. */
export const UNDER_WAY: readonly OrderStatus[] = ["PAID", "PACKED", "SHIPPED", "RETURN_ASKED"];
