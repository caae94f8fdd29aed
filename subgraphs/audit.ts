import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { readHeads, toKeep, type KeptHead } from "./kit/audit/heads";
import { listAudit, type AuditListing, type AuditQuestion } from "./kit/audit/list";
import { inWib, moment } from "./kit/audit/moment";
import { verifyAudit } from "./kit/audit/verify";
import type { Database } from "./kit/data/database";
import type { Keyring } from "./kit/keys/keyring";
import { inRoom } from "./kit/process/room-command";
import { roomNames } from "./kit/rooms";

const USAGE = `Usage: npm run --silent audit -- verify [ROOM] [--heads FILE]
       npm run --silent audit -- heads [ROOM] > FILE
       npm run --silent audit -- list [ROOM] [--subject ID] [--client CLIENT] [--from TIME] [--to TIME]

  verify     checks every row of the audit log, of one room or of all; ends with code 1 if anything is at fault
  heads      prints the present ends of the chains, to be kept where nobody who can reach the databases can reach
  --heads    such a file: finds that everything was put back to an older state than it tells of
  list       prints rows, one a line: time in WIB, client, person, action, outcome, reason, ids, fields, request id
  --subject  id of a person or a record
  --from     a date or a time, WIB unless it says otherwise; --to itself is not included`;

const PROJECT = resolve(__dirname, "..", "..");
type Kept = Readonly<Record<string, readonly KeptHead[]>>;

/** `npm run audit`: checks the rooms' audit logs, or prints of them. */
async function main(): Promise<void> {
  const { command, rooms, kept, question } = readArguments();
  const heads: Record<string, KeptHead[]> = {};
  for (const room of rooms) {
    await inRoom({ room, root: PROJECT, interrupted: "nothing was changed", say }, async (db, keyring) => {
      if (command === "verify") await verify(room, db, keyring, kept[room]);
      else if (command === "heads") heads[room] = toKeep(await db.withClient(readHeads));
      else await listAudit(db, question, (row) => print(line(room, row)));
    });
  }
  if (command === "heads") print(JSON.stringify(heads, null, 2));
}

async function verify(room: string, db: Database, keyring: Keyring, kept: readonly KeptHead[] = []): Promise<void> {
  const started = performance.now();
  const { rows, faults } = await verifyAudit(
    db,
    keyring,
    ({ chain, seq, what }) => print(`${room}: chain ${chain}, row ${seq}: ${what}`),
    kept,
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  print(
    `${room}: ${rows.toLocaleString("en")} rows checked in ${seconds} s, ${faults === 0 ? "none" : faults} at fault`,
  );
  if (faults > 0) process.exitCode = 1;
}

function line(room: string, row: AuditListing): string {
  const cells = [row.client, row.subject, row.action, row.outcome, row.reason, row.subjects, row.fields, row.requestId];
  // What others wrote must not break the line or steer the terminal.
  return [`${inWib(row.at)} WIB`, room, ...cells.map((each) => JSON.stringify(each ?? null))].join("\t");
}

function readArguments() {
  const { positionals, values } = parsed();
  const [command = "", room, ...more] = positionals;
  if (!["verify", "heads", "list"].includes(command) || more.length > 0 || !fits(command, values))
    throw new Error(USAGE);
  if (room !== undefined && !roomNames().includes(room))
    throw new Error(`There is no room ${room}. There are: ${roomNames().join(", ")}.`);
  const question: AuditQuestion = {
    ...(values.from !== undefined && { from: moment("from", values.from) }),
    ...(values.to !== undefined && { to: moment("to", values.to) }),
    ...(values.subject !== undefined && { subject: values.subject.toLowerCase() }),
    ...(values.client !== undefined && { client: values.client }),
  };
  const kept = values.heads === undefined ? {} : readKept(values.heads);
  return { command, rooms: room === undefined ? roomNames() : [room], kept, question };
}

/** Only `verify` takes kept heads, and only `list` a question. */
function fits(command: string, { heads, ...question }: object & { heads?: string }): boolean {
  return (heads === undefined || command === "verify") && (Object.keys(question).length === 0 || command === "list");
}

function readKept(file: string): Kept {
  try {
    const kept = JSON.parse(readFileSync(resolve(process.env["INIT_CWD"] ?? process.cwd(), file), "utf8")) as Kept;
    const isHead = (head: Partial<KeptHead>) => Number.isInteger(head.chain) && Number.isInteger(head.seq) && head.hash;
    if (Object.values(kept).every((heads) => heads.every(isHead))) return kept;
    throw new Error("it doesn't hold what `audit -- heads` prints");
  } catch (error) {
    throw new Error(`--heads: ${file} can't be used: ${(error as Error).message}`);
  }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        heads: { type: "string" },
        subject: { type: "string" },
        client: { type: "string" },
        from: { type: "string" },
        to: { type: "string" },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

// Standard output holds the outcome alone.
process.env["LOG_LEVEL"] ??= "silent";
main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
