import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { roomNames } from "../../subgraphs/kit/rooms";
import type { House } from "../journeys/house";
import { measure, median, type Figures, type Load } from "./load";
import { operation } from "./operations";

const OPERATIONS = 2_000;
const ROUNDS = 5;
const CONNECTIONS = 8;

export interface AccessFigures {
  readonly guarded: Figures;
  readonly unguarded: Figures;
  /** CPU time of an operation with access control in that of one without, the median of all rounds. */
  readonly ratio: number;
}

/**
 * The page of the public, through the house as it is and, in turn, through a gateway and rooms on the same databases that check nothing: no proof, no token,
 * no budget, no scope.
 *
 * @param headers what the house's client brings beside, such as its token
 */
export async function benchAccess(
  house: House,
  headers: Readonly<Record<string, string>> = {},
): Promise<AccessFigures> {
  const bare = await startUnguarded(house);
  try {
    const body = JSON.stringify({ query: operation("public/pesantren-page"), variables: { provinceCode: "32" } });
    const load = (url: string, pids: readonly number[], more: Readonly<Record<string, string>>): Load => ({
      url,
      request: () => ({ path: "/graphql", method: "POST", body, headers: more }),
      check: (text) => {
        if (!text.startsWith('{"data":{"pesantrens":') || text.includes('"errors"'))
          throw new Error(text.slice(0, 300));
      },
      pids,
      operations: OPERATIONS,
      connections: CONNECTIONS,
    });
    const withIt = load(new URL(house.url).origin, house.pids(), headers);
    const withoutIt = load(bare.url, [...bare.pids, house.postgresPid()], {});
    const rounds: { guarded: Figures; unguarded: Figures }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ unguarded: await measure(withoutIt), guarded: await measure(withIt) });
    }
    const ratio = median(rounds.map((each) => each.guarded.cpuMs / each.unguarded.cpuMs));
    const middle = rounds.find((each) => each.guarded.cpuMs / each.unguarded.cpuMs === ratio)!;
    return { ...middle, ratio };
  } finally {
    bare.stop();
  }
}

/** A gateway without keys and issuer, before rooms that ask for no proof, on the databases of the house. */
async function startUnguarded(house: House): Promise<{ url: string; pids: readonly number[]; stop: () => void }> {
  const databases = parseEnv(readFileSync(join(house.home, "environment"), "utf8"));
  const own: NodeJS.ProcessEnv = { ...process.env, ...databases };
  for (const name of ["KEYRING", "OIDC_ISSUER"]) delete own[name];
  const children: ChildProcess[] = [];
  const start = async (script: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> => {
    const child = fork(join(__dirname, script), args, {
      env: { ...own, ...env },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    children.push(child);
    const [report] = (await once(child, "message")) as [{ ready?: string; failed?: string }];
    if (report.ready === undefined) throw new Error(`${script} ${args.join(" ")}: ${report.failed}`);
    return report.ready;
  };
  const stop = () => children.forEach((child) => child.kill());
  try {
    const addresses: NodeJS.ProcessEnv = {};
    for (const room of roomNames()) {
      addresses[`${room.toUpperCase()}_URL`] = `${await start("unguarded-room.js", [room], {})}/graphql`;
    }
    const url = await start("../main.js", [], { ...addresses, PORT: "0", NODE_ENV: "development", LOG_LEVEL: "warn" });
    return { url, pids: children.map(({ pid }) => pid!), stop };
  } catch (error) {
    stop();
    throw error;
  }
}
