import { valueFromASTUntyped, Kind, type ValueNode } from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** A value that is known when the operation is prepared, or one that only a request's variables settle. */
export type Known<T> = T | ((variables: Variables) => T);

export function sum(parts: readonly Known<number>[]): Known<number> {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const part of parts) {
    if (typeof part === "number") known += part;
    else open.push(part);
  }
  if (open.length === 0) return known;
  return (variables) => open.reduce((total, part) => total + part(variables), known);
}

export function product(count: Known<number>, each: Known<number>): Known<number> {
  if (count === 0 || each === 0) return 0;
  if (typeof count === "number" && typeof each === "number") return count * each;
  return (variables) => at(count, variables) * at(each, variables);
}

/** The value of a literal or variable. A variable that was left out has its default among the variables already. */
export function valueOf(node: ValueNode, variables: Variables): unknown {
  if (node.kind !== Kind.VARIABLE) return valueFromASTUntyped(node, variables);
  return Object.hasOwn(variables, node.name.value) ? variables[node.name.value] : undefined;
}

function at(value: Known<number>, variables: Variables): number {
  return typeof value === "number" ? value : value(variables);
}
