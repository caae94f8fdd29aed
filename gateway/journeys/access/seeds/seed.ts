import type { Samples } from "../question";
import type { WholeGraph } from "../whole-graph";

/** What the rooms that are seeded first made, of which later ones may speak. */
export interface Known {
  /** Id of the pesantren that has everything, in regency 32.04. */
  readonly pesantren: string;
  /** Id of another pesantren of the same regency. */
  readonly neighbour: string;
  /** Id of a product of the first. */
  readonly product: string;
  /** Id of a shop of the first. */
  readonly servicePoint: string;
  /** Id of the first pesantren's registration for Jawa Barat's programme of 2020. */
  readonly registration: string;
}

/** What there is of one part of a room. */
export interface Part {
  /** How the matrix asks for it. */
  readonly samples?: Samples;
  /** A reference to each entity, as the gateway sends it to a room. */
  readonly references?: Readonly<Record<string, object>>;
}

/** Makes one of each kind of thing of a part of a room, with everything that may be null. */
export type SeedPart = (graph: WholeGraph, known: Known) => Promise<Part>;
