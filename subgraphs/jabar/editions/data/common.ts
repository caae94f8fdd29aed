import type { RuleRow } from "../parts";
import type { StageRulesOf } from "../rules";
import { ASSUMED } from "./sources";

const REPORT_2022 = "diwarta-2022-01-18";

type Requirement = readonly [code: string, rule: string, nameId: string, nameEn: string, more?: RuleRow];

const ELIGIBILITY: readonly Requirement[] = [
  ["NEVER_TOOK_PART", "NEVER_TOOK_PART", "Belum pernah menjadi peserta OPOP", "Never took part in OPOP before"],
  ["IN_PROVINCE", "IN_PROVINCE", "Berada di Jawa Barat", "Lies in Jawa Barat"],
  ["NSPP", "NSPP", "Memiliki NSPP", "Has an NSPP"],
];

const ADMINISTRATIVE: readonly Requirement[] = [
  ["NIB", "NIB", "Nomor Induk Berusaha (NIB)", "Business registration number (NIB)"],
  ["NPWP", "NPWP", "NPWP atas nama lembaga", "Tax number (NPWP) in the institution's name"],
  [
    "BANK_ACCOUNT",
    "BANK_ACCOUNT",
    "Rekening BJB atau BJB Syariah atas nama lembaga",
    "Account at BJB or BJB Syariah in the institution's name",
    { allowed: ["BJB", "BJB_SYARIAH"] },
  ],
  ["PESANTREN_PROFILE", "DOCUMENT", "Profil pesantren", "Profile of the pesantren"],
  ["BUSINESS_PROFILE", "DOCUMENT", "Profil usaha", "Profile of the business"],
  [
    "REPRESENTATIVE_AGE",
    "REPRESENTATIVE_AGE",
    "Wakil berusia 18 sampai 55 tahun",
    "Representative of 18 to 55 years",
    { minimum: 18, maximum: 55 },
  ],
  [
    "REPRESENTATIVE_EDUCATION",
    "REPRESENTATIVE_EDUCATION",
    "Wakil berpendidikan minimal SMA",
    "Representative with SMA at least",
    { minimum: 3 },
  ],
  ["KTP", "DOCUMENT", "KTP wakil", "Identity card (KTP) of the representative"],
  ["HEALTH_LETTER", "DOCUMENT", "Surat keterangan sehat wakil", "Health letter of the representative"],
];

/**
 * The requirements as published for 2022; no list of an earlier edition is known, so that there they are assumed.
 *
 * @param without codes of requirements that the edition does not have
 */
export function requirements(isAssumed: boolean, without: readonly string[] = []): RuleRow[] {
  const row =
    (kind: string) =>
    ([code, rule, nameId, nameEn, more]: Requirement) => ({
      code,
      kind,
      rule,
      nameId,
      nameEn,
      ...more,
      source: isAssumed ? ASSUMED : REPORT_2022,
      isAssumed,
    });
  return [...ELIGIBILITY.map(row("ELIGIBILITY")), ...ADMINISTRATIVE.map(row("ADMINISTRATIVE"))]
    .filter(({ code }) => !without.includes(code))
    .map((each, at) => ({ ...each, position: at + 1 }));
}

const CRITERIA: readonly (readonly [string, string, string])[] = [
  ["MARKET", "Pasar", "Market"],
  ["DEMAND", "Permintaan", "Demand"],
  ["PROFITABILITY", "Keuntungan", "Profitability"],
  ["INNOVATION", "Inovasi", "Innovation"],
  ["UNIQUENESS", "Keunikan", "Uniqueness"],
];

/** The criteria are published, their weights are not. From stage II on the use of the money of stage I counts too. */
export function criteria(stage: number): RuleRow[] {
  const weight = stage === 1 ? 20 : 16;
  const rows = CRITERIA.map(([code, nameId, nameEn]) => ({ code, nameId, nameEn, weight }));
  const use = {
    code: "USE_OF_FUNDS",
    nameId: "Penggunaan dana tahap I",
    nameEn: "Use of the money of stage I",
    weight: 20,
  };
  return [...rows, ...(stage === 1 ? [] : [use])].map((row, at) => ({
    ...row,
    position: at + 1,
    source: "jabar-public-reports",
    assumedFields: ["weight"],
  }));
}

/** Five places, as published for stage I of 2020; which regencies go to which is not published, so it is left to the operators. */
export function fiveRegions(source: string, isAssumed: boolean): RuleRow[] {
  return [1, 2, 3, 4, 5].map((number) => ({
    code: `WILAYAH_${number}`,
    name: `Wilayah ${number}`,
    regencyCodes: [],
    source,
    isAssumed,
  }));
}

export const BANDUNG: readonly RuleRow[] = [
  { code: "BANDUNG", name: "Bandung", regencyCodes: [], source: ASSUMED, isAssumed: true },
];

/** What is not published of the stages of any edition. */
export const PANEL: Pick<StageRulesOf, "panelSize" | "panelMinimum" | "tieBreak"> = {
  panelSize: 3,
  panelMinimum: 2,
  tieBreak: ["MARKET", "PROFITABILITY", "EARLIER_SUBMISSION", "LOT"],
};

/** The names of these fields, for `assumedFields`. */
export const PANEL_FIELDS = Object.keys(PANEL);

/** @param decided day of the decision; null if not known */
export function target(
  indicator: string,
  value: number,
  unit: string,
  source: string,
  revision?: { readonly number: number; readonly reason: string; readonly decidedOn: string | null },
): RuleRow {
  return { indicator, number: 1, value, unit, reason: null, decidedOn: null, ...revision, source, isAssumed: false };
}

export function step(
  code: string,
  name: string,
  mode: "ONLINE" | "IN_PERSON" | "BOTH",
  source: string,
  days: readonly [string, string] | null = null,
  assumedFields: readonly string[] = [],
) {
  return { code, name, mode, startsOn: days?.[0] ?? null, endsOn: days?.[1] ?? null, source, assumedFields };
}

/** Steps in their order. */
export function inOrder(steps: readonly RuleRow[]): RuleRow[] {
  return steps.map((each, at) => ({ ...each, position: at + 1 }));
}

export function figure(indicator: string, value: number, source: string, more: RuleRow = {}): RuleRow {
  return { indicator, value, source, unit: "pesantren", isApproximate: false, asOf: null, ...more };
}

export function prize(
  title: string,
  amount: number,
  [rankFrom, rankTo]: readonly [number, number],
  source: string,
  more: RuleRow = {},
): RuleRow {
  return {
    category: null,
    rankFrom,
    rankTo,
    title,
    amount,
    tranchePercents: [100],
    source,
    assumedFields: ["tranchePercents"],
    ...more,
  };
}
