import type { Context } from "../context";
import { blindIndex } from "./blind-index";
import { encrypt } from "./cipher";
import { indexOf, type PersonalTable } from "./personal-table";

/**
 * The columns to write for personal values of a row, encrypted, with their indexes.
 *
 * @param values by the fields' names; absent is left out, null is emptied
 */
export function personalColumns(
  { keyring }: Pick<Context, "keyring">,
  table: PersonalTable,
  id: string,
  values: Readonly<Record<string, string | null | undefined>>,
): Record<string, Buffer | null> {
  const columns: Record<string, Buffer | null> = {};
  for (const [field, value] of Object.entries(values)) {
    const known = table.fields[field];
    if (!known || value === undefined) continue;
    columns[known.column] =
      value === null ? null : encrypt(keyring, { table: table.table, column: known.column, id }, value);
    if (!known.index) continue;
    const index = indexOf(table, field);
    columns[index.column] = value === null ? null : blindIndex(keyring, index, index.how, value);
  }
  return columns;
}
