import { Field, ID, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { MartBuyers } from "../access";

@ObjectType({ description: "A product of the catalogue as a pesantren offers it in OPOP Mart." })
export class JatimListing {
  @Public
  @Field(() => ID, { description: "Id." })
  id!: string;

  @Public
  @Field(() => Rupiah, { description: "What one unit costs." })
  price!: bigint;

  @Public
  @Field(() => Int, { description: "Units that can be ordered now." })
  stock!: number;

  @Public
  @Field(() => Boolean, {
    description: "Whether it can be ordered: offered by the seller, and not withdrawn from the catalogue.",
  })
  isOffered!: boolean;

  @Public
  @Field(() => DateTime, { description: "When it was listed first." })
  listedAt!: Date;

  productId!: string;
  pesantrenId!: string;
}

export const JatimListingConnection = connectionType("JatimListing", () => JatimListing, "listings", Public);

@ObjectType({ description: "The periods of OPOP Mart from a day on." })
export class JatimMartRule {
  @Public
  @Field(() => LocalDate, { description: "The first day on which they hold." })
  appliesFrom!: string;

  @Public
  @Field(() => Int, { description: "How long stock is kept for an order that is not paid, in minutes." })
  paymentMinutes!: number;

  @Public
  @Field(() => Int, {
    description: "So many days after it was shipped, an order of which the buyer says nothing counts as received.",
  })
  receiveDays!: number;

  @Public
  @Field(() => Int, { description: "So many days after it was received, an order may be given back." })
  returnDays!: number;

  @Public
  @Field(() => String, { description: "Who says so; `ASSUMED` where nobody published it." })
  source!: string;

  @Public
  @Field(() => [String], { description: "Names of the fields that are assumed, since no source tells them." })
  assumed!: readonly string[];
}

@ObjectType({ description: "Something in a cart." })
export class JatimCartItem {
  @MartBuyers
  @Field(() => JatimListing, { description: "What it is, at the price of now." })
  listing!: JatimListing;

  @MartBuyers
  @Field(() => Int, { description: "How many units." })
  quantity!: number;
}

@ObjectType({ description: "A buyer's cart. It keeps no stock: that begins with the order." })
export class JatimCart {
  @MartBuyers
  @Field(() => [JatimCartItem], { description: "What is in it, at most 50." })
  items!: readonly JatimCartItem[];

  @MartBuyers
  @Field(() => Rupiah, { description: "What it all costs now." })
  total!: bigint;
}
