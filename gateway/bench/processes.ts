import { readFileSync, readdirSync } from "node:fs";

/** What one process has used so far, from Linux' /proc. */
interface Usage {
  readonly parent: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
}

const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** CPU time in milliseconds of processes and all their descendants, the ended ones of theirs included. */
export function cpuMs(roots: readonly number[]): number {
  return sum(roots, (usage) => usage.cpuMs);
}

/** Memory in megabytes of processes and their descendants, each shared page counted in full for one process only where the kernel says so (Pss). */
export function memoryMb(roots: readonly number[]): number {
  const processes = readAll();
  return (
    descendants(roots, processes).reduce((total, pid) => total + proportionalBytes(pid, processes.get(pid)!), 0) / 1e6
  );
}

function sum(roots: readonly number[], of: (usage: Usage) => number): number {
  const processes = readAll();
  return descendants(roots, processes).reduce((total, pid) => total + of(processes.get(pid)!), 0);
}

function readAll(): Map<number, Usage> {
  const processes = new Map<number, Usage>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const usage = Number.isInteger(pid) ? read(pid) : undefined;
    if (usage) processes.set(pid, usage);
  }
  return processes;
}

function read(pid: number): Usage | undefined {
  const stat = tryRead(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name of a process may hold blanks and brackets, so fields are counted from behind it.
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [utime = 0, stime = 0, childUtime = 0, childStime = 0] = fields.slice(11, 15);
  return {
    parent: fields[1] ?? 0,
    cpuMs: (utime + stime + childUtime + childStime) * TICK_MS,
    residentBytes: (fields[21] ?? 0) * PAGE_BYTES,
  };
}

function proportionalBytes(pid: number, usage: Usage): number {
  const pss = /^Pss:\s+(\d+) kB$/m.exec(tryRead(`/proc/${pid}/smaps_rollup`) ?? "")?.[1];
  return pss === undefined ? usage.residentBytes : Number(pss) * 1024;
}

function descendants(roots: readonly number[], processes: ReadonlyMap<number, Usage>): number[] {
  const found = new Set(roots.filter((pid) => processes.has(pid)));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [pid, { parent }] of processes) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
