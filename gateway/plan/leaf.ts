import { isEnumType, isSpecifiedScalarType, type GraphQLLeafType } from "graphql";

/** Writes a leaf value as JSON text; undefined if the value is not of the type. */
export type WriteLeaf = (value: unknown) => string | undefined;

/** Chooses how values of a leaf type are written. Custom scalars are written as they come. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(new Set(type.getValues().map(({ name }) => name)));
  if (!isSpecifiedScalarType(type)) return writeAny;
  const coerce: WriteLeaf = (value) => {
    try {
      return JSON.stringify(type.serialize(value));
    } catch {
      return undefined;
    }
  };
  switch (type.name) {
    case "String":
    case "ID":
      return (value) => (typeof value === "string" ? quote(value) : coerce(value));
    case "Int":
      return (value) => (typeof value === "number" && (value | 0) === value ? `${value}` : coerce(value));
    case "Float":
      return (value) => (Number.isFinite(value) ? `${value as number}` : coerce(value));
    default:
      return (value) => (typeof value === "boolean" ? `${value}` : coerce(value));
  }
}

function enumWriter(names: ReadonlySet<string>): WriteLeaf {
  return (value) => (typeof value === "string" && names.has(value) ? `"${value}"` : undefined);
}

function writeAny(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A value can nest deeper than can be written.
    return undefined;
  }
}

/** Most strings need no escapes, and finding that out is quicker than `JSON.stringify`. */
function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

// JSON escapes exactly these: quotes, backslashes, controls and halves of pairs.
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;
