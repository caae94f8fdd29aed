import type { RefusalValue } from "../../kit/refusal";
import type { JabarEducation } from "./registration";
import * as errors from "./registration.errors";

/** A requirement of an edition, as submissions are checked by it. */
export interface Requirement {
  readonly code: string;
  readonly rule: string;
  readonly nameId: string;
  readonly nameEn: string;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly allowed: readonly string[] | null;
}

/** A category of an edition, by the age of the business in whole months. */
export interface CategoryRule {
  readonly code: string;
  readonly fromMonths: number;
  readonly belowMonths: number | null;
}

/** Everything that a registration's submission is judged by. */
export interface Submission {
  readonly districtCode: string | null;
  readonly regencyCode: string;
  readonly businessField: string | null;
  readonly businessName: string | null;
  readonly businessProfile: string | null;
  readonly businessStartedOn: string | null;
  readonly nib: string | null;
  readonly npwp: string | null;
  readonly bankCode: string | null;
  readonly bankAccount: string | null;
  readonly bankAccountHolder: string | null;
  readonly education: JabarEducation | null;
  readonly birthDate: string | null;
  readonly hasName: boolean;
  readonly hasNik: boolean;
  readonly hasConsent: boolean;
  readonly documents: readonly string[];
  /** Whether the registry knows the pesantren by a number of today. */
  readonly hasNspp: boolean;
  readonly isInProvince: boolean;
  /** Whether it passed a stage of an earlier edition. */
  readonly tookPart: boolean;
}

const RANKS: readonly JabarEducation[] = ["SD", "SMP", "SMA", "DIPLOMA", "S1", "S2", "S3"] as JabarEducation[];
const at = (...path: string[]) => ["registration", ...path];

type Rule = (submission: Submission, requirement: Requirement, day: string) => RefusalValue[];

const missing = (value: unknown, requirement: Requirement, ...path: string[]) =>
  value === null || value === false ? [errors.unfulfilled("REQUIRED", at(...path), requirement)] : [];

/** How each rule of a requirement is checked. REVIEWED is for reviewers alone. */
const RULES: Readonly<Record<string, Rule>> = {
  IN_PROVINCE: ({ isInProvince }, rule) =>
    isInProvince ? [] : [errors.unfulfilled("NOT_ELIGIBLE", at("pesantren"), rule)],
  NSPP: ({ hasNspp }, rule) => (hasNspp ? [] : [errors.unfulfilled("NOT_ELIGIBLE", at("pesantren"), rule)]),
  NEVER_TOOK_PART: ({ tookPart }, rule) =>
    tookPart ? [errors.unfulfilled("TOOK_PART_BEFORE", at("pesantren"), rule)] : [],
  NIB: ({ nib }, rule) => missing(nib, rule, "nib"),
  NPWP: ({ npwp }, rule) => missing(npwp, rule, "npwp"),
  BANK_ACCOUNT: ({ bankCode, bankAccount, bankAccountHolder }, rule) => [
    ...missing(bankAccount, rule, "bankAccount"),
    ...missing(bankAccountHolder, rule, "bankAccountHolder"),
    ...(bankCode !== null && (rule.allowed ?? [bankCode]).includes(bankCode)
      ? []
      : [errors.unfulfilled("BANK_NOT_ALLOWED", at("bankCode"), rule, rule.allowed?.join(", "))]),
  ],
  REPRESENTATIVE_AGE: ({ birthDate }, rule, day) => {
    if (birthDate === null) return missing(null, rule, "representative", "birthDate");
    const age = wholeYears(birthDate, day);
    const [from, to] = [rule.minimum ?? 0, rule.maximum ?? 150];
    return age >= from && age <= to
      ? []
      : [errors.unfulfilled("AGE_NOT_ALLOWED", at("representative", "birthDate"), rule, `${from} to ${to} years`)];
  },
  REPRESENTATIVE_EDUCATION: ({ education }, rule) => {
    if (education === null) return missing(null, rule, "representative", "education");
    return RANKS.indexOf(education) + 1 >= (rule.minimum ?? 1)
      ? []
      : [
          errors.unfulfilled(
            "EDUCATION_NOT_ENOUGH",
            at("representative", "education"),
            rule,
            RANKS.slice((rule.minimum ?? 1) - 1).join(", "),
          ),
        ];
  },
  DOCUMENT: ({ documents }, rule) => missing(documents.includes(rule.code), rule, "documents", rule.code),
  REVIEWED: () => [],
};

/** What every edition needs to know of a registration, whatever its requirements. */
const ALWAYS: readonly (readonly [(submission: Submission) => unknown, string[], string, string])[] = [
  [({ districtCode }) => districtCode, ["districtCode"], "Kecamatan", "District"],
  [({ businessField }) => businessField, ["businessField"], "Bidang usaha", "Business field"],
  [({ businessName }) => businessName, ["businessName"], "Nama usaha", "Name of the business"],
  [({ businessStartedOn }) => businessStartedOn, ["businessStartedOn"], "Mulai usaha", "Begin of the business"],
  [({ hasName }) => hasName, ["representative", "name"], "Nama wakil", "Name of the representative"],
  [({ hasNik }) => hasNik, ["representative", "nik"], "NIK wakil", "NIK of the representative"],
  [({ hasConsent }) => hasConsent, ["consent"], "Persetujuan wakil", "Consent of the representative"],
];

/** Everything that keeps a registration from being handed in on a day (`YYYY-MM-DD`, in WIB), each fault at its field. */
export function submissionFaults(
  submission: Submission,
  { requirements, categories }: { requirements: readonly Requirement[]; categories: readonly CategoryRule[] },
  day: string,
): RefusalValue[] {
  return [
    ...ALWAYS.flatMap(([value, path, nameId, nameEn]) =>
      missing(value(submission) ?? null, { nameId, nameEn } as Requirement, ...path),
    ),
    ...requirements.flatMap((requirement) => RULES[requirement.rule]!(submission, requirement, day)),
    ...categoryFaults(submission, categories, day),
  ];
}

/** The code of the category for a business of this age; null if there is none. */
export function categoryOf(startedOn: string, categories: readonly CategoryRule[], day: string): string | null {
  const months = wholeMonths(startedOn, day);
  const found = categories.find(
    ({ fromMonths, belowMonths }) => months >= fromMonths && (belowMonths === null || months < belowMonths),
  );
  return found?.code ?? null;
}

function categoryFaults({ businessStartedOn }: Submission, categories: readonly CategoryRule[], day: string) {
  if (businessStartedOn === null || categoryOf(businessStartedOn, categories, day) !== null) return [];
  return [errors.categoryUnknown(at("businessStartedOn"), wholeMonths(businessStartedOn, day))];
}

function wholeMonths(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = parts(from);
  const [toYear, toMonth, toDay] = parts(to);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}

function wholeYears(from: string, to: string): number {
  return Math.floor(wholeMonths(from, to) / 12);
}

function parts(day: string): [number, number, number] {
  return day.split("-").map(Number) as [number, number, number];
}
