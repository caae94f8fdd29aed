import { createHmac, timingSafeEqual } from "node:crypto";
import type { Key } from "../keys/keyring";

export type AuditOutcome = "done" | "refused" | "failed";

/** A row of the audit log, as it is sealed. */
export interface AuditRow {
  readonly chain: number;
  /** 1 or more. */
  readonly seq: number;
  /** UTC, in microseconds as PostgreSQL keeps them: `2025-01-31T04:05:06.123456Z`. */
  readonly at: string;
  readonly client: string;
  readonly subject: string | null;
  readonly province: string | null;
  readonly purpose: string | null;
  readonly action: string;
  readonly reason: string | null;
  readonly subjects: readonly string[];
  readonly fields: readonly string[];
  readonly outcome: AuditOutcome;
  readonly requestId: string;
  readonly keyId: string;
}

/** The end of a chain, as it is sealed. */
export interface AuditHead {
  readonly chain: number;
  /** That of the chain's last row; 0 while it has none. */
  readonly seq: number;
  /** That of the chain's last row; empty while it has none. */
  readonly hash: Buffer;
  /** The length of every chain when this one last grew. */
  readonly seen: readonly number[];
}

/** The seal of a row: none can be changed, left out or moved without the seals of all that follow it in its chain. */
export function sealRow(key: Key, row: AuditRow, before: Buffer): Buffer {
  // An array of JSON is read in one way only, however its texts look.
  const { chain, seq, at, client, subject, province, purpose, action, reason, subjects, fields, outcome } = row;
  const who = [client, subject, province, purpose];
  const what = [action, reason, subjects, fields, outcome];
  return seal(key, ["row", chain, seq, at, ...who, ...what, row.requestId, row.keyId, before.toString("hex")]);
}

/** The seal of a head: without the key nobody can say that a chain ends earlier than it does. */
export function sealHead(key: Key, { chain, seq, hash, seen }: AuditHead): Buffer {
  return seal(key, ["head", chain, seq, hash.toString("hex"), seen]);
}

/** Whether two seals are the same. */
export function sameSeal(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function seal(key: Key, content: readonly unknown[]): Buffer {
  return createHmac("sha256", key.keyObject).update(JSON.stringify(content)).digest();
}
