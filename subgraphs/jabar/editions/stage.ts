import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { RegionCode, Rupiah } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { PartlyAssumedRule, SourcedRule } from "./sourced";

export enum JabarLevel {
  DISTRICT = "DISTRICT",
  REGENCY = "REGENCY",
  PROVINCE = "PROVINCE",
}
registerEnumType(JabarLevel, {
  name: "JabarLevel",
  description: "At which level a stage finds its winners.",
  valuesConfig: {
    DISTRICT: { description: "Tingkat kecamatan." },
    REGENCY: { description: "Tingkat kabupaten/kota." },
    PROVINCE: { description: "Tingkat provinsi." },
  },
});

@ObjectType({ description: "A place where a stage is held." })
export class JabarPlace extends SourcedRule {
  @Public
  @Field(() => String, { description: "Code, such as `WILAYAH_1`." })
  code!: string;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => [RegionCode], {
    description: "Codes of the regencies and cities whose candidates go there; empty if the operators decide.",
  })
  regencyCodes!: string[];
}

@ObjectType({ description: "How many pass a stage at most." })
export class JabarQuota extends SourcedRule {
  @Public
  @Field(() => String, { nullable: true, description: "Code of the category that it is for; null for all." })
  category?: string | null;

  @Public
  @Field(() => RegionCode, { nullable: true, description: "Code of the regency or city that it is for; null for all." })
  regencyCode?: string | null;

  @Public
  @Field(() => Int, { description: "How many, 0 or more." })
  places!: number;
}

@ObjectType({ description: "What judges score, each 0 to 100." })
export class JabarCriterion extends PartlyAssumedRule {
  @Public
  @Field(() => String, { description: "Code, such as `MARKET`." })
  code!: string;

  @Public
  @Field(() => String, { description: "Name in Indonesian." })
  nameId!: string;

  @Public
  @Field(() => String, { description: "Name in English." })
  nameEn!: string;

  @Public
  @Field(() => Int, { description: "Its share in percent; those of a stage are 100 together." })
  weight!: number;
}

@ObjectType({ description: "What those who pass a stage are granted, by rank." })
export class JabarPrize extends PartlyAssumedRule {
  @Public
  @Field(() => ID, { description: "Id of the prize." })
  id!: string;

  @Public
  @Field(() => String, { nullable: true, description: "Code of the category that it is for; null for all." })
  category?: string | null;

  @Public
  @Field(() => Int, { description: "The best rank that it is for, 1 or more." })
  rankFrom!: number;

  @Public
  @Field(() => Int, { description: "The last rank that it is for." })
  rankTo!: number;

  @Public
  @Field(() => String, { description: "What the winners are called." })
  title!: string;

  @Public
  @Field(() => Rupiah, { description: "Rupiah for each winner." })
  amount!: bigint;

  @Public
  @Field(() => [Int], {
    description:
      "Shares of the tranches in percent, 100 together. Each after the first needs the report of the one before.",
  })
  tranchePercents!: number[];
}

@ObjectType({ description: "An audition stage (audisi tahap) of an edition." })
export class JabarStage extends PartlyAssumedRule {
  @Public
  @Field(() => ID, { description: "Id of the stage." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Number in the edition, from 1." })
  number!: number;

  @Public
  @Field(() => JabarLevel, { description: "At which level it finds its winners." })
  level!: JabarLevel;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => JabarMode, { description: "Whether it is held online or in person." })
  mode!: JabarMode;

  @Public
  @Field(() => Int, { description: "How many judges a panel has." })
  panelSize!: number;

  @Public
  @Field(() => Int, { description: "How many judges are enough if others are missing." })
  panelMinimum!: number;

  @Public
  @Field(() => Float, { nullable: true, description: "The least total to pass, 0 to 100; null for none." })
  passScore?: number | null;

  @Public
  @Field(() => [String], {
    description:
      "What decides between equal totals, in this order: codes of criteria, `EARLIER_SUBMISSION`, `LOT` (the smaller SHA-256 of the edition's lot seed and the registration's id).",
  })
  tieBreak!: string[];

  editionId!: string;
}
