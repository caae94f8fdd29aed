import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { DateTime } from "../../kit/scalars";
import { BUY, MartBuyers, MartReaders, MartSellers } from "../access";
import { Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import { ServicePoint } from "../entities/service-point";
import { LISTING_RESOLVERS } from "./listing.resolver";
import { ListingMutations } from "./listing.mutations";
import * as money from "./money.loader";
import {
  JatimDelivery,
  JatimMartPayable,
  JatimMartSettlement,
  JatimMartSettlementConnection,
  JatimMartTotals,
  JatimOrder,
  JatimOrderConnection,
  JatimOrderLine,
  JatimOrderStep,
} from "./order";
import { JatimOrderListArguments, JatimSaleListArguments } from "./order.input";
import * as loader from "./order.loader";
import { MoneyMutations } from "./money.mutations";
import { OrderMutations } from "./order.mutations";

@Resolver()
class OrderQueries {
  @MartReaders
  @Query(() => JatimOrder, { nullable: true, description: "An order; null if there is none that you may see." })
  jatimOrder(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JatimOrder | null> {
    return loader.orderById(context, id);
  }

  @Directive(pageCost)
  @MartBuyers
  @Query(() => JatimOrderConnection, { nullable: true, description: "Your own orders, the last placed first." })
  jatimOwnOrders(
    @Args(() => JatimOrderListArguments) args: JatimOrderListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimOrder>> {
    return loader.ownOrderPage(context, args);
  }

  @Directive(pageCost)
  @MartSellers
  @Query(() => JatimOrderConnection, {
    nullable: true,
    description: "The orders that sellers have, the last placed first: a pesantren's own people see those of theirs.",
  })
  jatimSales(
    @Args(() => JatimSaleListArguments) args: JatimSaleListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimOrder>> {
    return loader.salePage(context, args);
  }

  @MartSellers
  @Query(() => [JatimMartPayable], {
    nullable: true,
    description: "What is owed to sellers, the most due first, at most 1,000: a pesantren's own people see theirs.",
  })
  jatimMartPayables(
    @Arg("dueAt", () => DateTime, {
      nullable: true,
      description: "The moment of which `due` is told; now if left out.",
    })
    dueAt: Date | null | undefined,
    @Ctx() context: Context,
  ): Promise<JatimMartPayable[]> {
    return money.payablesOf(context, dueAt);
  }

  @Directive(pageCost)
  @MartSellers
  @Query(() => JatimMartSettlementConnection, {
    nullable: true,
    description: "What was paid out to sellers, the latest first: a pesantren's own people see theirs.",
  })
  jatimMartSettlements(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JatimMartSettlement>> {
    return money.settlementPage(context, args);
  }

  @Public
  @Query(() => JatimMartTotals, { description: "The sums of OPOP Mart, compared with the ledger." })
  jatimMartTotals(@Ctx() context: Context): Promise<JatimMartTotals> {
    return money.totalsOf(context);
  }
}

@Resolver(() => JatimOrder)
class OrderParts {
  @MartReaders
  @FieldResolver(() => Pesantren, { description: "The seller." })
  pesantren(@Root() { pesantrenId }: JatimOrder): { id: string } {
    return { id: pesantrenId };
  }

  @MartReaders
  @FieldResolver(() => ServicePoint, { nullable: true, description: "Where it is picked up." })
  servicePoint(@Root() { servicePointId }: JatimOrder): ServicePoint | null {
    return servicePointId ? { id: servicePointId } : null;
  }

  @MartReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "What you say to get your order handed over; null of any other order.",
  })
  pickUpCode(@Root() { pickUpCode, buyerSubject }: JatimOrder, @Ctx() { caller }: Context): string | null {
    return caller.scopes.includes(BUY) && caller.subject === buyerSubject ? pickUpCode : null;
  }

  @MartReaders
  @FieldResolver(() => [JatimOrderLine], { description: "What it is of." })
  lines(@Root() { id }: JatimOrder, @Ctx() context: Context): Promise<JatimOrderLine[]> {
    return loader.linesOf(context, id);
  }

  @MartReaders
  @FieldResolver(() => [JatimOrderStep], { description: "How it came to stand where it stands." })
  steps(@Root() { id }: JatimOrder, @Ctx() context: Context): Promise<JatimOrderStep[]> {
    return loader.stepsOf(context, id);
  }

  @MartReaders
  @FieldResolver(() => JatimDelivery, {
    nullable: true,
    description: "Where it goes; null of an order that is picked up.",
  })
  delivery(@Root() { id, method }: JatimOrder): JatimDelivery | null {
    return String(method) === "SHIPPING" ? { id } : null;
  }
}

@Resolver(() => JatimOrderLine)
class LineParts {
  @MartReaders
  @FieldResolver(() => Product, { description: "The product." })
  product(@Root() { productId }: JatimOrderLine): Product {
    return { id: productId };
  }
}

@Resolver(() => JatimDelivery)
class DeliveryValues {
  @MartReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "Name of the recipient; null if you may not read it, or not any more.",
  })
  name(@Root() { id }: JatimDelivery, @Ctx() context: Context): Promise<string | null> {
    return loader.deliveryValue(context, id, "name");
  }

  @MartReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "Telephone number, E.164; null if you may not read it, or not any more.",
  })
  phone(@Root() { id }: JatimDelivery, @Ctx() context: Context): Promise<string | null> {
    return loader.deliveryValue(context, id, "phone");
  }

  @MartReaders
  @FieldResolver(() => String, {
    nullable: true,
    description: "Address; null if you may not read it, or not any more.",
  })
  address(@Root() { id }: JatimDelivery, @Ctx() context: Context): Promise<string | null> {
    return loader.deliveryValue(context, id, "address");
  }
}

@Resolver(() => JatimMartSettlement)
class SettlementParts {
  @MartSellers
  @FieldResolver(() => Pesantren, { description: "The seller." })
  pesantren(@Root() { pesantrenId }: JatimMartSettlement): { id: string } {
    return { id: pesantrenId };
  }
}

@Resolver(() => JatimMartPayable)
class PayableParts {
  @MartSellers
  @FieldResolver(() => Pesantren, { description: "The seller." })
  pesantren(@Root() { pesantrenId }: JatimMartPayable): { id: string } {
    return { id: pesantrenId };
  }
}

/** OPOP Mart. */
export const MART_RESOLVERS = [
  ...LISTING_RESOLVERS,
  ListingMutations,
  OrderQueries,
  OrderMutations,
  MoneyMutations,
  OrderParts,
  LineParts,
  DeliveryValues,
  SettlementParts,
  PayableParts,
];
