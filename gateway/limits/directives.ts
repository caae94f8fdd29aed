import { valueFromASTUntyped, type ConstDirectiveNode, type GraphQLSchema } from "graphql";

/** What `@listSize` says of a field, with its defaults. */
export interface ListSize {
  /** The length where no slicing argument says otherwise. */
  readonly assumedSize: number | undefined;
  /** The arguments that bound the length, such as `first`. */
  readonly slicingArguments: readonly string[];
  /** The fields one level below that are the lists; empty if the field is the list itself. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** Reads the cost directives of a supergraph, under whatever names its `@link` gives them. */
export interface CostDirectives {
  cost(element: Annotated): number | undefined;
  listSize(element: Annotated): ListSize | undefined;
}

export interface Annotated {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
  readonly extensionASTNodes?: readonly { readonly directives?: readonly ConstDirectiveNode[] | undefined }[];
}

export function costDirectives(schema: GraphQLSchema): CostDirectives {
  const { cost, listSize } = namesIn(schema);
  return {
    cost: (element) => {
      const weight = Number(argumentsOf(element, cost)?.["weight"] ?? Number.NaN);
      return Number.isNaN(weight) ? undefined : weight;
    },
    listSize: (element) => {
      const given = argumentsOf(element, listSize) as Partial<Nullable<ListSize>> | undefined;
      return (
        given && {
          assumedSize: given.assumedSize ?? undefined,
          slicingArguments: given.slicingArguments ?? [],
          sizedFields: given.sizedFields ?? [],
          requireOneSlicingArgument: given.requireOneSlicingArgument ?? true,
        }
      );
    },
  };
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

function namesIn(schema: GraphQLSchema): { cost: string; listSize: string } {
  const names = { cost: "cost", listSize: "listSize" };
  for (const link of directivesOf(schema).filter((each) => each.name.value === "link")) {
    const { url, as, import: imports = [] } = valuesOf(link) as LinkArguments;
    if (!url?.startsWith("https://specs.apollo.dev/cost/")) continue;
    // By the rules of @link, a directive named like its specification stands under the specification's own name.
    const prefix = as ?? "cost";
    names.cost = prefix;
    names.listSize = `${prefix}__listSize`;
    for (const each of imports) {
      const { name, as: alias = name } = typeof each === "string" ? { name: each } : each;
      if (name === "@cost") names.cost = alias.slice(1);
      if (name === "@listSize") names.listSize = alias.slice(1);
    }
  }
  return names;
}

interface LinkArguments {
  readonly url?: string;
  readonly as?: string;
  readonly import?: readonly (string | { readonly name: string; readonly as?: string })[];
}

function argumentsOf(element: Annotated, name: string): Record<string, unknown> | undefined {
  const directive = directivesOf(element).find((each) => each.name.value === name);
  return directive && valuesOf(directive);
}

function directivesOf({ astNode, extensionASTNodes = [] }: Annotated): ConstDirectiveNode[] {
  return [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
}

function valuesOf(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
