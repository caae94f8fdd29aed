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

const PLAN = "sosialisasi-2019-04-25";
const ADVERTORIAL = "advertorial-2021-01-20";
const GENERAL = "UMUM";

const stage = {
  mode: "IN_PERSON",
  ...PANEL,
  passScore: 60,
  source: PLAN,
  assumedFields: ["mode", "passScore", ...PANEL_FIELDS],
} as const;
const wib = (moment: string) => `${moment}+07:00`;

const STAGES: readonly StageRulesOf[] = [
  {
    ...stage,
    number: 1,
    level: "DISTRICT",
    name: "Audisi tahap I, juara tingkat kecamatan",
    places: fiveRegions(ASSUMED, true),
    quotas: [{ category: null, regencyCode: null, places: 1250, source: PLAN, isAssumed: false }],
    criteria: criteria(1),
    prizes: [
      prize("Juara tingkat kecamatan", 25_000_000, [1, 1250], ADVERTORIAL, {
        assumedFields: ["amount", "tranchePercents"],
      }),
    ],
  },
  {
    ...stage,
    number: 2,
    level: "REGENCY",
    name: "Audisi tahap II, juara tingkat kabupaten/kota",
    places: [...BANDUNG],
    quotas: [{ category: null, regencyCode: null, places: 100, source: PLAN, isAssumed: false }],
    criteria: criteria(2),
    prizes: [
      prize("Juara tingkat kabupaten/kota", 100_000_000, [1, 100], ASSUMED, {
        assumedFields: ["amount", "tranchePercents"],
      }),
    ],
  },
  {
    ...stage,
    number: 3,
    level: "PROVINCE",
    name: "Audisi tahap III, juara tingkat provinsi",
    places: [...BANDUNG],
    quotas: [{ category: null, regencyCode: null, places: 10, source: PLAN, isAssumed: false }],
    criteria: criteria(3),
    prizes: [
      prize("Juara tingkat provinsi", 400_000_000, [1, 10], ADVERTORIAL, {
        assumedFields: ["amount", "tranchePercents"],
      }),
    ],
  },
];

/** 2019, the first edition. Prizes are published as a range of Rp 25,000,000 to Rp 400,000,000 only. */
export const EDITION_2019: EditionRules = {
  year: 2019,
  name: "OPOP Jawa Barat 2019",
  onceEver: false,
  appealDays: 3,
  source: PLAN,
  assumedFields: ["onceEver", "appealDays"],
  periods: [
    {
      number: 1,
      opensAt: wib("2019-03-01T00:00:00"),
      closesAt: wib("2019-03-31T23:59:59"),
      reason: null,
      source: PLAN,
      isAssumed: false,
    },
    {
      number: 2,
      opensAt: wib("2019-03-01T00:00:00"),
      closesAt: wib("2019-04-12T23:59:59"),
      reason: "Pembukaan pendaftaran online diundur menjadi 12 Maret karena suatu hal",
      source: PLAN,
      isAssumed: false,
    },
    {
      number: 3,
      opensAt: wib("2019-03-01T00:00:00"),
      closesAt: wib("2019-04-30T23:59:59"),
      reason: "Diperpanjang sampai akhir April 2019",
      source: PLAN,
      isAssumed: false,
    },
  ],
  categories: [{ code: GENERAL, name: "Umum", fromMonths: 0, belowMonths: null, source: ASSUMED, isAssumed: true }],
  requirements: requirements(true, ["NEVER_TOOK_PART", "NSPP"]),
  targets: [
    target("APPARATUS_PEOPLE", 450, "person", PLAN),
    target("INFORMED_PEOPLE", 6_000, "person", PLAN),
    target("REGISTRATIONS", 4_000, "pesantren", PLAN),
    target("JUDGES", 20, "person", PLAN),
    target("MENTORS", 130, "person", PLAN),
    target("WINNERS_STAGE_1", 1_250, "pesantren", PLAN),
    target("BUSINESS_MATCHING", 1_250, "pesantren", PLAN),
    target("TRAINED_PEOPLE", 2_500, "person", PLAN),
    target("WINNERS_STAGE_2", 100, "pesantren", PLAN),
    target("WINNERS_STAGE_3", 10, "pesantren", PLAN),
    target("TECHNICALLY_TRAINED_PEOPLE", 200, "person", PLAN),
  ],
  steps: inOrder([
    step("APPARATUS", "Pembentukan perangkat daerah", "IN_PERSON", PLAN, ["2019-02-11", "2019-02-28"], ["mode"]),
    step("INFORMATION", "Sosialisasi di 5 wilayah", "IN_PERSON", PLAN, null, ["mode"]),
    step("REGISTRATION", "Pendaftaran online", "ONLINE", PLAN, ["2019-03-01", "2019-04-30"]),
    step(
      "IDENTIFICATION",
      "Identifikasi pendataan pesantren",
      "IN_PERSON",
      PLAN,
      ["2019-03-01", "2019-08-31"],
      ["mode"],
    ),
    step("JUDGES", "Rekrutmen tim seleksi dan tim juri", "IN_PERSON", PLAN, ["2019-02-01", "2019-03-31"], ["mode"]),
    step(
      "MENTOR_RECRUITMENT",
      "Pendaftaran dan seleksi pendamping",
      "IN_PERSON",
      PLAN,
      ["2019-04-01", "2019-04-18"],
      ["mode"],
    ),
    step("AUDITION_1", "Audisi tahap I", "IN_PERSON", PLAN, null, ["mode"]),
    step("BUSINESS_MATCHING", "Temu bisnis", "IN_PERSON", PLAN, ["2019-05-02", "2019-05-31"], ["mode"]),
    step("TRAINING", "Pelatihan dan magang", "IN_PERSON", PLAN, ["2019-05-15", "2019-07-31"], ["mode"]),
    step("AUDITION_2", "Audisi tahap II", "IN_PERSON", PLAN, ["2019-07-01", "2019-08-31"], ["mode"]),
    step("AUDITION_3", "Audisi tahap III", "IN_PERSON", PLAN, ["2019-08-01", "2019-09-30"], ["mode"]),
    step("MENTORING", "Pendampingan", "IN_PERSON", PLAN, ["2019-08-01", "2019-12-31"], ["mode"]),
    step(
      "EXHIBITIONS",
      "Pameran antarprovinsi dan luar negeri",
      "IN_PERSON",
      PLAN,
      ["2019-08-01", "2019-10-31"],
      ["mode"],
    ),
    step(
      "TECHNICAL_TRAINING",
      "Pelatihan teknis substantif santripreneur",
      "IN_PERSON",
      PLAN,
      ["2019-11-01", "2019-12-31"],
      ["mode"],
    ),
  ]),
  figures: [
    figure("REGISTERED", 1_565, ADVERTORIAL),
    figure("PASSED_ADMINISTRATION", 1_338, ADVERTORIAL),
    figure("ATTENDED_1", 1_287, ADVERTORIAL),
    figure("PASSED_1", 1_074, ADVERTORIAL),
    figure("PASSED_2", 88, ADVERTORIAL),
    figure("PASSED_2", 108, "republika-q0wx6s368"),
    figure("PASSED_3", 10, ADVERTORIAL),
    figure("PRIZE_LEAST", 25_000_000, ADVERTORIAL, { unit: "rupiah" }),
    figure("PRIZE_MOST", 400_000_000, ADVERTORIAL, { unit: "rupiah" }),
  ],
  stages: STAGES,
};
