import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { LocalDate, RegionCode, Rupiah } from "../../kit/scalars";
import { Participants } from "../access";

export enum JatimActivityStatus {
  OPEN = "OPEN",
  CLOSED = "CLOSED",
  COMPLETED = "COMPLETED",
  CANCELLED = "CANCELLED",
}
registerEnumType(JatimActivityStatus, {
  name: "JatimActivityStatus",
  description: "Where an activity stands.",
  valuesConfig: {
    OPEN: { description: "Who wants to may enrol." },
    CLOSED: { description: "Nobody enrols any more; attendance and outcomes are recorded." },
    COMPLETED: { description: "It is over, and nothing of it changes." },
    CANCELLED: { description: "It does not take place." },
  },
});

export enum JatimEnrolmentStatus {
  ENROLLED = "ENROLLED",
  WITHDRAWN = "WITHDRAWN",
  GRADUATED = "GRADUATED",
  LEFT = "LEFT",
}
registerEnumType(JatimEnrolmentStatus, {
  name: "JatimEnrolmentStatus",
  description: "Where an enrolment stands.",
  valuesConfig: {
    ENROLLED: { description: "Takes part." },
    WITHDRAWN: { description: "Withdrawn; the place is free again." },
    GRADUATED: { description: "Took part to the end." },
    LEFT: { description: "Did not take part to the end." },
  },
});

@ObjectType({ description: "An edition of an activity of Eko-Tren OPOP." })
export class JatimActivity {
  @Public
  @Field(() => ID, { description: "Id." })
  id!: string;

  @Public
  @Field(() => String, { description: "Kind, such as `EXPO`, `AKADEMI`, `CAMP`, `BAKTI_SMK`, `TRAINING_CENTRE`." })
  kind!: string;

  @Public
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Public
  @Field(() => String, { description: "Title." })
  title!: string;

  @Public
  @Field(() => RegionCode, { description: "Code of the regency or city where it is held." })
  regencyCode!: string;

  @Public
  @Field(() => String, { description: "Where it is held." })
  place!: string;

  @Public
  @Field(() => LocalDate, { description: "Its first day." })
  startsOn!: string;

  @Public
  @Field(() => LocalDate, { description: "Its last day." })
  endsOn!: string;

  @Public
  @Field(() => Int, { description: "How many places there are." })
  places!: number;

  @Public
  @Field(() => Int, { description: "How many of them are free." })
  freePlaces!: number;

  @Public
  @Field(() => JatimActivityStatus, { description: "Where it stands." })
  status!: JatimActivityStatus;

  @Public
  @Field(() => Rupiah, { description: "What buyers ordered at it, in all." })
  orderedAmount!: bigint;
}

export const JatimActivityConnection = connectionType("JatimActivity", () => JatimActivity, "activities", Public);

@ObjectType({ description: "What a buyer ordered of an exhibitor." })
export class JatimExpoOrder {
  @Participants
  @Field(() => ID, { description: "Id." })
  id!: string;

  @Participants
  @Field(() => String, { description: "The buyer, a shop or an enterprise." })
  buyer!: string;

  @Participants
  @Field(() => ID, { description: "Id of the product." })
  productId!: string;

  @Participants
  @Field(() => Int, { description: "How many units." })
  quantity!: number;

  @Participants
  @Field(() => Rupiah, { description: "What the whole order costs." })
  amount!: bigint;

  @Participants
  @Field(() => LocalDate, { description: "When it was ordered." })
  orderedOn!: string;
}

@ObjectType({
  description: "Somebody who takes part in an activity: a santri under a pseudonym, or the pesantren itself.",
})
export class JatimEnrolment {
  @Participants
  @Field(() => ID, { description: "Id." })
  id!: string;

  @Participants
  @Field(() => ID, {
    nullable: true,
    description: "Id of the santri in the pillars; null if the pesantren takes part.",
  })
  memberId!: string | null;

  @Participants
  @Field(() => String, { nullable: true, description: "Talent or interest, of kinds that ask for it." })
  talent!: string | null;

  @Participants
  @Field(() => String, { nullable: true, description: "The stage reached, of kinds with stages." })
  stage!: string | null;

  @Participants
  @Field(() => JatimEnrolmentStatus, { description: "Where it stands." })
  status!: JatimEnrolmentStatus;

  @Participants
  @Field(() => Int, { description: "On how many days attendance says that it was there." })
  daysPresent!: number;

  @Participants
  @Field(() => String, { nullable: true, description: "What the outcome, or the withdrawal, says." })
  note!: string | null;

  activityId!: string;
  pesantrenId!: string;
}

export const JatimEnrolmentConnection = connectionType(
  "JatimEnrolment",
  () => JatimEnrolment,
  "enrolments",
  Participants,
);
