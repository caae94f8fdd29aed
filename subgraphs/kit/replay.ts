/** Somebody who acts in a replay: a client of the local issuer, and who logs in there. */
export interface Actor {
  readonly client: string;
  readonly person: string;
}

/** A pesantren, and where it is. */
export interface PlacedPesantren {
  readonly nspp: string;
  readonly regencyCode: string;
}

/** What a replay works with: a graph in which nobody else is, and time stands where the replay puts it. */
export interface ReplayStage {
  /** Runs one operation through the gateway and resolves to its data; fails if there are errors. */
  ask<T>(actor: Actor, document: string, variables: object): Promise<T>;
  /** Puts the clock of all rooms to a moment. */
  setClock(moment: Date): void;
  /** Trial pesantren of a province, others each time, and the same in every replay. */
  pesantren(province: string, count: number): Promise<readonly PlacedPesantren[]>;
  /** Tells how far the replay is. */
  say(text: string): void;
}

/** A figure that a replay must come to, and what the graph says. */
export interface ReplayedFigure {
  readonly what: string;
  readonly published: number | bigint;
  readonly graph: number | bigint;
}

/** What happened once in a room's programme, done again through the graph's public operations (`npm run replay`). */
export interface Replay {
  /** The years that can be replayed. */
  readonly years: readonly number[];
  run(year: number, stage: ReplayStage): Promise<readonly ReplayedFigure[]>;
}
