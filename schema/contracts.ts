import { filterSchema, pruneSchema } from "@graphql-tools/utils";
import {
  isInterfaceType,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  parse,
  printSchema,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
} from "graphql";

import { ruleOf } from "../subgraphs/kit/access/rule";

/** The tag of what everybody may see; every other tag names the audience that sees a field beside it. */
const PUBLIC = "public";

/** The tags of every field of a supergraph, by its coordinate. */
export type FieldTags = ReadonlyMap<string, readonly string[]>;

/** Reads the `@tag`s of all fields. */
export function fieldTags(supergraph: string): FieldTags {
  return new Map(outputFields(supergraph).map(([coordinate, { directives = [] }]) => [coordinate, tagsOf(directives)]));
}

/** The audiences that a graph is tagged for, the public among them, in alphabetical order. */
export function audiences(tags: FieldTags): string[] {
  return [...new Set([PUBLIC, ...[...tags.values()].flat()])].sort();
}

/** The graph as one audience sees it: the public's fields and its own, and the types that they lead to. */
export function contractOf(api: GraphQLSchema, tags: FieldTags, audience: string): string {
  const isSeen = (type: string, field: string): boolean =>
    tags.get(`${type}.${field}`)?.some((tag) => tag === PUBLIC || tag === audience) ?? false;
  const seen = filterSchema({
    schema: api,
    rootFieldFilter: (operation, field) => isSeen(operation, field),
    objectFieldFilter: isSeen,
    // An interface may only promise what all who implement it still have.
    interfaceFieldFilter: (type, field) => implementersOf(api, type).every((name) => isSeen(name, field)),
  });
  return `${printSchema(lexicographicSortSchema(pruneSchema(seen)))}\n`;
}

/** Fields of a room's schema that say neither that everybody may read them nor who may, as `Type.field`. What another room owns is declared there. */
export function undeclared(subgraph: string): string[] {
  return outputFields(subgraph)
    .filter(
      ([, { directives = [] }]) => !directives.some(({ name }) => name.value === "tag" || name.value === "external"),
    )
    .map(([coordinate]) => coordinate)
    .sort();
}

/**
 * Restricted fields that promise a value though their type has fields of other rules: to whoever may not read one of them, the whole object would become
 * null. Mutations are refused whole anyway.
 */
export function withoutNull(subgraph: string): string[] {
  const fields = outputFields(subgraph);
  const rules = new Map<string, Set<string>>();
  for (const [coordinate, field] of fields) {
    const type = coordinate.split(".")[0]!;
    rules.set(type, (rules.get(type) ?? new Set()).add(ruleText(field)));
  }
  return fields
    .filter(([coordinate, field]) => {
      const type = coordinate.split(".")[0]!;
      const differs = type === "Query" || rules.get(type)!.size > 1;
      return type !== "Mutation" && differs && ruleText(field) !== "" && field.type.kind === Kind.NON_NULL_TYPE;
    })
    .map(([coordinate]) => coordinate)
    .sort();
}

/** What a field's directives ask of a caller, as a text to compare; empty if nothing. */
function ruleText({ directives }: FieldDefinitionNode): string {
  const rule = ruleOf(directives);
  return rule ? JSON.stringify(rule) : "";
}

function outputFields(sdl: string): (readonly [string, FieldDefinitionNode])[] {
  return parse(sdl).definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    return (type.fields ?? []).map((field) => [`${type.name.value}.${field.name.value}`, field] as const);
  });
}

function tagsOf(directives: readonly ConstDirectiveNode[]): string[] {
  return directives.flatMap(({ name, arguments: given = [] }) =>
    name.value === "tag" ? given.flatMap(({ value }) => (value.kind === Kind.STRING ? value.value : [])) : [],
  );
}

function implementersOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  if (!isInterfaceType(type)) return [];
  return schema.getPossibleTypes(type).flatMap((each) => (isObjectType(each) ? each.name : []));
}
