import { parseArgs } from "node:util";
import { runCommand, startHouse, type House } from "../journeys/house";
import { benchAccess } from "./access";
import { benchFuzz } from "./fuzz";
import { fillEdition } from "./jabar";
import { benchImport, realFiles } from "./import";
import { benchPage } from "./page";
import { benchGrowth, benchThroughput, FEW_PAYMENTS, openRooms } from "./payments";
import { memoryMb } from "./processes";
import { benchScale, type ScaleQuestion } from "./scale";

const SCENARIOS = ["start", "import", "page", "search", "near", "access", "fuzz", "jabar", "payments"] as const;
/** Registrations of an edition, at the two sizes that are compared. */
const SMALL_EDITION = 1_000;
const LARGE_EDITION = 100_000;
type Scenario = (typeof SCENARIOS)[number];

const USAGE = `Usage: npm run bench -- [SCENARIO …] [--small N] [--large N] [--seed N] [--requests N] [--payments N]

  SCENARIO  ${SCENARIOS.join(", ")}; all if none is named
  --small   pesantren of the small registry, 9000
  --large   pesantren of the large registry, 900000 (minutes to fill; search and near alone)
  --seed    of the trial data and of the fuzzed requests, 7
  --requests  fuzzed ones, 50000
  --payments  of vehicle tax in the past, of five years, 10000000 (minutes to fill, and 30 GB of disk); compared with 10000 over as many months, and of one month

Needs Linux, for the CPU time and the memory of processes. Everything runs on this machine, with ports and folders of its own.`;

/** `npm run bench`: figures that are compared side by side in one run. */
async function main(): Promise<void> {
  const { scenarios, small, large, seed, requests, payments } = readArguments();
  say(`seed ${seed}`);
  const house = await startHouse();
  const more: House[] = [];
  try {
    if (scenarios.has("start")) await reportStart(house);
    if (scenarios.has("import")) await reportImport(house);
    if (["page", "search", "near", "access", "fuzz", "jabar"].some((each) => scenarios.has(each as Scenario)))
      await fill(house, small, seed, 5);
    if (scenarios.has("page")) await reportPage(house);
    if (scenarios.has("access")) await reportAccess(house);
    if (scenarios.has("fuzz")) await reportFuzz(house, requests, seed);
    if (scenarios.has("jabar")) {
      const largeHouse = await startHouse();
      more.push(largeHouse);
      await fill(largeHouse, small, seed, 0);
      await fillEdition(house, SMALL_EDITION);
      await fillEdition(largeHouse, LARGE_EDITION);
      for (const question of ["work-list", "funnel"] as const)
        await reportScale(question, [house, largeHouse], [SMALL_EDITION, LARGE_EDITION], "registrations");
    }
    if (scenarios.has("payments")) await reportPayments(house, payments);
    if (scenarios.has("search") || scenarios.has("near")) {
      const largeHouse = await startHouse();
      more.push(largeHouse);
      await fill(largeHouse, large, seed, 0);
      for (const question of ["search", "near"] as const) {
        if (scenarios.has(question)) await reportScale(question, [house, largeHouse], [small, large], "pesantren");
      }
    }
  } finally {
    for (const each of [house, ...more]) await each.remove();
  }
}

function readArguments() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      small: { type: "string", default: "9000" },
      large: { type: "string", default: "900000" },
      seed: { type: "string", default: "7" },
      requests: { type: "string", default: "50000" },
      payments: { type: "string", default: "10000000" },
      help: { type: "boolean", short: "h" },
    },
  });
  const unknown = positionals.filter((each) => !SCENARIOS.includes(each as Scenario));
  const numbers = [values.small, values.large, values.seed, values.requests, values.payments].map(Number);
  if (values.help || unknown.length > 0 || numbers.some((each) => !Number.isSafeInteger(each) || each < 1))
    throw new Error(USAGE);
  const [small, large, seed, requests, payments] = numbers as [number, number, number, number, number];
  return {
    scenarios: new Set<Scenario>(positionals.length > 0 ? (positionals as Scenario[]) : SCENARIOS),
    small,
    large,
    seed,
    requests,
    payments,
  };
}

async function fill(house: House, pesantren: number, seed: number, productsEach: number): Promise<void> {
  say(`filling a registry with ${pesantren} pesantren …`);
  const counts = [
    "--pesantren",
    String(pesantren),
    "--seed",
    String(seed),
    "--products-per-pesantren",
    String(productsEach),
  ];
  const { code, output } = await runCommand("trial-data", counts, house.env);
  if (code !== 0) throw new Error(`The trial data could not be made.\n${output}`);
}

async function reportStart(first: House): Promise<void> {
  const memory = memoryMb(first.pids());
  const home = await startHouse();
  await home.stop();
  const again = await startHouse(home.home);
  await again.remove();
  say(
    `start: ready after ${home.readySeconds.toFixed(1)} s at first, ${again.readySeconds.toFixed(1)} s after that; ${memory.toFixed(0)} MB for everything`,
  );
}

async function reportImport(house: House): Promise<void> {
  const files = realFiles();
  if (files.length === 0)
    return say("import: skipped, the real files are not there (OPOP_SHARED_DATA names their folder)");
  const { rows, importSeconds, copySeconds, ratio, againSeconds } = await benchImport(house, files);
  say(
    `import: ${rows} rows in ${importSeconds.toFixed(2)} s, a plain COPY of them ${copySeconds.toFixed(2)} s: ${ratio.toFixed(2)} times (goal 3); the same again ${againSeconds.toFixed(2)} s`,
  );
}

async function reportPage(house: House): Promise<void> {
  const { graph, baseline, ratio } = await benchPage(house);
  say(
    `page: ${graph.cpuMs.toFixed(2)} ms of CPU an operation through the gateway, ${baseline.cpuMs.toFixed(2)} ms by one statement in plain Node: ${ratio.toFixed(2)} times (goal 4.5); ` +
      `median ${graph.medianMs.toFixed(1)} and ${baseline.medianMs.toFixed(1)} ms, p99 ${graph.p99Ms.toFixed(1)} and ${baseline.p99Ms.toFixed(1)} ms, ${graph.perSecond.toFixed(0)} and ${baseline.perSecond.toFixed(0)} a second`,
  );
}

async function reportAccess(house: House): Promise<void> {
  const operator = await house.identify("operator-jabar");
  for (const [who, headers] of [["the public", {}] as const, ["an operator with a token", operator] as const]) {
    const { guarded, unguarded, ratio } = await benchAccess(house, headers);
    say(
      `access, a page for ${who}: ${guarded.cpuMs.toFixed(2)} ms of CPU an operation, ${unguarded.cpuMs.toFixed(2)} ms where nothing is checked: ${ratio.toFixed(2)} times (goal 1.15)`,
    );
  }
}

async function reportFuzz(house: House, requests: number, seed: number): Promise<void> {
  const { failures, leaks, aloneMs, besideMs, cpuMs } = await benchFuzz(house, requests, seed);
  for (const each of [...failures, ...leaks].slice(0, 20)) say(`  ${each}`);
  say(
    `fuzz: ${requests} requests, ${failures.length} failed in the server, ${leaks.length} told of the inside; ${cpuMs.toFixed(2)} ms of CPU each; ` +
      `p99 of normal requests ${aloneMs.toFixed(1)} ms alone, ${besideMs.toFixed(1)} ms beside them: ${(besideMs / aloneMs).toFixed(2)} times (goal 2)`,
  );
}

async function reportScale(
  question: ScaleQuestion,
  [small, large]: readonly [House, House],
  [few, many]: readonly [number, number],
  what: string,
): Promise<void> {
  const { smallMs, largeMs, ratio } = await benchScale(question, small, large);
  say(
    `${question}: median ${smallMs.toFixed(2)} ms at ${few} ${what}, ${largeMs.toFixed(2)} ms at ${many}: ${ratio.toFixed(2)} times (goal 1.5)`,
  );
}

async function reportPayments(house: House, payments: number): Promise<void> {
  say(`filling rooms with ${FEW_PAYMENTS} and ${payments} payments; the server keeps every commit through a crash …`);
  const rooms = await openRooms(house, payments);
  try {
    const { byHand, room: own, gateway, roomRatio, gatewayRatio } = await benchThroughput(house, rooms);
    say(
      `payments, 32 clients: ${own.toFixed(0)} a second by the room, ${byHand.toFixed(0)} by two transactions written by hand: ${roomRatio.toFixed(2)} of them (goal 0.5); ` +
        `${gateway.toFixed(0)} through the gateway, with audit log and bank simulator: ${gatewayRatio.toFixed(2)}`,
    );
    for (const [age, room] of [["over as many months", rooms.few] as const, ["of one month", rooms.young] as const]) {
      const { few, many, ratio, statementsRatio } = await benchGrowth(room, rooms.many);
      say(
        `payments, one client: ${few.ms.toFixed(2)} ms at ${FEW_PAYMENTS} payments ${age}, ${many.ms.toFixed(2)} ms at ${payments}: ${ratio.toFixed(2)} times (goal 1.3); ` +
          `statements alone ${few.statementsMs.toFixed(2)} and ${many.statementsMs.toFixed(2)} ms: ${statementsRatio.toFixed(2)} times`,
      );
    }
  } finally {
    for (const room of [rooms.young, rooms.few, rooms.many]) await room.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
