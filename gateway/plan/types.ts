import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from "graphql";

import { EntityKeys } from "./keys";

/** Answers, from the supergraph's own schema, which types satisfy a condition and which keys they have; each condition is worked out once. */
export class SupergraphTypes {
  readonly #known = new Map<string, ReadonlySet<string>>();

  readonly keys: EntityKeys;

  constructor(private readonly supergraph: GraphQLSchema) {
    this.keys = new EntityKeys(supergraph);
  }

  /** The names of all types, interfaces included, that a condition on `typeName` lets through. */
  satisfying(typeName: string): ReadonlySet<string> {
    let names = this.#known.get(typeName);
    if (!names) this.#known.set(typeName, (names = this.#satisfying(typeName)));
    return names;
  }

  readonly isConcrete = (typeName: string): boolean => isObjectType(this.supergraph.getType(typeName));

  #satisfying(typeName: string): ReadonlySet<string> {
    const names = new Set([typeName]);
    const type = this.supergraph.getType(typeName);
    if (!isAbstractType(type)) return names;
    for (const possible of this.supergraph.getPossibleTypes(type)) names.add(possible.name);
    if (isInterfaceType(type)) {
      for (const narrower of this.supergraph.getImplementations(type).interfaces) names.add(narrower.name);
    }
    return names;
  }
}
