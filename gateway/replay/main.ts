import { loadRoom, roomNames } from "../../subgraphs/kit/rooms";
import type { ReplayedFigure } from "../../subgraphs/kit/replay";
import { replayYears } from "./replay";

/** `npm run replay`: does again what once happened in a province's programme, and compares the graph's figures with those published. */
async function main(): Promise<void> {
  const rooms = new Map(
    roomNames().flatMap((name) => {
      const { replay } = loadRoom(name).definition;
      return replay ? [[name, replay] as const] : [];
    }),
  );
  const known = [...rooms].map(([name, { years }]) => `${name}: ${years.join(", ")}`).join("; ");
  const usage = `Usage: npm run replay -- ROOM YEAR …\n\nWhat can be replayed, in a graph of its own: ${known}`;
  const [room, ...named] = process.argv.slice(2);
  const replay = rooms.get(room ?? "");
  const years = named.map(Number);
  if (!replay || years.length === 0 || years.some((year) => !replay.years.includes(year))) throw new Error(usage);
  const started = performance.now();
  const say = (text: string) =>
    process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
  for (const [year, figures] of await replayYears(replay, years, say)) report(year, figures);
}

function report(year: number, figures: readonly ReplayedFigure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  process.stdout.write(`\n${year}${" ".repeat(width - 2)}  published       graph\n`);
  for (const { what, published, graph } of figures) {
    const [one, other] = [published, graph].map((figure) => figure.toLocaleString("en").padStart(15));
    process.stdout.write(`${what.padEnd(width)}${one}${other}${published === graph ? "" : "  DIFFERS"}\n`);
    if (published !== graph) process.exitCode = 1;
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
