import {
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isInterfaceType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** The types, fields, arguments and values that the outside sees without a word on what they mean, as `Type.field(argument:)`. */
export function withoutDescription(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const roots = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map((type) => type?.name),
  );
  const all = types.flatMap((type) => [
    ...(roots.has(type.name) ? [] : [[type.name, type] as const]),
    ...partsOf(type),
  ]);
  return all.flatMap(([path, { description }]) => (description?.trim() ? [] : path)).sort();
}

function partsOf(type: GraphQLNamedType): (readonly [string, Described])[] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field] as const,
    ...field.args.map((argument) => [`${type.name}.${field.name}(${argument.name}:)`, argument] as const),
  ]);
}
