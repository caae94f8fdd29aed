import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";
import { JabarContractPeriod, JabarContractStatus, JabarDeliveryStatus, JabarOrderStatus } from "./offtake.states";

@InputType({ description: "A contract with an off taker." })
export class DraftJabarContractInput {
  @Field(() => ID, { description: "Id of the buyer." })
  buyerId!: string;

  @Field(() => ID, { description: "Id of the pesantren." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of an active product of the pesantren." })
  productId!: string;

  @Field(() => Rupiah, { description: "Price of one unit, 1 rupiah or more." })
  price!: bigint;

  @Field(() => Int, { description: "Units to be delivered in each period, 1 to 1,000,000,000." })
  quantity!: number;

  @Field(() => JabarContractPeriod, { description: "The period." })
  period!: JabarContractPeriod;

  @Field(() => LocalDate, { description: "First day." })
  from!: string;

  @Field(() => LocalDate, { description: "Last day." })
  until!: string;
}

@InputType({ description: "Which contract comes to which state." })
export class MoveJabarContractInput {
  @Field(() => ID, { description: "Id of the contract." })
  contractId!: string;

  @Field(() => JabarContractStatus, {
    description:
      "DRAFT may become SIGNED, SIGNED may become ACTIVE, ACTIVE may become FULFILLED; all three may become TERMINATED.",
  })
  status!: JabarContractStatus;

  @Field(() => String, {
    nullable: true,
    description: "Why, 2 to 500 characters: needed if it is terminated, and only then.",
  })
  reason?: string | null;
}

@InputType({ description: "Who makes what for whom." })
export class PlaceJabarOrderInput {
  @Field(() => ID, { nullable: true, description: "Id of the buyer for which it is made; this, or `partnerId`." })
  buyerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the pesantren for which it is made; this, or `buyerId`." })
  partnerId?: string | null;

  @Field(() => ID, { description: "Id of the pesantren that makes it." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of the active product of that pesantren with whose capacity it is made." })
  productId!: string;

  @Field(() => String, { description: "Under which name it is made, 1 to 120 characters." })
  brand!: string;

  @Field(() => Int, {
    description: "Units, 1 to 1,000,000,000, within what the product's monthly capacity still allows.",
  })
  quantity!: number;

  @Field(() => LocalDate, {
    description: "Day until which everything is to be delivered; today or later, within five years.",
  })
  dueOn!: string;
}

@InputType({ description: "Which order is called off." })
export class CancelJabarOrderInput {
  @Field(() => ID, { description: "Id of the order." })
  orderId!: string;

  @Field(() => String, { description: "Why, 2 to 500 characters." })
  reason!: string;
}

@InputType({ description: "What is delivered of an order." })
export class DeliverJabarOrderInput {
  @Field(() => ID, { description: "Id of the order." })
  orderId!: string;

  @Field(() => Int, { description: "Units, 1 or more, at most what is still to be delivered." })
  quantity!: number;

  @Field(() => LocalDate, { description: "Day: that of the order or later, today at the latest." })
  on!: string;
}

@InputType({ description: "Whether the partner takes a delivery." })
export class InspectJabarDeliveryInput {
  @Field(() => ID, { description: "Id of the delivery." })
  deliveryId!: string;

  @Field(() => JabarDeliveryStatus, { description: "ACCEPTED or REJECTED." })
  status!: JabarDeliveryStatus;

  @Field(() => String, {
    nullable: true,
    description: "Why, 2 to 500 characters: needed if it is rejected, and only then.",
  })
  reason?: string | null;
}

@ArgsType()
export class JabarContractListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those of this pesantren." })
  pesantrenId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those with this buyer." })
  buyerId?: string | null;

  @Field(() => JabarContractStatus, { nullable: true, description: "Only those that are so far." })
  status?: JabarContractStatus | null;
}

@ArgsType()
export class JabarOrderListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those that this pesantren makes." })
  pesantrenId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those made for this buyer." })
  buyerId?: string | null;

  @Field(() => JabarOrderStatus, { nullable: true, description: "Only those that are so far." })
  status?: JabarOrderStatus | null;

  @Field(() => LocalDate, { nullable: true, description: "Only those that were due before this day." })
  dueBefore?: string | null;
}
