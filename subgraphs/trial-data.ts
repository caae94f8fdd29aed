import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { auditOf } from "./kit/audit/run";
import { inRoom } from "./kit/process/room-command";
import { loadRoom, roomNames } from "./kit/rooms";
import type { Subgraph } from "./kit/subgraph";
import { emptyRoom, fillRoom, type TrialAmount, type TrialData } from "./kit/trial/trial-data";
import { LARGEST_SEED, MOST_PESANTREN } from "./kit/trial/trial-pesantren";

const USAGE = `Usage: npm run trial-data -- [--pesantren COUNT] [--seed NUMBER] [--products-per-pesantren COUNT] [--remove]

  --pesantren               how many pesantren there are to be, 1 to ${MOST_PESANTREN}; 9000 if left out
  --seed                    0 to ${LARGEST_SEED}; the same seed makes the same data, another one makes other data beside it; 1 if left out
  --products-per-pesantren  how many products each of them has, 0 to 100; 5 if left out
  --remove                  deletes the data of the seed instead

All of it is marked as trial data and invented.`;

const PROJECT = resolve(__dirname, "..", "..");

/** `npm run trial-data`: fills every room that can be filled with data for trials and benchmarks, or takes it out again. */
async function main(): Promise<void> {
  const { remove, ...amount } = readArguments();
  if (process.env["NODE_ENV"] === "production")
    throw new Error("Trial data is refused where NODE_ENV is production: it has no place beside real data.");
  for (const room of roomNames().map(loadRoom)) {
    const { trialData } = room.definition;
    if (trialData) await writeRoom(room, trialData, amount, remove);
  }
}

async function writeRoom(room: Subgraph, trialData: TrialData, amount: TrialAmount, remove: boolean): Promise<void> {
  await inRoom({ room: room.name, root: PROJECT, interrupted: "run it again to go on", say }, async (db, keyring) => {
    const audit = auditOf("trial-data", keyring, db.clock);
    const started = performance.now();
    const counts = remove
      ? await emptyRoom(db, trialData, amount.seed, { audit })
      : await fillRoom(db, trialData, amount, {
          audit,
          keyring,
          onProgress: (done) =>
            say(
              `${room.name}: ${done.toLocaleString("en")} of ${amount.pesantren.toLocaleString("en")} pesantren` +
                (done === amount.pesantren ? "; now what follows from them, such as statistics" : ""),
            ),
        });
    tell(room.name, remove ? "deleted" : "new", counts, performance.now() - started);
  });
}

function tell(room: string, what: string, counts: Readonly<Record<string, number>>, tookMs: number): void {
  const rows = Object.entries(counts).map(([table, count]) => `${table} ${count.toLocaleString("en")}`);
  const said = rows.length > 0 ? `${what}: ${rows.join(", ")}` : "nothing to do, all was as it should be";
  process.stdout.write(`${room}: ${said} (${(tookMs / 1000).toFixed(2)} s)\n`);
}

function readArguments(): TrialAmount & { readonly remove: boolean } {
  const values = parsed();
  if (values.help) throw new Error(USAGE);
  return {
    pesantren: whole("pesantren", values.pesantren, 1, MOST_PESANTREN),
    seed: whole("seed", values.seed, 0, LARGEST_SEED),
    productsPerPesantren: whole("products-per-pesantren", values["products-per-pesantren"], 0, 100),
    remove: values.remove,
  };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        pesantren: { type: "string", default: "9000" },
        seed: { type: "string", default: "1" },
        "products-per-pesantren": { type: "string", default: "5" },
        remove: { type: "boolean", default: false },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function whole(name: string, given: string, least: number, most: number): number {
  if (/^\d{1,9}$/.test(given) && Number(given) >= least && Number(given) <= most) return Number(given);
  throw new Error(
    `--${name} must be a whole number from ${least} to ${most}; it is ${JSON.stringify(given)}.\n\n${USAGE}`,
  );
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
