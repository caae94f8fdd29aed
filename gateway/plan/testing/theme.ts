import type { MemorySubgraph } from "./federation";

/** A federation that shows one thing which gateways get wrong, with answers worked out by hand. */
export interface Theme {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, MemorySubgraph>>;
  readonly federation1?: boolean;
  readonly cases: readonly Case[];
  /** Why the stock gateway answers otherwise where it does; its answers are then not compared. */
  readonly stockIsWrong?: string;
}

export interface Case {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Undefined where the request is refused. */
  readonly data?: unknown;
  /** Whether errors are expected; none if left out. */
  readonly errors?: true;
}

/** Finds an entity by the one field of a reference that is given. */
export function byReference<T extends object>(rows: readonly T[]): (reference: object) => T | null {
  return (reference) => {
    const known = Object.entries(reference).filter(([key]) => key !== "__typename");
    return rows.find((row) => known.every(([key, value]) => !(key in row) || row[key as keyof T] === value)) ?? null;
  };
}
