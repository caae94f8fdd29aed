import { Directive } from "type-graphql";
import { POLICY_NAMES } from "./rule";

/** Who the graph is for. Each has a contract, the part of the graph that it sees; everything public is in all of them. */
export type Audience = "province" | "ministry" | "bank";

/** Declares who may read a field: stands above every `@Field`, `@FieldResolver`, `@Query` and `@Mutation`. */
export type Access = PropertyDecorator & MethodDecorator;

/** What is asked of a caller beside being in the audience. A list of lists names alternatives, of which one must hold as a whole. */
export interface Restriction {
  /** The contracts that hold the field. */
  readonly to: readonly Audience[];
  /** Such as `pesantren:write`. */
  readonly scopes?: string | readonly (readonly string[])[];
  /** What the token must claim: `province`, `nation`, `pesantren`, `bank`, `purpose`. */
  readonly claims?: string | readonly (readonly string[])[];
}

/** Everybody may read it, without a token. */
export const Public: Access = tag("public");

/** Only callers with a token that satisfies all that is given. Printed as `@authenticated`, `@requiresScopes` and `@policy`; the guard reads it from there. */
export function restricted({ to, scopes, claims }: Restriction): Access {
  const unknown = alternatives(claims)
    .flat()
    .find((claim) => !POLICY_NAMES.includes(claim));
  if (unknown !== undefined) throw new Error(`There is no claim ${unknown}. There are: ${POLICY_NAMES.join(", ")}.`);
  const directives = [
    Directive("@authenticated"),
    ...(scopes ? [Directive(`@requiresScopes(scopes: ${JSON.stringify(alternatives(scopes))})`)] : []),
    ...(claims ? [Directive(`@policy(policies: ${JSON.stringify(alternatives(claims))})`)] : []),
    ...to.map(tag),
  ] as Access[];
  return ((target: object, key: string, descriptor: PropertyDescriptor) => {
    // Decorators are applied from the last to the first, and so printed in the order in which they are listed here.
    for (const directive of directives.toReversed()) directive(target, key, descriptor);
  }) as Access;
}

function tag(name: string): Access {
  return Directive(`@tag(name: ${JSON.stringify(name)})`);
}

function alternatives(given: Restriction["scopes"]): readonly (readonly string[])[] {
  return typeof given === "string" ? [[given]] : (given ?? []);
}
