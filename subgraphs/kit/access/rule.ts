import type { ConstDirectiveNode, ConstValueNode } from "graphql";
import { RequestError } from "../errors";
import { ANONYMOUS, type Caller } from "./caller";

/** What a caller must have to read a field: each list names alternatives, of which one must hold as a whole; an empty list asks for nothing. */
export interface Rule {
  readonly scopes: readonly (readonly string[])[];
  readonly policies: readonly (readonly string[])[];
}

/** The names that the directives go by in a schema, which may import them under others. */
export const RULE_DIRECTIVES = { authenticated: "authenticated", requiresScopes: "requiresScopes", policy: "policy" };

/** The rule that directives say; undefined if they say none, and so everybody may read. */
export function ruleOf(
  directives: readonly ConstDirectiveNode[] = [],
  names: Readonly<Record<keyof typeof RULE_DIRECTIVES, string>> = RULE_DIRECTIVES,
): Rule | undefined {
  const found = (name: string) => directives.find((each) => each.name.value === name);
  const [scopes, policies] = [found(names.requiresScopes), found(names.policy)];
  if (!scopes && !policies && !found(names.authenticated)) return undefined;
  return { scopes: alternatives(scopes, "scopes"), policies: alternatives(policies, "policies") };
}

/** By what code a client is told that it may not: for want of a token, or of rights. */
export type DenialCode = "UNAUTHENTICATED" | "FORBIDDEN";

/** Why a caller may not, in the codes that clients see; undefined if it may. */
export function denial(rule: Rule, caller: Caller): DenialCode | undefined {
  if (caller.client === ANONYMOUS.client) return "UNAUTHENTICATED";
  const allowed =
    oneHolds(rule.scopes, (scope) => caller.scopes.includes(scope)) &&
    oneHolds(rule.policies, (policy) => POLICIES[policy]?.(caller) ?? false);
  return allowed ? undefined : "FORBIDDEN";
}

/** The refusal of a field or an operation that the rule denies. */
export function denied(rule: Rule, code: DenialCode): RequestError {
  const expected = expectation(rule);
  return new RequestError(code, DENIALS[code], { ...(expected && { expected }) });
}

const DENIALS = {
  UNAUTHENTICATED: {
    id: "Bagian ini memerlukan token akses.",
    en: "This needs an access token.",
  },
  FORBIDDEN: {
    id: "Token akses Anda tidak memberi hak atas bagian ini.",
    en: "Your access token gives no right to this.",
  },
} as const;

/** What `@policy` may name. Each is decided by the caller's claims alone, so that the gateway decides as a room does. */
const POLICIES: Readonly<Record<string, (caller: Caller) => boolean>> = {
  province: ({ province }) => province !== null,
  nation: ({ province }) => province === "*",
  pesantren: ({ pesantren }) => pesantren !== null,
  bank: ({ bank }) => bank !== null,
  purpose: ({ purpose }) => purpose !== null,
};

/** The names of all policies. */
export const POLICY_NAMES = Object.keys(POLICIES);

function oneHolds(alternatives: readonly (readonly string[])[], holds: (name: string) => boolean): boolean {
  return alternatives.length === 0 || alternatives.some((all) => all.every(holds));
}

/** In words: `scope pesantren:write and claim province`. */
function expectation({ scopes, policies }: Rule): string {
  const words = (what: string, lists: Rule["scopes"]) =>
    lists.length === 0 ? [] : [lists.map((all) => `${what} ${all.join(" + ")}`).join(" or ")];
  return [...words("scope", scopes), ...words("claim", policies)].join(" and ");
}

function alternatives(directive: ConstDirectiveNode | undefined, argument: string): string[][] {
  const value = directive?.arguments?.find((each) => each.name.value === argument)?.value;
  return items(value).map((all) => items(all).flatMap((each) => (each.kind === "StringValue" ? each.value : [])));
}

/** GraphQL takes a single value for a list of one. */
function items(value: ConstValueNode | undefined): readonly ConstValueNode[] {
  if (!value || value.kind === "NullValue") return [];
  return value.kind === "ListValue" ? value.values : [value];
}
