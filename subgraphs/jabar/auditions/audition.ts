import { Field, ID, Int, Float, ObjectType, registerEnumType } from "type-graphql";
import { Public } from "../../kit/access/access";
import { BusinessField } from "../../kit/business-field";
import { connectionType } from "../../kit/graph/connection";
import { DateTime, RegionCode } from "../../kit/scalars";
import { ProgrammeOperators, ScoreReaders } from "../access";
import { JabarMode } from "../modes";
import { JabarJudgeBackground } from "./audition.input";

export enum JabarAttendance {
  PRESENT = "PRESENT",
  ABSENT = "ABSENT",
}
registerEnumType(JabarAttendance, {
  name: "JabarAttendance",
  description: "Whether a pesantren came to its audition.",
  valuesConfig: { PRESENT: { description: "It came." }, ABSENT: { description: "It did not come." } },
});

export enum JabarDecisionStatus {
  DRAFT = "DRAFT",
  SCHEDULED = "SCHEDULED",
  ANNOUNCED = "ANNOUNCED",
  DISCARDED = "DISCARDED",
}
registerEnumType(JabarDecisionStatus, {
  name: "JabarDecisionStatus",
  description: "How far a decision is. Only announced ones are seen outside the programme.",
  valuesConfig: {
    DRAFT: { description: "Made, and not announced yet." },
    SCHEDULED: { description: "Will be announced at its moment." },
    ANNOUNCED: { description: "Announced, and immutable; a correction is a decision of its own." },
    DISCARDED: { description: "Taken back before it was announced." },
  },
});

@ObjectType({ description: "A judge (juri) of auditions." })
export class JabarJudge {
  @ScoreReaders
  @Field(() => ID, { description: "Id of the judge." })
  id!: string;

  @ScoreReaders
  @Field(() => String, { description: "Name with titles." })
  name!: string;

  @ScoreReaders
  @Field(() => JabarJudgeBackground, { description: "Where the judge comes from." })
  background!: JabarJudgeBackground;

  @ScoreReaders
  @Field(() => String, { description: "University, company or pesantren." })
  institution!: string;

  @ScoreReaders
  @Field(() => Boolean, { description: "Whether panels may have this judge." })
  isActive!: boolean;

  @ScoreReaders
  @Field(() => [ID], {
    description: "Ids of the pesantren that this judge must not judge, as they were named; mentees are known besides.",
  })
  tiedToPesantrenIds!: string[];
}

export const JabarJudgeConnection = connectionType("JabarJudge", () => JabarJudge, "judges", ScoreReaders);

@ObjectType({ description: "A judge's seat on the panel of a session." })
export class JabarPanelSeat {
  @ScoreReaders
  @Field(() => JabarJudge, { description: "The judge." })
  judge!: JabarJudge;

  @ScoreReaders
  @Field(() => String, {
    nullable: true,
    description: "Why the judge does not come; null if nothing is known of that.",
  })
  missingReason?: string | null;

  @ScoreReaders
  @Field(() => ID, { nullable: true, description: "Id of the judge in whose place this one sits; null if in none's." })
  replacesJudgeId?: string | null;

  @ScoreReaders
  @Field(() => Int, { description: "How many sheets the judge has handed in for this session." })
  sheetCount!: number;
}

@ObjectType({ description: "A session of an audition stage." })
export class JabarSession {
  @Public
  @Field(() => ID, { description: "Id of the session." })
  id!: string;

  @Public
  @Field(() => String, { description: "Code of its place." })
  place!: string;

  @Public
  @Field(() => String, { description: "Name of its place." })
  placeName!: string;

  @Public
  @Field(() => JabarMode, { description: "Online or in person." })
  mode!: JabarMode;

  @Public
  @Field(() => String, { nullable: true, description: "Where exactly; null if not said." })
  address?: string | null;

  @Public
  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @Public
  @Field(() => DateTime, { description: "When it ends." })
  endsAt!: Date;

  @Public
  @Field(() => Int, { description: "How many candidates it can take." })
  capacity!: number;
}

@ObjectType({ description: "The points for one criterion." })
export class JabarScore {
  @ScoreReaders
  @Field(() => String, { description: "Code of the criterion." })
  criterion!: string;

  @ScoreReaders
  @Field(() => Int, { description: "Points, 0 to 100." })
  points!: number;
}

@ObjectType({ description: "What one judge gave one candidate." })
export class JabarScoreSheet {
  @ScoreReaders
  @Field(() => ID, { description: "Id of the judge." })
  judgeId!: string;

  @ScoreReaders
  @Field(() => String, { description: "Name of the judge." })
  judgeName!: string;

  @ScoreReaders
  @Field(() => [JabarScore], { description: "The points, by the criteria's codes." })
  scores!: JabarScore[];

  @ScoreReaders
  @Field(() => String, { nullable: true, description: "A remark for the panel; null for none." })
  note?: string | null;

  @ScoreReaders
  @Field(() => DateTime, { description: "When it was handed in, the last time." })
  at!: Date;
}

@ObjectType({ description: "A pesantren that may take part in a stage." })
export class JabarCandidate {
  @ScoreReaders
  @Field(() => ID, { description: "Id of its registration." })
  registrationId!: string;

  @ScoreReaders
  @Field(() => String, { description: "Code of its category." })
  category!: string;

  @ScoreReaders
  @Field(() => RegionCode, { description: "Code of its regency or city." })
  regencyCode!: string;

  @ScoreReaders
  @Field(() => BusinessField, { description: "Its business field." })
  businessField!: BusinessField;

  @ScoreReaders
  @Field(() => ID, { nullable: true, description: "Id of its session; null while it has none." })
  sessionId?: string | null;

  @ScoreReaders
  @Field(() => JabarAttendance, { nullable: true, description: "Whether it came; null while that is not recorded." })
  attendance?: JabarAttendance | null;

  @ScoreReaders
  @Field(() => String, { nullable: true, description: "Why it takes part no more; null if it does." })
  excludedReason?: string | null;

  @ScoreReaders
  @Field(() => Boolean, { description: "Whether the whole panel has scored it, which opens the sheets." })
  isScored!: boolean;

  stageId!: string;
  pesantrenId!: string;
}

export const JabarCandidateConnection = connectionType(
  "JabarCandidate",
  () => JabarCandidate,
  "candidates",
  ScoreReaders,
);

@ObjectType({ description: "What became of candidates that were to be given to sessions." })
export class JabarAssignment {
  @ProgrammeOperators
  @Field(() => ID, { description: "Id of the stage." })
  stageId!: string;

  @ProgrammeOperators
  @Field(() => Int, { description: "How many candidates of the stage have a session now." })
  assigned!: number;

  @ProgrammeOperators
  @Field(() => Int, {
    description:
      "How many have none: there is no free place at a session for their regency without a judge tied to them.",
  })
  waiting!: number;
}

@ObjectType({ description: "What a decision says of one pesantren." })
export class JabarResult {
  @Public
  @Field(() => Int, { description: "Year of the edition." })
  year!: number;

  @Public
  @Field(() => Int, { description: "Number of the stage." })
  stage!: number;

  @Public
  @Field(() => ID, { description: "Id of its registration." })
  registrationId!: string;

  @Public
  @Field(() => String, { description: "Code of its category." })
  category!: string;

  @Public
  @Field(() => RegionCode, { description: "Code of its regency or city." })
  regencyCode!: string;

  @Public
  @Field(() => BusinessField, { description: "Its business field." })
  businessField!: BusinessField;

  @Public
  @Field(() => Float, {
    description:
      "Total of its scores, 0 to 100 with four decimals: the mean of the judges, weighted by the criteria's shares.",
  })
  total!: number;

  @Public
  @Field(() => Int, { description: "Rank among those of the same quota, 1 for the best." })
  rank!: number;

  @Public
  @Field(() => Boolean, { description: "Whether it passed." })
  isPassed!: boolean;

  decisionId!: string;
  pesantrenId!: string;
}

export const JabarResultConnection = connectionType("JabarResult", () => JabarResult, "results", Public);

@ObjectType({ description: "Who passed a stage (keputusan), with the minutes." })
export class JabarDecision {
  @Public
  @Field(() => ID, { description: "Id of the decision." })
  id!: string;

  @Public
  @Field(() => Int, { description: "Number among the decisions of its stage, from 1." })
  number!: number;

  @Public
  @Field(() => JabarDecisionStatus, { description: "How far it is." })
  status!: JabarDecisionStatus;

  @Public
  @Field(() => String, { description: "The minutes (berita acara)." })
  minutes!: string;

  @Public
  @Field(() => ID, { nullable: true, description: "Id of the decision that it corrects; null for the first one." })
  correctsId?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "Why it corrects the one before; null for the first one." })
  reason?: string | null;

  @Public
  @Field(() => DateTime, { description: "When it was made." })
  decidedAt!: Date;

  @Public
  @Field(() => DateTime, { nullable: true, description: "When it will be announced; null unless it is scheduled." })
  announceAt?: Date | null;

  @Public
  @Field(() => DateTime, { nullable: true, description: "When it was announced; null before." })
  announcedAt?: Date | null;

  @Public
  @Field(() => Int, { description: "How many passed." })
  passedCount!: number;

  stageId!: string;
}
