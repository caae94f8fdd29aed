import { getNamedType, type GraphQLUnionType } from "graphql";
import type { Caller } from "../../kit/access/caller";
import type { TestGraph } from "../../kit/testing/graph";
import jabar from "../subgraph";

/** What a mutation came to: the thing with the fields asked for, or its refusals as `CODE path`. */
export interface Outcome {
  readonly id?: string;
  readonly refused?: readonly string[];
  readonly [field: string]: unknown;
}

let keys = 0;
let built: ReturnType<typeof jabar.schema> | undefined;

/** Runs a mutation of the room's with a new idempotency key, or with the one given; `fields` are read of what it answers. */
export async function mutate(
  graph: TestGraph,
  caller: Caller,
  mutation: string,
  input: object,
  { fields = "id", key = `key-of-test-${keys++}` }: { fields?: string; key?: string } = {},
): Promise<Outcome> {
  const { type, answer, keyed } = await shapeOf(mutation);
  const document = `mutation ($input: ${type}!${keyed ? ", $key: String!" : ""}) {
    done: ${mutation}(input: $input${keyed ? ", idempotencyKey: $key" : ""}) {
      ... on ${answer} { ${fields} }
      ... on Refused { refusals { code field } }
    }
  }`;
  const variables = { input, ...(keyed && { key }) };
  const { done } = await graph
    .as(caller)
    .data<{ done: Outcome & { refusals?: { code: string; field: string[] | null }[] } }>(document, variables);
  const { refusals, ...rest } = done;
  return refusals ? { refused: refusals.map(({ code, field }) => `${code} ${field?.join(".")}`) } : rest;
}

/** What a mutation takes and answers, as the room's schema says. */
async function shapeOf(mutation: string): Promise<{ type: string; answer: string; keyed: boolean }> {
  // Building the schema takes long; the first mutation of a test file pays for all.
  const { schema } = await (built ??= jabar.schema());
  const field = schema.getMutationType()!.getFields()[mutation]!;
  const input = field.args.find(({ name }) => name === "input")!;
  const [answer] = (getNamedType(field.type) as GraphQLUnionType).getTypes();
  return {
    type: getNamedType(input.type).name,
    answer: answer!.name,
    keyed: field.args.some(({ name }) => name === "idempotencyKey"),
  };
}
