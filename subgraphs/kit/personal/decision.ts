import type { Caller } from "../access/caller";
import type { Category } from "./personal-table";

/** How much of a value a caller may see. */
export type Sight = "all" | "last digits" | "nothing";

/** What is asked of a consent before it counts. */
export interface ConsentTerms {
  readonly purpose: string;
  /** Code of a bank; null for the operators of the province and the own pesantren. */
  readonly recipient: string | null;
  readonly categories: readonly string[];
  readonly givenBy: "SUBJECT" | "GUARDIAN";
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** What a bank may have of what a person consented to. */
export interface BankPolicy {
  readonly bank: string;
  readonly purpose: string;
  readonly categories: readonly string[];
  /** Categories of which it sees the last digits only. */
  readonly lastDigits: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly validFrom: string;
  /** The first day on which it does not hold any more; null for open. */
  readonly validUntil: string | null;
}

/** Whose data it is, as far as the decision needs it. */
export interface Subject {
  readonly province: string;
  readonly pesantren: string | null;
  /** `YYYY-MM-DD`; null if not known, and then the person counts as a minor. */
  readonly birthDate: string | null;
  readonly consents: readonly ConsentTerms[];
}

/** A person of full age consents for himself (UU 27/2022 art. 25 leaves the age to other laws; UU 35/2014 says 18). */
const FULL_AGE_YEARS = 18;

/**
 * How much a caller may see of a person's data of a category: what a consent in force covers for the caller's purpose, and for a bank only what its policy
 * holds too. Operators of the person's province and people of the own pesantren see last digits without a consent, to know the record by.
 */
export function sightOf(
  caller: Caller,
  subject: Subject,
  category: Category,
  { policies, now }: { policies: readonly BankPolicy[]; now: Date },
): Sight {
  if (caller.purpose === null || !reaches(caller, subject)) return "nothing";
  const covered = subject.consents.some(
    (consent) =>
      consent.recipient === caller.bank &&
      consent.purpose === caller.purpose &&
      consent.categories.includes(category) &&
      isInForce(consent, subject, now),
  );
  if (caller.bank === null) return covered ? "all" : "last digits";
  return covered ? policySight(caller, category, policies, now) : "nothing";
}

/** Whether a person is of full age on the day of a moment, in western Indonesia. */
export function isOfAge(birthDate: string | null, at: Date): boolean {
  if (birthDate === null) return false;
  const [year, rest] = [Number(birthDate.slice(0, 4)), birthDate.slice(4)];
  return `${String(year + FULL_AGE_YEARS).padStart(4, "0")}${rest}` <= dayOf(at);
}

/** The day of a moment in western Indonesia, `YYYY-MM-DD`. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** A bank reaches whoever consented to it; an operator his own province; the ministry and our own processes nobody. */
function reaches({ bank, province, pesantren }: Caller, subject: Subject): boolean {
  if (bank !== null) return true;
  if (pesantren !== null) return pesantren === subject.pesantren;
  return province === subject.province;
}

function isInForce({ givenBy, givenAt, withdrawnAt }: ConsentTerms, { birthDate }: Subject, now: Date): boolean {
  return givenAt <= now && withdrawnAt === null && (givenBy === "GUARDIAN" || isOfAge(birthDate, givenAt));
}

function policySight({ bank, purpose }: Caller, category: Category, policies: readonly BankPolicy[], now: Date): Sight {
  const today = dayOf(now);
  const inForce = policies.filter(
    (each) =>
      each.bank === bank &&
      each.purpose === purpose &&
      each.validFrom <= today &&
      (each.validUntil === null || today < each.validUntil),
  );
  if (inForce.some((each) => each.categories.includes(category))) return "all";
  return inForce.some((each) => each.lastDigits.includes(category)) ? "last digits" : "nothing";
}
