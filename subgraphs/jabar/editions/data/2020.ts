import type { EditionRules, StageRulesOf } from "../rules";
import {
  BANDUNG,
  criteria,
  figure,
  fiveRegions,
  inOrder,
  PANEL,
  PANEL_FIELDS,
  prize,
  requirements,
  step,
  target,
} from "./common";
import { ASSUMED } from "./sources";

const ADVERTORIAL = "advertorial-2021-01-20";
const RADAR = "radarbandung-2020";
const REPORT_2022 = "diwarta-2022-01-18";
const MATCHING = "liputan6-2020-12";

const stage = {
  mode: "IN_PERSON",
  ...PANEL,
  passScore: null,
  source: ADVERTORIAL,
  assumedFields: PANEL_FIELDS,
} as const;
const wib = (moment: string) => `${moment}+07:00`;
const STARTUP = { category: "STARTUP" };
const SCALEUP = { category: "SCALEUP" };
const IN_TWO_TRANCHES = { tranchePercents: [70, 30] };

const STAGES: readonly StageRulesOf[] = [
  {
    ...stage,
    number: 1,
    level: "DISTRICT",
    name: "Audisi tahap I, juara tingkat kecamatan",
    places: fiveRegions(ADVERTORIAL, false),
    quotas: [
      { ...STARTUP, regencyCode: null, places: 250, source: ADVERTORIAL, isAssumed: false },
      { ...SCALEUP, regencyCode: null, places: 250, source: ADVERTORIAL, isAssumed: false },
    ],
    criteria: criteria(1),
    prizes: [
      prize("Juara tingkat kecamatan, startup", 25_000_000, [1, 250], ADVERTORIAL, STARTUP),
      prize("Juara tingkat kecamatan, scaleup", 35_000_000, [1, 250], ADVERTORIAL, SCALEUP),
    ],
  },
  {
    ...stage,
    number: 2,
    level: "REGENCY",
    name: "Audisi tahap II, juara tingkat kabupaten/kota",
    places: [...BANDUNG],
    quotas: [{ category: null, regencyCode: null, places: 60, source: ADVERTORIAL, isAssumed: false }],
    criteria: criteria(2),
    prizes: [
      prize("Juara 1 tingkat kabupaten/kota", 200_000_000, [1, 15], ADVERTORIAL, IN_TWO_TRANCHES),
      prize("Juara 2 tingkat kabupaten/kota", 150_000_000, [16, 30], ADVERTORIAL, IN_TWO_TRANCHES),
      prize("Juara 3 tingkat kabupaten/kota", 100_000_000, [31, 45], ADVERTORIAL, IN_TWO_TRANCHES),
      prize("Juara 4 tingkat kabupaten/kota", 75_000_000, [46, 60], ADVERTORIAL, IN_TWO_TRANCHES),
    ],
  },
  {
    ...stage,
    number: 3,
    level: "PROVINCE",
    name: "Audisi tahap III, juara tingkat provinsi",
    places: [...BANDUNG],
    quotas: [{ category: null, regencyCode: null, places: 5, source: ADVERTORIAL, isAssumed: false }],
    criteria: criteria(3),
    prizes: [prize("Juara tingkat provinsi", 400_000_000, [1, 5], ADVERTORIAL, IN_TWO_TRANCHES)],
  },
];

/**
 * 2020. The fourth group of stage II is called "kategori scale up" once and "juara 4" once in the same source. All prizes together are Rp 24,875,000,000.
 */
export const EDITION_2020: EditionRules = {
  year: 2020,
  name: "OPOP Jawa Barat 2020",
  onceEver: true,
  appealDays: 3,
  source: ADVERTORIAL,
  assumedFields: ["onceEver", "appealDays"],
  periods: [
    {
      number: 1,
      opensAt: wib("2020-02-01T00:00:00"),
      closesAt: wib("2020-06-30T23:59:59"),
      reason: null,
      source: ASSUMED,
      isAssumed: true,
    },
  ],
  categories: [
    { code: "STARTUP", name: "Startup", fromMonths: 0, belowMonths: 12, source: REPORT_2022, isAssumed: true },
    { code: "SCALEUP", name: "Scaleup", fromMonths: 12, belowMonths: null, source: REPORT_2022, isAssumed: true },
  ],
  requirements: requirements(true),
  targets: [
    target("WINNERS_STAGE_1", 1_000, "pesantren", RADAR),
    target("WINNERS_STAGE_1", 500, "pesantren", RADAR, {
      number: 2,
      reason: "Pengurangan anggaran akibat pandemi Covid-19",
      decidedOn: null,
    }),
    target("WINNERS_STAGE_2", 60, "pesantren", ADVERTORIAL),
    target("WINNERS_STAGE_3", 5, "pesantren", ADVERTORIAL),
    target("PRIZES", 24_875_000_000, "rupiah", ADVERTORIAL),
    target("MENTORS", 50, "person", "jabar-public-reports"),
    target("MENTOR_COORDINATORS", 5, "person", "jabar-public-reports"),
  ],
  steps: inOrder([
    step(
      "REGISTRATION",
      "Pendaftaran online",
      "ONLINE",
      ADVERTORIAL,
      ["2020-02-01", "2020-06-30"],
      ["startsOn", "endsOn"],
    ),
    step("SELECTION", "Seleksi administrasi", "ONLINE", ADVERTORIAL),
    step(
      "AUDITION_1",
      "Audisi tahap I di 5 wilayah",
      "IN_PERSON",
      ADVERTORIAL,
      ["2020-07-22", "2020-08-31"],
      ["endsOn"],
    ),
    step("TRAINING", "Pelatihan dan magang", "IN_PERSON", ADVERTORIAL),
    step("MENTORING", "Pendampingan", "BOTH", ADVERTORIAL, null, ["mode"]),
    step("AUDITION_2", "Audisi tahap II", "IN_PERSON", ADVERTORIAL, ["2020-11-01", "2020-11-25"], ["startsOn"]),
    step("AUDITION_3", "Audisi tahap III", "IN_PERSON", ADVERTORIAL),
    step("BUSINESS_MATCHING", "Temu bisnis", "BOTH", MATCHING),
    step("EXHIBITIONS", "Pameran", "ONLINE", MATCHING),
  ]),
  figures: [
    figure("REGISTERED", 1_058, ADVERTORIAL),
    figure("PASSED_ADMINISTRATION", 644, ADVERTORIAL),
    figure("ATTENDED_1", 644, ADVERTORIAL),
    figure("PASSED_1", 500, ADVERTORIAL),
    figure("ATTENDED_2", 356, ADVERTORIAL),
    figure("PASSED_2", 60, ADVERTORIAL, { asOf: "2020-11-25" }),
    figure("PASSED_3", 5, ADVERTORIAL),
    figure("PASSED_3", 3, "republika-qkrfrl457"),
    figure("PRIZES", 24_875_000_000, ADVERTORIAL, { unit: "rupiah" }),
    figure("BUSINESS_MATCHING_VALUE", 21_000_000_000, MATCHING, {
      unit: "rupiah",
      isApproximate: true,
      asOf: "2020-12-09",
    }),
    figure("BUSINESS_MATCHING_VALUE", 21_020_000_000, "republika-qkrfrl457", { unit: "rupiah", isApproximate: true }),
    figure("MENTORS_INTERVIEWED", 238, RADAR, { unit: "person" }),
    figure("JOINED_ALL_EDITIONS", 1_500, MATCHING, { isApproximate: true, asOf: "2020-12-09" }),
  ],
  stages: STAGES,
};
