/**
 * Which SQL expressions the fields of a GraphQL type are made of: `field: "expression"`, or several as
 * `field: { column: "expression" }` where the field's own resolver puts them together.
 */
export type ColumnMap = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What a place in a document asks for never changes (see `fieldsAsked`), so its list is put together once. */
const known = new WeakMap<ReadonlySet<string>, Map<ColumnMap, string>>();

/**
 * The select list for the fields asked for, in a fixed order, so that equal requests share one prepared statement.
 *
 * @param always fields that are read in any case, such as the key; the same for every call with these columns
 */
export function selectList(columns: ColumnMap, asked: ReadonlySet<string>, always: readonly string[] = []): string {
  const lists = known.get(asked) ?? new Map<ColumnMap, string>();
  known.set(asked, lists);
  const list = lists.get(columns) ?? makeList(columns, asked, always);
  lists.set(columns, list);
  return list;
}

function makeList(columns: ColumnMap, asked: ReadonlySet<string>, always: readonly string[]): string {
  const list: string[] = [];
  for (const [field, source] of Object.entries(columns)) {
    if (!asked.has(field) && !always.includes(field)) continue;
    if (typeof source === "string") list.push(`${source} AS "${field}"`);
    else for (const [column, expression] of Object.entries(source)) list.push(`${expression} AS "${column}"`);
  }
  return [...new Set(list)].join(", ");
}
