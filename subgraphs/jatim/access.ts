import { restricted } from "../kit/access/access";
import type { Caller } from "../kit/access/caller";

/** The scope of those who run the programme. */
export const OPERATE = "jatim:operate";

/** The scope of a pesantren's own people. */
export const PARTICIPATE = "jatim:participate";

/** Those who run the programme for the province: targets, activities, cards, tariffs, settlements. */
export const ProgrammeOperators = restricted({ to: ["province"], scopes: OPERATE, claims: "province" });

/** Those who act for a pesantren in the programme: its own people, or an operator for it. */
export const Participants = restricted({
  to: ["province"],
  scopes: [[PARTICIPATE], [OPERATE]],
  claims: "province",
});

/** Those who take in vehicle tax at a service point of their pesantren. */
export const SamsatCashiers = restricted({
  to: ["province"],
  scopes: "samsat.payment:create",
  claims: [["province", "pesantren"]],
});

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
  scopes: [["jatim.grant:pay"], [OPERATE], [PARTICIPATE]],
  claims: "province",
});

/** The scope of those who buy in OPOP Mart. */
export const BUY = "jatim.mart:buy";

/** The scope of those who confirm payments to OPOP Mart, refund and pay out. */
const SETTLE = "jatim.mart:settle";

/** Those who buy in OPOP Mart: each for himself. */
export const MartBuyers = restricted({ to: ["province"], scopes: BUY, claims: "province" });

/** Those who confirm payments to OPOP Mart, refund and pay out to sellers. */
export const MartSettlers = restricted({ to: ["province"], scopes: SETTLE, claims: "province" });

/** Those who see orders: a buyer the own ones, a seller's people those of their pesantren, the office all. */
export const MartReaders = restricted({
  to: ["province"],
  scopes: [[BUY], [PARTICIPATE], [OPERATE], [SETTLE]],
  claims: "province",
});

/** Those who see what is owed to sellers: a pesantren's people their own, the office all. */
export const MartSellers = restricted({
  to: ["province"],
  scopes: [[PARTICIPATE], [OPERATE], [SETTLE]],
  claims: "province",
});

/** Whether somebody acts for OPOP Mart as a whole, and for no pesantren. */
export function isMartOffice({ scopes, pesantren }: Caller): boolean {
  return pesantren === null && (scopes.includes(OPERATE) || scopes.includes(SETTLE));
}

/** The scope of guardians and holders of cards. */
export const USE_CARDS = "jatim.card:use";

/** The scope of shops that take cards. */
const TAKE_CARDS = "jatim.card:take";

/** The scope of banks that confirm top-ups, and see what is theirs. */
const CONFIRM_TOP_UPS = "jatim.card:confirm";

/** Guardians and holders of cards: each for those for whom they are known. */
export const CardUsers = restricted({ to: ["province"], scopes: USE_CARDS, claims: "province" });

/** Shops that take cards: each for its pesantren. */
export const CardShops = restricted({ to: ["province"], scopes: TAKE_CARDS, claims: [["province", "pesantren"]] });

/** Banks that confirm top-ups. */
export const CardBanks = restricted({ to: ["bank"], scopes: CONFIRM_TOP_UPS, claims: "bank" });

/** Those who do something with cards that they have or issue: users, a pesantren's people and operators. */
export const CardHands = restricted({
  to: ["province"],
  scopes: [[USE_CARDS], [PARTICIPATE], [OPERATE]],
  claims: "province",
});

/** Those who see something of cards: users, a pesantren's people and its shops, operators, and a bank what is its own. */
export const CardReaders = restricted({
  to: ["province", "bank"],
  scopes: [[USE_CARDS], [PARTICIPATE], [OPERATE], [TAKE_CARDS], [CONFIRM_TOP_UPS]],
  claims: [["province"], ["bank"]],
});

/** Those who see what is between shops and banks for cards: a pesantren's own people and shops theirs, those who settle and operators all. */
export const CardShopReaders = restricted({
  to: ["province"],
  scopes: [[TAKE_CARDS], [PARTICIPATE], [OPERATE], [SETTLE]],
  claims: "province",
});

/** Whether somebody issues cards: a pesantren's own people, or an operator. */
export function isCardOffice({ scopes, pesantren }: Caller): boolean {
  return scopes.includes(OPERATE) || (pesantren !== null && scopes.includes(PARTICIPATE));
}

/** Whether somebody takes cards for a pesantren's shops. */
export function isCardShop({ scopes, pesantren }: Caller): boolean {
  return pesantren !== null && scopes.includes(TAKE_CARDS);
}

/** The scope of those who serve at an agent of a bank. */
const SERVE = "laku-pandai:operate";

/** Those who serve holders of basic accounts at an agent of their own pesantren. */
export const LakuPandaiAgents = restricted({ to: ["province"], scopes: SERVE, claims: [["province", "pesantren"]] });

/** The scope of banks that run agents. */
const RUN_AGENTS = "laku-pandai:manage";

/** Those who appoint agents, and book what passes between them and their bank: a bank for its own, operators for all. */
export const LakuPandaiBanks = restricted({
  to: ["province", "bank"],
  scopes: [[OPERATE], [RUN_AGENTS]],
  claims: [["province"], ["bank"]],
});

/** Whether somebody may do so for the agents of a bank. */
export function runsAgentsOf({ bank, scopes }: Caller, bankCode: string | null): boolean {
  return bank === null ? scopes.includes(OPERATE) : bank === bankCode && scopes.includes(RUN_AGENTS);
}

/** Those who see agents, basic accounts and what is done with them: a pesantren's own people those of its agents, a bank its own, operators all. */
export const LakuPandaiReaders = restricted({
  to: ["province", "bank"],
  scopes: [[SERVE], [OPERATE], [RUN_AGENTS]],
  claims: [["province"], ["bank"]],
});
