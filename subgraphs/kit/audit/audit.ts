import type { Caller } from "../access/caller";
import type { Transaction } from "../data/database";
import type { Keyring } from "../keys/keyring";
import { CHAINS } from "./audit.migration";
import { sameSeal, sealHead, sealRow, type AuditHead, type AuditOutcome, type AuditRow } from "./seal";

/** What was done or read. It names persons, records and fields, and never holds a value of theirs. */
export interface AuditEntry {
  /** The mutation's field, such as `registerPesantren`, or `read ContactPerson`. */
  readonly action: string;
  /** Ids of the persons or records concerned. */
  readonly subjects: readonly string[];
  /** The personal fields that were read. */
  readonly fields?: readonly string[];
  /** Why; the caller's purpose if left out. */
  readonly reason?: string | null;
  readonly outcome: AuditOutcome;
}

/** What a row says of who did it, and the keys that seal it. */
export interface AuditAuthor {
  readonly caller: Caller;
  readonly requestId: string;
  readonly at: Date;
  readonly keyring: Keyring;
}

/**
 * Adds a row to the audit log, inside the transaction of what it tells of: one is never without the other. Add it last, since it takes a chain for
 * itself until the commit; several rows of one transaction stand in the same chain.
 *
 * @throws AuditLogBroken if somebody tampered with the ends of the chains: nothing more is added to what can't be trusted
 */
export async function appendAudit(tx: Transaction, author: AuditAuthor, entry: AuditEntry): Promise<void> {
  const { head, lengths } = await takeHead(tx, author.keyring);
  const key = author.keyring.current("audit");
  const row = rowOf(author, entry, { chain: head.chain, seq: head.seq + 1, keyId: key.id });
  const hash = sealRow(key, row, head.hash);
  const seen = lengths.map((length, chain) => (chain === head.chain ? row.seq : Math.max(length, head.seen[chain]!)));
  const mac = sealHead(key, { chain: row.chain, seq: row.seq, hash, seen });
  const { at, client, subject, province, purpose, action, reason, subjects, fields, outcome, requestId } = row;
  const who = [at, client, subject, province, purpose];
  const what = [action, reason, subjects, fields, outcome, requestId];
  await tx.client.query({
    name: "audit_append",
    text: APPEND,
    values: [row.chain, row.seq, hash, key.id, seen, mac, ...who, ...what],
  });
}

/** The audit log isn't as it was left. Whoever runs the room must look into it: `npm run audit -- verify`. */
export class AuditLogBroken extends Error {
  override readonly name = "AuditLogBroken";
}

/** The chain that a transaction has taken. */
const taken = new WeakMap<object, number>();

const HEAD = "SELECT chain, seq, hash, seen, key_id, mac FROM audit_head";
/** What the heads together say, beside the one that was taken: how long each chain is, and the most that any head has seen of the one. */
const TAKEN = `SELECT head.chain, head.seq::float8, head.hash, head.seen::text, head.key_id, head.mac, heads.* FROM head, LATERAL (
    SELECT array_agg(seq ORDER BY chain)::text AS lengths, max(seen[head.chain + 1])::float8 AS witnessed FROM audit_head
  ) AS heads`;
const TAKE_FREE = `WITH head AS MATERIALIZED (${HEAD} FOR UPDATE SKIP LOCKED LIMIT 1) ${TAKEN}`;
const TAKE_ONE = `WITH head AS MATERIALIZED (${HEAD} WHERE chain = $1 FOR UPDATE) ${TAKEN}`;
const APPEND = `WITH moved AS (
    UPDATE audit_head SET seq = $2, hash = $3, key_id = $4, seen = $5, mac = $6 WHERE chain = $1
  ) INSERT INTO audit_log (chain, seq, hash, key_id, at, client, subject, province, purpose, action, reason, subjects, fields, outcome, request_id)
    VALUES ($1, $2, $3, $4, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`;

interface TakenHead {
  readonly chain: number;
  readonly seq: number;
  readonly hash: Buffer;
  /** An array as PostgreSQL writes it, such as `{1,2}`; so is `lengths`. */
  readonly seen: string;
  readonly key_id: string | null;
  readonly mac: Buffer | null;
  readonly lengths: string;
  readonly witnessed: number;
}

/** Takes the end of a chain that no other transaction holds; waits for one by chance if all are held. */
async function takeHead(tx: Transaction, keyring: Keyring): Promise<{ head: AuditHead; lengths: number[] }> {
  const own = taken.get(tx);
  const free =
    own === undefined ? await query(tx, { name: "audit_take_free", text: TAKE_FREE, values: [] }) : undefined;
  const found =
    free ??
    (await query(tx, {
      name: "audit_take_one",
      text: TAKE_ONE,
      values: [own ?? Math.floor(Math.random() * CHAINS)],
    }));
  const lengths = numbers(found?.lengths);
  if (!found || lengths.length !== CHAINS) throw new AuditLogBroken("A chain of the audit log has lost its head.");
  taken.set(tx, found.chain);
  const { chain, seq, hash } = found;
  const head = { chain, seq, hash, seen: numbers(found.seen) };
  checkHead(head, found, keyring);
  return { head, lengths };
}

function numbers(array = "{}"): number[] {
  return JSON.parse(`[${array.slice(1, -1)}]`) as number[];
}

async function query(
  tx: Transaction,
  statement: { name: string; text: string; values: number[] },
): Promise<TakenHead | undefined> {
  return (await tx.client.query<TakenHead>(statement)).rows[0];
}

/** What was tampered with must not be sealed anew by the next row. */
function checkHead(head: AuditHead, { key_id, mac, witnessed }: TakenHead, keyring: Keyring): void {
  if (witnessed > head.seq) throw new AuditLogBroken(`Chain ${head.chain} of the audit log was cut.`);
  if (mac === null && head.seq === 0) return;
  const key = key_id === null ? undefined : keyring.find("audit", key_id);
  if (!key || !mac)
    throw new AuditLogBroken(`No key of this keyring sealed the end of the audit log's chain ${head.chain}.`);
  if (!sameSeal(mac, sealHead(key, head)))
    throw new AuditLogBroken(`The end of the audit log's chain ${head.chain} is forged.`);
}

function rowOf(
  { caller, requestId, at }: AuditAuthor,
  { action, subjects, fields = [], reason, outcome }: AuditEntry,
  place: Pick<AuditRow, "chain" | "seq" | "keyId">,
): AuditRow {
  return {
    ...place,
    at: at.toISOString().replace("Z", "000Z"),
    client: sound(caller.client),
    subject: orNull(caller.subject),
    province: orNull(caller.province),
    purpose: orNull(caller.purpose),
    action: sound(action),
    reason: orNull((reason ?? caller.purpose)?.slice(0, LONGEST_REASON)),
    subjects: [...new Set(subjects.map(sound))],
    fields: fields.map(sound),
    outcome,
    requestId: sound(requestId),
  };
}

const LONGEST_REASON = 500;

function orNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : sound(text);
}

/** As PostgreSQL will give it back, so that the seal holds: half a character pair becomes a replacement character, and a null character too. */
function sound(text: string): string {
  return Buffer.from(text.replaceAll("\0", "\ufffd"), "utf8").toString("utf8");
}
