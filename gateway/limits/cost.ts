import {
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  getNullableType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLArgument,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { costDirectives, type CostDirectives, type ListSize } from "./directives";
import type { Limits } from "./limits";
import { overLimit, slicingArgumentRequired } from "./refusals";
import { product, sum, valueOf, type Known, type Variables } from "./values";

/**
 * Prepares the estimate of what an operation costs, by the rules of demand control in federation (the GraphQL Cost
 * Directives specification): an object costs 1 and a leaf nothing, unless `@cost` says otherwise; a list multiplies what is
 * below it by the length that `@listSize` promises; a mutation costs 10 beside its fields.
 *
 * What does not depend on variables is added up here, once for all requests of the operation. Fragments are written out;
 * `checkDocument` has bounded how long that can be.
 */
export function compileCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  limits: Pick<Limits, "cost" | "assumedListSize">,
): (variables: Variables) => GraphQLError | number {
  const operation = operationOf(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return () => 0;
  const compiler = new Compiler(schema, document, limits.assumedListSize);
  const below = compiler.selections(root, operation.selectionSet, undefined);
  const cost = sum([operation.operation === OperationTypeNode.MUTATION ? MUTATION_COST : 0, below]);
  return (variables) => {
    const wrong = compiler.slicingFault(variables);
    if (wrong) return wrong;
    const came = typeof cost === "number" ? cost : cost(variables);
    return came > limits.cost ? overLimit("COST_LIMIT", limits.cost, came) : came;
  };
}

const MUTATION_COST = 10;

/** The sizes that a field with `sizedFields` promises for the lists one level below it. */
interface SizedFields {
  readonly names: readonly string[];
  readonly size: Known<number>;
}

class Compiler {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #directives: CostDirectives;
  readonly #slicingChecks: ((variables: Variables) => GraphQLError | undefined)[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly assumedListSize: number,
  ) {
    this.#directives = costDirectives(schema);
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  slicingFault(variables: Variables): GraphQLError | undefined {
    for (const check of this.#slicingChecks) {
      const wrong = check(variables);
      if (wrong) return wrong;
    }
    return undefined;
  }

  selections(parent: GraphQLCompositeType, set: SelectionSetNode, sized: SizedFields | undefined): Known<number> {
    return sum(
      set.selections.map((selection) => this.#conditional(selection, this.#selection(parent, selection, sized))),
    );
  }

  #selection(parent: GraphQLCompositeType, selection: SelectionNode, sized: SizedFields | undefined): Known<number> {
    if (selection.kind === Kind.FIELD) return this.#field(parent, selection, sized);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    if (!fragment) return 0;
    const condition = fragment.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
    return this.selections(isCompositeType(condition) ? condition : parent, fragment.selectionSet, sized);
  }

  #field(parent: GraphQLCompositeType, node: FieldNode, sized: SizedFields | undefined): Known<number> {
    const field = "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
    // Introspection is answered from memory; unknown fields are refused by validation.
    if (!field) return 0;
    const type = getNamedType(field.type);
    const listSize = this.#directives.listSize(field);
    const size = listSize && this.#size(field, node, listSize);
    const isList = isListType(getNullableType(field.type));
    const ownSize = listSize?.sizedFields.length ? undefined : size;
    const fromAbove = sized?.names.includes(field.name) ? sized.size : undefined;
    const below =
      isCompositeType(type) && node.selectionSet
        ? this.selections(type, node.selectionSet, size && listSize ? { names: listSize.sizedFields, size } : undefined)
        : 0;
    const one = sum([this.#weight(field, isCompositeType(type) ? 1 : 0), below]);
    const count = isList ? (fromAbove ?? ownSize ?? this.assumedListSize) : 1;
    return sum([product(count, one), this.#arguments(field, node)]);
  }

  #weight(field: GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument, otherwise: number): number {
    return this.#directives.cost(field) ?? this.#directives.cost(getNamedType(field.type)) ?? otherwise;
  }

  /** The length that a field's slicing arguments ask for, the largest if there are several, or else the assumed one. */
  #size(field: GraphQLField<unknown, unknown>, node: FieldNode, listSize: ListSize): Known<number> {
    const slices = (variables: Variables): number[] =>
      listSize.slicingArguments
        .map((name) => this.#slice(field, node, name, variables))
        .filter((slice) => slice !== undefined);
    if (listSize.requireOneSlicingArgument && listSize.slicingArguments.length > 0) {
      this.#slicingChecks.push((variables) => {
        const { length } = slices(variables);
        return length === 1 ? undefined : slicingArgumentRequired(node, listSize.slicingArguments, length);
      });
    }
    return (variables) => {
      const found = slices(variables);
      return found.length > 0 ? Math.max(0, ...found) : (listSize.assumedSize ?? this.assumedListSize);
    };
  }

  #slice(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    name: string,
    variables: Variables,
  ): number | undefined {
    const given = node.arguments?.find((each) => each.name.value === name)?.value;
    const value = given ? valueOf(given, variables) : undefined;
    const slice = value === undefined ? field.args.find((each) => each.name === name)?.defaultValue : value;
    return typeof slice === "number" ? slice : undefined;
  }

  #arguments(field: GraphQLField<unknown, unknown>, node: FieldNode): Known<number> {
    return sum(
      (node.arguments ?? []).map(({ name, value }): Known<number> => {
        const argument = field.args.find((each) => each.name === name.value);
        if (!argument || !this.#mayCost(argument)) return 0;
        return (variables) => this.#input(argument, valueOf(value, variables));
      }),
    );
  }

  #mayCost(argument: GraphQLArgument): boolean {
    return isInputObjectType(getNamedType(argument.type)) || this.#weight(argument, 0) !== 0;
  }

  /** An input costs its weight, and an input object the weights of the fields that came with it; variables bound its length. */
  #input(input: GraphQLArgument | GraphQLInputField, value: unknown): number {
    if (value === null || value === undefined) return 0;
    const type = getNamedType(input.type);
    if (Array.isArray(value)) return value.reduce((total: number, each) => total + this.#input(input, each), 0);
    if (!isInputObjectType(type)) return this.#weight(input, 0);
    let total = this.#weight(input, 1);
    for (const field of Object.values(type.getFields())) {
      total += this.#input(field, (value as Record<string, unknown>)[field.name]);
    }
    return total;
  }

  #conditional(selection: SelectionNode, cost: Known<number>): Known<number> {
    const conditions = (selection.directives ?? []).filter(
      ({ name }) => name.value === "skip" || name.value === "include",
    );
    if (conditions.length === 0 || cost === 0) return cost;
    const isLeftOut = (variables: Variables): boolean =>
      conditions.some(({ name, arguments: [condition] = [] }) => {
        const value = condition && valueOf(condition.value, variables);
        return value === (name.value === "skip");
      });
    return (variables) => {
      if (isLeftOut(variables)) return 0;
      return typeof cost === "number" ? cost : cost(variables);
    };
  }
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (each): each is OperationDefinitionNode =>
      each.kind === Kind.OPERATION_DEFINITION && (name === undefined || each.name?.value === name),
  );
}
