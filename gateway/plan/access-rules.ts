import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  type ConstDirectiveNode,
  type ConstValueNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { ruleOf, RULE_DIRECTIVES, type Rule } from "../../subgraphs/kit/access/rule";

type Names = Record<keyof typeof RULE_DIRECTIVES, string>;

/** Who may read what, as a supergraph declares it on its fields and types, under whatever names it links the directives. */
export class AccessRules {
  readonly #names: Names;
  readonly #known = new Map<string, readonly Rule[]>();

  constructor(private readonly supergraph: GraphQLSchema) {
    this.#names = linkedNames(supergraph);
  }

  /**
   * Everything that is asked of who reads a field; all of it must hold. Beside the field's own rule those of its type and of the type it returns count; an
   * interface's field asks for what the same field of each type asks for that may stand there.
   */
  of(typeName: string, fieldName: string): readonly Rule[] {
    const coordinate = `${typeName}.${fieldName}`;
    let rules = this.#known.get(coordinate);
    if (!rules) this.#known.set(coordinate, (rules = this.#read(typeName, fieldName)));
    return rules;
  }

  #read(typeName: string, fieldName: string): readonly Rule[] {
    const type = this.supergraph.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const field = type.getFields()[fieldName];
    if (!field) return [];
    const own = [
      ...this.#rules(field.astNode?.directives),
      ...this.#ofType(type),
      ...this.#ofType(getNamedType(field.type)),
    ];
    const implementers = isInterfaceType(type) ? this.supergraph.getPossibleTypes(type) : [];
    const all = [...own, ...implementers.flatMap(({ name }) => this.of(name, fieldName))];
    return [...new Map(all.map((rule) => [JSON.stringify(rule), rule])).values()];
  }

  #ofType({ astNode, extensionASTNodes }: GraphQLNamedType): Rule[] {
    return [astNode, ...extensionASTNodes].flatMap((node) => this.#rules(node?.directives));
  }

  #rules(directives: readonly ConstDirectiveNode[] | undefined): Rule[] {
    const rule = ruleOf(directives, this.#names);
    return rule ? [rule] : [];
  }
}

/** The names under which a supergraph links the directives: as they are unless it says `as:` or imports them under another one. */
function linkedNames({ astNode, extensionASTNodes }: GraphQLSchema): Names {
  const names: Names = { ...RULE_DIRECTIVES };
  const links = [astNode, ...extensionASTNodes]
    .flatMap((node) => node?.directives ?? [])
    .filter(({ name }) => name.value === "link");
  for (const link of links) {
    const given = new Map(link.arguments?.map(({ name, value }) => [name.value, value]));
    const feature = /\/(authenticated|requiresScopes|policy)\/v[\d.]+$/.exec(textOf(given.get("url")))?.[1];
    if (feature === undefined) continue;
    names[feature as keyof Names] = importedAs(given.get("import"), feature) ?? (textOf(given.get("as")) || feature);
  }
  return names;
}

function importedAs(imports: ConstValueNode | undefined, feature: string): string | undefined {
  for (const each of imports?.kind === "ListValue" ? imports.values : []) {
    if (each.kind !== "ObjectValue") continue;
    const fields = new Map(each.fields.map(({ name, value }) => [name.value, textOf(value)]));
    if (fields.get("name") === `@${feature}`) return fields.get("as")?.slice(1);
  }
  return undefined;
}

function textOf(value: ConstValueNode | undefined): string {
  return value?.kind === "StringValue" ? value.value : "";
}
