import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { House } from "../journeys/house";

/** What is killed: a process of the gateway or of the room, one session of PostgreSQL, or its whole server. */
export const TARGETS = ["gateway", "room", "session", "server"] as const;
export type Target = (typeof TARGETS)[number];

/** Kills a target as `kill -9` does. Returns whether there was one. */
export function kill(house: House, room: string, target: Target, pick: <T>(list: readonly T[]) => T): boolean {
  const found = pidsOf(house, room, target);
  if (found.length === 0) return false;
  try {
    process.kill(pick(found), "SIGKILL");
    return true;
  } catch {
    // It ended by itself since it was found.
    return false;
  }
}

function pidsOf(house: House, room: string, target: Target): number[] {
  switch (target) {
    case "gateway":
      return childrenOf(house.process.pid!).filter((pid) =>
        commandOf(pid).some((word) => word.endsWith("/dist/gateway/main.js")),
      );
    case "room":
      return childrenOf(house.process.pid!).filter((pid) => {
        const words = commandOf(pid);
        return words.some((word) => word.endsWith("/dist/subgraphs/main.js")) && words.includes(room);
      });
    case "session":
      return childrenOf(serverOf(house)).filter((pid) => commandOf(pid)[0]?.startsWith(`postgres: ${room} ${room}`));
    default:
      return [serverOf(house)].filter((pid) => pid > 0 && isServer(pid));
  }
}

/** The server's process, or 0 while there is none. */
function serverOf(house: House): number {
  try {
    return house.postgresPid();
  } catch {
    return 0;
  }
}

/** A lock file may name a process that is gone, and whose number another one has. */
function isServer(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith("/postgres");
  } catch {
    return false;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // The name, in brackets, may hold anything; what follows the last bracket is state and parent.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ")[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
