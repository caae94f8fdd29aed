import type { EditionRules } from "../rules";
import { figure, requirements, target } from "./common";

const ANTARA = "jabar-antaranews-423047";
const REPORTS = "jabar-public-reports";
const REPORT_2022 = "diwarta-2022-01-18";

const known = (year: number, more: Partial<EditionRules>): EditionRules => ({
  year,
  name: `OPOP Jawa Barat ${year}`,
  onceEver: true,
  appealDays: 3,
  source: REPORTS,
  assumedFields: ["onceEver", "appealDays"],
  periods: [],
  categories: [],
  requirements: [],
  targets: [],
  steps: [],
  figures: [],
  stages: [],
  ...more,
});

/** The editions after 2020, of which only some figures are published: no stages and no periods are made up for them. */
export const LATER_EDITIONS: readonly EditionRules[] = [
  known(2021, {
    figures: [
      figure("REGISTERED", 2_600, ANTARA, { isApproximate: true }),
      figure("PASSED_ADMINISTRATION", 1_329, ANTARA),
      figure("PASSED_1", 1_000, ANTARA),
      figure("ATTENDED_2", 350, ANTARA),
      figure("PASSED_2", 28, ANTARA),
    ],
  }),
  known(2022, {
    source: REPORT_2022,
    assumedFields: ["appealDays"],
    categories: [
      { code: "STARTUP", name: "Startup", fromMonths: 0, belowMonths: 12, source: REPORT_2022, isAssumed: false },
      { code: "SCALEUP", name: "Scaleup", fromMonths: 12, belowMonths: null, source: REPORT_2022, isAssumed: false },
    ],
    requirements: requirements(false),
    targets: [target("WINNERS_STAGE_1", 270, "pesantren", REPORTS)],
    figures: [
      figure("REGISTERED", 900, REPORTS, { isApproximate: true }),
      figure("PASSED_3", 3, "bandung-bisnis-2023-06"),
    ],
  }),
  known(2023, { source: "bandung-bisnis-2023-06" }),
];
