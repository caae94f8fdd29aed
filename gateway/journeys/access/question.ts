import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLInputType,
} from "graphql";
import { isComposite, requiredArguments, type Declared, type Hop } from "./map";

/** How a question is put: the same fields in every way that a document can name them. */
export const STYLES = ["plain", "aliased", "by fragment", "by inline fragment", "included"] as const;
export type Style = (typeof STYLES)[number];

/** A document that asks for fields of one type, and where its answer has them. */
export interface Question {
  readonly query: string;
  /** Response keys from the root to the objects of the type. */
  readonly path: readonly string[];
  /** The fields asked for, by their response key. */
  readonly fields: ReadonlyMap<string, Declared>;
}

/** Values for arguments that a field can't do without, by its coordinate, as GraphQL text; others get a made-up value of their type. */
export type Samples = Readonly<Record<string, string>>;

/** Asks for fields of the type at the end of a way. */
export function question(
  way: readonly Hop[],
  type: string,
  fields: readonly Declared[],
  style: Style,
  samples: Samples,
): Question {
  const key = (name: string): string => (style === "aliased" ? `alias_${name}` : name);
  const call = (declared: Declared): string =>
    `${style === "aliased" ? `${key(declared.name)}: ` : ""}${declared.name}${argumentsOf(declared, samples)}`;
  const asked = fields
    .map(
      (each) =>
        `${call(each)}${style === "included" ? " @include(if: true)" : ""}${isComposite(each) ? " { __typename }" : ""}`,
    )
    .join("\n");
  const inside = { "by fragment": "...Asked", "by inline fragment": `... on ${type} { ${asked} }` };
  const innermost = style === "by fragment" || style === "by inline fragment" ? inside[style] : asked;
  const selection = way.reduceRight((inner, hop) => {
    const narrowed = hop.isAbstract ? `... on ${hop.to} { ${inner} }` : inner;
    return `${call(hop.declared)} { ${narrowed} }`;
  }, innermost);
  return {
    query: `query { ${selection} }${style === "by fragment" ? ` fragment Asked on ${type} { ${asked} }` : ""}`,
    path: way.map(({ declared }) => key(declared.name)),
    fields: new Map(fields.map((each) => [key(each.name), each])),
  };
}

/** A mutation, with made-up input. */
export function mutation(declared: Declared, samples: Samples): string {
  return `mutation { ${declared.name}${argumentsOf(declared, samples)}${isComposite(declared) ? " { __typename }" : ""} }`;
}

/** All objects that stand at a path of an answer. */
export function objectsAt(data: unknown, path: readonly string[]): Record<string, unknown>[] {
  let found = [data];
  for (const key of path) {
    found = found.flatMap((each) => items((each as Record<string, unknown> | null | undefined)?.[key]));
  }
  return found.filter((each): each is Record<string, unknown> => typeof each === "object" && each !== null);
}

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(items) : [value];
}

function argumentsOf(declared: Declared, samples: Samples): string {
  const sample = samples[declared.coordinate];
  if (sample !== undefined) return `(${sample})`;
  const required = requiredArguments(declared);
  return required.length === 0 ? "" : `(${required.map(({ name, type }) => `${name}: ${madeUp(type)}`).join(", ")})`;
}

function madeUp(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return "[]";
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((each) => `${each.name}: ${madeUp(each.type)}`).join(", ")} }`;
  }
  return VALUES[named.name] ?? '"made-up-value"';
}

const VALUES: Readonly<Record<string, string>> = {
  Int: "1",
  Float: "1",
  Boolean: "true",
  ID: '"01900000-0000-7000-8000-000000000000"',
  Nspp: '"900000000009"',
  RegionCode: '"32.04"',
  LocalDate: '"2026-01-05"',
  DateTime: '"2026-01-05T08:00:00Z"',
  Rupiah: "1000",
};
