import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, LocalDate } from "../../kit/scalars";
import { Participants } from "../access";
import { Regency } from "../entities/regions";

export enum JatimPillarName {
  SANTRIPRENEUR = "SANTRIPRENEUR",
  PESANTRENPRENEUR = "PESANTRENPRENEUR",
  SOCIOPRENEUR = "SOCIOPRENEUR",
}
registerEnumType(JatimPillarName, {
  name: "JatimPillarName",
  description: "The pillars of Eko-Tren OPOP.",
  valuesConfig: {
    SANTRIPRENEUR: { description: "Santri who learn to make and sell." },
    PESANTRENPRENEUR: { description: "Flagship products of the pesantren's cooperative." },
    SOCIOPRENEUR: { description: "Alumni who work with the pesantren's business and the community around it." },
  },
});
export type PillarName = `${JatimPillarName}`;

@ObjectType({ description: "What a source published that a pillar has reached." })
export class JatimPublishedFigure {
  @Public
  @Field(() => Int, { description: "How many santri, products or alumni." })
  value!: number;

  @Public
  @Field(() => LocalDate, { description: "The day it is said of." })
  asOf!: string;

  @Public
  @Field(() => String, { description: "Who published it." })
  source!: string;

  @Public
  @Field(() => Int, { description: "How many the graph itself counts up to the end of that month." })
  counted!: number;
}

@ObjectType({ description: "How a pillar grew in a month (WIB)." })
export class JatimPillarMonth {
  @Public
  @Field(() => String, { description: "The month, such as `2024-05`." })
  month!: string;

  @Public
  @Field(() => Int, { description: "How many were reached in it." })
  added!: number;

  @Public
  @Field(() => Int, { description: "How many were reached by its end, since the programme began." })
  total!: number;
}

@ObjectType({ description: "How many of a regency or city a pillar has reached." })
export class JatimPillarRegency {
  @Public
  @Field(() => Regency, { description: "The regency or city." })
  regency!: Regency;

  @Public
  @Field(() => Int, { description: "How many, by the end of the year." })
  counted!: number;
}

@ObjectType({ description: "A step that leads to a pillar; who decides that it does is named." })
export class JatimPillarStep {
  @Public
  @Field(() => String, { description: "Code, such as `TRAINED`." })
  code!: string;

  @Public
  @Field(() => Int, { description: "Its place in the order in which steps are taken, from 1." })
  position!: number;

  @Public
  @Field(() => Boolean, { description: "Whether who has taken it counts as reached; one step of a pillar does." })
  counts!: boolean;

  @Public
  @Field(() => Boolean, { description: "Whether a halal certificate is named with it." })
  needsCertificate!: boolean;

  @Public
  @Field(() => String, { description: "Who says so; `assumed` where nobody published it." })
  source!: string;

  nameId!: string;
  nameEn!: string;
  pillar!: PillarName;
}

@ObjectType({
  description: "A pillar in a year: its target, what was published, and what the graph itself counts, side by side.",
})
export class JatimPillar {
  @Public
  @Field(() => JatimPillarName, { description: "Which pillar." })
  pillar!: PillarName;

  @Public
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Public
  @Field(() => Int, {
    nullable: true,
    description: "How many are to be reached by the end of the year; null if no target is set.",
  })
  target!: number | null;

  @Public
  @Field(() => String, { nullable: true, description: "Who set the target; null if none is set." })
  targetSource!: string | null;

  @Public
  @Field(() => Int, {
    description: "How many the graph counts as reached by the end of the year, since the programme began.",
  })
  counted!: number;
}

@ObjectType({ description: "How many of a pesantren a pillar has reached." })
export class JatimPesantrenPillar {
  @Public
  @Field(() => JatimPillarName, { description: "Which pillar." })
  pillar!: PillarName;

  @Public
  @Field(() => Int, { description: "How many, by the end of the year." })
  counted!: number;
}

@ObjectType({ description: "A step that was taken." })
export class JatimPillarStepTaken {
  @Participants
  @Field(() => String, { description: "Code of the step." })
  step!: string;

  @Participants
  @Field(() => LocalDate, { description: "When it was taken." })
  takenOn!: string;
}

@ObjectType({ description: "Who a santri or an alumnus is. Read with a purpose only; every read is in the audit log." })
export class JatimPillarPerson {
  id!: string;
}

@ObjectType({ description: "A santri, a flagship product or an alumnus on the way of a pillar." })
export class JatimPillarMember {
  @Participants
  @Field(() => ID, { description: "Id." })
  id!: string;

  @Participants
  @Field(() => JatimPillarName, { description: "Of which pillar." })
  pillar!: PillarName;

  @Participants
  @Field(() => String, { description: "Its pseudonym: chance, revealing nothing." })
  code!: string;

  @Participants
  @Field(() => String, { nullable: true, description: "Number of the halal certificate; null if there is none yet." })
  halalNumber!: string | null;

  @Participants
  @Field(() => LocalDate, { nullable: true, description: "The last day on which the certificate holds." })
  halalValidUntil!: string | null;

  @Participants
  @Field(() => String, { nullable: true, description: "Name of an alumnus's business." })
  businessName!: string | null;

  @Participants
  @Field(() => String, { nullable: true, description: "How the business is tied to the pesantren and the community." })
  ties!: string | null;

  @Participants
  @Field(() => LocalDate, { nullable: true, description: "From when on it counts as reached; null before that." })
  countedOn!: string | null;

  @Participants
  @Field(() => DateTime, { nullable: true, description: "When it was struck off as a mistake; null if it was not." })
  removedAt!: Date | null;

  pesantrenId!: string;
  productId!: string | null;
}

export const JatimPillarMemberConnection = connectionType(
  "JatimPillarMember",
  () => JatimPillarMember,
  "members of pillars",
  Participants,
);
