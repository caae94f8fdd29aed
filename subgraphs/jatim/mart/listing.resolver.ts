import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { MartBuyers } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import { JatimCart, JatimListing, JatimListingConnection, JatimMartRule } from "./listing";
import { JatimListingListArguments } from "./listing.input";
import * as loader from "./listing.loader";

@Resolver()
class ListingQueries {
  @Directive(pageCost)
  @Public
  @Query(() => JatimListingConnection, { description: "What OPOP Mart offers, the last listed first." })
  jatimListings(
    @Args(() => JatimListingListArguments) args: JatimListingListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimListing>> {
    return loader.listingPage(context, args);
  }

  @Public
  @Query(() => [JatimMartRule], { description: "The periods of OPOP Mart, the latest first; at most 1,000." })
  jatimMartRules(@Ctx() context: Context): Promise<JatimMartRule[]> {
    return loader.rulesOf(context);
  }

  @MartBuyers
  @Query(() => JatimCart, { nullable: true, description: "Your cart." })
  jatimCart(@Ctx() context: Context): Promise<JatimCart> {
    return loader.cartOf(context);
  }
}

@Resolver(() => JatimListing)
class ListingParts {
  @Public
  @FieldResolver(() => Product, { description: "The product." })
  product(@Root() { productId }: JatimListing): Product {
    return { id: productId };
  }

  @Public
  @FieldResolver(() => Pesantren, { description: "The seller." })
  pesantren(@Root() { pesantrenId }: JatimListing): { id: string } {
    return { id: pesantrenId };
  }
}

@Resolver(() => Product)
class ProductListing {
  @Public
  @FieldResolver(() => JatimListing, {
    nullable: true,
    description: "How OPOP Mart of Jawa Timur offers it; null if it does not.",
  })
  jatimListing(@Root() { id }: Product, @Ctx() context: Context): Promise<JatimListing | null> {
    return loader.listingOf(context, id);
  }
}

@Resolver(() => Pesantren)
class PesantrenListings {
  @Directive('@requires(fields: "formerIds")')
  @Directive(pageCost)
  @Public
  @FieldResolver(() => JatimListingConnection, {
    description: "What it offers in OPOP Mart of Jawa Timur, the last listed first.",
  })
  jatimListings(
    @Root() pesantren: Pesantren,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimListing>> {
    return loader.listingsOf(context, idsOf(pesantren), args);
  }
}

/** What OPOP Mart offers, and the cart. */
export const LISTING_RESOLVERS = [ListingQueries, ListingParts, ProductListing, PesantrenListings];
