import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, Rupiah } from "../../kit/scalars";

@InputType({ description: "A product that is to be sold in OPOP Mart." })
export class ListJatimProductInput {
  @Field(() => ID, {
    description: "Id of the product in the catalogue; one of your own pesantren, unless you run the programme.",
  })
  productId!: string;

  @Field(() => Rupiah, { description: "What one unit costs, 1 to 1,000,000,000." })
  price!: bigint;

  @Field(() => Int, { description: "Units there are, 0 to 1,000,000." })
  stock!: number;
}

@InputType({ description: "What changes of a listing; what is left out stays." })
export class ChangeJatimListingInput {
  @Field(() => ID, { description: "Id of the listing." })
  listingId!: string;

  @Field(() => Rupiah, {
    nullable: true,
    description: "What one unit costs from now on, 1 to 1,000,000,000. Orders keep theirs.",
  })
  price?: bigint | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "By how many units the stock grows, or shrinks if below 0; at most ±1,000,000, and never below what is left.",
  })
  stockChange?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it can be ordered." })
  isOffered?: boolean | null;
}

@InputType({ description: "Something to put into the cart." })
export class SetJatimCartItemInput {
  @Field(() => ID, { description: "Id of the listing." })
  listingId!: string;

  @Field(() => Int, { description: "How many units are to be in the cart, 0 to 1,000; 0 takes it out." })
  quantity!: number;
}

@InputType({ description: "Periods that hold from a day to come on." })
export class AddJatimMartRuleInput {
  @Field(() => LocalDate, { description: "The first day on which they hold, after today." })
  appliesFrom!: string;

  @Field(() => Int, { description: "Minutes to pay an order, 10 to 43,200." })
  paymentMinutes!: number;

  @Field(() => Int, { description: "Days after which what was shipped counts as received, 1 to 90." })
  receiveDays!: number;

  @Field(() => Int, { description: "Days in which it may be given back, 0 to 90." })
  returnDays!: number;

  @Field(() => String, { description: "Who says so, such as a decree; 3 to 300 characters." })
  source!: string;
}

@ArgsType()
export class JatimListingListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those of this pesantren." })
  pesantrenId?: string | null;

  @Field(() => BusinessField, { nullable: true, description: "Only those of products of this business field." })
  field?: BusinessField | null;

  @Field(() => String, {
    nullable: true,
    description: "Only those whose product's name has this text in it, 2 to 60 characters.",
  })
  text?: string | null;
}
