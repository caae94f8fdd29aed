import { restricted } from "../kit/access/access";

/** The scope of those who run the programme. */
export const OPERATE = "jatim:operate";

/** Those who run the programme for the province: targets, activities, cards, tariffs, settlements. */
export const ProgrammeOperators = restricted({ to: ["province"], scopes: OPERATE, claims: "province" });

/** Those who act for a pesantren in the programme: its own people, or an operator for it. */
export const Participants = restricted({
  to: ["province"],
  scopes: [["jatim:participate"], [OPERATE]],
  claims: "province",
});
