import type { IncomingMessage, ServerResponse } from "node:http";
import { RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import { ANONYMOUS, type Caller } from "../../subgraphs/kit/access/caller";
import type { Log } from "../../subgraphs/kit/log";
import { EdgeRefusal } from "../edge/refusals";
import { addressOf } from "./rate-address";
import { openStore, WINDOW_S, type StoreSettings } from "./rate-store";

export interface RateSettings extends StoreSettings {
  /** Requests that an address without a token may send in a minute; 0 for as many as it likes. */
  readonly requests: number;
  /** Estimated cost of what it may ask for in a minute; 0 for as much as it likes. */
  readonly cost: number;
  /** Proxies of ours that a request passes, each of which adds to X-Forwarded-For. */
  readonly trustedProxies: number;
}

/** A client with a token of its own serves many people. */
const CLIENT_TIMES = 10;

type Unit = "requests" | "cost";
/** Who spends: an address, or a client by its token. */
type Payer = "address" | "client";

/** What everybody may ask of the gateway in a minute: a number of requests, and a sum of estimated costs. */
export class RateLimits {
  private constructor(
    private readonly policies: Readonly<Record<Payer, Policy>>,
    private readonly trustedProxies: number,
    /** Lets go of what the budgets are kept in. */
    readonly close: () => Promise<void>,
  ) {}

  /** @returns undefined where nothing is limited, so that nothing is spent on it either */
  static async open(settings: RateSettings, log: Log): Promise<RateLimits | undefined> {
    const { requests, cost } = settings;
    if (requests === 0 && cost === 0) return undefined;
    const store = await openStore(settings, log);
    const policy = (payer: Payer, times: number): Policy => {
      const quotas = { requests: requests * times, cost: cost * times };
      const units = (["requests", "cost"] as const).filter((unit) => quotas[unit] > 0);
      return {
        limiters: new Map(units.map((unit) => [unit, store.limiter(`${unit}-${payer}`, quotas[unit])])),
        header: units.map((unit) => `"${unit}";q=${quotas[unit]};w=${WINDOW_S}`).join(", "),
      };
    };
    const policies = { address: policy("address", 1), client: policy("client", CLIENT_TIMES) };
    return new RateLimits(policies, settings.trustedProxies, store.close);
  }

  /** The budgets that a request draws on; those of its address if it is anonymous, or if its caller is not known. */
  budgetOf(request: IncomingMessage, response: ServerResponse, caller: Caller = ANONYMOUS): Budget {
    if (caller !== ANONYMOUS) return new Budget(this.policies.client, caller.client, response);
    return new Budget(this.policies.address, addressOf(request, this.trustedProxies), response);
  }
}

interface Policy {
  readonly limiters: ReadonlyMap<Unit, RateLimiterAbstract>;
  /** The `RateLimit-Policy` header. */
  readonly header: string;
}

/** What one request spends of its payer's budgets; what remains is told in its answer's headers (draft-ietf-httpapi-ratelimit-headers). */
export class Budget {
  readonly #balances: string[] = [];
  #retryAfter = WINDOW_S;

  constructor(
    private readonly policy: Policy,
    private readonly key: string,
    private readonly response: ServerResponse,
  ) {
    response.setHeader("ratelimit-policy", policy.header);
  }

  /** @throws EdgeRefusal RATE_LIMITED */
  async spendRequest(): Promise<void> {
    if (!(await this.#spend("requests", 1))) throw this.#refusal("RATE_LIMITED");
  }

  /** Spends the cost of an operation before it is executed; one that is refused for it costs nothing. @throws EdgeRefusal COST_BUDGET_SPENT */
  async spendCost(cost: number): Promise<void> {
    if (!(await this.#spend("cost", Math.ceil(cost)))) throw this.#refusal("COST_BUDGET_SPENT");
  }

  async #spend(unit: Unit, points: number): Promise<boolean> {
    const limiter = this.policy.limiters.get(unit);
    if (!limiter) return true;
    try {
      this.#tell(unit, await limiter.consume(this.key, points));
      return true;
    } catch (over) {
      if (!(over instanceof RateLimiterRes)) throw over;
      this.#tell(unit, unit === "cost" ? await limiter.reward(this.key, points) : over);
      return false;
    }
  }

  #tell(unit: Unit, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    const seconds = Math.max(0, Math.ceil(msBeforeNext / 1000));
    this.#retryAfter = Math.max(1, seconds);
    this.#balances.push(`"${unit}";r=${Math.max(0, remainingPoints)};t=${seconds}`);
    this.response.setHeader("ratelimit", this.#balances.join(", "));
  }

  #refusal(code: "RATE_LIMITED" | "COST_BUDGET_SPENT"): EdgeRefusal {
    return new EdgeRefusal(code, undefined, { "retry-after": String(this.#retryAfter) });
  }
}
