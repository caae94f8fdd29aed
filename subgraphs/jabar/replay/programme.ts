import { CANDIDATES, EDITION, FUNNEL, GRANTS, GRANT_TOTALS, STEPS, type Step } from "./documents";

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

export interface GrantOfGraph {
  readonly id: string;
  readonly title: string;
  readonly amount: number;
  readonly stage: number;
  readonly tranches: readonly {
    readonly id: string;
    readonly number: number;
    readonly amount: number;
    readonly status: string;
    readonly reports: readonly { readonly id: string; readonly status: string }[];
  }[];
}

export interface GrantTotals {
  readonly granted: number;
  readonly paid: number;
  readonly paidBack: number;
  readonly accountedFor: number;
  readonly count: number;
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

  /** All candidates of a stage. */
  candidates(who: Who, stageId: string): Promise<CandidateOfGraph[]> {
    return this.#all(who, CANDIDATES, { stageId });
  }

  /** All grants of an edition. */
  grants(who: Who, year: number): Promise<GrantOfGraph[]> {
    return this.#all(who, GRANTS, { year });
  }

  async grantTotals(who: Who, year: number): Promise<GrantTotals> {
    const { jabarEdition } = await this.ask<{ jabarEdition: { grantTotals: GrantTotals } }>(who, GRANT_TOTALS, {
      year,
    });
    return jabarEdition.grantTotals;
  }

  /** All entries of the one list that a document asks for, page by page. */
  async #all<N>(who: Who, document: string, variables: object): Promise<N[]> {
    const found: N[] = [];
    let after: string | null = null;
    do {
      const answer: Record<string, Page<N>> = await this.ask(who, document, { ...variables, first: 100, after });
      const { nodes, pageInfo }: Page<N> = Object.values(answer)[0]!;
      found.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  }
}

interface Page<N> {
  readonly nodes: readonly N[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
