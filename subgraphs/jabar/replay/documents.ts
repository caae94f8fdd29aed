const REFUSED = "... on Refused { refusals { code message field expected received } }";

/** A mutation of one input, whose answer is read as `done`. */
function mutation(name: string, input: string, answer: string, keyed = false): string {
  const key = keyed ? ", $idempotencyKey: String!" : "";
  const passed = keyed ? ", idempotencyKey: $idempotencyKey" : "";
  return `mutation ($input: ${input}!${key}) { done: ${name}(input: $input${passed}) { ${answer} ${REFUSED} } }`;
}

/** A mutation of one id. */
function byId(name: string, argument: string, answer: string): string {
  return `mutation ($id: ID!) { done: ${name}(${argument}: $id) { ${answer} ${REFUSED} } }`;
}

const REGISTRATION = "... on JabarRegistration { id status category }";
const SESSION = "... on JabarSession { id }";
const TRANCHES = "... on JabarTranches { tranches { id status } }";
const REPORT = "... on JabarGrantReport { id status }";
const DECISION = "... on JabarDecision { id number status passedCount }";

/** Every step of an edition, as clients send it. */
export const STEPS = {
  draft: mutation("draftJabarRegistration", "DraftJabarRegistrationInput", REGISTRATION, true),
  change: mutation("changeJabarRegistration", "ChangeJabarRegistrationInput", REGISTRATION),
  submit: byId("submitJabarRegistration", "id", REGISTRATION),
  withdraw: mutation("withdrawJabarRegistration", "WithdrawJabarRegistrationInput", REGISTRATION),
  review: mutation(
    "reviewJabarRegistrations",
    "ReviewJabarRegistrationsInput",
    "... on JabarReviewed { registrations { id status } }",
  ),
  appealReview: mutation("appealJabarReview", "AppealJabarReviewInput", "... on JabarAppeal { id status }"),
  answerAppeal: mutation("answerJabarAppeal", "AnswerJabarAppealInput", "... on JabarAppeal { id status }"),
  registerJudge: mutation("registerJabarJudge", "RegisterJabarJudgeInput", "... on JabarJudge { id }", true),
  schedule: mutation("scheduleJabarSession", "ScheduleJabarSessionInput", SESSION, true),
  judgeMissing: mutation("reportJabarJudgeMissing", "ReportJabarJudgeMissingInput", SESSION),
  assign: mutation(
    "assignJabarCandidates",
    "AssignJabarCandidatesInput",
    "... on JabarAssignment { assigned waiting }",
  ),
  attendance: mutation("recordJabarAttendance", "RecordJabarAttendanceInput", SESSION),
  score: mutation("submitJabarScores", "SubmitJabarScoresInput", SESSION),
  decide: mutation("decideJabarStage", "DecideJabarStageInput", DECISION),
  discard: byId("discardJabarDecision", "decisionId", DECISION),
  announce: mutation("announceJabarDecision", "AnnounceJabarDecisionInput", DECISION),
  correct: mutation("correctJabarDecision", "CorrectJabarDecisionInput", DECISION),
  grant: mutation("grantJabarPrizes", "GrantJabarPrizesInput", "... on JabarEdition { year }", true),
  order: mutation("orderJabarTranches", "OrderJabarTranchesInput", TRANCHES),
  confirm: mutation("confirmJabarPayments", "ConfirmJabarPaymentsInput", TRANCHES),
  fail: mutation("failJabarPayment", "FailJabarPaymentInput", TRANCHES),
  report: mutation("submitJabarGrantReport", "SubmitJabarGrantReportInput", REPORT, true),
  reviewReport: mutation("reviewJabarGrantReport", "ReviewJabarGrantReportInput", REPORT),
  appealDecision: mutation("appealJabarDecision", "AppealJabarDecisionInput", DECISION),
} as const;

export type Step = keyof typeof STEPS;

/** What the graph says of an edition's rules. */
export const EDITION = `query ($year: Int!) { jabarEdition(year: $year) {
  id year appealDays registrationPeriods { opensAt closesAt }
  requirements { code rule }
  stages { id number panelSize passScore places { code } criteria { code } quotas { category regencyCode places } }
} }`;

export const FUNNEL = `query ($year: Int!) { jabarEdition(year: $year) { funnel { step stage count byCategory { category count } } } }`;

export const GRANT_TOTALS = `query ($year: Int!) { jabarEdition(year: $year) { grantTotals { granted paid paidBack accountedFor count } } }`;

export const GRANTS = `query ($year: Int!, $first: Int!, $after: String) {
  jabarGrants(filter: { year: $year }, first: $first, after: $after) {
    nodes { id title amount rank stage tranches { id number amount status reports { id status } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const CANDIDATES = `query ($stageId: ID!, $hasSession: Boolean, $first: Int!, $after: String) {
  jabarCandidates(filter: { stageId: $stageId, hasSession: $hasSession }, first: $first, after: $after) {
    nodes { registrationId category sessionId } pageInfo { hasNextPage endCursor }
  }
}`;
