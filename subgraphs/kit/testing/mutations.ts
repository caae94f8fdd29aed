import { getNamedType, type GraphQLSchema, type GraphQLUnionType } from "graphql";
import type { Caller } from "../access/caller";

/** What a mutation came to: the thing with the fields asked for, or its refusals as `CODE path`. */
export interface Outcome {
  readonly id?: string;
  readonly refused?: readonly string[];
  readonly [field: string]: unknown;
}

/** A graph that anybody can ask: a room, or all of them behind the gateway. */
export interface AskedGraph {
  readonly schema: GraphQLSchema;
  as(caller: Caller): { data<T>(document: string, variables?: object): Promise<T> };
}

let keys = 0;

/** Runs a mutation of a graph with a new idempotency key, or with the one given; `fields` are read of what it answers. What it takes and answers, the schema says. */
export async function mutate(
  graph: AskedGraph,
  caller: Caller,
  mutation: string,
  input: object,
  { fields = "id", key = `key-of-test-${keys++}` }: { fields?: string; key?: string } = {},
): Promise<Outcome> {
  const field = graph.schema.getMutationType()!.getFields()[mutation]!;
  const type = getNamedType(field.args.find(({ name }) => name === "input")!.type).name;
  const [answer] = (getNamedType(field.type) as GraphQLUnionType).getTypes();
  const keyed = field.args.some(({ name }) => name === "idempotencyKey");
  const document = `mutation ($input: ${type}!${keyed ? ", $key: String!" : ""}) {
    done: ${mutation}(input: $input${keyed ? ", idempotencyKey: $key" : ""}) {
      ... on ${answer!.name} { ${fields} }
      ... on Refused { refusals { code field } }
    }
  }`;
  type Answer = Outcome & { refusals?: { code: string; field: string[] | null }[] };
  const { done } = await graph.as(caller).data<{ done: Answer }>(document, { input, ...(keyed && { key }) });
  const { refusals, ...rest } = done;
  return refusals ? { refused: refusals.map((each) => `${each.code} ${each.field?.join(".")}`) } : rest;
}
