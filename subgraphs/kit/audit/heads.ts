import type { ClientBase } from "pg";
import type { AuditHead } from "./seal";

/** The end of a chain as it was at some moment, to be kept outside of the database. */
export interface KeptHead {
  readonly chain: number;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/** A head as the database has it. */
export interface StoredHead extends AuditHead {
  readonly keyId: string | null;
  readonly mac: Buffer | null;
}

/** The heads that are there, by their chains. */
export async function readHeads(client: ClientBase): Promise<Map<number, StoredHead>> {
  const { rows } = await client.query<Omit<StoredHead, "seq" | "seen"> & { seq: string; seen: string[] }>(
    'SELECT chain, seq::text, hash, seen::text[], key_id AS "keyId", mac FROM audit_head ORDER BY chain',
  );
  return new Map(rows.map((row) => [row.chain, { ...row, seq: Number(row.seq), seen: row.seen.map(Number) }]));
}

/** What to keep of the heads. Chains that are empty yet can't be cut. */
export function toKeep(heads: ReadonlyMap<number, StoredHead>): KeptHead[] {
  return [...heads.values()]
    .filter(({ seq }) => seq > 0)
    .map(({ chain, seq, hash }) => ({ chain, seq, hash: hash.toString("hex") }));
}
