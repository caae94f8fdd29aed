import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from "graphql";
import type { RequestError } from "../../subgraphs/kit/errors";
import { collectFields, subselections, type Selections } from "./collect";
import type { Completion } from "./completion";
import { leafWriter } from "./leaf";
import { isInheritedKey, isJsonObject, readOwn, type JsonObject, type Path } from "./path";

/**
 * The form of a response, compiled from an operation and the API schema: it writes what the subgraphs answered straight as
 * JSON text, with the null propagation of the specification. What belongs to a concrete type is compiled when the first
 * value of that type is met, so that a selection on many types costs only those that occur.
 */
export class ResponseShape {
  readonly #write: WriteObject;
  /** The introspection fields that the operation asks for, by response key. */
  readonly introspection: readonly FieldNode[];

  constructor(selections: Selections, root: GraphQLObjectType, operation: SelectionSetNode) {
    this.#write = objectWriter(selections, root, [operation]);
    this.introspection = [...collectFields(selections, root, [operation]).values()].flatMap((nodes) =>
      isIntrospection(nodes) ? nodes : [],
    );
  }

  /** The response's `data` as JSON text. */
  write(data: JsonObject, completion: Completion): string {
    return this.#write(data, undefined, completion) ?? "null";
  }
}

/**
 * Writes a value; undefined if it can't be written, which is null or goes further up. What is wrong has been told by then.
 * The path is made only for what holds other values; a leaf is told by its parent's path and its key.
 */
type Write = (
  value: unknown,
  parent: Path | undefined,
  key: string | number,
  completion: Completion,
) => string | undefined;
type WriteObject = (object: JsonObject, path: Path | undefined, completion: Completion) => string | undefined;

function objectWriter(
  selections: Selections,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): WriteObject {
  const members = [...collectFields(selections, type, sets)].map(([key, nodes], index) => ({
    key,
    prefix: `${index === 0 ? "" : ","}${JSON.stringify(key)}:`,
    fetched: fetchedKey(selections, nodes),
    inherited: isInheritedKey(key),
    write: fieldWriter(selections, type, nodes),
  }));
  return (object, path, completion) => {
    let text = "{";
    for (const { key, prefix, fetched, inherited, write } of members) {
      const value = write(inherited ? readOwn(object, fetched) : object[fetched], path, key, completion);
      if (value === undefined) return undefined;
      text += prefix + value;
    }
    return text + "}";
  };
}

function fetchedKey({ keys }: Selections, [node]: readonly FieldNode[]): string {
  return node ? keys.fetched(node) : "";
}

function fieldWriter(selections: Selections, type: GraphQLCompositeType, asked: readonly FieldNode[]): Write {
  const nodes = asked.filter((node) => !selections.denied.has(node));
  const name = asked[0]?.name.value ?? "";
  if (name === "__typename") return typeNameWriter(type);
  if (isIntrospection(nodes)) return (_value, _parent, key, { introspection }) => introspection[key] ?? "null";
  const field = "getFields" in type ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`The API schema has no field ${type.name}.${name}.`);
  if (nodes.length === 0) return deniedWriter(selections.denied.get(asked[0]!)!, isNonNullType(field.type));
  return valueWriter(selections, field.type, nodes, (path, completion) => completion.missing(type.name, name, path));
}

/** Stands for a field that the caller may not read, whatever its value. */
function deniedWriter(error: RequestError, isNonNull: boolean): Write {
  return (_value, prev, key, completion) => {
    completion.denied(error, { prev, key });
    return isNonNull ? undefined : "null";
  };
}

function isIntrospection(nodes: readonly FieldNode[]): boolean {
  const name = nodes[0]?.name.value;
  return name === "__schema" || name === "__type";
}

function typeNameWriter(type: GraphQLCompositeType): Write {
  if (isObjectType(type)) {
    const text = JSON.stringify(type.name);
    return () => text;
  }
  return (_value, prev, key, completion) => {
    completion.invalid("String", { prev, key });
    return undefined;
  };
}

type TellMissing = (path: Path, completion: Completion) => void;

function valueWriter(
  selections: Selections,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  tellMissing: TellMissing,
): Write {
  if (isNonNullType(type)) {
    const write = presentWriter(selections, type.ofType, nodes, tellMissing);
    return (value, prev, key, completion) => {
      if (value !== null && value !== undefined) return write(value, prev, key, completion);
      tellMissing({ prev, key }, completion);
      return undefined;
    };
  }
  const write = presentWriter(selections, type, nodes, tellMissing);
  return (value, prev, key, completion) =>
    value === null || value === undefined ? "null" : (write(value, prev, key, completion) ?? "null");
}

/** Writes a value that is not null. */
function presentWriter(
  selections: Selections,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  tellMissing: TellMissing,
): Write {
  if (isListType(type)) return listWriter(valueWriter(selections, type.ofType, nodes, tellMissing), String(type));
  const named = getNamedType(type);
  if (isLeafType(named)) {
    const write = leafWriter(named);
    return (value, prev, key, completion) => {
      const text = write(value);
      if (text === undefined) completion.invalid(named.name, { prev, key });
      return text;
    };
  }
  return compositeWriter(selections, named, subselections(nodes));
}

function listWriter(writeItem: Write, type: string): Write {
  return (value, prev, key, completion) => {
    const path = { prev, key };
    if (!Array.isArray(value)) {
      completion.invalid(type, path);
      return undefined;
    }
    let text = "[";
    for (let index = 0; index < value.length; index++) {
      const item = writeItem(value[index], path, index, completion);
      if (item === undefined) return undefined;
      text += index === 0 ? item : "," + item;
    }
    return text + "]";
  };
}

function compositeWriter(selections: Selections, type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Write {
  const writers = new Map<unknown, WriteObject | undefined>();
  const writerFor = (typeName: unknown): WriteObject | undefined => {
    const known = writers.get(typeName);
    if (known || writers.has(typeName)) return known;
    const runtime = runtimeType(selections, type, typeName);
    const writer = runtime && objectWriter(selections, runtime, sets);
    // What a subgraph calls its types is no reason to keep more names than the schema has.
    if (runtime) writers.set(typeName, writer);
    return writer;
  };
  const isStatic = isObjectType(type);
  return (value, prev, key, completion) => {
    const path = { prev, key };
    const write = isJsonObject(value) ? writerFor(isStatic ? type.name : value["__typename"]) : undefined;
    if (write) return write(value as JsonObject, path, completion);
    completion.invalid(type.name, path);
    return undefined;
  };
}

/**
 * The type of a value, of those that the schema allows there. A value that names no type, or an interface, comes from a
 * subgraph that has the interface as an `@interfaceObject`.
 */
function runtimeType(
  { schema }: Selections,
  type: GraphQLCompositeType,
  typeName: unknown,
): GraphQLCompositeType | undefined {
  if (typeName === undefined || typeName === null || typeName === type.name) return type;
  if (typeof typeName !== "string" || isObjectType(type)) return undefined;
  const named = schema.getType(typeName);
  return (isObjectType(named) || isInterfaceType(named)) && schema.isSubType(type, named) ? named : undefined;
}
