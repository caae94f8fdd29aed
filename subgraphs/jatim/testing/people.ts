import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { JATIM } from "../province";

const person = (subject: string, scopes: readonly string[], more: Partial<Caller> = {}): Caller => ({
  ...ANONYMOUS,
  client: "test",
  subject,
  scopes,
  province: JATIM,
  purpose: "programme",
  ...more,
});

/** Who acts in tests of the programme. */
export const OPERATOR = person("operator", ["jatim:operate", "jatim.grant:pay"]);

/** A pesantren's own person. */
export const ownerOf = (pesantren: string): Caller =>
  person(`owner-${pesantren}`, ["jatim:participate"], { pesantren });

/** Who runs OPOP Mart's money. */
export const SETTLER = person("settler", ["jatim.mart:settle"], { purpose: "delivery" });

/** A buyer of OPOP Mart. */
export const buyer = (name: string): Caller => person(`buyer-${name}`, ["jatim.mart:buy"], { purpose: "delivery" });

/** Somebody who logs in for a holder of cards, or for himself. */
export const cardUser = (name: string): Caller => person(`user-${name}`, ["jatim.card:use"], { purpose: "card" });

/** The shop of a pesantren, where cards are taken. */
export const shopOf = (pesantren: string): Caller => person(`shop-${pesantren}`, ["jatim.card:take"], { pesantren });

/** A partner bank. */
export const bank = (code: string): Caller => ({
  ...person(`bank-${code}`, ["jatim.card:confirm"], { purpose: "banking" }),
  province: null,
  bank: code,
});

/** Who serves at the Laku Pandai agents of a pesantren. */
export const tellerOf = (pesantren: string): Caller =>
  person(`teller-${pesantren}`, ["laku-pandai:operate"], { pesantren, purpose: "banking" });

/** A bank that runs agents. */
export const agentBank = (code: string): Caller => ({ ...bank(code), scopes: ["laku-pandai:manage"] });
