import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { Judges, Participants, ProgrammeOperators } from "../access";
import { answered } from "../../kit/answered";
import { lodgeAppeal } from "./appeal.service";
import { JabarAssignment, JabarDecision, JabarJudge, JabarSession } from "./audition";
import {
  AnnounceJabarDecisionInput,
  AppealJabarDecisionInput,
  AssignJabarCandidatesInput,
  ChangeJabarJudgeInput,
  CorrectJabarDecisionInput,
  DecideJabarStageInput,
  RecordJabarAttendanceInput,
  RegisterJabarJudgeInput,
  ReportJabarJudgeMissingInput,
  ScheduleJabarSessionInput,
  SubmitJabarScoresInput,
} from "./audition.input";
import { assignmentOf, decisionById, judgeById, sessionById } from "./audition.loader";
import { assignCandidates, recordAttendance } from "./candidate.service";
import { announceDecision, correctDecision, decideStage, discardDecision } from "./decision.service";
import { changeJudge, registerJudge } from "./judge.service";
import { submitScores } from "./score.service";
import { reportJudgeMissing, scheduleSession } from "./session.service";

const JudgeResult = resultUnion("JabarJudgeResult", () => JabarJudge, "The judge as it is now, or why it was refused.");
const SessionResult = resultUnion(
  "JabarSessionResult",
  () => JabarSession,
  "The session as it is now, or why it was refused.",
);
const AssignmentResult = resultUnion(
  "JabarAssignmentResult",
  () => JabarAssignment,
  "How many have a session now, or why it was refused.",
);
const DecisionResult = resultUnion(
  "JabarDecisionResult",
  () => JabarDecision,
  "The decision as it is now, or why it was refused.",
);

@Resolver()
export class AuditionMutations {
  @ProgrammeOperators
  @Mutation(() => JudgeResult, {
    description:
      "Makes an account a judge. Refusals: `TEXT_LENGTH`, `TOO_MANY`, `PESANTREN_UNKNOWN`, `SUBJECT_TAKEN`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  registerJabarJudge(
    @Arg("input", () => RegisterJabarJudgeInput, { description: "The judge." }) input: RegisterJabarJudgeInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarJudge | Refused> {
    return answered(context, registerJudge(context, input, idempotencyKey), judgeById);
  }

  @ProgrammeOperators
  @Mutation(() => JudgeResult, {
    description: "Changes what is known of a judge. Refusals: `JUDGE_UNKNOWN`, `TOO_MANY`, `PESANTREN_UNKNOWN`.",
  })
  changeJabarJudge(
    @Arg("input", () => ChangeJabarJudgeInput, { description: "Which judge, and what." }) input: ChangeJabarJudgeInput,
    @Ctx() context: Context,
  ): Promise<JabarJudge | Refused> {
    return answered(context, changeJudge(context, input), judgeById);
  }

  @ProgrammeOperators
  @Mutation(() => SessionResult, {
    description:
      "Puts a session with its panel on the schedule of a stage. Refusals: `STAGE_UNKNOWN`, `STAGE_DECIDED`, `PLACE_UNKNOWN`, `PERIOD_REVERSED`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `PANEL_SIZE`, `JUDGE_UNKNOWN`, `JUDGE_TWICE`, `JUDGE_INACTIVE`, `JUDGE_BUSY`, `IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`.",
  })
  scheduleJabarSession(
    @Arg("input", () => ScheduleJabarSessionInput, { description: "The session." }) input: ScheduleJabarSessionInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarSession | Refused> {
    return answered(context, scheduleSession(context, input, idempotencyKey), sessionById);
  }

  @ProgrammeOperators
  @Mutation(() => SessionResult, {
    description:
      "Notes that a judge does not come, and who steps in. What the missing one has handed in still counts. Refusals: `SESSION_UNKNOWN`, `STAGE_DECIDED`, `TEXT_LENGTH`, `JUDGE_UNKNOWN`, `JUDGE_TWICE`, `JUDGE_INACTIVE`, `JUDGE_BUSY`, `JUDGE_CONFLICT`, `PANEL_SIZE`.",
  })
  reportJabarJudgeMissing(
    @Arg("input", () => ReportJabarJudgeMissingInput, { description: "Which judge, of which session." })
    input: ReportJabarJudgeMissingInput,
    @Ctx() context: Context,
  ): Promise<JabarSession | Refused> {
    return answered(context, reportJudgeMissing(context, input), sessionById);
  }

  @ProgrammeOperators
  @Mutation(() => AssignmentResult, {
    description:
      "Gives candidates to sessions. Refusals: `STAGE_UNKNOWN`, `STAGE_DECIDED`, `SESSION_UNKNOWN`, `SESSION_FULL`, `SESSION_ELSEWHERE`, `CANDIDATE_UNKNOWN`, `EXCLUDED`, `HAS_SCORES`, `JUDGE_CONFLICT`, `TOO_MANY`, `TOO_FEW`.",
  })
  assignJabarCandidates(
    @Arg("input", () => AssignJabarCandidatesInput, { description: "Which candidates, to which session." })
    input: AssignJabarCandidatesInput,
    @Ctx() context: Context,
  ): Promise<JabarAssignment | Refused> {
    return answered(context, assignCandidates(context, input), assignmentOf);
  }

  @ProgrammeOperators
  @Mutation(() => SessionResult, {
    description:
      "Records who came to a session; it can be put right until the stage is decided. Refusals: `SESSION_UNKNOWN`, `SESSION_NOT_BEGUN`, `STAGE_DECIDED`, `CANDIDATE_UNKNOWN`, `CANDIDATE_TWICE`, `EXCLUDED`, `HAS_SCORES`, `TOO_MANY`.",
  })
  recordJabarAttendance(
    @Arg("input", () => RecordJabarAttendanceInput, { description: "Who came, and who did not." })
    input: RecordJabarAttendanceInput,
    @Ctx() context: Context,
  ): Promise<JabarSession | Refused> {
    return answered(context, recordAttendance(context, input), sessionById);
  }

  @Judges
  @Mutation(() => SessionResult, {
    description:
      "Hands in sheets of the judge who asks, all or none. Nobody else sees them before the whole panel has scored the candidate; after that they can't be changed. Refusals: `SESSION_UNKNOWN`, `STAGE_DECIDED`, `NOT_ON_PANEL`, `CANDIDATE_UNKNOWN`, `CANDIDATE_TWICE`, `NOT_PRESENT`, `EXCLUDED`, `JUDGE_CONFLICT`, `SHEET_SEALED`, `CRITERIA_MISMATCH`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `TOO_MANY`, `TOO_FEW`.",
  })
  submitJabarScores(
    @Arg("input", () => SubmitJabarScoresInput, { description: "The sheets." }) input: SubmitJabarScoresInput,
    @Ctx() context: Context,
  ): Promise<JabarSession | Refused> {
    return answered(context, submitScores(context, input), sessionById);
  }

  @ProgrammeOperators
  @Mutation(() => DecisionResult, {
    description:
      "Ranks a stage by its rules and keeps who passes, as a draft. Refusals: `STAGE_UNKNOWN`, `STAGE_DECIDED`, `TEXT_LENGTH`, `REVIEWS_OPEN`, `ATTENDANCE_OPEN`, `PANELS_OPEN`, `PREVIOUS_STAGE_OPEN`, `APPEAL_PERIOD_RUNNING`, `APPEALS_OPEN`.",
  })
  decideJabarStage(
    @Arg("input", () => DecideJabarStageInput, { description: "Which stage, with the minutes." })
    input: DecideJabarStageInput,
    @Ctx() context: Context,
  ): Promise<JabarDecision | Refused> {
    return answered(context, decideStage(context, input), decisionById);
  }

  @ProgrammeOperators
  @Mutation(() => DecisionResult, {
    description:
      "Takes a decision back that is not announced yet; the stage is open again. Refusals: `DECISION_UNKNOWN`, `STAGE_DECIDED`.",
  })
  discardJabarDecision(
    @Arg("decisionId", () => ID, { description: "Id of the decision." }) decisionId: string,
    @Ctx() context: Context,
  ): Promise<JabarDecision | Refused> {
    return answered(context, discardDecision(context, decisionId), decisionById);
  }

  @ProgrammeOperators
  @Mutation(() => DecisionResult, {
    description:
      "Announces a decision, at once or at a moment to come. From then on everybody sees it, nobody can change it, and the next stage is open to who passed. Refusals: `DECISION_UNKNOWN`, `STAGE_DECIDED`.",
  })
  announceJabarDecision(
    @Arg("input", () => AnnounceJabarDecisionInput, { description: "Which decision, and when." })
    input: AnnounceJabarDecisionInput,
    @Ctx() context: Context,
  ): Promise<JabarDecision | Refused> {
    return answered(context, announceDecision(context, input), decisionById);
  }

  @ProgrammeOperators
  @Mutation(() => DecisionResult, {
    description:
      "Makes a new decision in the place of one that was announced, as a draft. Refusals: `DECISION_UNKNOWN`, `NOT_ANNOUNCED`, `CORRECTED_ALREADY`, `NEXT_STAGE_DECIDED`, `CANDIDATE_UNKNOWN`, `OUT_OF_RANGE`, `TEXT_LENGTH`, `TOO_MANY`.",
  })
  correctJabarDecision(
    @Arg("input", () => CorrectJabarDecisionInput, { description: "Which decision, why and how." })
    input: CorrectJabarDecisionInput,
    @Ctx() context: Context,
  ): Promise<JabarDecision | Refused> {
    return answered(context, correctDecision(context, input), decisionById);
  }

  @Participants
  @Mutation(() => DecisionResult, {
    description:
      "Lodges an appeal of a pesantren against an announced decision about it, once. Refusals: `DECISION_UNKNOWN`, `NOT_ANNOUNCED`, `CORRECTED_ALREADY`, `NOT_IN_DECISION`, `OUTSIDE_PESANTREN`, `APPEAL_CLOSED`, `APPEALED_ALREADY`, `TEXT_LENGTH`.",
  })
  appealJabarDecision(
    @Arg("input", () => AppealJabarDecisionInput, { description: "Against which decision, for whom and why." })
    input: AppealJabarDecisionInput,
    @Ctx() context: Context,
  ): Promise<JabarDecision | Refused> {
    return answered(context, lodgeAppeal(context, input), decisionById);
  }
}
