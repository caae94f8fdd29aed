import { ANONYMOUS, NATION, type Caller } from "../../../subgraphs/kit/access/caller";

/** Who asks in the matrix: every kind of client that there is, and some that should get nothing. */
export function roles(pesantren: string): Readonly<Record<string, Caller | undefined>> {
  const role = (client: string, parts: Partial<Caller> = {}): Caller => ({
    ...ANONYMOUS,
    client,
    subject: client,
    ...parts,
  });
  return {
    anonymous: undefined,
    "a token without scopes": role("public-site"),
    "operator of the province": role("operator-jabar", { scopes: OPERATOR, province: "32", purpose: "registration" }),
    "operator of another province": role("operator-jatim", {
      scopes: OPERATOR,
      province: "35",
      purpose: "registration",
    }),
    "operator without a province": role("operator-lost", { scopes: OPERATOR, purpose: "registration" }),
    judge: role("judge-jabar", { province: "32" }),
    "pesantren's own person": role("pesantren-jabar", {
      scopes: ["product:write", "contact:read", "contact:write", "consent:write"],
      province: "32",
      pesantren,
      purpose: "registration",
    }),
    ministry: role("ministry", {
      scopes: ["pesantren:history", "pesantren:review", "feed:read", "vocabulary:write"],
      province: NATION,
      purpose: "reporting",
    }),
    "partner bank": role("bank-jatim", {
      scopes: ["service-point:read", "contact:read"],
      bank: "JATIM_SYARIAH",
      purpose: "banking",
    }),
    "scope of a stranger": role("stranger", { scopes: ["pesantren:*", "*", "admin", ""], province: NATION }),
  };
}

const OPERATOR = [
  "pesantren:write",
  "pesantren:review",
  "pesantren:history",
  "service-point:write",
  "service-point:read",
  "product:write",
  "contact:read",
  "contact:write",
  "consent:write",
];
