import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { JABAR } from "../province";

const person = (subject: string, scopes: readonly string[], more: Partial<Caller> = {}): Caller => ({
  ...ANONYMOUS,
  client: "test",
  subject,
  scopes,
  province: JABAR,
  purpose: "registration",
  ...more,
});

/** Who acts in tests of the programme. */
export const OPERATOR = person("operator", ["jabar:operate", "jabar.edition:write", "jabar.grant:pay"]);
export const REVIEWER = person("reviewer", ["jabar.registration:review"]);
export const OTHER_REVIEWER = person("other-reviewer", ["jabar.registration:review"]);

/** A judge's account. */
export const judgeOf = (subject: string): Caller => person(subject, ["jabar.audition:score"]);

/** The account of somebody who applies to be a mentor, or is one. */
export const mentorOf = (subject: string): Caller =>
  person(subject, ["jabar.mentoring:apply", "jabar.mentoring:report"]);

/** A pesantren's own person. */
export const ownerOf = (pesantren: string): Caller =>
  person(`owner-${pesantren}`, ["jabar:participate"], { pesantren });
