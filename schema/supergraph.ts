import { composeServices } from "@apollo/composition";
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { parse, print, type DefinitionNode, type GraphQLSchema } from "graphql";
import type { Subgraph } from "../subgraphs/kit/subgraph";

export interface Composed {
  readonly supergraph: string;
  /** The schema as clients see it. */
  readonly api: GraphQLSchema;
  /** The schema of each room, by its name. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** What composition finds odd, without being an error. */
  readonly hints: readonly string[];
}

/** Why the rooms' schemas don't make one graph; one line a fault. */
export class CompositionError extends Error {
  override readonly name = "CompositionError";
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
  }
}

/** Composes the rooms' schemas into the supergraph that the gateway plans with. */
export async function compose(rooms: readonly Subgraph[]): Promise<Composed> {
  refuseSamePort(rooms);
  const subgraphs = new Map<string, string>();
  for (const room of rooms) subgraphs.set(room.name, inOrder((await room.schema()).sdl));
  const { errors, hints, supergraphSdl } = composeServices(
    rooms.map(({ name, port }) => ({
      name,
      url: `http://127.0.0.1:${port}/graphql`,
      typeDefs: parse(subgraphs.get(name)!),
    })),
  );
  if (errors) throw new CompositionError(errors.map(({ message }) => message));
  const supergraph = `${supergraphSdl.trimEnd()}\n`;
  return { supergraph, api: apiSchema(supergraph), subgraphs, hints: hints.map(String) };
}

/** The schema as clients see it, of a supergraph that says who may see what (which routers know, and not every library does by default). */
function apiSchema(supergraph: string): GraphQLSchema {
  return Supergraph.build(supergraph, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
    .apiSchema()
    .toGraphQLJSSchema();
}

function refuseSamePort(rooms: readonly Subgraph[]): void {
  const owners = new Map<number, string>();
  for (const { name, port } of rooms) {
    const owner = owners.get(port);
    if (owner) throw new CompositionError([`The subgraphs ${owner} and ${name} have the same port, ${port}.`]);
    owners.set(port, name);
  }
}

/** Sorts the definitions by name, so that the order in which classes are loaded makes no difference to a reader. */
function inOrder(sdl: string): string {
  const { definitions, ...document } = parse(sdl);
  const nameOf = (each: DefinitionNode) => ("name" in each && each.name ? each.name.value : "");
  const sorted = definitions.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  return `${print({ ...document, definitions: sorted })}\n`;
}
