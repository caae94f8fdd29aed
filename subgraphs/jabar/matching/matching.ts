import { Field, ID, Int, ObjectType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { BusinessField } from "../../kit/business-field";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate, Rupiah } from "../../kit/scalars";
import { ProgrammeOperators, ProgrammeReaders } from "../access";
import { JabarFigure } from "../editions/edition";
import { JabarMode } from "../modes";
import { JabarBuyerRole, JabarDealStatus, JabarMatchingStatus, JabarMeetingStatus } from "./matching.states";

@ObjectType({ description: "What the deals of business matching that still hold are worth together." })
export class JabarMatchingSum {
  @Public
  @Field(() => Int, { description: "How many deals hold, 0 or more." })
  deals!: number;

  @Public
  @Field(() => Rupiah, { description: "What they are worth together." })
  value!: bigint;
}

@ObjectType({ description: "The deals of business matching of one year: as the graph counts them, and as published." })
export class JabarMatchingYear extends JabarMatchingSum {
  @Public
  @Field(() => Int, { description: "Year of the programme." })
  year!: number;

  @Public
  @Field(() => [JabarFigure], {
    description: "What was published of the year's sum, each with its source; it stands beside what the graph counts.",
  })
  published!: readonly JabarFigure[];
}

@ObjectType({ description: "A business matching event (temu bisnis)." })
export class JabarMatchingEvent {
  @Public
  @Field(() => ID, { description: "Id of the event." })
  id!: string;

  @Public
  @Field(() => String, { description: "Name." })
  name!: string;

  @Public
  @Field(() => Int, { description: "Year of the programme that it belongs to." })
  year!: number;

  @Public
  @Field(() => JabarMode, { description: "How it is held." })
  mode!: JabarMode;

  @Public
  @Field(() => String, { nullable: true, description: "Where it is held; null if online." })
  place?: string | null;

  @Public
  @Field(() => String, { description: "Country, ISO 3166-1 alpha-2, such as `ID`; abroad another one." })
  country!: string;

  @Public
  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @Public
  @Field(() => DateTime, { description: "When it ends." })
  endsAt!: Date;

  @Public
  @Field(() => JabarMatchingStatus, { description: "How far it is." })
  status!: JabarMatchingStatus;
}

@ObjectType({ description: "How a buyer is reached." })
export class JabarBuyerContact {
  @ProgrammeOperators
  @Field(() => String, {
    nullable: true,
    description: "Address or number of the company; null for whoever is no operator.",
  })
  address?: string | null;
}

@ObjectType({ description: "A buyer, an off taker, or a representative abroad who looks for products." })
export class JabarBuyer {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the buyer." })
  id!: string;

  @ProgrammeReaders
  @Field(() => JabarBuyerRole, { description: "As what it comes." })
  role!: JabarBuyerRole;

  @ProgrammeReaders
  @Field(() => String, { description: "Name of the company or the office." })
  company!: string;

  @ProgrammeReaders
  @Field(() => String, { description: "Country, ISO 3166-1 alpha-2, such as `MY`." })
  country!: string;

  @ProgrammeReaders
  @Field(() => [BusinessField], { description: "Fields in which it looks for products; empty for all." })
  fields!: BusinessField[];

  @ProgrammeReaders
  @Field(() => Boolean, { description: "Whether it still takes part." })
  isActive!: boolean;

  @ProgrammeReaders
  @Field(() => JabarBuyerContact, { description: "How operators reach it." })
  contact!: JabarBuyerContact;
}

@ObjectType({ description: "What a buyer looks for." })
export class JabarSoughtProduct {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the request." })
  id!: string;

  @ProgrammeReaders
  @Field(() => BusinessField, { description: "Business field of the product." })
  field!: BusinessField;

  @ProgrammeReaders
  @Field(() => String, { description: "What is looked for." })
  description!: string;

  @ProgrammeReaders
  @Field(() => Int, { description: "How much altogether, in `unit`; 1 or more." })
  quantity!: number;

  @ProgrammeReaders
  @Field(() => String, { description: "Unit of the quantity, such as `kg`." })
  unit!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "First day on which it is wanted." })
  from!: string;

  @ProgrammeReaders
  @Field(() => LocalDate, { description: "Last day on which it is wanted." })
  until!: string;

  buyerId!: string;
  eventId!: string | null;
}

@ObjectType({ description: "A pesantren that takes part in an event." })
export class JabarMatchingParticipant {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the participation." })
  id!: string;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it was registered." })
  registeredAt!: Date;

  eventId!: string;
  pesantrenId!: string;
}

@ObjectType({ description: "A meeting of a pesantren and a buyer." })
export class JabarMeeting {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the meeting." })
  id!: string;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it ends; another one may begin at the same moment." })
  endsAt!: Date;

  @ProgrammeReaders
  @Field(() => JabarMeetingStatus, { description: "What became of it." })
  status!: JabarMeetingStatus;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "What came out of it; null as long as it is planned." })
  outcome?: string | null;

  eventId!: string;
  pesantrenId!: string;
  buyerId!: string;
}

@ObjectType({ description: "What a deal is worth from a moment on." })
export class JabarDealEntry {
  @ProgrammeReaders
  @Field(() => JabarDealStatus, { description: "Why the entry was made." })
  kind!: JabarDealStatus;

  @ProgrammeReaders
  @Field(() => Rupiah, { description: "What the whole deal is worth from now on; 0 if cancelled." })
  value!: bigint;

  @ProgrammeReaders
  @Field(() => String, { nullable: true, description: "Why it was corrected or cancelled; null for the first." })
  reason?: string | null;

  @ProgrammeReaders
  @Field(() => DateTime, { description: "When it was made." })
  at!: Date;
}

@ObjectType({ description: "A deal that was agreed at an event." })
export class JabarDeal {
  @ProgrammeReaders
  @Field(() => ID, { description: "Id of the deal." })
  id!: string;

  @ProgrammeReaders
  @Field(() => JabarDealStatus, { description: "How it stands, by its last entry." })
  status!: JabarDealStatus;

  @ProgrammeReaders
  @Field(() => Rupiah, { description: "What it is worth, by its last entry; 0 if cancelled." })
  value!: bigint;

  @ProgrammeReaders
  @Field(() => [JabarDealEntry], {
    description: "Everything that was entered of it, the first first. None is ever changed.",
  })
  entries!: readonly JabarDealEntry[];

  eventId!: string;
  pesantrenId!: string;
  buyerId!: string;
  meetingId!: string | null;
  productIds!: string[];
}

export const JabarMatchingEventConnection = connectionType(
  "JabarMatchingEvent",
  () => JabarMatchingEvent,
  "business matching events",
  Public,
);
export const JabarBuyerConnection = connectionType("JabarBuyer", () => JabarBuyer, "buyers", ProgrammeReaders);
export const JabarSoughtProductConnection = connectionType(
  "JabarSoughtProduct",
  () => JabarSoughtProduct,
  "products that are looked for",
  ProgrammeReaders,
);
export const JabarMatchingParticipantConnection = connectionType(
  "JabarMatchingParticipant",
  () => JabarMatchingParticipant,
  "participants of events",
  ProgrammeReaders,
);
export const JabarMeetingConnection = connectionType("JabarMeeting", () => JabarMeeting, "meetings", ProgrammeReaders);
export const JabarDealConnection = connectionType("JabarDeal", () => JabarDeal, "deals", ProgrammeReaders);
