import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { JabarBoothStatus, JabarExhibitionStatus, JabarExhibitionTime, JabarSaleSide } from "./exhibition.states";

@InputType()
export abstract class ExhibitionDetails {
  @Field(() => String, { description: "Name, 2 to 160 characters." })
  name!: string;

  @Field(() => JabarMode, { description: "How it is held." })
  mode!: JabarMode;

  @Field(() => String, {
    nullable: true,
    description: "Where, 1 to 300 characters; needed if it is held in person, and passed over if not.",
  })
  place?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of the regency or city, such as `32.73`; only in Indonesia, and passed over if held online.",
  })
  regencyCode?: string | null;

  @Field(() => String, { description: "Country: ISO 3166-1 alpha-2, two capital letters, such as `ID`." })
  country!: string;

  @Field(() => LocalDate, { description: "First day." })
  startsOn!: string;

  @Field(() => LocalDate, { description: "Last day, that day or later." })
  endsOn!: string;

  @Field(() => Int, { description: "How many booths there are, 1 to 2,000." })
  boothCount!: number;
}

@InputType({ description: "An exhibition." })
export class PlanJabarExhibitionInput extends ExhibitionDetails {
  @Field(() => Int, { description: "Year of the edition that it belongs to." })
  year!: number;
}

@InputType({ description: "What an exhibition is from now on, as a whole." })
export class ChangeJabarExhibitionInput extends ExhibitionDetails {
  @Field(() => ID, { description: "Id of the exhibition, which must not be cancelled." })
  exhibitionId!: string;
}

@InputType({ description: "Which exhibition becomes what." })
export class MoveJabarExhibitionInput {
  @Field(() => ID, { description: "Id of the exhibition." })
  exhibitionId!: string;

  @Field(() => JabarExhibitionStatus, {
    description:
      "PLANNED may become OPEN, OPEN may become CLOSED, CLOSED may become OPEN again; all three may become CANCELLED.",
  })
  status!: JabarExhibitionStatus;
}

@InputType({ description: "An application for a booth." })
export class ApplyForJabarBoothInput {
  @Field(() => ID, { description: "Id of the exhibition, which must be open." })
  exhibitionId!: string;

  @Field(() => ID, { description: "Id of the pesantren; of a pesantren's own person its own." })
  pesantrenId!: string;

  @Field(() => [ID], { description: "Ids of active products of the pesantren that it shows, 1 to 50." })
  productIds!: string[];

  @Field(() => String, {
    description:
      "WhatsApp number of the business, of no private person, E.164 such as `+628123456789`; everybody sees it while the exhibition runs.",
  })
  whatsapp!: string;
}

@InputType({ description: "What a booth shows from now on." })
export class ChangeJabarBoothInput {
  @Field(() => ID, { description: "Id of the booth; one of your own pesantren, unless you run the programme." })
  boothId!: string;

  @Field(() => [ID], { description: "Ids of active products of the pesantren that it shows, 1 to 50." })
  productIds!: string[];

  @Field(() => String, { description: "WhatsApp number of the business, E.164 such as `+628123456789`." })
  whatsapp!: string;
}

@InputType({ description: "Which application gets which booth." })
export class AssignJabarBoothInput {
  @Field(() => ID, { description: "Id of the booth that was applied for." })
  boothId!: string;

  @Field(() => Int, {
    nullable: true,
    description: "Its number, from 1 to as many as the exhibition has; the lowest free one if left out.",
  })
  number?: number | null;
}

@InputType({ description: "Which booth, or application for one, is given back, taken back or refused." })
export class WithdrawJabarBoothInput {
  @Field(() => ID, { description: "Id of the booth; one of your own pesantren, unless you run the programme." })
  boothId!: string;

  @Field(() => String, { description: "Why, 2 to 500 characters." })
  reason!: string;
}

@InputType({ description: "Whom a visitor wants to ask about what." })
export class AskJabarSellerInput {
  @Field(() => ID, { description: "Id of the booth, at an exhibition that runs today." })
  boothId!: string;

  @Field(() => ID, { description: "Id of a product that the booth shows." })
  productId!: string;
}

@InputType({ description: "What one side says of a sale." })
export class ReportJabarSaleInput {
  @Field(() => ID, { description: "Id of the booth; one of your own pesantren, unless you run the programme." })
  boothId!: string;

  @Field(() => ID, { description: "Id of a product that the booth shows." })
  productId!: string;

  @Field(() => LocalDate, { description: "Day, one of the exhibition's, today at the latest." })
  day!: string;

  @Field(() => JabarSaleSide, { description: "Who says it; a pesantren's own person is SELLER." })
  side!: JabarSaleSide;

  @Field(() => Int, { description: "How much was sold on that day, in the product's unit, 1 to 1,000,000,000." })
  quantity!: number;

  @Field(() => Rupiah, { description: "For how much altogether, 1 rupiah or more." })
  value!: bigint;
}

@InputType({ description: "What one side says of a sale in truth." })
export class CorrectJabarSaleInput {
  @Field(() => ID, { description: "Id of the sale; one of your own pesantren, unless you run the programme." })
  saleId!: string;

  @Field(() => JabarSaleSide, { description: "Which side's report is corrected; a pesantren's own person is SELLER." })
  side!: JabarSaleSide;

  @Field(() => Int, { description: "How much was sold on that day, 0 to 1,000,000,000." })
  quantity!: number;

  @Field(() => Rupiah, { description: "For how much altogether, 0 rupiah or more." })
  value!: bigint;

  @Field(() => String, { description: "Why, 2 to 500 characters." })
  reason!: string;
}

@ArgsType()
export class JabarExhibitionListArguments extends PageArguments {
  @Field(() => Int, { nullable: true, description: "Only those of this edition." })
  year?: number | null;

  @Field(() => JabarExhibitionTime, {
    nullable: true,
    description: "Only those that are upcoming, run today, or are past.",
  })
  time?: JabarExhibitionTime | null;

  @Field(() => JabarExhibitionStatus, { nullable: true, description: "Only those that are so far." })
  status?: JabarExhibitionStatus | null;

  @Field(() => JabarMode, { nullable: true, description: "Only those held in this way." })
  mode?: JabarMode | null;

  @Field(() => Boolean, { nullable: true, description: "Only those abroad (true), or in Indonesia (false)." })
  isAbroad?: boolean | null;
}

@ArgsType()
export class JabarBoothListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those of this exhibition." })
  exhibitionId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those of this pesantren." })
  pesantrenId?: string | null;

  @Field(() => JabarBoothStatus, { nullable: true, description: "Only those that are so far." })
  status?: JabarBoothStatus | null;
}

@ArgsType()
export class JabarExhibitionSaleListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those at this exhibition." })
  exhibitionId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those of this booth." })
  boothId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Only those of which the two sides say different things (true), or the same (false).",
  })
  differs?: boolean | null;
}
