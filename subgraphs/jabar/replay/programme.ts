import { CANDIDATES, EDITION, FUNNEL, STEPS, type Step } from "./documents";

/** Runs one operation for somebody and resolves to its data; fails if there are errors. */
export type Ask<Who> = <T>(who: Who, document: string, variables: object) => Promise<T>;

/** What a mutation answered: the thing that it is about, or why it was refused. */
export interface Done {
  readonly id?: string;
  readonly status?: string;
  readonly category?: string;
  readonly passedCount?: number;
  readonly assigned?: number;
  readonly waiting?: number;
  readonly registrations?: readonly { readonly id: string; readonly status: string }[];
  readonly refusals?: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}

/** The rules of an edition, as the graph says them. */
export interface EditionOfGraph {
  readonly id: string;
  readonly appealDays: number;
  readonly registrationPeriods: readonly { readonly opensAt: string; readonly closesAt: string }[];
  readonly requirements: readonly { readonly code: string; readonly rule: string }[];
  readonly stages: readonly StageOfGraph[];
}

export interface StageOfGraph {
  readonly id: string;
  readonly number: number;
  readonly panelSize: number;
  readonly passScore: number | null;
  readonly places: readonly { readonly code: string }[];
  readonly criteria: readonly { readonly code: string }[];
  readonly quotas: readonly { readonly category: string | null; readonly places: number }[];
}

export interface CandidateOfGraph {
  readonly registrationId: string;
  readonly category: string;
  readonly sessionId: string | null;
}

export interface FunnelStep {
  readonly step: string;
  readonly stage: number;
  readonly count: number;
}

/** The programme as its clients see it: nothing but the graph's public operations. */
export class Programme<Who> {
  constructor(private readonly ask: Ask<Who>) {}

  /** Takes a step and resolves to what was answered, a refusal too. */
  async try(who: Who, step: Step, input: object | string, idempotencyKey?: string): Promise<Done> {
    const variables = typeof input === "string" ? { id: input } : { input, idempotencyKey };
    const { done } = await this.ask<{ done: Done }>(who, STEPS[step], variables);
    return done;
  }

  /** Takes a step; fails if it is refused. */
  async do(who: Who, step: Step, input: object | string, idempotencyKey?: string): Promise<Done> {
    const done = await this.try(who, step, input, idempotencyKey);
    if (done.refusals) throw new Error(`${step} was refused: ${JSON.stringify(done.refusals.slice(0, 5))}`);
    return done;
  }

  async edition(who: Who, year: number): Promise<EditionOfGraph> {
    const { jabarEdition } = await this.ask<{ jabarEdition: EditionOfGraph | null }>(who, EDITION, { year });
    if (!jabarEdition) throw new Error(`There is no edition ${year}.`);
    return jabarEdition;
  }

  async funnel(who: Who, year: number): Promise<readonly FunnelStep[]> {
    const { jabarEdition } = await this.ask<{ jabarEdition: { funnel: FunnelStep[] } }>(who, FUNNEL, { year });
    return jabarEdition.funnel;
  }

  /** All candidates of a stage, page by page. */
  async candidates(who: Who, stageId: string): Promise<CandidateOfGraph[]> {
    const found: CandidateOfGraph[] = [];
    let after: string | null = null;
    do {
      const { jabarCandidates: page }: CandidatePage = await this.ask<CandidatePage>(who, CANDIDATES, {
        stageId,
        first: 100,
        after,
      });
      found.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  }
}

interface CandidatePage {
  readonly jabarCandidates: {
    readonly nodes: readonly CandidateOfGraph[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
