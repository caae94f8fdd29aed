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

/** Those who take in vehicle tax at a service point of their pesantren. */
export const SamsatCashiers = restricted({ to: ["province"], scopes: "samsat.payment:create", claims: "province" });

/** Those who see payments of vehicle tax: cashiers those of their pesantren, operators all, a partner bank its own. */
export const SamsatReaders = restricted({
  to: ["province", "bank"],
  scopes: [["samsat.payment:create"], [OPERATE], ["samsat.payment:read"]],
  claims: [["province"], ["bank"]],
});

/** Those who compare payments with banks' statements: operators. */
export const Settlers = restricted({ to: ["province"], scopes: "samsat.settlement:write", claims: "province" });

/** Those who see how statements and payments compare: operators all, a partner bank its own. */
export const SettlementReaders = restricted({
  to: ["province", "bank"],
  scopes: [["samsat.settlement:write"], [OPERATE], ["samsat.payment:read"]],
  claims: [["province"], ["bank"]],
});

/** Those who decide about grants and pay them out. */
export const GrantPayers = restricted({ to: ["province"], scopes: "jatim.grant:pay", claims: "province" });

/** Those who may read grants: who pays them, operators, and a pesantren's own people its own. */
export const GrantReaders = restricted({
  to: ["province"],
  scopes: [["jatim.grant:pay"], [OPERATE], ["jatim:participate"]],
  claims: "province",
});
