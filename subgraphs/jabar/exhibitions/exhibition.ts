import { Field, ID, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { JabarExhibitionStatus } from "./exhibition.states";

@ObjectType({ description: "What was sold at exhibitions, as each of the two sides says." })
export class JabarExhibitionSum {
  @Public
  @Field(() => Rupiah, { description: "What the sellers say they sold." })
  sellerValue!: bigint;

  @Public
  @Field(() => Rupiah, { description: "What the buyers' side says was bought." })
  buyerValue!: bigint;

  @Public
  @Field(() => Rupiah, { description: "`sellerValue` less `buyerValue`; below zero if the buyers' side says more." })
  difference!: bigint;

  @Public
  @Field(() => Int, {
    description: "Of how many sales (booth, product and day) the two say different things, or only one says anything.",
  })
  differing!: number;
}

@ObjectType({ description: "What was sold at all exhibitions of one year of the programme." })
export class JabarExhibitionYear extends JabarExhibitionSum {
  @Public
  @Field(() => Int, { description: "Year of the programme." })
  year!: number;
}

@ObjectType({ description: "An exhibition (pameran) at which pesantren show and sell their products." })
export class JabarExhibition {
  @Public
  @Field(() => ID, { description: "Id of the exhibition." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Year of the edition that it belongs to." })
  year!: number;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => JabarMode, { description: "How it is held." })
  mode!: JabarMode;

  @Public
  @Field(() => String, { nullable: true, description: "Where it is held; null if online." })
  place?: string | null;

  @Public
  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of the regency or city where it is held; null if online, abroad, or not given.",
  })
  regencyCode?: string | null;

  @Public
  @Field(() => String, { description: "Country, ISO 3166-1 alpha-2, such as `ID`; abroad another one." })
  country!: string;

  @Public
  @Field(() => LocalDate, { description: "First day." })
  startsOn!: string;

  @Public
  @Field(() => LocalDate, { description: "Last day." })
  endsOn!: string;

  @Public
  @Field(() => Int, { description: "How many booths there are, numbered from 1." })
  boothCount!: number;

  @Public
  @Field(() => JabarExhibitionStatus, { description: "Whether booths can be applied for." })
  status!: JabarExhibitionStatus;
}

export const JabarExhibitionConnection = connectionType(
  "JabarExhibition",
  () => JabarExhibition,
  "exhibitions",
  Public,
);
