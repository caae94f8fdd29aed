import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate } from "../../kit/scalars";

@InputType({ description: "What products are judged by." })
export class JabarCompetitionCriterionInput {
  @Field(() => String, { description: "Its name, 2 to 100 characters." })
  name!: string;

  @Field(() => Int, { description: "Its weight in percent, 1 to 100." })
  weight!: number;
}

@InputType({ description: "A product competition that is planned." })
export class PlanJabarCompetitionInput {
  @Field(() => Int, { description: "Year of the programme, of an adopted edition." })
  year!: number;

  @Field(() => String, { description: "Name, 2 to 200 characters." })
  name!: string;

  @Field(() => BusinessField, { nullable: true, description: "Business field of the products; all if left out." })
  field?: BusinessField | null;

  @Field(() => LocalDate, { description: "First day on which products may be entered." })
  opensOn!: string;

  @Field(() => LocalDate, { description: "Last day on which products may be entered." })
  closesOn!: string;

  @Field(() => [JabarCompetitionCriterionInput], {
    description: "1 to 10 criteria, whose weights sum up to 100; the first decides where totals are equal.",
  })
  criteria!: JabarCompetitionCriterionInput[];
}

@InputType({ description: "A product that is entered." })
export class EnterJabarCompetitionInput {
  @Field(() => ID, { description: "Id of the competition." })
  competitionId!: string;

  @Field(() => ID, { description: "Id of the pesantren." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of one of its products." })
  productId!: string;
}

@InputType({ description: "What a juror gives a product." })
export class ScoreJabarCompetitionEntryInput {
  @Field(() => ID, { description: "Id of the entry." })
  entryId!: string;

  @Field(() => String, {
    description: "Name of the juror, 2 to 120 characters; said again, the points replace those before.",
  })
  juror!: string;

  @Field(() => [Int], { description: "Points, 0 to 100, one for each criterion in their order." })
  points!: number[];
}

@InputType({ description: "Which competition is annulled." })
export class AnnulJabarCompetitionInput {
  @Field(() => ID, { description: "Id of the competition." })
  competitionId!: string;

  @Field(() => String, { description: "Why, 2 to 500 characters." })
  reason!: string;
}

@ArgsType()
export class JabarCompetitionListArguments extends PageArguments {
  @Field(() => Int, { nullable: true, description: "Only those of this year." })
  year?: number | null;
}

@ArgsType()
export class JabarCompetitionEntryListArguments extends PageArguments {
  @Field(() => ID, { description: "Id of the competition." })
  competitionId!: string;
}
