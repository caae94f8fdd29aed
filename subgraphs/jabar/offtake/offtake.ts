import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { ProgrammeReaders } from "../access";
import { JabarContractPeriod, JabarContractStatus, JabarDeliveryStatus, JabarOrderStatus } from "./offtake.states";

@ObjectType({ description: "When a contract came to a state." })
export class JabarContractStep {
  @ProgrammeReaders
  @Field(() => JabarContractStatus, { description: "The state." })
  status!: JabarContractStatus;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;
}

@ObjectType({ description: "A contract by which an off taker takes a pesantren's product regularly." })
export class JabarContract {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the contract." })
  id!: string;

  @ProgrammeReaders
  @Field(() => Rupiah, { description: "Price of one unit." })
  price!: bigint;

  @ProgrammeReaders
  @Field(() => Int, { description: "Units to be delivered in each period, 1 or more." })
  quantity!: number;

  @ProgrammeReaders
  @Field(() => JabarContractPeriod, { description: "The period." })
  period!: JabarContractPeriod;

  @ProgrammeReaders
  @Field(() => String, { description: "Unit, as the catalogue said when the contract was drawn up." })
  unit!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "First day." })
  from!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "Last day." })
  until!: string;

  @ProgrammeReaders
  @Field(() => JabarContractStatus, { description: "How far it is." })
  status!: JabarContractStatus;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "Why it was terminated; null if it was not." })
  reason?: string | null;

  @ProgrammeReaders
  @Field(() => [JabarContractStep], { description: "When it came to each of its states, the first first." })
  steps!: readonly JabarContractStep[];

  buyerId!: string;
  pesantrenId!: string;
  productId!: string;
}

@ObjectType({ description: "What was delivered of an order." })
export class JabarDelivery {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the delivery." })
  id!: string;

  @ProgrammeReaders
  @Field(() => Int, { description: "Units, 1 or more." })
  quantity!: number;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "Day." })
  on!: string;

  @ProgrammeReaders
  @Field(() => JabarDeliveryStatus, { description: "Whether the partner took it." })
  status!: JabarDeliveryStatus;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "Why it was rejected; null if it was not." })
  reason?: string | null;
}

@ObjectType({ description: "An order by which a pesantren makes the product of a partner." })
export class JabarOrder {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the order." })
  id!: string;

  @ProgrammeReaders
  @Field(() => String, { description: "Under which name it is made." })
  brand!: string;

  @ProgrammeReaders
  @Field(() => Int, { description: "Units ordered, 1 or more." })
  quantity!: number;

  @ProgrammeReaders
  @Field(() => Int, { description: "Units delivered and not rejected, never more than ordered." })
  delivered!: number;

  @ProgrammeReaders
  @Field(() => String, { description: "Unit of the producer's product." })
  unit!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "Day of the order (WIB)." })
  orderedOn!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "Day until which everything is to be delivered." })
  dueOn!: string;

  @ProgrammeReaders
  @Field(() => JabarOrderStatus, { description: "How far it is." })
  status!: JabarOrderStatus;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "Why it was called off; null if it was not." })
  reason?: string | null;

  @ProgrammeReaders
  @Field(() => [JabarDelivery], { description: "Its deliveries, the first first." })
  deliveries!: readonly JabarDelivery[];

  buyerId!: string | null;
  partnerId!: string | null;
  pesantrenId!: string;
  productId!: string;
}

export const JabarContractConnection = connectionType(
  "JabarContract",
  () => JabarContract,
  "contracts with off takers",
  ProgrammeReaders,
);
export const JabarOrderConnection = connectionType(
  "JabarOrder",
  () => JabarOrder,
  "orders to produce",
  ProgrammeReaders,
);
