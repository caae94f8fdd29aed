import { Random } from "./random";
import { trialId } from "./trial-id";
import { trialRegency, type TrialRegency } from "./trial-places";

/** The trial data of a seed tells of at most so many pesantren, since their index has six digits in the NSPP. */
export const MOST_PESANTREN = 1_000_000;

/** Seeds are 0 to this, since they have five digits in the NSPP. */
export const LARGEST_SEED = 99_999;

/** The day for which trial data says what it says. */
export const TRIAL_AS_OF = "2025-01-01";

/** What every room knows of a pesantren of the trial data; what else there is to it, its own room adds. */
export interface TrialPesantren {
  readonly seed: number;
  readonly index: number;
  readonly id: string;
  readonly nspp: string;
  readonly regency: TrialRegency;
}

/** The pesantren that has this index (0 or more) in the trial data of a seed: the same whatever else is made. */
export function trialPesantren(seed: number, index: number): TrialPesantren {
  return {
    seed,
    index,
    id: trialId(seed, "pesantren", index),
    nspp: nsppOf(seed, index),
    regency: trialRegency(new Random(seed, "place of a pesantren", index)),
  };
}

/** The first pesantren of seed 1 that lies in a province, such as `35`: the one for which trial clients act. */
export function firstTrialPesantrenIn(province: string): TrialPesantren {
  for (let index = 0; index < MOST_PESANTREN; index++) {
    const pesantren = trialPesantren(1, index);
    if (pesantren.regency.code.startsWith(`${province}.`)) return pesantren;
  }
  throw new Error(`No trial pesantren lies in ${province}.`);
}

/** What the records of a seed name as their source. */
export function trialSource(seed: number): string {
  return `trial-data seed ${seed}`;
}

/**
 * 9, the seed in five digits and the index in six. Numbers of Kementerian Agama begin with 51, so none is ever that of a real pesantren, and no two
 * seeds have one in common.
 */
function nsppOf(seed: number, index: number): string {
  return `9${String(seed).padStart(5, "0")}${String(index).padStart(6, "0")}`;
}
