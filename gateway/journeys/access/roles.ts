import { trialClients } from "../../issuer/trial-clients";
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
    "operator of the province": role("operator-jabar", {
      scopes: scopesOf("operator-jabar"),
      province: "32",
      purpose: "registration",
    }),
    "operator of another province": role("operator-jatim", {
      scopes: scopesOf("operator-jabar"),
      province: "35",
      purpose: "registration",
    }),
    "operator without a province": role("operator-lost", {
      scopes: scopesOf("operator-jabar"),
      purpose: "registration",
    }),
    judge: role("judge-jabar", { scopes: scopesOf("judge-jabar"), province: "32" }),
    mentor: role("mentor-jabar", { scopes: scopesOf("mentor-jabar"), province: "32" }),
    "pesantren's own person": role("pesantren-jabar", {
      scopes: scopesOf("pesantren-jabar"),
      province: "32",
      pesantren,
      purpose: "registration",
    }),
    "operator of Jawa Timur": role("operator-jatim", {
      scopes: scopesOf("operator-jatim"),
      province: "35",
      purpose: "registration",
    }),
    "buyer of Jawa Timur": role("buyer-jatim", {
      scopes: scopesOf("buyer-jatim"),
      province: "35",
      purpose: "delivery",
    }),
    "seller of Jawa Timur": role("seller-jatim", {
      scopes: scopesOf("seller-jatim"),
      province: "35",
      pesantren,
      purpose: "delivery",
    }),
    "guardian of Jawa Timur": role("guardian-jatim", {
      scopes: scopesOf("guardian-jatim"),
      province: "35",
      purpose: "card",
    }),
    "card office of Jawa Timur": role("card-office-jatim", {
      scopes: scopesOf("card-office-jatim"),
      province: "35",
      pesantren,
      purpose: "card",
    }),
    "cashier of Jawa Timur": role("shop-jatim", {
      scopes: scopesOf("shop-jatim"),
      province: "35",
      pesantren,
      purpose: "banking",
    }),
    ministry: role("ministry", {
      scopes: scopesOf("ministry"),
      province: NATION,
      purpose: "reporting",
    }),
    "partner bank": role("bank-jatim", {
      scopes: scopesOf("bank-jatim"),
      bank: "JATIM_SYARIAH",
      purpose: "banking",
    }),
    "scope of a stranger": role("stranger", { scopes: ["pesantren:*", "*", "admin", ""], province: NATION }),
  };
}

/** What a client of the trial issuer may ask for. */
export function scopesOf(client: string): readonly string[] {
  return trialClients([]).find(({ id }) => id === client)!.scopes;
}
