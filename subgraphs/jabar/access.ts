import { restricted } from "../kit/access/access";

/** The scope of those who run the programme. */
export const OPERATE = "jabar:operate";

/** Those who run the programme for the province: schedules, panels, decisions, events, mentors. */
export const ProgrammeOperators = restricted({ to: ["province"], scopes: OPERATE, claims: "province" });

/** Those who make editions and change their rules. */
export const EditionKeepers = restricted({ to: ["province"], scopes: "jabar.edition:write", claims: "province" });

/** Those who register a pesantren and act for it in the programme: its own people, or an operator for it. */
export const Participants = restricted({
  to: ["province"],
  scopes: [["jabar:participate"], [OPERATE]],
  claims: "province",
});

/** Those who decide about registrations. */
export const RegistrationReviewers = restricted({
  to: ["province"],
  scopes: "jabar.registration:review",
  claims: "province",
});

/** Those who may read registrations: reviewers and operators all of them, a pesantren's own people their own. */
export const RegistrationReaders = restricted({
  to: ["province"],
  scopes: [[OPERATE], ["jabar.registration:review"], ["jabar:participate"]],
  claims: "province",
});

/** Judges (juri). Which candidates each may score is decided by its panels. */
export const Judges = restricted({ to: ["province"], scopes: "jabar.audition:score", claims: "province" });

/** Those who may see what was scored once a panel is complete, and until then only what they scored themselves. */
export const ScoreReaders = restricted({
  to: ["province"],
  scopes: [[OPERATE], ["jabar.audition:score"]],
  claims: "province",
});

/** Those who grant prizes and pay them out. */
export const GrantPayers = restricted({ to: ["province"], scopes: "jabar.grant:pay", claims: "province" });

/** Those who may read grants: who pays them, operators, and a pesantren's own people their own. */
export const GrantReaders = restricted({
  to: ["province"],
  scopes: [["jabar.grant:pay"], [OPERATE], ["jabar:participate"]],
  claims: "province",
});

/** Those who apply to become mentors, with an account of their own. */
export const MentorApplicants = restricted({ to: ["province"], scopes: "jabar.mentoring:apply", claims: "province" });

/** Those who may read applications: operators all of them, an applicant the own ones. */
export const ApplicationReaders = restricted({
  to: ["province"],
  scopes: [[OPERATE], ["jabar.mentoring:apply"]],
  claims: "province",
});

/** Mentors (pendamping). Which pesantren each reports of is decided by its assignments. */
export const Mentors = restricted({ to: ["province"], scopes: "jabar.mentoring:report", claims: "province" });

/** Those who may read mentoring: operators, mentors what is theirs, and a pesantren's own people their own. */
export const MentoringReaders = restricted({
  to: ["province"],
  scopes: [[OPERATE], ["jabar.mentoring:report"], ["jabar:participate"]],
  claims: "province",
});

/** Those who read what the programme does for pesantren: operators, and a pesantren's own people their own. */
export const ProgrammeReaders = restricted({
  to: ["province"],
  scopes: [[OPERATE], ["jabar:participate"]],
  claims: "province",
});
