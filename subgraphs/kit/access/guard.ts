import {
  defaultFieldResolver,
  isIntrospectionType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";
import { audited } from "../audit/mutations";
import type { Context } from "../context";
import { denial, denied, ruleOf, type Rule } from "./rule";

/** Finds an entity by one of its keys, as the gateway asks for it; null if there is none. */
export type ReferenceResolver = (
  reference: Readonly<Record<string, unknown>>,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

/**
 * The one place where a room enforces who may read what. It stands before the resolver of every field with a rule, so that no route leads around it: a root
 * field, an entity of the gateway, a list, an interface, a field that another one requires. What it denies of mutations is in the audit log too.
 */
export function guardFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const rule = ruleOf(field.astNode?.directives);
      if (rule) field.resolve = guarded(rule, field.resolve ?? defaultFieldResolver);
      if (type === schema.getMutationType()) field.resolve = audited(field.resolve ?? defaultFieldResolver);
    }
  }
}

function guarded(rule: Rule, resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> {
  return (root, args, context, info) => {
    const code = denial(rule, context.caller);
    if (code) throw denied(rule, code);
    return resolve(root, args, context, info);
  };
}

/** A reference to an entity of which the caller may read nothing isn't resolved: that the entity exists is knowledge too. */
export function guardedReference(classes: GraphQLSchema, name: string, resolve: ReferenceResolver): ReferenceResolver {
  const rules = Object.values((classes.getType(name) as GraphQLObjectType).getFields()).map((field) =>
    ruleOf(field.astNode?.directives),
  );
  const [first] = rules;
  if (!first || rules.includes(undefined)) return resolve;
  return (reference, context, info) => {
    const codes = rules.map((rule) => denial(rule!, context.caller));
    // Thrown, it would take the other entities of the same fetch with it.
    if (!codes.includes(undefined)) return Promise.reject(denied(first, codes[0]!));
    return resolve(reference, context, info);
  };
}
