import { ANONYMOUS, type Caller } from "../access/caller";
import { isOfAge, sightOf, type BankPolicy, type ConsentTerms, type Sight, type Subject } from "./decision";

const NOW = new Date("2026-11-23T03:00:00Z");
const OWN = "0190a0a0-0000-7000-8000-000000000001";
const ADULT = "1990-01-01";
const MINOR = "2012-01-01";

interface Case {
  readonly caller: "operator" | "other operator" | "ministry" | "own pesantren" | "other pesantren" | "bank" | "system";
  readonly callerPurpose: string | null;
  readonly purpose: string;
  readonly recipient: string | null;
  readonly covers: boolean;
  readonly withdrawn: boolean;
  readonly future: boolean;
  readonly birthDate: string | null;
  readonly guardian: boolean;
  readonly policy: "none" | "all" | "last digits" | "before" | "after" | "other purpose";
}

const AXES: { readonly [K in keyof Case]: readonly Case[K][] } = {
  caller: ["operator", "other operator", "ministry", "own pesantren", "other pesantren", "bank", "system"],
  callerPurpose: ["registration", "banking", null],
  purpose: ["registration", "banking"],
  recipient: [null, "JATIM", "BJB"],
  covers: [true, false],
  withdrawn: [false, true],
  future: [false, true],
  birthDate: [ADULT, MINOR, null],
  guardian: [false, true],
  policy: ["none", "all", "last digits", "before", "after", "other purpose"],
};

function cases(): Case[] {
  let all: object[] = [{}];
  for (const [axis, values] of Object.entries(AXES))
    all = all.flatMap((each) => (values as readonly unknown[]).map((value) => ({ ...each, [axis]: value })));
  return all as Case[];
}

function callerOf({ caller, callerPurpose: purpose }: Case): Caller {
  const base = { ...ANONYMOUS, client: "test", subject: "somebody", purpose };
  if (caller === "bank") return { ...base, bank: "JATIM" };
  if (caller === "system") return { ...base, client: "system", province: "*" };
  if (caller === "ministry") return { ...base, province: "*" };
  if (caller === "own pesantren") return { ...base, province: "35", pesantren: OWN };
  if (caller === "other pesantren") return { ...base, province: "35", pesantren: OWN.replace(/1$/, "2") };
  return { ...base, province: caller === "operator" ? "35" : "32" };
}

function subjectOf({ purpose, recipient, covers, withdrawn, future, birthDate, guardian }: Case): Subject {
  const consent: ConsentTerms = {
    purpose,
    recipient,
    categories: covers ? ["NIK", "NAME"] : ["NAME"],
    givenBy: guardian ? "GUARDIAN" : "SUBJECT",
    givenAt: new Date(NOW.getTime() + (future ? 1 : -1) * 60_000),
    withdrawnAt: withdrawn ? NOW : null,
  };
  return { province: "35", pesantren: OWN, birthDate, consents: [consent] };
}

function policiesOf({ policy }: Case): BankPolicy[] {
  const [validFrom, validUntil] =
    policy === "before"
      ? ["2025-01-01", "2026-11-23"]
      : policy === "after"
        ? ["2026-11-24", null]
        : ["2026-11-23", null];
  const one = {
    bank: "JATIM",
    purpose: policy === "other purpose" ? "reporting" : "banking",
    categories: policy === "last digits" ? [] : ["NIK"],
    lastDigits: ["NIK"],
    validFrom,
    validUntil,
  };
  return policy === "none" ? [] : [one, { ...one, bank: "BJB", validFrom: "2020-01-01", validUntil: null }];
}

/** What must come out, said a second time and otherwise: by everything that must hold at once. */
function expected(each: Case): Sight {
  const { caller, callerPurpose, policy, birthDate, guardian } = each;
  const given = each.covers && !each.withdrawn && !each.future && each.purpose === callerPurpose;
  const valid = given && (guardian || birthDate === ADULT);
  if (callerPurpose === null) return "nothing";
  if (caller === "operator" || caller === "own pesantren")
    return valid && each.recipient === null ? "all" : "last digits";
  if (caller !== "bank" || !valid || each.recipient !== "JATIM" || callerPurpose !== "banking") return "nothing";
  return policy === "all" || policy === "last digits" ? policy : "nothing";
}

describe("who sees how much of a person's data", () => {
  it("is what consent, purpose, recipient, age and the bank's policy of the day say together", () => {
    const all = cases();
    const wrong = all.filter((each) => {
      const sight = sightOf(callerOf(each), subjectOf(each), "NIK", { policies: policiesOf(each), now: NOW });
      return sight !== expected(each);
    });
    expect(wrong).toEqual([]);
    const counts = all.map(expected);
    expect(all).toHaveLength(7 * 3 * 2 * 3 * 2 * 2 * 2 * 3 * 2 * 6);
    for (const sight of ["all", "last digits", "nothing"] as const) expect(counts).toContain(sight);
  });

  it("counts one consent in force among others that are not", () => {
    const each = cases().find((one) => expected(one) === "all")!;
    const { consents, ...subject } = subjectOf(each);
    const withdrawn = { ...consents[0]!, withdrawnAt: NOW };
    const sight = sightOf(callerOf(each), { ...subject, consents: [withdrawn, ...consents, withdrawn] }, "NIK", {
      policies: [],
      now: NOW,
    });
    expect(sight).toBe("all");
  });
});

describe("full age", () => {
  it("begins with the 18th birthday in western Indonesia", () => {
    expect(isOfAge("2008-11-23", new Date("2026-11-22T16:59:59Z"))).toBe(false);
    expect(isOfAge("2008-11-23", new Date("2026-11-22T17:00:00Z"))).toBe(true);
    expect(isOfAge("2008-02-29", new Date("2026-02-28T12:00:00Z"))).toBe(false);
    expect(isOfAge("2008-02-29", new Date("2026-03-01T00:00:00Z"))).toBe(true);
  });
});
