import { Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { DateTime } from "../../kit/scalars";
import { JabarMode } from "../modes";

export enum JabarJudgeBackground {
  UNIVERSITY = "UNIVERSITY",
  ENTREPRENEUR = "ENTREPRENEUR",
  PESANTREN = "PESANTREN",
  PRACTITIONER = "PRACTITIONER",
}
registerEnumType(JabarJudgeBackground, {
  name: "JabarJudgeBackground",
  description: "Where a judge (juri) comes from.",
  valuesConfig: {
    UNIVERSITY: { description: "A university (akademisi)." },
    ENTREPRENEUR: { description: "A successful entrepreneur (pengusaha)." },
    PESANTREN: { description: "A pesantren that is strong in business." },
    PRACTITIONER: { description: "A practitioner (praktisi)." },
  },
});

@InputType({ description: "A new judge (juri)." })
export class RegisterJabarJudgeInput {
  @Field(() => String, { description: "The account: the `sub` of the judge's access token, 1 to 200 characters." })
  subject!: string;

  @Field(() => String, { description: "Name with titles, 2 to 120 characters; stands in the minutes." })
  name!: string;

  @Field(() => JabarJudgeBackground, { description: "Where the judge comes from." })
  background!: JabarJudgeBackground;

  @Field(() => String, { description: "University, company or pesantren, 2 to 200 characters." })
  institution!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: "Ids of the pesantren that the judge must not judge: the own one, mentees, partners; at most 100.",
  })
  tiedToPesantrenIds!: string[];
}

@InputType({ description: "What to change of a judge. What is left out stays." })
export class ChangeJabarJudgeInput {
  @Field(() => ID, { description: "Id of the judge." })
  judgeId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: "Ids of all pesantren that the judge must not judge; at most 100.",
  })
  tiedToPesantrenIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the judge may be put on panels." })
  isActive?: boolean | null;
}

@InputType({ description: "A new session of a stage, with its panel." })
export class ScheduleJabarSessionInput {
  @Field(() => ID, { description: "Id of the stage." })
  stageId!: string;

  @Field(() => String, { description: "Code of one of the stage's places." })
  place!: string;

  @Field(() => JabarMode, { nullable: true, description: "Online or in person; as the stage if left out." })
  mode?: JabarMode | null;

  @Field(() => String, {
    nullable: true,
    description: "Where exactly, or the address of the meeting; up to 300 characters.",
  })
  address?: string | null;

  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends." })
  endsAt!: Date;

  @Field(() => Int, { description: "How many candidates it can take, 1 to 2,000." })
  capacity!: number;

  @Field(() => [ID], { description: "Ids of its judges, as many as the stage's rules allow." })
  judgeIds!: string[];
}

@InputType({ description: "Which candidates to give to which session." })
export class AssignJabarCandidatesInput {
  @Field(() => ID, { description: "Id of the stage." })
  stageId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Id of the session for the candidates named. Without it all who have no session yet are spread over the stage's sessions: at the place of their regency, in the order of registration, never before a judge with a tie to them.",
  })
  sessionId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Ids of the candidates' registrations, 1 to 2,000; only with a session.",
  })
  registrationIds?: string[] | null;
}

@InputType({ description: "Who came to a session and who did not." })
export class RecordJabarAttendanceInput {
  @Field(() => ID, { description: "Id of the session." })
  sessionId!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: "Ids of the registrations whose pesantren were present; at most 2,000.",
  })
  presentIds!: string[];

  @Field(() => [ID], {
    defaultValue: [],
    description: "Ids of the registrations whose pesantren were absent; at most 2,000.",
  })
  absentIds!: string[];
}

@InputType({ description: "A judge who does not come." })
export class ReportJabarJudgeMissingInput {
  @Field(() => ID, { description: "Id of the session." })
  sessionId!: string;

  @Field(() => ID, { description: "Id of the judge who is missing." })
  judgeId!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the judge who steps in. Without one the others must be as many as the stage asks for at least.",
  })
  replacementId?: string | null;
}

@InputType({ description: "The points for one criterion." })
export class JabarScoreInput {
  @Field(() => String, { description: "Code of a criterion of the stage." })
  criterion!: string;

  @Field(() => Int, { description: "Points, 0 to 100." })
  points!: number;
}

@InputType({ description: "What a judge gives one candidate." })
export class JabarScoreSheetInput {
  @Field(() => ID, { description: "Id of the candidate's registration." })
  registrationId!: string;

  @Field(() => [JabarScoreInput], { description: "The points for every criterion of the stage." })
  scores!: JabarScoreInput[];

  @Field(() => String, { nullable: true, description: "A remark for the panel, up to 2,000 characters." })
  note?: string | null;
}

@InputType({ description: "Score sheets of the judge who hands them in." })
export class SubmitJabarScoresInput {
  @Field(() => ID, { description: "Id of the session." })
  sessionId!: string;

  @Field(() => [JabarScoreSheetInput], {
    description: "The sheets, 1 to 200. One handed in again replaces the one before, until the panel is complete.",
  })
  sheets!: JabarScoreSheetInput[];
}

@InputType({ description: "The decision of a stage." })
export class DecideJabarStageInput {
  @Field(() => ID, { description: "Id of the stage." })
  stageId!: string;

  @Field(() => String, { description: "The minutes of the judges' meeting (berita acara), 1 to 10,000 characters." })
  minutes!: string;
}

@InputType({ description: "When to announce a decision." })
export class AnnounceJabarDecisionInput {
  @Field(() => ID, { description: "Id of the decision." })
  decisionId!: string;

  @Field(() => DateTime, { nullable: true, description: "The moment; at once if left out or past." })
  at?: Date | null;
}

@InputType({ description: "A score that was keyed in wrongly." })
export class JabarScoreCorrectionInput {
  @Field(() => ID, { description: "Id of the candidate's registration." })
  registrationId!: string;

  @Field(() => ID, { description: "Id of the judge whose sheet it is." })
  judgeId!: string;

  @Field(() => String, { description: "Code of the criterion." })
  criterion!: string;

  @Field(() => Int, { description: "The right points, 0 to 100." })
  points!: number;
}

@InputType({ description: "A candidate who is taken out." })
export class JabarExclusionInput {
  @Field(() => ID, { description: "Id of the candidate's registration." })
  registrationId!: string;

  @Field(() => String, { description: "Why; 1 to 500 characters." })
  reason!: string;
}

@InputType({
  description: "A new decision in the place of one that was announced. It is ranked anew, by the same rules.",
})
export class CorrectJabarDecisionInput {
  @Field(() => ID, { description: "Id of the decision that it corrects, which stays as it was announced." })
  decisionId!: string;

  @Field(() => String, { description: "Why it is corrected; 1 to 2,000 characters, announced with it." })
  reason!: string;

  @Field(() => String, { description: "The minutes of the correction, 1 to 10,000 characters." })
  minutes!: string;

  @Field(() => [JabarScoreCorrectionInput], { defaultValue: [], description: "Scores to correct; at most 200." })
  scores!: JabarScoreCorrectionInput[];

  @Field(() => [JabarExclusionInput], { defaultValue: [], description: "Candidates to take out; at most 200." })
  exclusions!: JabarExclusionInput[];
}

@InputType({ description: "An appeal (sanggahan) against an announced decision." })
export class AppealJabarDecisionInput {
  @Field(() => ID, { description: "Id of the decision." })
  decisionId!: string;

  @Field(() => ID, { description: "Id of the pesantren's registration." })
  registrationId!: string;

  @Field(() => String, { description: "The grounds, 1 to 5,000 characters." })
  grounds!: string;
}
