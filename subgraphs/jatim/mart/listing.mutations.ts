import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { Public } from "../../kit/access/access";
import { answered } from "../../kit/answered";
import type { Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { MartBuyers, Participants, ProgrammeOperators } from "../access";
import { JatimCart, JatimListing, JatimMartRule } from "./listing";
import {
  AddJatimMartRuleInput,
  ChangeJatimListingInput,
  ListJatimProductInput,
  SetJatimCartItemInput,
} from "./listing.input";
import { cartOf, listingById, rulesOf } from "./listing.loader";
import { changeListing, listProduct, setCartItem } from "./listing.service";
import { addRule } from "./mart.rules";

@ObjectType({ description: "The periods of OPOP Mart, as they are now." })
class JatimMartRules {
  @Public
  @Field(() => [JatimMartRule], { description: "All of them." })
  rules!: readonly JatimMartRule[];
}

const ListingResult = resultUnion("JatimListingResult", () => JatimListing, "The listing, or why it was refused.");
const CartResult = resultUnion("JatimCartResult", () => JatimCart, "The cart, or why it was refused.");
const RulesResult = resultUnion("JatimMartRulesResult", () => JatimMartRules, "The periods, or why it was refused.");

@Resolver()
export class ListingMutations {
  @Participants
  @Mutation(() => ListingResult, {
    description:
      "Offers a product of the catalogue in OPOP Mart; each has one listing. Refusals: `PRODUCT_UNKNOWN`, `PESANTREN_UNKNOWN`, `PESANTREN_INACTIVE`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `LISTED_ALREADY`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  listJatimProduct(
    @Arg("input", () => ListJatimProductInput, { description: "The product." }) input: ListJatimProductInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimListing | Refused> {
    return answered(context, listProduct(context, input, idempotencyKey), listingById);
  }

  @Participants
  @Mutation(() => ListingResult, {
    description:
      "Changes price, stock or whether it can be ordered. Refusals: `LISTING_UNKNOWN`, `OUTSIDE_PESANTREN`, `OUT_OF_RANGE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  changeJatimListing(
    @Arg("input", () => ChangeJatimListingInput, { description: "What changes." }) input: ChangeJatimListingInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JatimListing | Refused> {
    return answered(context, changeListing(context, input, idempotencyKey), listingById);
  }

  @MartBuyers
  @Mutation(() => CartResult, {
    description:
      "Puts something into your cart, or takes it out. Refusals: `LISTING_UNKNOWN`, `CART_FULL`, `OUT_OF_RANGE`.",
  })
  setJatimCartItem(
    @Arg("input", () => SetJatimCartItemInput, { description: "What, and how many." }) input: SetJatimCartItemInput,
    @Ctx() context: Context,
  ): Promise<JatimCart | Refused> {
    return orRefused(setCartItem(context, input).then(() => cartOf(context)));
  }

  @ProgrammeOperators
  @Mutation(() => RulesResult, {
    description:
      "Adds periods that hold from a day to come on. Refusals: `DAY_NOT_TO_COME`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `RULE_SET`.",
  })
  addJatimMartRule(
    @Arg("input", () => AddJatimMartRuleInput, { description: "The periods." }) input: AddJatimMartRuleInput,
    @Ctx() context: Context,
  ): Promise<JatimMartRules | Refused> {
    return orRefused(addRule(context, input).then(async () => ({ rules: await rulesOf(context) })));
  }
}
