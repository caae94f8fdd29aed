import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { type Context } from "../../kit/context";
import { IDEMPOTENCY_KEY_DESCRIPTION } from "../../kit/data/idempotency";
import { resultUnion, type Refused } from "../../kit/refusal";
import { EditionKeepers, MentorApplicants, Mentors, ProgrammeOperators } from "../access";
import { answered } from "../../kit/answered";
import { JabarMentorApplication } from "./application";
import {
  ApplyAsJabarMentorInput,
  DecideJabarMentorApplicationInput,
  InviteJabarMentorApplicantInput,
  RecordJabarMentorInterviewInput,
} from "./application.input";
import { applicationById } from "./application.loader";
import {
  applyAsMentor,
  decideApplication,
  inviteApplicant,
  recordInterview,
  withdrawApplication,
} from "./application.service";
import { JabarBusinessMonth, JabarMentoringAssignment } from "./assignment";
import { assignMentor, endAssignment } from "./assignment.service";
import { JabarMentorContract, JabarMentoringRule } from "./contract";
import { contractMentor, endContract, setMentoringRule } from "./contract.service";
import {
  AssignJabarMentorInput,
  ContractJabarMentorInput,
  EndJabarMentorContractInput,
  EndJabarMentoringAssignmentInput,
  RecordJabarBusinessProgressInput,
  ReportJabarVisitInput,
  SetJabarMentoringRuleInput,
} from "./mentoring.input";
import { assignmentById, contractById, mentoringRuleOf } from "./mentoring.loader";
import { monthOfRecord } from "./progress.loader";
import { recordProgress } from "./progress.service";
import { reportVisit } from "./visit.service";

const ApplicationResult = resultUnion(
  "JabarMentorApplicationResult",
  () => JabarMentorApplication,
  "The application as it is now, or why it was refused.",
);
const RuleResult = resultUnion(
  "JabarMentoringRuleResult",
  () => JabarMentoringRule,
  "The rule, or why it was refused.",
);
const ContractResult = resultUnion(
  "JabarMentorContractResult",
  () => JabarMentorContract,
  "The contract as it is now, or why it was refused.",
);
const AssignmentResult = resultUnion(
  "JabarMentoringAssignmentResult",
  () => JabarMentoringAssignment,
  "The assignment as it is now, or why it was refused.",
);
const MonthResult = resultUnion(
  "JabarBusinessMonthResult",
  () => JabarBusinessMonth,
  "The month as it stands now, or why it was refused.",
);
const IDEMPOTENCY_CODES = "`IDEMPOTENCY_KEY_INVALID`, `IDEMPOTENCY_KEY_REUSED`";
const TRANSITION_CODES = "`APPLICATION_UNKNOWN`, `TRANSITION_NOT_ALLOWED`, `CHANGED_MEANWHILE`";

@Resolver()
export class RecruitmentMutations {
  @MentorApplicants
  @Mutation(() => ApplicationResult, {
    description: `Applies, with the account that asks, as a mentor (pendamping) of a year. Refusals: \`EDITION_UNKNOWN\`, \`YEAR_PAST\`, \`TEXT_LENGTH\`, \`TOO_MANY\`, \`REGENCY_OUTSIDE\`, \`APPLIED_ALREADY\`, ${IDEMPOTENCY_CODES}.`,
  })
  applyAsJabarMentor(
    @Arg("input", () => ApplyAsJabarMentorInput, { description: "The application." }) input: ApplyAsJabarMentorInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMentorApplication | Refused> {
    return answered(context, applyAsMentor(context, input, idempotencyKey), applicationById);
  }

  @MentorApplicants
  @Mutation(() => ApplicationResult, {
    description: `Takes back an own application that is not decided. Refusals: ${TRANSITION_CODES}.`,
  })
  withdrawJabarMentorApplication(
    @Arg("applicationId", () => ID, { description: "Id of the application." }) applicationId: string,
    @Ctx() context: Context,
  ): Promise<JabarMentorApplication | Refused> {
    return answered(context, withdrawApplication(context, applicationId), applicationById);
  }

  @ProgrammeOperators
  @Mutation(() => ApplicationResult, {
    description: `Invites an applicant to an interview, or to another time for it. Refusals: ${TRANSITION_CODES}, \`MOMENT_PAST\`, \`TEXT_LENGTH\`.`,
  })
  inviteJabarMentorApplicant(
    @Arg("input", () => InviteJabarMentorApplicantInput, { description: "Whom, when and where." })
    input: InviteJabarMentorApplicantInput,
    @Ctx() context: Context,
  ): Promise<JabarMentorApplication | Refused> {
    return answered(context, inviteApplicant(context, input), applicationById);
  }

  @ProgrammeOperators
  @Mutation(() => ApplicationResult, {
    description: `Records what came of an interview. Refusals: ${TRANSITION_CODES}, \`INTERVIEW_NOT_BEGUN\`, \`OUT_OF_RANGE\`, \`TEXT_LENGTH\`.`,
  })
  recordJabarMentorInterview(
    @Arg("input", () => RecordJabarMentorInterviewInput, { description: "Whose, with score and notes." })
    input: RecordJabarMentorInterviewInput,
    @Ctx() context: Context,
  ): Promise<JabarMentorApplication | Refused> {
    return answered(context, recordInterview(context, input), applicationById);
  }

  @ProgrammeOperators
  @Mutation(() => ApplicationResult, {
    description: `Accepts or rejects an application; who is accepted is a mentor from then on. Refusals: ${TRANSITION_CODES}, \`REASON_NEEDED\`, \`TEXT_LENGTH\`.`,
  })
  decideJabarMentorApplication(
    @Arg("input", () => DecideJabarMentorApplicationInput, { description: "Which application, and how." })
    input: DecideJabarMentorApplicationInput,
    @Ctx() context: Context,
  ): Promise<JabarMentorApplication | Refused> {
    return answered(context, decideApplication(context, input), applicationById);
  }
}

@Resolver()
export class MentoringMutations {
  @EditionKeepers
  @Mutation(() => RuleResult, {
    description: `Sets how many pesantren a mentor has from a day on; contracts that began before keep their rule. Refusals: \`DAY_OUTSIDE\`, \`OUT_OF_RANGE\`, \`SOURCE_UNKNOWN\`, \`RULE_SET\`, ${IDEMPOTENCY_CODES}.`,
  })
  setJabarMentoringRule(
    @Arg("input", () => SetJabarMentoringRuleInput, { description: "The rule." }) input: SetJabarMentoringRuleInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMentoringRule | Refused> {
    return answered(context, setMentoringRule(context, input, idempotencyKey), mentoringRuleOf);
  }

  @ProgrammeOperators
  @Mutation(() => ContractResult, {
    description: `Gives a mentor a contract. Refusals: \`MENTOR_UNKNOWN\`, \`EDITION_UNKNOWN\`, \`YEAR_PAST\`, \`TEXT_LENGTH\`, \`TOO_FEW\`, \`TOO_MANY\`, \`REGENCY_OUTSIDE\`, \`DAY_OUTSIDE\`, \`PERIOD_REVERSED\`, \`NO_RULE\`, \`CONTRACT_OVERLAPS\`, \`NUMBER_TAKEN\`, ${IDEMPOTENCY_CODES}.`,
  })
  contractJabarMentor(
    @Arg("input", () => ContractJabarMentorInput, { description: "The contract." }) input: ContractJabarMentorInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMentorContract | Refused> {
    return answered(context, contractMentor(context, input, idempotencyKey), contractById);
  }

  @ProgrammeOperators
  @Mutation(() => ContractResult, {
    description:
      "Ends a contract early, and with it its assignments. Refusals: `CONTRACT_UNKNOWN`, `CONTRACT_ENDED`, `DAY_OUTSIDE`, `TEXT_LENGTH`.",
  })
  endJabarMentorContract(
    @Arg("input", () => EndJabarMentorContractInput, { description: "Which contract, when and why." })
    input: EndJabarMentorContractInput,
    @Ctx() context: Context,
  ): Promise<JabarMentorContract | Refused> {
    return answered(context, endContract(context, input), contractById);
  }

  @ProgrammeOperators
  @Mutation(() => ContractResult, {
    description: `Gives pesantren to a mentor, all or none. Refusals: \`CONTRACT_UNKNOWN\`, \`CONTRACT_ENDED\`, \`TOO_MANY_PESANTREN\`, \`PESANTREN_UNKNOWN\`, \`PESANTREN_INACTIVE\`, \`OUTSIDE_PROVINCE\`, \`PESANTREN_TWICE\`, \`PESANTREN_ASSIGNED\`, \`REGENCY_NOT_SERVED\`, \`TOO_FEW\`, \`TOO_MANY\`, \`TEXT_LENGTH\`, ${IDEMPOTENCY_CODES}.`,
  })
  assignJabarMentor(
    @Arg("input", () => AssignJabarMentorInput, { description: "Which pesantren, to which contract." })
    input: AssignJabarMentorInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMentorContract | Refused> {
    return answered(context, assignMentor(context, input, idempotencyKey), contractById);
  }

  @ProgrammeOperators
  @Mutation(() => AssignmentResult, {
    description:
      "Ends an assignment today; the pesantren can be given to another mentor. Refusals: `ASSIGNMENT_UNKNOWN`, `ASSIGNMENT_ENDED`, `TEXT_LENGTH`.",
  })
  endJabarMentoringAssignment(
    @Arg("input", () => EndJabarMentoringAssignmentInput, { description: "Which assignment, and why." })
    input: EndJabarMentoringAssignmentInput,
    @Ctx() context: Context,
  ): Promise<JabarMentoringAssignment | Refused> {
    return answered(context, endAssignment(context, input), assignmentById);
  }

  @Mentors
  @Mutation(() => AssignmentResult, {
    description: `Reports a visit to a pesantren that is assigned to the mentor who asks; a report can't be changed. Refusals: \`ASSIGNMENT_UNKNOWN\`, \`DAY_OUTSIDE\`, \`TEXT_LENGTH\`, \`TOO_MANY\`, \`CHECKSUM_INVALID\`, ${IDEMPOTENCY_CODES}.`,
  })
  reportJabarVisit(
    @Arg("input", () => ReportJabarVisitInput, { description: "The report." }) input: ReportJabarVisitInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarMentoringAssignment | Refused> {
    return answered(context, reportVisit(context, input, idempotencyKey), assignmentById);
  }

  @Mentors
  @Mutation(() => MonthResult, {
    description: `Records how the business of a pesantren did in a month, or corrects it; what was recorded before stays visible. For its mentor, of months until the assignment's last. Refusals: \`PESANTREN_UNKNOWN\`, \`PESANTREN_INACTIVE\`, \`OUTSIDE_PROVINCE\`, \`NOT_YOUR_PESANTREN\`, \`OUT_OF_RANGE\`, \`MONTH_TO_COME\`, \`RECORDED_ALREADY\`, \`NOTHING_TO_CORRECT\`, \`TEXT_LENGTH\`, \`TOO_MANY\`, ${IDEMPOTENCY_CODES}.`,
  })
  recordJabarBusinessProgress(
    @Arg("input", () => RecordJabarBusinessProgressInput, { description: "Which pesantren and month, and how it did." })
    input: RecordJabarBusinessProgressInput,
    @Arg("idempotencyKey", () => String, { description: IDEMPOTENCY_KEY_DESCRIPTION }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<JabarBusinessMonth | Refused> {
    return answered(context, recordProgress(context, input, idempotencyKey), monthOfRecord);
  }
}
