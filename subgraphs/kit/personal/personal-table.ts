import type { IndexedColumn, Normalisation } from "./blind-index";

/** What kind of personal data a column holds; consents and the policies of banks name these. */
export const CATEGORIES = ["NAME", "PHONE", "EMAIL", "NIK", "BIRTH_DATE", "ADDRESS", "ACCOUNT", "GUARDIAN"] as const;

export type Category = (typeof CATEGORIES)[number];

/** An encrypted column (bytea). */
export interface PersonalColumn {
  readonly column: string;
  readonly category: Category;
  /** The column (bytea) by which the value is found, and how values are brought into one form for it. */
  readonly index?: { readonly column: string; readonly how: Normalisation };
}

/**
 * A table with personal data. Reading, export, erasure and re-encryption work from this alone. The table also has a column `erased_at` (timestamptz,
 * null until the person's data was erased), and all encrypted columns and their indexes may be null.
 */
export interface PersonalTable {
  readonly table: string;
  /** The GraphQL type of its rows, by which audit rows name it. */
  readonly type: string;
  /** Column with the id (uuid) of the row. */
  readonly id: string;
  /** Column with the id (uuid) of the person; the same as `id` where the row is the person. */
  readonly subject: string;
  /** SQL expression of the row's province code. */
  readonly province: string;
  /** SQL expression of the id of the pesantren that it belongs to, whose own people may read it; none may if left out. */
  readonly pesantren?: string;
  /** The encrypted columns by the names of their GraphQL fields. */
  readonly fields: Readonly<Record<string, PersonalColumn>>;
}

/** The index of a field of a table. */
export function indexOf(table: PersonalTable, field: string): IndexedColumn & { how: Normalisation } {
  const index = table.fields[field]?.index;
  if (!index) throw new Error(`${table.table} has no index for ${field}.`);
  return { table: table.table, column: index.column, how: index.how };
}

/** The guardians' names beside consents: every room has them. */
export const CONSENT_TABLE: PersonalTable = {
  table: "personal_consent",
  type: "Consent",
  id: "id",
  subject: "subject_id",
  province: "province_code",
  fields: { guardianName: { column: "guardian_name", category: "GUARDIAN" } },
};
