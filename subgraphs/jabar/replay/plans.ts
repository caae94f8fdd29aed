/** How a stage of a past edition went. */
export interface StagePlan {
  /** Day of its first session. */
  readonly day: string;
  /** How many came. */
  readonly attended: number;
  readonly passed: number;
}

/** How a past edition went, by what was published; where nothing was, as `note` says. */
export interface EditionPlan {
  /** Day on which all register. */
  readonly registerOn: string;
  readonly reviewOn: string;
  readonly registered: number;
  readonly passedAdministration: number;
  readonly stages: readonly StagePlan[];
  /** Sum of all prizes in rupiah; null if it is not published, and then none are granted. */
  readonly prizes: bigint | null;
  readonly note: string;
}

export const PLANS: Readonly<Record<number, EditionPlan>> = {
  2019: {
    registerOn: "2019-04-20",
    reviewOn: "2019-05-06",
    registered: 1_565,
    passedAdministration: 1_338,
    stages: [
      { day: "2019-06-10", attended: 1_287, passed: 1_074 },
      { day: "2019-09-09", attended: 1_074, passed: 88 },
      { day: "2019-11-11", attended: 88, passed: 10 },
    ],
    prizes: null,
    note: "How many came to stages II and III is not published: all who passed the stage before are taken to have come.",
  },
  2020: {
    registerOn: "2020-06-15",
    reviewOn: "2020-07-06",
    registered: 1_058,
    passedAdministration: 644,
    stages: [
      { day: "2020-07-22", attended: 644, passed: 500 },
      { day: "2020-11-09", attended: 356, passed: 60 },
      { day: "2020-12-07", attended: 60, passed: 5 },
    ],
    prizes: 24_875_000_000n,
    note: "How many came to stage III is not published: all 60 are taken to have come.",
  },
};
