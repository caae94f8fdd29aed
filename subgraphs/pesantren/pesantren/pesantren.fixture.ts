import type { ExecutionResult } from "graphql";
import { newId } from "../../kit/id";
import type { Database, Transaction } from "../../kit/data/database";
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
export async function addPesantren(test: { readonly db: Database }, ...given: Given[]): Promise<string[]> {
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

export interface ListedNode {
  readonly id: string;
  readonly name?: string;
  readonly nspp?: string;
}

export interface ListedPage {
  readonly nodes: readonly ListedNode[];
  readonly edges: readonly { distanceKm: number | null; node: ListedNode }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly totalCount: number;
}

const PAGE = `query ($filter: PesantrenFilter, $search: String, $near: NearInput, $first: Int! = 20, $after: String) {
  pesantrens(filter: $filter, search: $search, near: $near, first: $first, after: $after) {
    nodes { id name } edges { distanceKm node { id } } pageInfo { endCursor hasNextPage } } }`;

/** A room in which a test asks; every `TestGraph` is one. */
interface Asked {
  data<T>(source: string, variables?: object): Promise<T>;
  run(source: string, variables?: object): Promise<ExecutionResult>;
}

/** The ways in which tests read the lists of the registry. */
export function listsOf(ask: () => Asked) {
  const page = async (variables: object) => (await ask().data<{ pesantrens: ListedPage }>(PAGE, variables)).pesantrens;
  const names = async (variables: object) => (await page(variables)).nodes.map((node) => node.name);
  const total = async (variables: object) =>
    (
      await ask().data<{ pesantrens: ListedPage }>(
        "query ($filter: PesantrenFilter, $search: String, $near: NearInput) { pesantrens(filter: $filter, search: $search, near: $near, first: 1) { totalCount } }",
        variables,
      )
    ).pesantrens.totalCount;
  const errorOf = async (variables: object) => (await ask().run(PAGE, variables)).errors?.[0];

  /** Every id of a list, page by page. */
  async function walk(variables: object, first = 3): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page({ ...variables, first, after });
      ids.push(...nodes.map((node) => node.id));
      if (!pageInfo.hasNextPage) return ids;
      after = pageInfo.endCursor;
    }
  }

  return { page, names, total, errorOf, walk };
}
