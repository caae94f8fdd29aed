import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { BusinessField } from "../../kit/business-field";
import { PageArguments } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { JabarMode } from "../modes";
import { JabarBuyerRole, JabarMatchingStatus, JabarMeetingStatus } from "./matching.states";

const COUNTRY = "ISO 3166-1 alpha-2, two capital letters, such as `ID`.";

@InputType({ description: "A business matching event." })
export class PlanJabarMatchingEventInput {
  @Field(() => String, { description: "Name, 2 to 160 characters." })
  name!: string;

  @Field(() => Int, { description: "Year of the programme that it belongs to, 2018 to 2100." })
  year!: number;

  @Field(() => JabarMode, { description: "How it is held." })
  mode!: JabarMode;

  @Field(() => String, { nullable: true, description: "Where, 1 to 300 characters; needed if it is held in person." })
  place?: string | null;

  @Field(() => String, { description: `Country: ${COUNTRY}` })
  country!: string;

  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends, later than that." })
  endsAt!: Date;
}

@InputType({ description: "Which event becomes what." })
export class MoveJabarMatchingEventInput {
  @Field(() => ID, { description: "Id of the event." })
  eventId!: string;

  @Field(() => JabarMatchingStatus, {
    description:
      "PLANNED may become OPEN, OPEN may become CLOSED, CLOSED may become OPEN again; PLANNED and OPEN may become CANCELLED.",
  })
  status!: JabarMatchingStatus;
}

@InputType({ description: "A buyer, an off taker or a representative abroad." })
export class RegisterJabarBuyerInput {
  @Field(() => JabarBuyerRole, { description: "As what it comes." })
  role!: JabarBuyerRole;

  @Field(() => String, { description: "Name of the company or the office, 2 to 160 characters." })
  company!: string;

  @Field(() => String, { description: `Country: ${COUNTRY}` })
  country!: string;

  @Field(() => String, {
    description:
      "How operators reach it, 3 to 200 characters: an address or number of the company, of no private person.",
  })
  contact!: string;

  @Field(() => [BusinessField], { description: "Fields in which it looks for products, at most 9; empty for all." })
  fields!: BusinessField[];
}

@InputType({ description: "What a buyer looks for." })
export class SeekJabarProductInput {
  @Field(() => ID, { description: "Id of the buyer." })
  buyerId!: string;

  @Field(() => ID, { nullable: true, description: "Id of the event for which it asks; none if for no event." })
  eventId?: string | null;

  @Field(() => BusinessField, { description: "Business field of the product." })
  field!: BusinessField;

  @Field(() => String, { description: "What is looked for, 2 to 1000 characters." })
  description!: string;

  @Field(() => Int, { description: "How much altogether, in `unit`, 1 to 1,000,000,000." })
  quantity!: number;

  @Field(() => String, { description: "Unit, 1 to 30 characters, such as `kg`." })
  unit!: string;

  @Field(() => LocalDate, { description: "First day on which it is wanted." })
  from!: string;

  @Field(() => LocalDate, { description: "Last day on which it is wanted." })
  until!: string;
}

@InputType({ description: "Which pesantren takes part in which event." })
export class JoinJabarMatchingEventInput {
  @Field(() => ID, { description: "Id of the event, which must be open." })
  eventId!: string;

  @Field(() => ID, { description: "Id of the pesantren; of a pesantren's own person its own." })
  pesantrenId!: string;
}

@InputType({ description: "Who meets whom, and when." })
export class ScheduleJabarMeetingInput {
  @Field(() => ID, { description: "Id of the event, which must be open." })
  eventId!: string;

  @Field(() => ID, { description: "Id of the pesantren, which must take part in the event." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of the buyer." })
  buyerId!: string;

  @Field(() => DateTime, { description: "When it begins, within the event." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends, later than that and within the event." })
  endsAt!: Date;
}

@InputType({ description: "What became of a meeting." })
export class ConcludeJabarMeetingInput {
  @Field(() => ID, { description: "Id of the meeting." })
  meetingId!: string;

  @Field(() => JabarMeetingStatus, { description: "HELD, MISSED or CANCELLED." })
  status!: JabarMeetingStatus;

  @Field(() => String, { description: "What came out of it, or why it was not held; 2 to 1000 characters." })
  outcome!: string;
}

@InputType({ description: "A deal that was agreed." })
export class AgreeJabarDealInput {
  @Field(() => ID, { description: "Id of the event, which must be open or closed." })
  eventId!: string;

  @Field(() => ID, { description: "Id of the pesantren, which must take part in the event." })
  pesantrenId!: string;

  @Field(() => ID, { description: "Id of the buyer." })
  buyerId!: string;

  @Field(() => ID, { nullable: true, description: "Id of the meeting of the two at which it was agreed, if any." })
  meetingId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Ids of products of the pesantren that were agreed on, at most 50.",
  })
  productIds?: string[] | null;

  @Field(() => Rupiah, { description: "What the whole deal is worth, 1 rupiah or more." })
  value!: bigint;
}

@InputType({ description: "What a deal is worth in truth." })
export class CorrectJabarDealInput {
  @Field(() => ID, { description: "Id of the deal, which must not be cancelled." })
  dealId!: string;

  @Field(() => Rupiah, { description: "What the whole deal is worth, 1 rupiah or more." })
  value!: bigint;

  @Field(() => String, { description: "Why, 2 to 500 characters." })
  reason!: string;
}

@InputType({ description: "Which deal does not hold any more." })
export class CancelJabarDealInput {
  @Field(() => ID, { description: "Id of the deal." })
  dealId!: string;

  @Field(() => String, { description: "Why, 2 to 500 characters." })
  reason!: string;
}

@ArgsType()
export class JabarMatchingEventListArguments extends PageArguments {
  @Field(() => Int, { nullable: true, description: "Only those of this year of the programme." })
  year?: number | null;

  @Field(() => JabarMatchingStatus, { nullable: true, description: "Only those that are so far." })
  status?: JabarMatchingStatus | null;

  @Field(() => JabarMode, { nullable: true, description: "Only those held in this way." })
  mode?: JabarMode | null;

  @Field(() => String, { nullable: true, description: `Only those in this country: ${COUNTRY}` })
  country?: string | null;
}

@ArgsType()
export class JabarBuyerListArguments extends PageArguments {
  @Field(() => JabarBuyerRole, { nullable: true, description: "Only those who come as this." })
  role?: JabarBuyerRole | null;

  @Field(() => String, { nullable: true, description: `Only those of this country: ${COUNTRY}` })
  country?: string | null;

  @Field(() => BusinessField, { nullable: true, description: "Only those who look for products in this field." })
  field?: BusinessField | null;
}

@ArgsType()
export class JabarSoughtProductListArguments extends PageArguments {
  @Field(() => BusinessField, { nullable: true, description: "Only products of this field." })
  field?: BusinessField | null;

  @Field(() => ID, { nullable: true, description: "Only those that this buyer looks for." })
  buyerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those asked for at this event." })
  eventId?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Only those wanted on this day." })
  on?: string | null;
}

@ArgsType()
export class JabarParticipantListArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: "Only those of this event." })
  eventId?: string | null;

  @Field(() => ID, { nullable: true, description: "Only those of this pesantren." })
  pesantrenId?: string | null;
}

@ArgsType()
export class JabarMeetingListArguments extends JabarParticipantListArguments {
  @Field(() => ID, { nullable: true, description: "Only those with this buyer." })
  buyerId?: string | null;

  @Field(() => JabarMeetingStatus, { nullable: true, description: "Only those of which this became." })
  status?: JabarMeetingStatus | null;
}

@ArgsType()
export class JabarDealListArguments extends JabarParticipantListArguments {
  @Field(() => ID, { nullable: true, description: "Only those with this buyer." })
  buyerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only those that hold (true) or were cancelled (false)." })
  holds?: boolean | null;
}
