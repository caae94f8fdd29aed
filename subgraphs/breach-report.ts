import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { breachReport, type BreachLine, type BreachQuestion } from "./kit/audit/breach";
import { inUtc, inWib, moment } from "./kit/audit/moment";
import { isId } from "./kit/id";
import { inRoom } from "./kit/process/room-command";
import { roomNames } from "./kit/rooms";

const USAGE = `Usage: npm run --silent breach-report -- --from TIME --to TIME [--subject ID]... [--client CLIENT] [--room ROOM] [--discovered TIME] > FILE

  Whose personal data was read in a time, which fields, by whom, why, when and how often: CSV on standard output,
  ordered by room and by whose data it is; a summary on standard error.

  --from        a date or a time, WIB unless it says otherwise; --to itself is not included
  --subject     id of a person or a record; may come several times; everybody if left out
  --client      OAuth client id of who read; all if left out
  --room        one room only; all if left out
  --discovered  when the breach was found: tells by when those concerned must be notified

  Check the log itself first: npm run audit -- verify`;

const PROJECT = resolve(__dirname, "..", "..");
/** UU 27/2022 (UU PDP) article 46: three times 24 hours. */
const NOTIFY_WITHIN_MS = 3 * 24 * 3_600_000;
const COLUMNS =
  "room,whose,fields,client,person,province,purpose,reason,reads,requests,first_wib,last_wib,first_utc,last_utc";

/** `npm run breach-report`: what must be known to notify those whose personal data was read. */
async function main(): Promise<void> {
  const { rooms, discovered, ...question } = readArguments();
  const summary = new Summary();
  process.stdout.write(`${COLUMNS}\n`);
  for (const room of rooms) {
    await inRoom({ room, root: PROJECT, interrupted: "the report is not complete", say }, (db) =>
      breachReport(db, question, (line) => {
        summary.add(line);
        process.stdout.write(`${row(room, line)}\n`);
      }),
    );
    summary.endRoom();
  }
  summary.tell(question, discovered);
}

function row(room: string, line: BreachLine): string {
  const { whose, fields, client, person, province, purpose, reason, reads, requests, first, last } = line;
  const who = [whose, fields, client, person, province, purpose, reason];
  const when = [inWib(first), inWib(last), inUtc(first), inUtc(last)];
  return [room, ...who, String(reads), String(requests), ...when].map(cell).join(",");
}

/** As RFC 4180 has it. A spreadsheet takes what begins like a formula for one. */
function cell(text: string | null): string {
  if (text === null) return "";
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Counts while the lines go by. Those of a person stand together. */
class Summary {
  #lines = 0;
  #reads = 0;
  #subjects = 0;
  #whose: string | undefined;
  readonly #clients = new Set<string>();

  add({ whose, reads, client }: BreachLine): void {
    this.#lines++;
    this.#reads += reads;
    this.#clients.add(client);
    if (whose !== this.#whose) this.#subjects++;
    this.#whose = whose;
  }

  endRoom(): void {
    this.#whose = undefined;
  }

  tell({ from, to }: BreachQuestion, discovered: Date | undefined): void {
    const count = (number: number) => number.toLocaleString("en");
    say(`From ${inWib(from)} to ${inWib(to)} WIB (${inUtc(from)} to ${inUtc(to)} UTC):`);
    say(`personal data of ${count(this.#subjects)} persons or records was read ${count(this.#reads)} times,`);
    say(
      `by ${count(this.#clients.size)} clients${this.#clients.size > 0 ? `: ${this.#names()}` : ""}; ${count(this.#lines)} lines.`,
    );
    say("UU 27/2022 (UU PDP) art. 46: those concerned and the authority are notified in writing, within 3 x 24 hours,");
    say("of which data was disclosed, when and how, and of what is done about it.");
    if (!discovered) return;
    const deadline = new Date(discovered.getTime() + NOTIFY_WITHIN_MS);
    say(`Discovered ${inWib(discovered)} WIB: notify until ${inWib(deadline)} WIB (${inUtc(deadline)} UTC).`);
  }

  /** A client names itself; what it says must not steer the terminal. */
  #names(): string {
    return [...this.#clients]
      .sort()
      .slice(0, 20)
      .map((client) => JSON.stringify(client))
      .join(", ");
  }
}

function readArguments(): BreachQuestion & {
  readonly rooms: readonly string[];
  readonly discovered: Date | undefined;
} {
  const { from, to, subject = [], client, room, discovered } = parsed();
  if (from === undefined || to === undefined) throw new Error(USAGE);
  const question = {
    from: moment("from", from),
    to: moment("to", to),
    subjects: subject.map((id) => id.toLowerCase()),
  };
  if (question.from >= question.to) throw new Error("--from must be before --to.");
  const wrong = subject.find((id) => !isId(id));
  if (wrong !== undefined) throw new Error(`--subject must be an id, a UUID; it is ${JSON.stringify(wrong)}.`);
  if (room !== undefined && !roomNames().includes(room))
    throw new Error(`There is no room ${room}. There are: ${roomNames().join(", ")}.`);
  return {
    ...question,
    ...(client !== undefined && { client }),
    rooms: room === undefined ? roomNames() : [room],
    discovered: discovered === undefined ? undefined : moment("discovered", discovered),
  };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        from: { type: "string" },
        to: { type: "string" },
        subject: { type: "string", multiple: true },
        client: { type: "string" },
        room: { type: "string" },
        discovered: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

// Standard output holds the report alone.
process.env["LOG_LEVEL"] ??= "silent";
main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
