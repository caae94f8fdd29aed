import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, Rupiah } from "../../kit/scalars";
import { MartBuyers, MartReaders, MartSellers } from "../access";
import { JatimOrderParty, JatimOrderStatus } from "./order.states";

export enum JatimDeliveryMethod {
  SHIPPING = "SHIPPING",
  PICK_UP = "PICK_UP",
}
registerEnumType(JatimDeliveryMethod, {
  name: "JatimDeliveryMethod",
  description: "How an order comes to the buyer.",
  valuesConfig: {
    SHIPPING: { description: "By a courier." },
    PICK_UP: { description: "The buyer fetches it at a service point of the seller, by a code." },
  },
});

@ObjectType({ description: "What an order is of, as it was at the moment of the order." })
export class JatimOrderLine {
  @MartReaders
  @Field(() => String, { description: "Name of the product." })
  name!: string;

  @MartReaders
  @Field(() => Int, { description: "How many units." })
  quantity!: number;

  @MartReaders
  @Field(() => Rupiah, { description: "What one unit costs." })
  price!: bigint;

  productId!: string;
}

@ObjectType({ description: "A step that an order took." })
export class JatimOrderStep {
  @MartReaders
  @Field(() => JatimOrderStatus, { description: "Where it stands since." })
  status!: JatimOrderStatus;

  @MartReaders
  @Field(() => JatimOrderParty, { description: "Who brought it there." })
  party!: JatimOrderParty;

  @MartReaders
  @Field(() => String, { nullable: true, description: "Why, where a reason was asked for." })
  reason!: string | null;

  @MartReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;
}

@ObjectType({
  description:
    "Where a shipped order goes. The seller reads it for the purpose `delivery`, from payment until it is received and while a return is open, and at no other time.",
})
export class JatimDelivery {
  /** Id of the order. */
  id!: string;
}

@ObjectType({ description: "What a buyer ordered of one seller of OPOP Mart." })
export class JatimOrder {
  @MartReaders
  @Field(() => ID, { description: "Id." })
  id!: string;

  @MartReaders
  @Field(() => JatimOrderStatus, { description: "Where it stands." })
  status!: JatimOrderStatus;

  @MartReaders
  @Field(() => Rupiah, { description: "What it costs, by the prices of the moment of the order." })
  total!: bigint;

  @MartReaders
  @Field(() => JatimDeliveryMethod, { description: "How it comes to the buyer." })
  method!: JatimDeliveryMethod;

  @MartReaders
  @Field(() => DateTime, { description: "When it was ordered." })
  placedAt!: Date;

  @MartReaders
  @Field(() => DateTime, { description: "Until then its stock is kept without a payment." })
  expiresAt!: Date;

  @MartReaders
  @Field(() => DateTime, { nullable: true, description: "When the payment was confirmed." })
  paidAt!: Date | null;

  @MartReaders
  @Field(() => String, { nullable: true, description: "The bank's reference of the payment." })
  paymentReference!: string | null;

  @MartReaders
  @Field(() => String, { nullable: true, description: "The bank's reference of the refund." })
  refundReference!: string | null;

  @MartReaders
  @Field(() => String, { nullable: true, description: "Name of the courier." })
  courier!: string | null;

  @MartReaders
  @Field(() => String, { nullable: true, description: "The courier's number of the parcel." })
  trackingNumber!: string | null;

  @MartReaders
  @Field(() => DateTime, { nullable: true, description: "When the buyer received it." })
  receivedAt!: Date | null;

  @MartReaders
  @Field(() => DateTime, {
    nullable: true,
    description: "Until then it may be given back; the seller is paid after that.",
  })
  returnUntil!: Date | null;

  pesantrenId!: string;
  servicePointId!: string | null;
  /** For the buyer alone. */
  pickUpCode!: string | null;
  buyerSubject!: string;
}

export const JatimOrderConnection = connectionType("JatimOrder", () => JatimOrder, "orders", MartReaders);

@ObjectType({ description: "The orders that a buyer placed at once, one of each seller." })
export class JatimCheckout {
  @MartBuyers
  @Field(() => ID, { description: "Id." })
  id!: string;

  @MartBuyers
  @Field(() => [JatimOrder], { description: "The orders; each is paid by itself." })
  orders!: readonly JatimOrder[];

  @MartBuyers
  @Field(() => Rupiah, { description: "What they cost together." })
  total!: bigint;
}

@ObjectType({ description: "What was paid out to a seller of OPOP Mart." })
export class JatimMartSettlement {
  @MartSellers
  @Field(() => ID, { description: "Id." })
  id!: string;

  @MartSellers
  @Field(() => Rupiah, { description: "How much." })
  amount!: bigint;

  @MartSellers
  @Field(() => DateTime, { description: "It pays the orders that could not be given back any more at this moment." })
  dueUntil!: Date;

  @MartSellers
  @Field(() => String, { description: "The bank's reference." })
  bankReference!: string;

  @MartSellers
  @Field(() => DateTime, { description: "When it was booked." })
  settledAt!: Date;

  pesantrenId!: string;
}

export const JatimMartSettlementConnection = connectionType(
  "JatimMartSettlement",
  () => JatimMartSettlement,
  "payments to sellers",
  MartSellers,
);

@ObjectType({ description: "What is owed to a seller of OPOP Mart." })
export class JatimMartPayable {
  @MartSellers
  @Field(() => Rupiah, { description: "For all received orders that were not paid out." })
  owed!: bigint;

  @MartSellers
  @Field(() => Rupiah, {
    description: "For those of them that could not be given back any more at the moment asked for.",
  })
  due!: bigint;

  pesantrenId!: string;
}

@ObjectType({ description: "The sums of OPOP Mart in rupiah, compared with the ledger." })
export class JatimMartTotals {
  @Public
  @Field(() => Int, { description: "Orders that are with their buyers." })
  orders!: number;

  @Public
  @Field(() => Rupiah, { description: "What these cost." })
  sales!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Paid by buyers and kept for them, until the order is received or refunded." })
  held!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Owed to sellers." })
  owed!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Paid out to sellers." })
  settled!: bigint;

  @Public
  @Field(() => Rupiah, { description: "Refunded to buyers." })
  refunded!: bigint;

  @Public
  @Field(() => Boolean, { description: "Whether all of this is to the rupiah what the ledger says." })
  isEqualToLedger!: boolean;
}
