import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { ProgrammeReaders } from "../access";
import { Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import { JabarBuyer } from "../matching/matching";
import { buyerById } from "../matching/matching.loader";
import { JabarContract, JabarContractConnection, JabarOrder, JabarOrderConnection } from "./offtake";
import { JabarContractListArguments, JabarOrderListArguments } from "./offtake.input";
import { contractById, contractPage, orderById, orderPage } from "./offtake.loader";

@Resolver()
class OfftakeQueries {
  @ProgrammeReaders
  @Query(() => JabarContract, {
    nullable: true,
    description: "One contract by its id; null if there is none, or it is another pesantren's.",
  })
  jabarContract(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarContract | null> {
    return contractById(context, id);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarContractConnection, {
    nullable: true,
    description: "Contracts with off takers, the last drawn up first; for a pesantren's own people its own.",
  })
  jabarContracts(
    @Args(() => JabarContractListArguments) args: JabarContractListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarContract>> {
    return contractPage(context, args);
  }

  @ProgrammeReaders
  @Query(() => JabarOrder, {
    nullable: true,
    description: "One order by its id; null if there is none, or it is another pesantren's.",
  })
  jabarOrder(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarOrder | null> {
    return orderById(context, id);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarOrderConnection, {
    nullable: true,
    description:
      "Orders to produce, the last placed first; for a pesantren's own people those that it makes or that are made for it.",
  })
  jabarOrders(
    @Args(() => JabarOrderListArguments) args: JabarOrderListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarOrder>> {
    return orderPage(context, args);
  }
}

@Resolver(() => JabarContract)
class ContractParties {
  @ProgrammeReaders
  @FieldResolver(() => JabarBuyer, { nullable: true, description: "The off taker." })
  buyer(@Root() { buyerId }: JabarContract, @Ctx() context: Context): Promise<JabarBuyer | null> {
    return buyerById(context, buyerId);
  }

  @ProgrammeReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarContract): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => Product, { description: "The product." })
  product(@Root() { productId }: JabarContract): { id: string } {
    return { id: productId };
  }
}

@Resolver(() => JabarOrder)
class OrderParties {
  @ProgrammeReaders
  @FieldResolver(() => JabarBuyer, {
    nullable: true,
    description: "The buyer for which it is made; null if for another pesantren.",
  })
  async buyer(@Root() { buyerId }: JabarOrder, @Ctx() context: Context): Promise<JabarBuyer | null> {
    return buyerId === null ? null : buyerById(context, buyerId);
  }

  @ProgrammeReaders
  @FieldResolver(() => Pesantren, {
    nullable: true,
    description: "The pesantren for which it is made; null if for a buyer.",
  })
  partner(@Root() { partnerId }: JabarOrder): { id: string } | null {
    return partnerId === null ? null : { id: partnerId };
  }

  @ProgrammeReaders
  @FieldResolver(() => Pesantren, { description: "The pesantren that makes it." })
  pesantren(@Root() { pesantrenId }: JabarOrder): { id: string } {
    return { id: pesantrenId };
  }

  @ProgrammeReaders
  @FieldResolver(() => Product, { description: "The producer's product with whose capacity it is made." })
  product(@Root() { productId }: JabarOrder): { id: string } {
    return { id: productId };
  }
}

/** Contracts with off takers and orders to produce. */
export const OFFTAKE_RESOLVERS = [OfftakeQueries, ContractParties, OrderParties];
