import { userInfo } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { system } from "./kit/access/caller";
import { appendAudit } from "./kit/audit/audit";
import { systemClock } from "./kit/clock";
import { isId, newId } from "./kit/id";
import { erasePerson } from "./kit/personal/erase";
import { exportPerson, subjectsWith, type PersonExport } from "./kit/personal/export";
import { personalDatabase, type PersonalContext } from "./kit/personal/read";
import { reencrypt } from "./kit/personal/reencrypt";
import { inRoom } from "./kit/process/room-command";
import { loadRoom, roomNames } from "./kit/rooms";
import type { Subgraph } from "./kit/subgraph";

const USAGE = `Usage: npm run --silent personal-data -- export --nik NIK | --subject ID [--room ROOM] [--reason TEXT]
       npm run personal-data -- erase --subject ID --reason TEXT [--room ROOM]
       npm run personal-data -- reencrypt [--room ROOM]

  export     prints everything that is held on one person, in clear, as JSON, with the consents and who read it
  erase      deletes everything that is held on one person, for ever, and ends all consents
  reencrypt  encrypts and indexes anew, with the newest keys, what older ones made (npm run keys -- rotate data);
             beside a running house, and to be run again if it was interrupted
  --room     one room only; every room if left out
  --reason   why, such as the number of the person's letter, without personal data; kept in the audit log

Every export and erasure leaves a row in the audit log of each room.`;

const PROJECT = resolve(__dirname, "..", "..");

interface Work {
  readonly command: string;
  readonly nik: string | undefined;
  readonly subject: string | undefined;
  readonly reason: string;
}

/** `npm run personal-data`: answers a person's requests over all rooms, and brings personal data under the newest keys. */
async function main(): Promise<void> {
  const { rooms, ...work } = readArguments();
  const exported: Record<string, PersonExport[]> = {};
  const caller = system(`personal-data, run by ${userInfo().username}`);
  for (const room of rooms.map(loadRoom)) {
    const command = { room: room.name, root: PROJECT, interrupted: "run it again to go on", say };
    await inRoom(command, async (db, keyring) => {
      const context: PersonalContext = { db, keyring, caller, requestId: newId(), clock: systemClock };
      if (work.command === "export") exported[room.name] = await exportFrom(room, context, work);
      else tell(room.name, await changeIn(room, context, work));
    });
  }
  if (work.command === "export") process.stdout.write(`${JSON.stringify(exported, null, 2)}\n`);
}

async function exportFrom(room: Subgraph, context: PersonalContext, { nik, subject, reason }: Work) {
  const tables = tablesOf(room);
  const subjects = nik === undefined ? [subject!] : await subjectsWith(context, tables, "NIK", nik);
  const held = await Promise.all(subjects.map((each) => exportPerson(context, tables, each, reason)));
  return held.filter((each) => each !== undefined);
}

async function changeIn(room: Subgraph, context: PersonalContext, { command, subject, reason }: Work) {
  const db = personalDatabase(context);
  if (command === "reencrypt") return reencrypt(db, context.keyring, tablesOf(room));
  return db.inTransaction(async (tx) => {
    const erased = await erasePerson(context, tx, tablesOf(room), subject!);
    const { caller, requestId, clock, keyring } = context;
    const author = { caller, requestId, at: clock(), keyring };
    if (Object.keys(erased).length > 0)
      await appendAudit(tx, author, { action: "erase", subjects: [subject!], reason, outcome: "done" });
    return erased;
  });
}

function tablesOf(room: Subgraph) {
  return room.definition.personalData ?? [];
}

function tell(room: string, counts: Readonly<Record<string, number>>): void {
  const rows = Object.entries(counts).map(([table, count]) => `${table} ${count.toLocaleString("en")}`);
  process.stdout.write(`${room}: ${rows.length > 0 ? `rows written: ${rows.join(", ")}` : "nothing left to do"}\n`);
}

function readArguments(): Work & { readonly rooms: readonly string[] } {
  const { positionals, values } = parsed();
  const [command = "", ...more] = positionals;
  const { nik, subject, room, reason } = values;
  const isRight =
    more.length === 0 &&
    ((command === "export" && (nik === undefined) !== (subject === undefined)) ||
      (command === "erase" && subject !== undefined && nik === undefined && (reason ?? "").trim() !== "") ||
      (command === "reencrypt" && subject === undefined && nik === undefined));
  if (!isRight) throw new Error(USAGE);
  if (subject !== undefined && !isId(subject)) throw new Error("--subject must be the id of a person, a UUID.");
  if (nik !== undefined && !/^\d{16}$/.test(nik)) throw new Error("--nik must be 16 digits.");
  if (room !== undefined && !roomNames().includes(room))
    throw new Error(`There is no room ${room}. There are: ${roomNames().join(", ")}.`);
  const rooms = room === undefined ? roomNames() : [room];
  return { command, nik, subject: subject?.toLowerCase(), reason: reason ?? "request of the person", rooms };
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        nik: { type: "string" },
        subject: { type: "string" },
        room: { type: "string" },
        reason: { type: "string" },
      },
    });
  } catch {
    // What could not be read may be a personal number, so it is not repeated.
    throw new Error(USAGE);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

// Standard output holds the outcome alone.
process.env["LOG_LEVEL"] ??= "silent";
main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
