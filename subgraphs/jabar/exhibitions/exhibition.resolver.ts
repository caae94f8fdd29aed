import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import type { Context } from "../../kit/context";
import { pageCost, type Connection } from "../../kit/graph/connection";
import { ProgrammeReaders } from "../access";
import { idsOf, Pesantren } from "../entities/pesantren";
import { Product } from "../entities/product";
import { JabarBooth, JabarBoothConnection, JabarInquiryCount } from "./booth";
import * as booths from "./booth.loader";
import { JabarExhibition, JabarExhibitionConnection, JabarExhibitionSum, JabarExhibitionYear } from "./exhibition";
import {
  JabarBoothListArguments,
  JabarExhibitionListArguments,
  JabarExhibitionSaleListArguments,
} from "./exhibition.input";
import { exhibitionById, exhibitionPage, exhibitionsOfProduct } from "./exhibition.loader";
import { JabarExhibitionSale, JabarExhibitionSaleConnection } from "./sale";
import { salePage, sumOfExhibition, sumOfYear } from "./sale.loader";

@Resolver()
class ExhibitionQueries {
  @Public
  @Query(() => JabarExhibition, { nullable: true, description: "One exhibition by its id; null if there is none." })
  jabarExhibition(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarExhibition | null> {
    return exhibitionById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarExhibitionConnection, {
    description: "Exhibitions of Jawa Barat's programme, the last planned first.",
  })
  jabarExhibitions(
    @Args(() => JabarExhibitionListArguments) args: JabarExhibitionListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarExhibition>> {
    return exhibitionPage(context, args);
  }

  @Public
  @Query(() => JabarExhibitionYear, {
    description: "What was sold at all exhibitions of a year, as each of the two sides says.",
  })
  jabarExhibitionSum(
    @Arg("year", () => Int, { description: "Year of the programme." }) year: number,
    @Ctx() context: Context,
  ): Promise<JabarExhibitionYear> {
    return sumOfYear(context, year);
  }

  @Public
  @Query(() => JabarBooth, { nullable: true, description: "One booth by its id; null if there is none to see." })
  jabarBooth(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: Context,
  ): Promise<JabarBooth | null> {
    return booths.boothById(context, id);
  }

  @Directive(pageCost)
  @Public
  @Query(() => JabarBoothConnection, {
    description:
      "Booths at exhibitions, the last applied for first: assigned ones; for operators all, for a pesantren's own people also its own.",
  })
  jabarBooths(
    @Args(() => JabarBoothListArguments) args: JabarBoothListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarBooth>> {
    return booths.boothPage(context, args);
  }

  @Directive(pageCost)
  @ProgrammeReaders
  @Query(() => JabarExhibitionSaleConnection, {
    nullable: true,
    description:
      "What was sold at exhibitions by booth, product and day, the last reported first; `differs: true` lists the differences of the two sides. For a pesantren's own people its own.",
  })
  jabarExhibitionSales(
    @Args(() => JabarExhibitionSaleListArguments) args: JabarExhibitionSaleListArguments,
    @Ctx() context: Context,
  ): Promise<Connection<JabarExhibitionSale>> {
    return salePage(context, args);
  }
}

@Resolver(() => JabarExhibition)
class ExhibitionParts {
  @Public
  @FieldResolver(() => [JabarBooth], {
    description: `Its assigned booths, by their numbers; ${booths.MOST_BOOTHS} at most, all by \`jabarBooths\`.`,
  })
  booths(@Root() { id }: JabarExhibition, @Ctx() context: Context): Promise<JabarBooth[]> {
    return booths.boothsOfExhibition(context, id);
  }

  @Public
  @FieldResolver(() => JabarExhibitionSum, { description: "What was sold at it, as each of the two sides says." })
  sum(@Root() { id }: JabarExhibition, @Ctx() context: Context): Promise<JabarExhibitionSum> {
    return sumOfExhibition(context, id);
  }
}

@Resolver(() => JabarBooth)
class BoothParts {
  @Public
  @FieldResolver(() => JabarExhibition, { nullable: true, description: "The exhibition." })
  exhibition(@Root() { exhibitionId }: JabarBooth, @Ctx() context: Context): Promise<JabarExhibition | null> {
    return exhibitionById(context, exhibitionId);
  }

  @Public
  @FieldResolver(() => Pesantren, { description: "The pesantren." })
  pesantren(@Root() { pesantrenId }: JabarBooth): { id: string } {
    return { id: pesantrenId };
  }

  @Public
  @FieldResolver(() => [Product], { description: "Products of the catalogue that it shows, 1 to 50." })
  products(@Root() { productIds }: JabarBooth): { id: string }[] {
    return productIds.map((id) => ({ id }));
  }

  @Public
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "WhatsApp number of the business, E.164, given for visitors; null while the exhibition does not run, except to operators and the pesantren's own people.",
  })
  whatsapp(@Root() booth: JabarBooth, @Ctx() context: Context): Promise<string | null> {
    return booths.whatsappOf(context, booth);
  }

  @ProgrammeReaders
  @FieldResolver(() => [JabarInquiryCount], {
    nullable: true,
    description:
      "How often visitors asked for the seller, by day and product; null for whoever neither runs the programme nor has the booth.",
  })
  inquiries(@Root() booth: JabarBooth, @Ctx() context: Context): Promise<JabarInquiryCount[] | null> {
    return booths.inquiriesOf(context, booth);
  }
}

@Resolver(() => JabarExhibitionSale)
class SaleParts {
  @ProgrammeReaders
  @FieldResolver(() => JabarBooth, { nullable: true, description: "The booth." })
  booth(@Root() { boothId }: JabarExhibitionSale, @Ctx() context: Context): Promise<JabarBooth | null> {
    return booths.boothById(context, boothId);
  }

  @ProgrammeReaders
  @FieldResolver(() => Product, { description: "The product." })
  product(@Root() { productId }: JabarExhibitionSale): { id: string } {
    return { id: productId };
  }
}

@Resolver(() => Product)
class ProductExhibitions {
  @Public
  @FieldResolver(() => [JabarExhibition], {
    description: "Exhibitions of Jawa Barat's programme with this product at a booth, the latest first.",
  })
  jabarExhibitions(@Root() { id }: Product, @Ctx() context: Context): Promise<JabarExhibition[]> {
    return exhibitionsOfProduct(context, id);
  }
}

@Resolver(() => Pesantren)
class PesantrenBooths {
  @Directive('@requires(fields: "formerIds")')
  @Public
  @FieldResolver(() => [JabarBooth], {
    description: `Its booths at exhibitions of Jawa Barat's programme, the latest first; ${booths.MOST_BOOTHS} at most.`,
  })
  jabarBooths(@Root() pesantren: Pesantren, @Ctx() context: Context): Promise<JabarBooth[]> {
    return booths.boothsOfPesantren(context, idsOf(pesantren));
  }
}

/** Exhibitions, their booths, and what was sold at them. */
export const EXHIBITION_RESOLVERS = [
  ExhibitionQueries,
  ExhibitionParts,
  BoothParts,
  SaleParts,
  ProductExhibitions,
  PesantrenBooths,
];
