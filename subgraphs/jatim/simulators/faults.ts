import { Random } from "../../kit/trial/random";
import { Fields, FormError } from "../partners/fields";

/**
 * What a simulator can be told to do wrong:
 * SLOW takes its time, within the other side's; STALL takes more than that, and only then does what it was asked; FAIL answers 500 and does nothing;
 * REFUSE refuses for want of funds; DROP does it and cuts the connection; LATE does it and answers after the deadline; GARBLE does it and answers what
 * nobody has signed; TWICE does it and answers twice, on the same connection and by notification.
 */
export const FAULTS = ["SLOW", "STALL", "FAIL", "REFUSE", "DROP", "LATE", "GARBLE", "TWICE"] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultPlan {
  /** The same seed gives the same faults to the same sequence of requests. */
  readonly seed: number;
  /** Probability of each, 0 to 1, together at most 1; 0 if left out. */
  readonly rates: Partial<Record<Fault, number>>;
  /** How long SLOW takes, in milliseconds. */
  readonly slowMs: number;
  /** How long STALL and LATE take: more than the other side waits. */
  readonly lateMs: number;
  /** Whether the bank sends no notifications either. */
  readonly isSilent?: boolean;
}

const NO_FAULTS: FaultPlan = { seed: 0, rates: {}, slowMs: 0, lateMs: 0 };

/** Decides by a plan which request meets which fault. */
export class Faults {
  #count = 0;
  #plan: FaultPlan;

  constructor(plan: FaultPlan = NO_FAULTS) {
    this.#plan = plan;
  }

  get plan(): FaultPlan {
    return this.#plan;
  }

  /** Begins anew by another plan. */
  follow(plan: FaultPlan): void {
    this.#plan = plan;
    this.#count = 0;
  }

  next(): Fault | undefined {
    let chance = new Random(this.#plan.seed, "fault", this.#count++).next();
    return FAULTS.find((fault) => {
      const rate = this.#plan.rates[fault] ?? 0;
      chance -= rate;
      return rate > 0 && chance < 0;
    });
  }
}

/** A plan as the control endpoint takes it. @throws FormError */
export function readPlan(value: unknown): FaultPlan {
  const fields = new Fields(value);
  const rates = (value as { rates?: Record<string, unknown> }).rates ?? {};
  for (const [fault, rate] of Object.entries(rates)) {
    if (!(FAULTS as readonly string[]).includes(fault)) throw new FormError(`rates.${fault}`, FAULTS.join(", "));
    if (typeof rate !== "number" || !(rate >= 0 && rate <= 1)) throw new FormError(`rates.${fault}`, "0 to 1");
  }
  const [seed, slowMs, lateMs] = ["seed", "slowMs", "lateMs"].map((name) => fields.count(name));
  const isSilent = (value as { isSilent?: unknown }).isSilent === true;
  return { seed: seed!, rates, slowMs: slowMs!, lateMs: lateMs!, isSilent };
}
