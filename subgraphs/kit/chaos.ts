import type { Actor } from "./replay";

/** What a scenario works with: a graph in which processes die at any moment. */
export interface ChaosStage {
  readonly seed: number;
  /** Variables of the house, with the ports of everything that runs. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs one operation through the gateway and resolves to its data; fails if there are errors, or no answer. */
  ask<T>(actor: Actor, document: string, variables: object): Promise<T>;
  /** Asks the room's database itself, as its superuser; waits while the server is down. */
  rows<T extends object>(text: string, values?: readonly unknown[]): Promise<T[]>;
  /** Fills the registry with trial pesantren. */
  fill(pesantren: number): Promise<void>;
}

/** Work that must come out right whatever dies meanwhile (`npm run chaos`). */
export interface ChaosScenario {
  /** What the house is started with besides. */
  readonly env: Readonly<Record<string, string>>;
  setUp(stage: ChaosStage): Promise<void>;
  /** Does one piece of the work, and tries again until it was told how it ended. */
  act(index: number, stage: ChaosStage): Promise<void>;
  /** Called again and again while the others work. Resolves to what is wrong at that moment, if anything. */
  watch(stage: ChaosStage): Promise<string | undefined>;
  /** Called when all is done and nothing dies any more. Resolves to what came out: figures, and everything that is wrong. */
  check(stage: ChaosStage): Promise<ChaosResult>;
}

export interface ChaosResult {
  readonly figures: Readonly<Record<string, number | bigint>>;
  readonly faults: readonly string[];
}
