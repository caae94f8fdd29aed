import { ArgsType, Field, ID, InputType } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { JatimConsentInput } from "../pillars/pillar.input";
import { JatimOrderStatus } from "./order.states";

@InputType({ description: "That the order of a seller is picked up." })
export class JatimPickUpInput {
  @Field(() => ID, { description: "Id of the seller's pesantren; one of the cart's." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of the service point, an active one of this pesantren." })
  servicePointId!: string;
}

@InputType({
  description:
    "Where orders are shipped to, with the buyer's consent to tell it to the sellers. Encrypted where it is kept.",
})
export class JatimRecipientInput {
  @Field(() => String, { description: "Name, 1 to 120 characters." })
  name!: string;

  @Field(() => String, { description: "Telephone number in E.164 form, such as +628123456789." })
  phone!: string;

  @Field(() => String, { description: "Address, 10 to 500 characters." })
  address!: string;

  @Field(() => LocalDate, { description: "The buyer's birth date: for a minor a guardian consents." })
  birthDate!: string;

  @Field(() => JatimConsentInput, {
    description: "The consent to the use of name, number and address for the delivery.",
  })
  consent!: JatimConsentInput;
}

@InputType({ description: "The order of everything in the cart." })
export class CheckOutJatimCartInput {
  @Field(() => Rupiah, {
    description: "What the buyer was told that it costs; if a price has changed since, nothing is ordered.",
  })
  expectedTotal!: bigint;

  @Field(() => [JatimPickUpInput], {
    defaultValue: [],
    description: "The sellers whose orders are picked up; those of all others are shipped.",
  })
  pickUps!: JatimPickUpInput[];

  @Field(() => JatimRecipientInput, { nullable: true, description: "Where to ship to; needed if anything is shipped." })
  recipient?: JatimRecipientInput | null;
}

@InputType({ description: "An order." })
export class JatimOrderInput {
  @Field(() => ID, { description: "Id of the order." })
  orderId!: string;
}

@InputType({ description: "An order, and why." })
export class JatimOrderReasonInput extends JatimOrderInput {
  @Field(() => String, { description: "Why, 3 to 500 characters, no personal data." })
  reason!: string;
}

@InputType({ description: "A payment of a buyer that came in at the bank." })
export class ConfirmJatimOrderPaymentInput extends JatimOrderInput {
  @Field(() => Rupiah, { description: "How much came in; exactly what the order costs." })
  amount!: bigint;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; no other payment has it." })
  bankReference!: string;
}

@InputType({ description: "An order that was handed to a courier." })
export class ShipJatimOrderInput extends JatimOrderInput {
  @Field(() => String, { description: "Name of the courier, 2 to 60 characters." })
  courier!: string;

  @Field(() => String, { description: "The courier's number of the parcel, 3 to 60 characters." })
  trackingNumber!: string;
}

@InputType({ description: "An order that is handed over at the service point." })
export class HandOverJatimOrderInput extends JatimOrderInput {
  @Field(() => String, { description: "The code that the buyer says." })
  pickUpCode!: string;
}

@InputType({ description: "A refund that the bank made." })
export class RefundJatimOrderInput extends JatimOrderInput {
  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; no other payment has it." })
  bankReference!: string;
}

@InputType({ description: "A payment to a seller that the bank made." })
export class SettleJatimSellerInput {
  @Field(() => ID, { description: "Id of the seller's pesantren." })
  pesantrenId!: string;

  @Field(() => DateTime, { description: "The moment of which `due` was read; not in the future." })
  dueUntil!: Date;

  @Field(() => Rupiah, { description: "How much was paid; exactly what was due then." })
  amount!: bigint;

  @Field(() => String, { description: "The bank's reference, 1 to 100 characters; no other payment has it." })
  bankReference!: string;
}

@ArgsType()
export class JatimOrderListArguments extends PageArguments {
  @Field(() => [JatimOrderStatus], { nullable: true, description: "Only those that stand at one of these." })
  statuses?: JatimOrderStatus[] | null;
}

@ArgsType()
export class JatimSaleListArguments extends JatimOrderListArguments {
  @Field(() => ID, {
    nullable: true,
    description: "Only those of this seller; of a pesantren's own people always their own.",
  })
  pesantrenId?: string | null;
}
