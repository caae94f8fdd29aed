import { basename, extname, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { auditOf } from "./kit/audit/run";
import { WHOLE_NATION } from "./kit/data/database";
import { ImportRefused } from "./kit/import/file-errors";
import { importFile, type ImportStep } from "./kit/import/import";
import { summary } from "./kit/import/summary";
import { Keyring } from "./kit/keys/keyring";
import { lendDatabase } from "./kit/process/home";
import { onInterrupt } from "./kit/process/interrupt";
import { loadRoom, roomNames } from "./kit/rooms";

const USAGE = `Usage: npm run import -- ROOM FILE [--dry-run] [--mapping FILE] [--rejected FILE]

  ROOM        what is imported: a room that has an import, such as pesantren
  FILE        a CSV file, UTF-8
  --dry-run   does everything, shows the counts, and takes it back
  --mapping   a JSON file that says which column is what; found from the header if left out
  --rejected  where the rejected rows are written; NAME.rejected.csv in this folder if left out`;

const PROJECT = resolve(__dirname, "..", "..");
/** npm runs its scripts in the folder of the project, wherever it was called. */
const CALLED_FROM = process.env["INIT_CWD"] ?? process.cwd();
const PROGRESS_MS = 1000;

/** `npm run import`: imports a CSV file into a room, beside a running house or alone. */
async function main(): Promise<void> {
  const started = performance.now();
  const { room, ...options } = readArguments();
  const { definition, ...subgraph } = loadRoom(room);
  if (!definition.importer) throw new Error(`The room ${room} has no import.`);
  const lent = await lendDatabase(room, PROJECT, say);
  for (const [name, value] of Object.entries(lent.settings)) process.env[name] ??= value;
  const progress = showProgress();
  const release = onInterrupt("nothing was changed", () => lent.close());
  try {
    const db = (await subgraph.openDatabase({ url: lent.url, poolSize: 2 })).as(WHOLE_NATION);
    try {
      const outcome = await importFile(db, definition.importer, {
        ...options,
        onProgress: progress.tell,
        audit: auditOf("import", Keyring.fromEnvironment(), db.clock),
      });
      process.stdout.write(summary(outcome, { ...options, seconds: (performance.now() - started) / 1000 }));
    } finally {
      await db.close();
    }
  } finally {
    progress.stop();
    release();
    await lent.close();
  }
}

function readArguments() {
  const { positionals, values } = parsed();
  const [room, given, ...more] = positionals;
  if (values.help || room === undefined || given === undefined || more.length > 0) throw new Error(USAGE);
  if (!roomNames().includes(room))
    throw new Error(`There is no room ${room}. There are: ${roomNames().join(", ")}.\n\n${USAGE}`);
  const file = resolve(CALLED_FROM, given);
  const rejected = resolve(CALLED_FROM, values.rejected ?? `${basename(file, extname(file))}.rejected.csv`);
  if (rejected === file) throw new Error("The rejected rows can't be written over the file that is imported.");
  const mapping = values.mapping === undefined ? undefined : resolve(CALLED_FROM, values.mapping);
  return { room, file, rejected, dryRun: values["dry-run"], ...(mapping !== undefined && { mapping }) };
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        mapping: { type: "string" },
        rejected: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** A line a second for as long as the import takes. */
function showProgress() {
  let now: string | undefined;
  const timer = setInterval(() => now !== undefined && say(now), PROGRESS_MS);
  return {
    tell: (step: ImportStep, rows: number) => {
      const count = rows.toLocaleString("en");
      now = step === "reading" ? `read ${count} rows` : `writing what changed of ${count} rows`;
    },
    stop: () => clearInterval(timer),
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

// Standard output holds the summary alone.
process.env["LOG_LEVEL"] ??= "silent";
main().catch((error: Error) => {
  say(error instanceof ImportRefused ? `${error.code}\n${error.text.id}\n${error.text.en}` : error.message);
  process.exitCode = 1;
});
