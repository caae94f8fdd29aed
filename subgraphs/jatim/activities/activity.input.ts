import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { PageArguments } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { JatimActivityStatus, JatimEnrolmentStatus } from "./activity";

@InputType({ description: "A new activity, open for enrolment." })
export class PlanJatimActivityInput {
  @Field(() => String, { description: "Kind: `BAKTI_SMK`, `EXPO`, `TRAINING_CENTRE`, `AKADEMI` or `CAMP`." })
  kind!: string;

  @Field(() => String, { description: "Title, 3 to 200 characters." })
  title!: string;

  @Field(() => RegionCode, { description: "Code of a regency or city of Jawa Timur, where it is held." })
  regencyCode!: string;

  @Field(() => String, { description: "Where it is held, 2 to 300 characters." })
  place!: string;

  @Field(() => LocalDate, { description: "Its first day; today or later." })
  startsOn!: string;

  @Field(() => LocalDate, { description: "Its last day." })
  endsOn!: string;

  @Field(() => Int, { description: "How many places there are, 1 to 100,000." })
  places!: number;
}

@InputType({ description: "The next state of an activity." })
export class MoveJatimActivityInput {
  @Field(() => ID, { description: "Id of the activity." })
  activityId!: string;

  @Field(() => JatimActivityStatus, { description: "The next state." })
  status!: JatimActivityStatus;
}

@InputType({ description: "An enrolment." })
export class EnrolInJatimActivityInput {
  @Field(() => ID, { description: "Id of the activity; an open one that has not ended." })
  activityId!: string;

  @Field(() => ID, { description: "Id of the pesantren; your own, unless you run the programme." })
  pesantrenId!: string;

  @Field(() => ID, { nullable: true, description: "Id of the santri in the pillars, where santri take part." })
  memberId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Talent or interest, 2 to 100 characters, where it is asked for.",
  })
  talent?: string | null;
}

@InputType({ description: "What becomes of an enrolment." })
export class EndJatimEnrolmentInput {
  @Field(() => ID, { description: "Id of the enrolment." })
  enrolmentId!: string;

  @Field(() => JatimEnrolmentStatus, {
    description: "`WITHDRAWN` by the pesantren or an operator; `GRADUATED` or `LEFT` by an operator.",
  })
  status!: JatimEnrolmentStatus;

  @Field(() => String, { description: "Why, or with what result; 1 to 500 characters." })
  note!: string;
}

@InputType({ description: "Who was there on a day." })
export class RecordJatimAttendanceInput {
  @Field(() => ID, { description: "Id of the enrolment." })
  enrolmentId!: string;

  @Field(() => LocalDate, { description: "A day of the activity that has begun; said again, the later holds." })
  day!: string;

  @Field(() => Boolean, { description: "Whether who is enrolled was there." })
  isPresent!: boolean;
}

@InputType({ description: "The next stage of an incubation." })
export class AdvanceJatimIncubationInput {
  @Field(() => ID, { description: "Id of the enrolment." })
  enrolmentId!: string;

  @Field(() => String, { description: "Code of the stage that follows the one it is in." })
  stage!: string;
}

@InputType({ description: "An order of a buyer at an exhibition." })
export class RecordJatimExpoOrderInput {
  @Field(() => ID, { description: "Id of the exhibitor's enrolment." })
  enrolmentId!: string;

  @Field(() => String, { description: "The buyer, a shop or an enterprise; 2 to 200 characters." })
  buyer!: string;

  @Field(() => ID, { description: "Id of a product of the exhibitor's." })
  productId!: string;

  @Field(() => Int, { description: "How many units, 1 to 1,000,000." })
  quantity!: number;

  @Field(() => Rupiah, { description: "What the whole order costs, 1 to 1,000,000,000,000." })
  amount!: bigint;
}

@ArgsType()
export class JatimActivityListArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: "Only those of this kind." })
  kind?: string | null;

  @Field(() => Int, { nullable: true, description: "Only those of this year." })
  year?: number | null;

  @Field(() => JatimActivityStatus, { nullable: true, description: "Only those that stand there." })
  status?: JatimActivityStatus | null;
}

@ArgsType()
export class JatimEnrolmentListArguments extends PageArguments {
  @Field(() => ID, { description: "Id of the activity." })
  activityId!: string;

  @Field(() => JatimEnrolmentStatus, { nullable: true, description: "Only those that stand there." })
  status?: JatimEnrolmentStatus | null;

  @Field(() => String, { nullable: true, description: "Only those with this talent." })
  talent?: string | null;
}
