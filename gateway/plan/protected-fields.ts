import {
  GraphQLError,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { RequestError } from "../../subgraphs/kit/errors";
import type { Rule } from "../../subgraphs/kit/access/rule";
import type { AccessRules } from "./access-rules";

/** Why a caller may not read what a rule protects; undefined if it may. */
export type Deny = (rule: Rule) => RequestError | undefined;

/** The fields of a document that its caller may not read, and why. */
export type DeniedFields = ReadonlyMap<FieldNode, RequestError>;

export interface Denied {
  readonly coordinates: readonly string[];
  readonly fields: DeniedFields;
  /** The same for all callers who are denied the same for the same reasons, and so get the same answer; empty if nothing is denied. */
  readonly reasons: string;
}

interface Protected {
  /** `Type.field`, as the document asks for it. */
  readonly coordinate: string;
  readonly rules: readonly Rule[];
  readonly nodes: FieldNode[];
}

/** The fields of one document that not everybody may read. Found once; who may read which is asked for every request. */
export class ProtectedFields {
  readonly #fields: readonly Protected[];

  constructor(document: DocumentNode, schema: GraphQLSchema, rules: AccessRules) {
    const found = new Map<string, Protected>();
    const types = new TypeInfo(schema);
    visit(
      document,
      visitWithTypeInfo(types, {
        Field(node) {
          const type = types.getParentType()?.name;
          const asked = type === undefined ? [] : rules.of(type, node.name.value);
          if (asked.length === 0) return;
          const coordinate = `${type}.${node.name.value}`;
          const known = found.get(coordinate);
          if (known) known.nodes.push(node);
          else found.set(coordinate, { coordinate, rules: asked, nodes: [node] });
        },
      }),
    );
    this.#fields = [...found.values()];
  }

  /** Those that one caller may not read: their coordinates, by which the planner leaves them out, and their places in the document. */
  deniedTo(deny: Deny): Denied {
    const coordinates: string[] = [];
    let reasons = "";
    const fields = new Map<FieldNode, RequestError>();
    for (const { coordinate, rules, nodes } of this.#fields) {
      const error = firstDenial(rules, deny);
      if (!error) continue;
      coordinates.push(coordinate);
      reasons += `${coordinate} ${String(error.extensions["code"])} `;
      for (const node of nodes) fields.set(node, error);
    }
    return { coordinates, fields, reasons };
  }
}

function firstDenial(rules: readonly Rule[], deny: Deny): RequestError | undefined {
  for (const rule of rules) {
    const error = deny(rule);
    if (error) return error;
  }
  return undefined;
}

/** The refusal of an operation for all the fields that its caller may not read: an error for each, at the first place of the response where it would stand. */
export function denialsIn(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  denied: DeniedFields,
): GraphQLError[] {
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const errors: GraphQLError[] = [];
  const walk = ({ selections }: SelectionSetNode, path: readonly string[]): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        fragments.delete(selection.name.value);
        if (fragment) walk(fragment.selectionSet, path);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, path);
      else {
        const here = [...path, (selection.alias ?? selection.name).value];
        const error = denied.get(selection);
        if (error) errors.push(new GraphQLError(error.message, { path: here, originalError: error }));
        else if (selection.selectionSet) walk(selection.selectionSet, here);
      }
    }
  };
  walk(operation.selectionSet, []);
  return errors.slice(0, MOST_ERRORS);
}

const MOST_ERRORS = 100;

/** A document without some fields. What is left without any asks for the type's name alone: that an object is there is told by the field that leads to it. */
export function withoutFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  denied: ReadonlySet<string>,
): DocumentNode {
  if (denied.size === 0) return document;
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => (denied.has(`${types.getParentType()?.name}.${node.name.value}`) ? null : undefined),
      SelectionSet: { leave: (node) => (node.selections.length === 0 ? TYPE_NAME_ALONE : undefined) },
    }),
  );
}

const TYPE_NAME_ALONE: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } }],
};
