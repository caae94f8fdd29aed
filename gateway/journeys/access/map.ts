import {
  buildASTSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";

/** What a supergraph says of a field, read apart from the code that enforces it, so that the two check each other. */
export interface Declared {
  readonly coordinate: string;
  readonly type: string;
  readonly name: string;
  /** Alternatives of scopes and of claims; undefined where everybody may read. */
  readonly rule: { readonly scopes: string[][]; readonly claims: string[][] } | undefined;
  readonly tags: readonly string[];
  /** The subgraphs that answer it; empty for all of those that have the type. */
  readonly owners: readonly string[];
  readonly field: GraphQLField<unknown, unknown>;
}

/** One step of a way through the graph: a field, and the type that is asked for behind it. */
export interface Hop {
  readonly declared: Declared;
  /** The object type that the next step starts from. */
  readonly to: string;
  /** Whether the field may return other types too, so that `to` has to be named. */
  readonly isAbstract: boolean;
}

/** Everything a supergraph has, as ways from the root to each field of it. */
export class GraphMap {
  readonly fields: readonly Declared[];
  readonly #ways = new Map<string, readonly Hop[]>();

  constructor(
    supergraph: string,
    readonly api: GraphQLSchema,
  ) {
    const nodes = fieldNodes(supergraph);
    this.fields = objectTypes(api).flatMap((type) =>
      Object.values(type.getFields()).map((field) => declared(type, field, nodes.get(`${type.name}.${field.name}`))),
    );
    this.#findWays();
  }

  fieldsOf(type: string): readonly Declared[] {
    return this.fields.filter((each) => each.type === type);
  }

  /** The shortest way from `Query` to a type; undefined if there is none. */
  wayTo(type: string): readonly Hop[] | undefined {
    return this.#ways.get(type);
  }

  /** For every field that leads to a type, the shortest way through it. */
  waysTo(type: string): readonly (readonly Hop[])[] {
    return this.fields.flatMap((each) => {
      const before = this.wayTo(each.type);
      return before ? hops(this.api, each).flatMap((hop) => (hop.to === type ? [[...before, hop]] : [])) : [];
    });
  }

  #findWays(): void {
    this.#ways.set("Query", []);
    const waiting = ["Query"];
    for (let type = waiting.shift(); type !== undefined; type = waiting.shift()) {
      for (const each of this.fieldsOf(type)) {
        for (const hop of hops(this.api, each)) {
          if (this.#ways.has(hop.to)) continue;
          this.#ways.set(hop.to, [...this.#ways.get(type)!, hop]);
          waiting.push(hop.to);
        }
      }
    }
  }
}

/** The required arguments of a field. */
export function requiredArguments({ field }: Declared) {
  return field.args.filter(isRequiredArgument);
}

export function isComposite({ field }: Declared): boolean {
  return isCompositeType(getNamedType(field.type));
}

function hops(api: GraphQLSchema, each: Declared): Hop[] {
  const type = getNamedType(each.field.type);
  if (isObjectType(type)) return [{ declared: each, to: type.name, isAbstract: false }];
  if (!isAbstractType(type)) return [];
  return api.getPossibleTypes(type).map(({ name }) => ({ declared: each, to: name, isAbstract: true }));
}

function objectTypes(api: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(api.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith("__") ? [type] : [],
  );
}

function declared(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  node: FieldDefinitionNode | undefined,
): Declared {
  const directives = node?.directives ?? [];
  const named = (name: string) => directives.filter((each) => each.name.value === name);
  const isRestricted = ["authenticated", "requiresScopes", "policy"].some((name) => named(name).length > 0);
  return {
    coordinate: `${type.name}.${field.name}`,
    type: type.name,
    name: field.name,
    rule: isRestricted
      ? {
          scopes: named("requiresScopes").flatMap((each) => lists(each, "scopes")),
          claims: named("policy").flatMap((each) => lists(each, "policies")),
        }
      : undefined,
    tags: named("tag").map((each) => text(each, "name")),
    owners: named("join__field").flatMap((each) => text(each, "graph") || []),
    field,
  };
}

function fieldNodes(supergraph: string): Map<string, FieldDefinitionNode> {
  return new Map(
    parse(supergraph).definitions.flatMap((type) =>
      type.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (type.fields ?? []).map((field) => [`${type.name.value}.${field.name.value}`, field] as const)
        : [],
    ),
  );
}

function lists(directive: ConstDirectiveNode, argument: string): string[][] {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.map((all) =>
    all.kind === Kind.LIST ? all.values.flatMap((each) => (each.kind === Kind.STRING ? each.value : [])) : [],
  );
}

function text(directive: ConstDirectiveNode, argument: string): string {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : "";
}

/** The schema of a text without its directives' meaning. */
export function readSchema(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
}
