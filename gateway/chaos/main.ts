import { parseArgs } from "node:util";
import type { ChaosScenario } from "../../subgraphs/kit/chaos";
import { loadRoom, roomNames } from "../../subgraphs/kit/rooms";
import { runChaos, type ChaosReport } from "./chaos";

/** `npm run chaos`: a room's work through the gateway, while processes and servers are killed; what must never be lost or done twice is counted at the end. */
async function main(): Promise<void> {
  const found = scenarios();
  const usage = `Usage: npm run chaos -- SCENARIO [--seed N] [--count N] [--clients N] [--kills N]

  SCENARIO   ${[...found.keys()].join(", ")}
  --seed     of everything that chance decides, 1; a failure comes again with its seed
  --count    pieces of work, 20000
  --clients  who do it at once, 32
  --kills    processes that are killed meanwhile, 100`;
  const number = (name: string) => ({ [name]: { type: "string" as const } });
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { ...number("seed"), ...number("count"), ...number("clients"), ...number("kills") },
  });
  const chosen = found.get(positionals[0] ?? "");
  const { seed = "1", count = "20000", clients = "32", kills = "100" } = values as Record<string, string>;
  const numbers = [seed, count, clients, kills].map(Number);
  if (!chosen || positionals.length > 1 || numbers.some((each) => !Number.isSafeInteger(each) || each < 0))
    throw new Error(usage);
  const started = performance.now();
  const say = (text: string) =>
    process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
  say(`seed ${seed}`);
  report(
    await runChaos({ ...chosen, seed: numbers[0]!, count: numbers[1]!, clients: numbers[2]!, kills: numbers[3]!, say }),
  );
}

function scenarios(): ReadonlyMap<string, { readonly room: string; readonly scenario: ChaosScenario }> {
  return new Map(
    roomNames().flatMap((room) =>
      Object.entries(loadRoom(room).definition.chaos ?? {}).map(
        ([name, scenario]) => [name, { room, scenario }] as const,
      ),
    ),
  );
}

function report({ figures, faults, killed, seconds, reads }: ChaosReport): void {
  const lines = [
    `${seconds.toFixed(0)} s; killed: ${Object.entries(killed)
      .map(([name, times]) => `${name} ${times}`)
      .join(", ")}; looked ${reads} times`,
    ...Object.entries(figures).map(([name, figure]) => `${figure.toLocaleString("en").padStart(16)}  ${name}`),
    ...(faults.length > 0 ? ["WRONG:", ...faults] : ["nothing lost, nothing twice, nothing apart"]),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
