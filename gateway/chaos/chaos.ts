import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import type { ChaosResult, ChaosScenario, ChaosStage } from "../../subgraphs/kit/chaos";
import { Random } from "../../subgraphs/kit/trial/random";
import { startHouse, type House } from "../journeys/house";
import { Asker } from "../replay/asker";
import { kill, TARGETS, type Target } from "./targets";

export interface ChaosOptions {
  readonly room: string;
  readonly scenario: ChaosScenario;
  readonly seed: number;
  /** Pieces of work. */
  readonly count: number;
  /** How many do it at once. */
  readonly clients: number;
  /** How many processes are killed, spread over the work. */
  readonly kills: number;
  readonly say: (text: string) => void;
}

export interface ChaosReport extends ChaosResult {
  readonly killed: Readonly<Record<Target, number>>;
  readonly seconds: number;
  readonly reads: number;
}

/** The whole run ends after so long, whatever is left to do. */
const LONGEST_MS = 45 * 60_000;
const LOOK_EVERY_MS = 20;

/** Lets clients do a room's work through the gateway while processes are killed, and looks at what came out. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { scenario, room } = options;
  const house = await startHouse(mkdtempSync(join(tmpdir(), "opop-chaos-")), scenario.env);
  const pool = new Pool({ connectionString: house.databaseUrl(room), max: 2 });
  pool.on("error", () => {});
  const until = Date.now() + LONGEST_MS;
  try {
    const stage = stageOf(house, pool, options, until);
    await scenario.setUp(stage);
    const started = performance.now();
    const work = { begun: 0, done: 0, reads: 0, isOver: false };
    const watching = watch(options, stage, work);
    const killing = killAlong(house, options, work, until);
    await Promise.all(Array.from({ length: options.clients }, () => client(options, stage, work, until)));
    const seconds = (performance.now() - started) / 1000;
    work.isOver = true;
    const [killed, wrong] = await Promise.all([killing, watching]);
    const result = await scenario.check(stage);
    return { ...result, faults: [...wrong, ...result.faults], killed, seconds, reads: work.reads };
  } finally {
    await pool.end();
    await house.remove();
  }
}

interface Work {
  begun: number;
  done: number;
  reads: number;
  isOver: boolean;
}

function stageOf(house: House, pool: Pool, { seed }: ChaosOptions, until: number): ChaosStage {
  const asker = new Asker(house);
  return {
    seed,
    env: house.env,
    ask: (actor, document, variables) => asker.ask(actor, document, variables),
    fill: (pesantren) => asker.fill(pesantren),
    rows: async <T extends object>(text: string, values: readonly unknown[] = []) => {
      for (;;) {
        try {
          return (await pool.query<T>(text, [...values])).rows;
        } catch (error) {
          if (Date.now() > until) throw error;
          await sleep(200);
        }
      }
    },
  };
}

async function client(
  { scenario, count, say }: ChaosOptions,
  stage: ChaosStage,
  work: Work,
  until: number,
): Promise<void> {
  while (work.begun < count && Date.now() < until) {
    await scenario.act(work.begun++, stage);
    if (++work.done % Math.ceil(count / 20) === 0) say(`${work.done} of ${count} done`);
  }
}

/** Looks all the time for what must never be. */
async function watch({ scenario }: ChaosOptions, stage: ChaosStage, work: Work): Promise<string[]> {
  const wrong = new Set<string>();
  while (!work.isOver) {
    const found = await scenario.watch(stage);
    work.reads++;
    if (found !== undefined) wrong.add(found);
    await sleep(1);
  }
  return [...wrong];
}

/** Each kill comes when so much of the work is done, by the seed, and waits until there is what it kills. */
async function killAlong(
  house: House,
  options: ChaosOptions,
  work: Work,
  until: number,
): Promise<Record<Target, number>> {
  const { seed, kills, count, room, say } = options;
  const killed: Record<Target, number> = { gateway: 0, room: 0, session: 0, server: 0 };
  for (let at = 0; at < kills; at++) {
    const chance = new Random(seed, "kill", at);
    const due = Math.floor(((at + chance.next()) / kills) * (count - options.clients));
    while (work.done < due && !work.isOver && Date.now() < until) await sleep(LOOK_EVERY_MS);
    if (work.isOver) break;
    const target = chance.pick(TARGETS);
    while (!kill(house, room, target, (list) => chance.pick(list)) && Date.now() < until) await sleep(LOOK_EVERY_MS);
    killed[target]++;
    say(`killed ${target} after ${work.done}`);
  }
  return killed;
}
