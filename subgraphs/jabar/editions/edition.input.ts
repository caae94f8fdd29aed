import { Field, Float, InputType, Int } from "type-graphql";
import { DateTime, LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { JabarRequirementKind, JabarRequirementRule, JabarStepMode } from "./edition";
import { JabarLevel } from "./stage";

@InputType({ description: "Where a rule or a figure is from: a decree, a press release, an article." })
export class AddJabarSourceInput {
  @Field(() => String, { description: "Code by which rules name it, 2 to 60 small letters, digits and hyphens." })
  code!: string;

  @Field(() => String, { description: "Title, 1 to 300 characters." })
  title!: string;

  @Field(() => String, { description: "Who published it, 1 to 200 characters." })
  publisher!: string;

  @Field(() => LocalDate, { nullable: true, description: "Day of publication." })
  publishedOn?: string | null;

  @Field(() => String, { nullable: true, description: "Number or address by which it is found, 1 to 500 characters." })
  reference?: string | null;
}

@InputType({ description: "A new edition, made from an old one." })
export class CreateJabarEditionInput {
  @Field(() => Int, { description: "Its year." })
  year!: number;

  @Field(() => Int, { description: "Year of the edition whose rules it begins with." })
  fromYear!: number;

  @Field(() => String, { nullable: true, description: "Name, 2 to 120 characters; made of the year if left out." })
  name?: string | null;

  @Field(() => String, {
    description: "Code of the source that decides that there is this edition; `assumed` for none.",
  })
  source!: string;
}

@InputType({ description: "A category, by the age of the business." })
export class JabarCategoryInput {
  @Field(() => String, { description: "Code, 2 to 30 capitals, digits and underscores." })
  code!: string;

  @Field(() => String, { description: "Name, 1 to 120 characters." })
  name!: string;

  @Field(() => Int, { description: "The least age in whole months, 0 or more." })
  fromMonths!: number;

  @Field(() => Int, {
    nullable: true,
    description: "The business is younger than so many months; left out for any age.",
  })
  belowMonths?: number | null;
}

@InputType({ description: "What a registration must fulfil." })
export class JabarRequirementInput {
  @Field(() => String, { description: "Code, 2 to 40 capitals, digits and underscores." })
  code!: string;

  @Field(() => JabarRequirementKind, { description: "What it is about." })
  kind!: JabarRequirementKind;

  @Field(() => JabarRequirementRule, { description: "How it is checked." })
  rule!: JabarRequirementRule;

  @Field(() => String, { description: "In Indonesian, 1 to 300 characters." })
  nameId!: string;

  @Field(() => String, { description: "In English, 1 to 300 characters." })
  nameEn!: string;

  @Field(() => Int, { nullable: true, description: "The least that is allowed; its meaning is the rule's." })
  minimum?: number | null;

  @Field(() => Int, { nullable: true, description: "The most that is allowed; its meaning is the rule's." })
  maximum?: number | null;

  @Field(() => [String], { nullable: true, description: "What is allowed, such as codes of banks." })
  allowed?: string[] | null;
}

@InputType({ description: "A step of the year's plan." })
export class JabarPlanStepInput {
  @Field(() => String, { description: "Code, 2 to 40 capitals, digits and underscores." })
  code!: string;

  @Field(() => String, { description: "Name, 1 to 200 characters." })
  name!: string;

  @Field(() => JabarStepMode, { description: "How it is held." })
  mode!: JabarStepMode;

  @Field(() => LocalDate, { nullable: true, description: "First day." })
  startsOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Last day." })
  endsOn?: string | null;
}

@InputType({ description: "A place where a stage is held." })
export class JabarPlaceInput {
  @Field(() => String, { description: "Code, 1 to 30 capitals, digits and underscores." })
  code!: string;

  @Field(() => String, { description: "Name, 1 to 120 characters." })
  name!: string;

  @Field(() => [RegionCode], {
    defaultValue: [],
    description: "Codes of the regencies and cities whose candidates go there; none if the operators decide.",
  })
  regencyCodes!: string[];
}

@InputType({ description: "How many pass a stage at most. Those of a stage name the same of category and regency." })
export class JabarQuotaInput {
  @Field(() => String, { nullable: true, description: "Code of the category that it is for; left out for all." })
  category?: string | null;

  @Field(() => RegionCode, {
    nullable: true,
    description: "Code of the regency or city that it is for; left out for all.",
  })
  regencyCode?: string | null;

  @Field(() => Int, { description: "How many, 0 or more." })
  places!: number;
}

@InputType({ description: "What judges score, each 0 to 100." })
export class JabarCriterionInput {
  @Field(() => String, { description: "Code, 2 to 40 capitals, digits and underscores." })
  code!: string;

  @Field(() => String, { description: "Name in Indonesian, 1 to 120 characters." })
  nameId!: string;

  @Field(() => String, { description: "Name in English, 1 to 120 characters." })
  nameEn!: string;

  @Field(() => Int, { description: "Its share in percent, 1 to 100; those of a stage are 100 together." })
  weight!: number;
}

@InputType({ description: "What those who pass a stage are granted, by rank." })
export class JabarPrizeInput {
  @Field(() => String, { nullable: true, description: "Code of the category that it is for; left out for all." })
  category?: string | null;

  @Field(() => Int, { description: "The best rank that it is for, 1 or more." })
  rankFrom!: number;

  @Field(() => Int, { description: "The last rank that it is for." })
  rankTo!: number;

  @Field(() => String, { description: "What the winners are called, 1 to 200 characters." })
  title!: string;

  @Field(() => Rupiah, { description: "Rupiah for each winner, 1 or more." })
  amount!: bigint;

  @Field(() => [Int], { defaultValue: [100], description: "Shares of the tranches in percent, 100 together." })
  tranchePercents!: number[];
}

@InputType({ description: "What to change of a stage, or all of a new one. What is left out stays." })
export class JabarStageInput {
  @Field(() => Int, { description: "Number in the edition; the next one adds a stage to a draft." })
  number!: number;

  @Field(() => JabarLevel, { nullable: true, description: "At which level it finds its winners." })
  level?: JabarLevel | null;

  @Field(() => String, { nullable: true, description: "Name, 1 to 200 characters." })
  name?: string | null;

  @Field(() => JabarMode, { nullable: true, description: "Whether it is held online or in person." })
  mode?: JabarMode | null;

  @Field(() => Int, { nullable: true, description: "How many judges a panel has, 1 to 15." })
  panelSize?: number | null;

  @Field(() => Int, { nullable: true, description: "How many judges are enough, 1 to the size of the panel." })
  panelMinimum?: number | null;

  @Field(() => Float, { nullable: true, description: "The least total to pass, 0 to 100; null for none." })
  passScore?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: "What decides between equal totals (see `JabarStage.tieBreak`).",
  })
  tieBreak?: string[] | null;

  @Field(() => [JabarPlaceInput], { nullable: true, description: "All its places." })
  places?: JabarPlaceInput[] | null;

  @Field(() => [JabarQuotaInput], { nullable: true, description: "All its quotas." })
  quotas?: JabarQuotaInput[] | null;

  @Field(() => [JabarCriterionInput], { nullable: true, description: "All its criteria, in order." })
  criteria?: JabarCriterionInput[] | null;

  @Field(() => [JabarPrizeInput], { nullable: true, description: "Its whole prize table." })
  prizes?: JabarPrizeInput[] | null;
}

@InputType({
  description:
    "What to change of an edition's rules. What is left out stays; a list that is given takes the place of the whole list.",
})
export class ChangeJabarEditionInput {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => String, {
    nullable: true,
    description: "Why, 1 to 2,000 characters; everybody can read it. Needed once the edition is adopted.",
  })
  reason?: string | null;

  @Field(() => String, { description: "Code of the source of what is changed; `assumed` if none tells it." })
  source!: string;

  @Field(() => String, { nullable: true, description: "Name, 2 to 120 characters." })
  name?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether who passed a stage of an earlier edition may not register.",
  })
  onceEver?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: "Days after an announcement in which appeals may be lodged, 0 to 90.",
  })
  appealDays?: number | null;

  @Field(() => [JabarCategoryInput], { nullable: true, description: "All categories." })
  categories?: JabarCategoryInput[] | null;

  @Field(() => [JabarRequirementInput], {
    nullable: true,
    description: "All requirements, in the order of the checklist.",
  })
  requirements?: JabarRequirementInput[] | null;

  @Field(() => [JabarPlanStepInput], { nullable: true, description: "The whole plan of the year, in order." })
  steps?: JabarPlanStepInput[] | null;

  @Field(() => [JabarStageInput], { defaultValue: [], description: "Stages to change." })
  stages!: JabarStageInput[];
}

@InputType({ description: "The registration period of an edition, or its extension." })
export class SetJabarRegistrationPeriodInput {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => DateTime, { description: "When registration opens." })
  opensAt!: Date;

  @Field(() => DateTime, { description: "When it closes." })
  closesAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "Why, 1 to 2,000 characters; needed unless it is the first period.",
  })
  reason?: string | null;

  @Field(() => String, { description: "Code of its source; `assumed` if none tells it." })
  source!: string;
}

@InputType({ description: "A target or a budget of an edition, or its revision." })
export class SetJabarTargetInput {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => String, {
    description: "What is meant, 2 to 60 capitals, digits and underscores, such as `WINNERS_STAGE_1`.",
  })
  indicator!: string;

  @Field(() => Rupiah, { description: "How much, in the unit; 0 or more." })
  value!: bigint;

  @Field(() => String, { description: "`pesantren`, `person` or `rupiah`." })
  unit!: string;

  @Field(() => String, { nullable: true, description: "Why, 1 to 2,000 characters; needed for a revision." })
  reason?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Day on which it was decided." })
  decidedOn?: string | null;

  @Field(() => String, { description: "Code of its source; `assumed` if none tells it." })
  source!: string;
}

@InputType({ description: "A figure as a source published it." })
export class RecordJabarFigureInput {
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Field(() => String, { description: "What is meant, 2 to 60 capitals, digits and underscores, such as `PASSED_2`." })
  indicator!: string;

  @Field(() => String, { description: "Code of the source." })
  source!: string;

  @Field(() => Rupiah, { description: "How much, in the unit; 0 or more." })
  value!: bigint;

  @Field(() => String, { description: "`pesantren`, `person` or `rupiah`." })
  unit!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Whether the source itself says about." })
  isApproximate!: boolean;

  @Field(() => LocalDate, { nullable: true, description: "Day for which it is said." })
  asOf?: string | null;
}
