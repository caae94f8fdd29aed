import "reflect-metadata";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse, print, visit, type DocumentNode, type GraphQLSchema } from "graphql";
import { buildSchema, createResolversMap, getMetadataStorage, type NonEmptyArray } from "type-graphql";
import { RULE_DIRECTIVES } from "../access/rule";
import { guardedReference, guardFields, type ReferenceResolver } from "../access/guard";

const FEDERATION_LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@override", "@tag", "@cost", "@listSize",
  "@authenticated", "@requiresScopes", "@policy"
])`;

export interface SchemaParts {
  /** Every resolver class of the room; type-graphql knows the types from them. */
  readonly resolvers: NonEmptyArray<new () => object>;
  /** Object types that only entity references reach, which would be left out otherwise. */
  readonly orphanedTypes?: readonly (new () => object)[];
  /** For each entity type by name, how a reference to it is resolved. Entities that this room only refers to have none. */
  readonly references?: Readonly<Record<string, ReferenceResolver>>;
}

export interface FederatedSchema {
  readonly schema: GraphQLSchema;
  /** What composition reads: the room's types with their federation directives. */
  readonly sdl: string;
}

/** Makes a Federation 2 subgraph schema of type-graphql classes. */
export async function buildFederatedSchema({
  resolvers,
  orphanedTypes = [],
  references = {},
}: SchemaParts): Promise<FederatedSchema> {
  // type-graphql wraps even plain properties in a resolver that runs middlewares; without it graphql-js reads them directly.
  for (const field of getMetadataStorage().fields) field.simple ??= true;
  const classes = await buildSchema({ resolvers, orphanedTypes: [...orphanedTypes], validate: false, skipCheck: true });
  const sdl = `${FEDERATION_LINK}\n\n${print(withOpenInterfaces(parse(printSchemaWithDirectives(classes))))}\n`;
  const fields: Record<string, object> = { ...createResolversMap(classes) };
  for (const [type, resolveReference] of Object.entries(references)) {
    fields[type] = { ...fields[type], __resolveReference: guardedReference(classes, type, resolveReference) };
  }
  // Rows are plain objects and never instances of the classes, so `instanceof` tells nothing about them.
  for (const each of Object.values(fields)) delete (each as { __isTypeOf?: unknown }).__isTypeOf;
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: fields as never });
  guardFields(schema);
  return { schema, sdl };
}

/**
 * Federation lets an interface say nothing of rights: whoever asks an interface for a field must have the rights to it on every type that may come, which
 * say so themselves.
 */
function withOpenInterfaces(document: DocumentNode): DocumentNode {
  return visit(document, {
    InterfaceTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.map((field) => ({
        ...field,
        directives: field.directives?.filter(({ name }) => !(name.value in RULE_DIRECTIVES)),
      })),
    }),
  });
}
