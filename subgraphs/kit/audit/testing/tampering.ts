import { Client } from "pg";
import type { Key } from "../../keys/keyring";
import { CHAINS } from "../audit.migration";
import { readHeads } from "../heads";
import { sealHead } from "../seal";
import type { Random } from "../../trial/random";

/** One way to tamper with a chain, as somebody who may do anything in the database and has no key. */
export type Tampering = (client: Client, chain: number, random: Random) => Promise<void>;

/** The texts put in the place of what a column held. */
const COLUMNS: Readonly<Record<string, string>> = {
  at: "at + interval '1 microsecond'",
  client: "client || 'x'",
  subject: "coalesce(subject || 'x', 'somebody')",
  province: "'99'",
  purpose: "coalesce(purpose || ' ', '')",
  action: "'read Lamp'",
  reason: "coalesce(reason || '.', '')",
  subjects: "subjects || ARRAY['x']",
  fields: "fields || ARRAY['']",
  outcome: "CASE outcome WHEN 'done' THEN 'failed' ELSE 'done' END",
  request_id: "upper(request_id) || '-'",
  key_id: "'another'",
  hash: "sha256(hash)",
};

/** Every tampering that shows by itself, by its name. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  ...Object.fromEntries(Object.entries(COLUMNS).map(([column, to]) => [`${column} changed`, changing(column, to)])),
  "row removed": async (client, chain, random) =>
    run(client, "DELETE FROM audit_log WHERE chain = $1 AND seq = $2", chain, await place(client, chain, random)),
  "first row removed": (client, chain) => run(client, "DELETE FROM audit_log WHERE chain = $1 AND seq = 1", chain),
  "last row removed": (client, chain) => run(client, `DELETE FROM audit_log WHERE chain = $1 AND seq = ${LAST}`, chain),
  "chain removed": (client, chain) => run(client, "DELETE FROM audit_log WHERE chain = $1", chain),
  "two rows swapped": async (client, chain, random) => {
    const one = await place(client, chain, random);
    const other = (one % (await length(client, chain))) + 1;
    await run(client, "UPDATE audit_log SET seq = 900000 WHERE chain = $1 AND seq = $2", chain, one);
    await run(client, "UPDATE audit_log SET seq = $3 WHERE chain = $1 AND seq = $2", chain, other, one);
    await run(client, "UPDATE audit_log SET seq = $2 WHERE chain = $1 AND seq = 900000", chain, other);
  },
  "row repeated at the end": async (client, chain, random) =>
    run(client, copyOf(`${LAST} + 1`, "$2"), chain, await place(client, chain, random)),
  "row repeated at the end, head moved on": async (client, chain, random) => {
    await run(client, copyOf(`${LAST} + 1`, "$2"), chain, await place(client, chain, random));
    await run(client, `UPDATE audit_head SET seq = seq + 1, hash = ${LAST_HASH} WHERE chain = $1`, chain);
  },
  "row put in another's place": async (client, chain, random) => {
    const one = await place(client, chain, random);
    const other = (one % (await length(client, chain))) + 1;
    await run(client, "DELETE FROM audit_log WHERE chain = $1 AND seq = $2", chain, other);
    await run(client, copyOf("$3::bigint", "$2"), chain, one, other);
  },
  "row removed, those after it moved up": async (client, chain, random) => {
    const gone = random.whole(1, (await length(client, chain)) - 1);
    await run(client, "DELETE FROM audit_log WHERE chain = $1 AND seq = $2", chain, gone);
    await run(client, "UPDATE audit_log SET seq = seq + 900000 WHERE chain = $1 AND seq > $2", chain, gone);
    await run(client, "UPDATE audit_log SET seq = seq - 900001 WHERE chain = $1 AND seq > 900000", chain);
    await run(client, "UPDATE audit_head SET seq = seq - 1 WHERE chain = $1", chain);
  },
  "end cut off, head moved back": async (client, chain) => {
    await run(client, `DELETE FROM audit_log WHERE chain = $1 AND seq = ${LAST}`, chain);
    await run(client, `UPDATE audit_head SET seq = seq - 1, hash = ${LAST_HASH} WHERE chain = $1`, chain);
  },
  "chain begun anew": async (client, chain) => {
    await run(client, "DELETE FROM audit_log WHERE chain = $1", chain);
    const none = `array_fill(0::bigint, ARRAY[${CHAINS}])`;
    const anew = `seq = 0, hash = '', key_id = NULL, mac = NULL, seen = ${none}`;
    await run(client, `UPDATE audit_head SET ${anew} WHERE chain = $1`, chain);
  },
  "head removed": (client, chain) => run(client, "DELETE FROM audit_head WHERE chain = $1", chain),
  "head unsealed": (client, chain) => run(client, "UPDATE audit_head SET mac = NULL WHERE chain = $1", chain),
  "head made to have seen less": (client, chain) =>
    run(client, "UPDATE audit_head SET seen[1] = seen[1] - 1 WHERE chain = $1", chain),
};

/** The end of a chain cut off, and the head that it had before, sealed as it was, put back from an old copy. */
export function cutWithOldHead(key: Key): Tampering {
  return async (client, chain) => {
    await run(client, `DELETE FROM audit_log WHERE chain = $1 AND seq = ${LAST}`, chain);
    const { rows } = await client.query<{ hash: Buffer }>(`SELECT ${LAST_HASH} AS hash`, [chain]);
    const now = (await readHeads(client)).get(chain)!;
    const seq = now.seq - 1;
    const old = { chain, seq, hash: rows[0]!.hash, seen: now.seen.map((each, of) => (of === chain ? seq : each)) };
    const text = "UPDATE audit_head SET seq = $2, hash = $3, seen = $4, mac = $5 WHERE chain = $1";
    await client.query(text, [chain, old.seq, old.hash, old.seen, sealHead(key, old)]);
  };
}

/** As a superuser, past all triggers. */
export async function asIntruder(superuserUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await work(client);
  } finally {
    await client.end();
  }
}

const LAST = "(SELECT max(seq) FROM audit_log WHERE chain = $1)";
const LAST_HASH = "(SELECT hash FROM audit_log WHERE chain = $1 ORDER BY seq DESC LIMIT 1)";
const OTHERS =
  "at, client, subject, province, purpose, action, reason, subjects, fields, outcome, request_id, key_id, hash";

function copyOf(to: string, from: string): string {
  return `INSERT INTO audit_log (chain, seq, ${OTHERS}) SELECT chain, ${to}, ${OTHERS} FROM audit_log WHERE chain = $1 AND seq = ${from}`;
}

function changing(column: string, to: string): Tampering {
  return async (client, chain, random) => {
    const at = await place(client, chain, random);
    await run(client, `UPDATE audit_log SET ${column} = ${to} WHERE chain = $1 AND seq = $2`, chain, at);
  };
}

async function place(client: Client, chain: number, random: Random): Promise<number> {
  return random.whole(1, await length(client, chain));
}

async function length(client: Client, chain: number): Promise<number> {
  const { rows } = await client.query<{ last: number }>(`SELECT ${LAST}::int AS last`, [chain]);
  return rows[0]!.last;
}

/** A tampering that changes nothing would prove nothing. */
async function run(client: Client, text: string, ...values: number[]): Promise<void> {
  const { rowCount } = await client.query(text, values);
  if (rowCount === 0) throw new Error(`nothing was tampered with: ${text} ${values.join(" ")}`);
}
