import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from "type-graphql";
import { Public } from "../../kit/access/access";
import { CatalogueFollowers, CatalogueHistoryReaders, CatalogueKeepers } from "../access";
import { type Context } from "../../kit/context";
import { FeedArguments } from "../../kit/feed/serve";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { orRefused, resultUnion, type Refused } from "../../kit/refusal";
import { Pesantren } from "../pesantren/pesantren";
import { Product, ProductCertificate, ProductChange, ProductConnection } from "./product";
import { ProductFeedConnection, productFeed, type ProductFeedEntry } from "./product.feed";
import { ProductListArguments } from "./product.filter";
import { AddProductInput, ChangeProductInput, ChangeProductStatusInput } from "./product.input";
import { productPage, productsOf } from "./product.list";
import {
  certificatesOf,
  changesOf,
  MOST_CHANGES,
  productById,
  productColumns,
  type ProductRow,
} from "./product.loader";
import { addProduct, changeProduct, changeProductStatus } from "./product.service";

const AddProductResult = resultUnion(
  "AddProductResult",
  () => Product,
  "The product as it was added, or why it was not.",
);
const ChangeProductResult = resultUnion(
  "ChangeProductResult",
  () => Product,
  "The product as it is now, or why it was not changed.",
);
const ChangeProductStatusResult = resultUnion(
  "ChangeProductStatusResult",
  () => Product,
  "The product with its new status, or why that was refused.",
);

@Resolver(() => Product)
export class ProductResolver {
  @Public
  @Query(() => Product, { nullable: true, description: "One product by its id; null if there is none." })
  product(
    @Arg("id", () => ID, { description: "Its id in the catalogue." }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductRow | null> {
    return productById(context, id, productColumns(info));
  }

  @Directive(pageCost)
  @Public
  @Query(() => ProductConnection, { description: "The products of the catalogue, page by page." })
  products(
    @Args(() => ProductListArguments) args: ProductListArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ProductRow>> {
    return productPage(context, args, info);
  }

  @Directive(pageCost)
  @CatalogueFollowers
  @Query(() => ProductFeedConnection, {
    nullable: true,
    description:
      "For those who keep a copy: every product, withdrawn ones too, in the order of its latest change. Ask with the last cursor again and again, and nothing is ever missed. A change appears when all changes begun before it have ended.",
  })
  productChanges(
    @Args(() => FeedArguments) args: FeedArguments,
    @Ctx() context: Context,
  ): Promise<Connection<ProductFeedEntry>> {
    return productFeed(context, args);
  }

  @Public
  @FieldResolver(() => Pesantren, {
    nullable: true,
    description: "The pesantren that offers it; null only while the registry can't be reached.",
  })
  pesantren(@Root() { pesantrenId }: ProductRow): { id: string } {
    return { id: pesantrenId! };
  }

  @Public
  @FieldResolver(() => [ProductCertificate], { description: "Its certificates, by kind and number." })
  certificates(@Root() { id }: Product, @Ctx() context: Context): Promise<ProductCertificate[]> {
    return certificatesOf(context, id);
  }

  @CatalogueHistoryReaders
  @FieldResolver(() => [ProductChange], {
    nullable: true,
    description: `What people changed and why, the newest ${MOST_CHANGES} first. Empty for whoever acts for another province.`,
  })
  changes(@Root() { id }: Product, @Ctx() context: Context): Promise<ProductChange[]> {
    return changesOf(context, id);
  }

  @CatalogueKeepers
  @Mutation(() => AddProductResult, {
    description:
      "Adds a product of a pesantren. Refusals: `PESANTREN_UNKNOWN`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `SKU_TAKEN`, `TEXT_LENGTH`, `OUT_OF_RANGE`, `TOO_MANY`, `PHOTO_ADDRESS`, `CERTIFICATE_NUMBER`, `CERTIFICATE_EXPIRY`, `CERTIFICATE_TWICE`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  addProduct(
    @Arg("input", () => AddProductInput, { description: "The product." }) input: AddProductInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductRow | Refused> {
    return changed(context, info, addProduct(context, input, idempotencyKey));
  }

  @CatalogueKeepers
  @Mutation(() => ChangeProductResult, {
    description:
      "Changes the fields given; what was before is kept. Refusals: `PRODUCT_UNKNOWN`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `NOTHING_CHANGED`, `FIELD_REQUIRED`, and those of `addProduct` for the fields.",
  })
  changeProduct(
    @Arg("input", () => ChangeProductInput, { description: "Which one, and what to change." })
    input: ChangeProductInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductRow | Refused> {
    return changed(context, info, changeProduct(context, input));
  }

  @CatalogueKeepers
  @Mutation(() => ChangeProductStatusResult, {
    description:
      "Withdraws a product from the offer, or offers it again; it stays in the catalogue. Refusals: `PRODUCT_UNKNOWN`, `OUTSIDE_PROVINCE`, `OUTSIDE_PESANTREN`, `TEXT_LENGTH`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`.",
  })
  changeProductStatus(
    @Arg("input", () => ChangeProductStatusInput, { description: "Which one, the status and the reason." })
    input: ChangeProductStatusInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductRow | Refused> {
    return changed(context, info, changeProductStatus(context, input));
  }
}

@Resolver(() => Pesantren)
export class PesantrenProductsResolver {
  @Directive('@requires(fields: "formerIds")')
  @Directive(pageCost)
  @Public
  @FieldResolver(() => ProductConnection, {
    nullable: true,
    description:
      "What it offers, oldest first; what was filed under duplicates merged into it included. Null only while the catalogue can't be reached.",
  })
  products(
    @Root() pesantren: Pesantren,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ProductRow>> {
    return productsOf(context, pesantren, page, info);
  }
}

/** The product as it is after a change, or the refusal of the change. */
function changed(context: Context, info: GraphQLResolveInfo, change: Promise<string>): Promise<ProductRow | Refused> {
  return orRefused(change.then(async (id) => (await productById(context, id, productColumns(info)))!));
}
