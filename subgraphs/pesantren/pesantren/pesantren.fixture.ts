import { newId } from "../../kit/id";
import type { TestDatabase } from "../../kit/testing/database";
import type { Transaction } from "../../kit/data/database";
import { spellingKey } from "./spelling";

let serial = 0;

/** What a test says of a record; the rest is made up. */
export interface Given {
  readonly id?: string;
  readonly nspp?: string;
  readonly name?: string;
  readonly address?: string | null;
  readonly regency_code?: string;
  readonly district_code?: string | null;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly kind?: string;
  readonly whatsapp?: string;
  readonly status?: string;
  readonly trial?: boolean;
  readonly merged_into_id?: string;
}

/** Puts records into the registry of a test, in one statement, as an import does. */
export async function addPesantren(test: Pick<TestDatabase, "db">, ...given: Given[]): Promise<string[]> {
  return test.db.inTransaction((tx) => insertPesantren(tx, given));
}

export async function insertPesantren(tx: Transaction, given: readonly Given[]): Promise<string[]> {
  const rows = given.map(({ name = "Al Hidayah", ...rest }) => ({
    id: newId(),
    nspp: `5100${String(++serial).padStart(8, "0")}`,
    regency_code: "32.04",
    published_name: name,
    name,
    name_key: spellingKey(name),
    status: "ACTIVE",
    trial: false,
    corrected_fields: [],
    source: "test",
    as_of: "2026-01-01",
    created_at: "2026-01-01",
    updated_at: "2026-01-01",
    ...rest,
  }));
  await tx.rows(
    `INSERT INTO pesantren SELECT (jsonb_populate_record(NULL::pesantren, each || jsonb_build_object('changed_in', pg_current_xact_id()::text))).*
     FROM jsonb_array_elements($1::jsonb) AS each`,
    [JSON.stringify(rows)],
  );
  await tx.rows(
    "INSERT INTO pesantren_nspp (nspp, pesantren_id, source, as_of) SELECT nspp, id, source, as_of FROM pesantren WHERE id = ANY($1)",
    [rows.map((row) => row.id)],
  );
  return rows.map((row) => row.id);
}
