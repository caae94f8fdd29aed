import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { CatalogueHistoryReaders } from "../access";
import { BusinessField } from "../../kit/business-field";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";

export enum ProductStatus {
  ACTIVE = "ACTIVE",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(ProductStatus, {
  name: "ProductStatus",
  description: "Whether a product is offered.",
  valuesConfig: {
    ACTIVE: { description: "Offered." },
    WITHDRAWN: { description: "Withdrawn by its pesantren or an operator; may be offered again." },
  },
});

export enum CertificateKind {
  HALAL = "HALAL",
  PIRT = "PIRT",
  BPOM = "BPOM",
  SNI = "SNI",
  OTHER = "OTHER",
}
registerEnumType(CertificateKind, {
  name: "CertificateKind",
  description: "What a certificate attests.",
  valuesConfig: {
    HALAL: { description: "Halal, by BPJPH or formerly MUI." },
    PIRT: { description: "Home food industry licence (P-IRT), by the regency." },
    BPOM: { description: "Distribution licence of the food and drug agency, BPOM." },
    SNI: { description: "Indonesian national standard (SNI)." },
    OTHER: { description: "Another certificate; its number says which." },
  },
});

@ObjectType({ description: "A certificate of a product." })
export class ProductCertificate {
  @Public
  @Field(() => CertificateKind, { description: "What it attests." })
  kind!: CertificateKind;

  @Public
  @Field(() => String, { description: "Its number, in capitals and without blanks." })
  number!: string;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Day of issue; null if not known." })
  issuedOn?: string | null;

  @Public
  @Field(() => LocalDate, { nullable: true, description: "Last day on which it is valid; null if it does not expire." })
  expiresOn?: string | null;

  @Public
  @Field(() => Boolean, { description: "Whether it is valid today, in western Indonesian time (WIB)." })
  isValid!: boolean;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A product that a pesantren makes or sells." })
export class Product {
  @Public
  @Field(() => ID, { description: "Id in the catalogue; opaque." })
  id!: string;

  @Public
  @Field(() => String, {
    nullable: true,
    description: "The pesantren's own article number, unique within the pesantren; null if it has none.",
  })
  sku?: string | null;

  @Public
  @Field(() => String, { description: "Its name." })
  name!: string;

  @Public
  @Field(() => String, { nullable: true, description: "What it is, in the seller's words; null if nothing is said." })
  description?: string | null;

  @Public
  @Field(() => BusinessField, { description: "The business field it belongs to." })
  field!: BusinessField;

  @Public
  @Field(() => Rupiah, { description: "Price of one unit, 0 or more." })
  price!: bigint;

  @Public
  @Field(() => String, { description: "What the price is for, such as `kg`, `botol 250 ml` or `jam`." })
  unit!: string;

  @Public
  @Field(() => Int, { description: "The least that is sold at once, in units; 1 or more." })
  minimumOrder!: number;

  @Public
  @Field(() => Int, {
    nullable: true,
    description: "How many units can be delivered in a month, 0 or more; null if not known.",
  })
  monthlyCapacity?: number | null;

  @Public
  @Field(() => [String], { description: "Addresses of its photos (https), the best first; at most 10." })
  photos!: string[];

  @Public
  @Field(() => ProductStatus, { description: "Whether it is offered." })
  status!: ProductStatus;

  @Public
  @Field(() => String, { description: "Where the record comes from." })
  source!: string;

  @Public
  @Field(() => LocalDate, { description: "The day for which the source says so." })
  asOf!: string;

  @Public
  @Field(() => Boolean, { description: "Whether it was made up for trials and benchmarks." })
  trial!: boolean;

  @Public
  @Field(() => DateTime, { description: "When it came into the catalogue." })
  createdAt!: Date;

  @Public
  @Field(() => DateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

@ObjectType({ description: "A change of a product that was made by hand, with its reason." })
export class ProductChange {
  @CatalogueHistoryReaders
  @Field(() => DateTime, { description: "When." })
  at!: Date;

  @CatalogueHistoryReaders
  @Field(() => String, { description: "Why, as given by the one who did it." })
  reason!: string;

  @CatalogueHistoryReaders
  @Field(() => ProductStatus, { nullable: true, description: "The status it was given; null if that stayed." })
  status?: ProductStatus | null;
}

export const ProductConnection = connectionType("Product", () => Product, "products", Public);
