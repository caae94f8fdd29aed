import type { Database } from "../data/database";
import type { Keyring } from "../keys/keyring";
import { CHAINS } from "./audit.migration";
import { readHeads, type KeptHead, type StoredHead } from "./heads";
import { sameSeal, sealHead, sealRow, type AuditRow } from "./seal";
import { atOneMoment, streamed } from "./snapshot";

/** What is wrong at a place of the log. */
export interface AuditFault {
  readonly chain: number;
  /** The place in the chain: of the row, or of the first of several. */
  readonly seq: number;
  readonly what:
    | "changed or moved" // The row isn't what was sealed at this place.
    | "missing" // Rows before the end of the chain are gone.
    | "cut off" // Rows at the end of the chain are gone.
    | "duplicated" // A second row at a place.
    | "added" // Rows that no head of the chain knows of.
    | "key unknown" // The keyring doesn't hold the key that the row or the head names.
    | "head missing"
    | "head forged" // The head's seal is wrong, or it is not that of the last row.
    | "other than the kept head"; // The chain was another one when its head was kept.
}

export interface AuditVerification {
  /** How many rows were checked. */
  readonly rows: number;
  /** How many places are at fault. */
  readonly faults: number;
}

/**
 * Walks all chains of a room's log, at one moment of it, in constant memory.
 *
 * @param kept heads that were kept outside of the database, to find an old state of everything put in the place of the present one
 */
export function verifyAudit(
  db: Database,
  keyring: Keyring,
  onFault: (fault: AuditFault) => void,
  kept: readonly KeptHead[] = [],
): Promise<AuditVerification> {
  return atOneMoment(db, async (client) => {
    const heads = await readHeads(client);
    const walk = new Walk(keyring, heads, kept, onFault);
    for await (const row of streamed<StoredRow>(client, ROWS)) walk.row(row);
    walk.end();
    return { rows: walk.rows, faults: walk.faults };
  });
}

interface StoredRow extends Omit<AuditRow, "seq"> {
  readonly seq: string;
  readonly hash: Buffer;
}

const ROWS = `
  SELECT chain, seq::text AS seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, client, subject, province, purpose, action, reason,
    subjects, fields, outcome, request_id AS "requestId", key_id AS "keyId", hash
  FROM audit_log ORDER BY chain, audit_log.seq`;

const EMPTY = Buffer.alloc(0);

class Walk {
  rows = 0;
  faults = 0;
  /** Where each chain ended, as far as its rows go. */
  readonly #ends = new Map<number, { seq: number; hash: Buffer }>();
  readonly #kept: ReadonlyMap<string, string>;

  constructor(
    private readonly keyring: Keyring,
    private readonly heads: ReadonlyMap<number, StoredHead>,
    private readonly keptHeads: readonly KeptHead[],
    private readonly onFault: (fault: AuditFault) => void,
  ) {
    this.#kept = new Map(keptHeads.map(({ chain, seq, hash }) => [`${chain} ${seq}`, hash]));
  }

  /** The next row, in the order of chains and places. */
  row({ hash, ...stored }: StoredRow): void {
    this.rows++;
    const row = { ...stored, seq: Number(stored.seq) };
    const before = this.#ends.get(row.chain) ?? { seq: 0, hash: EMPTY };
    // After a gap nobody knows the seal before; the row then counts as it says, and the gap as the fault.
    if (row.seq > before.seq + 1) this.#fault(row.chain, before.seq + 1, "missing");
    else if (row.seq <= before.seq) this.#fault(row.chain, row.seq, "duplicated");
    else this.#check(row, hash, before.hash);
    const kept = this.#kept.get(`${row.chain} ${row.seq}`);
    if (kept !== undefined && kept !== hash.toString("hex"))
      this.#fault(row.chain, row.seq, "other than the kept head");
    this.#ends.set(row.chain, { seq: row.seq, hash });
  }

  /** There are no more rows. */
  end(): void {
    for (let chain = 0; chain < CHAINS; chain++) this.#head(chain, this.heads.get(chain));
    for (const [chain] of this.#ends) if (chain < 0 || chain >= CHAINS) this.#fault(chain, 1, "added");
    for (const { chain, seq } of this.keptHeads)
      if ((this.#ends.get(chain)?.seq ?? 0) < seq) this.#fault(chain, seq, "cut off");
  }

  #check(row: AuditRow, hash: Buffer, before: Buffer): void {
    const key = this.keyring.find("audit", row.keyId);
    if (!key) this.#fault(row.chain, row.seq, "key unknown");
    else if (!sameSeal(hash, sealRow(key, row, before))) this.#fault(row.chain, row.seq, "changed or moved");
  }

  #head(chain: number, head: StoredHead | undefined): void {
    const last = this.#ends.get(chain) ?? { seq: 0, hash: EMPTY };
    if (!head) return this.#fault(chain, last.seq + 1, "head missing");
    const forged = this.#headFault(head);
    if (forged) this.#fault(chain, head.seq, forged);
    if (last.seq > head.seq) this.#fault(chain, head.seq + 1, "added");
    // No chain is shorter than another one has seen it.
    else if (last.seq < Math.max(head.seq, this.#witnessed(chain))) this.#fault(chain, last.seq + 1, "cut off");
    else if (!sameSeal(last.hash, head.hash) && !forged) this.#fault(chain, head.seq, "head forged");
  }

  #headFault(head: StoredHead): "head forged" | "key unknown" | undefined {
    if (head.seq === 0 && head.mac === null && head.keyId === null) return undefined;
    const key = this.keyring.find("audit", head.keyId ?? "");
    if (!key) return "key unknown";
    return head.mac && sameSeal(head.mac, sealHead(key, head)) ? undefined : "head forged";
  }

  #witnessed(chain: number): number {
    return Math.max(0, ...[...this.heads.values()].map(({ seen }) => seen[chain] ?? 0));
  }

  #fault(chain: number, seq: number, what: AuditFault["what"]): void {
    this.faults++;
    this.onFault({ chain, seq, what });
  }
}
