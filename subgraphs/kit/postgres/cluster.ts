import { spawn } from "node:child_process";
import { chown, mkdir, mkdtemp, readFile, readlink, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "./account";

/** Where one server's files are, and who runs it. */
export interface Cluster {
  readonly native: string;
  readonly dataDir: string;
  readonly account: Account | undefined;
}

export const SUPERUSER = "postgres";

const CLIENTS_ALLOWED = "host all all 127.0.0.1/32 scram-sha-256\n";
const STOP_LIMIT_MS = 60_000;

/**
 * How PostgreSQL's programs are told of the data folder. Each of them is started inside of it; on Linux they reach it by their own working folder,
 * so that the folders above it may stay closed to their account (a checkout below /root, a private OPOP_HOME).
 */
export function dataArgument({ account, dataDir }: Cluster): string {
  return account && process.platform === "linux" ? "/proc/self/cwd" : dataDir;
}

/** Options of a child process that is one of PostgreSQL's programs. */
export function programOptions({ account, dataDir }: Cluster) {
  return {
    cwd: dataDir,
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}

/**
 * Makes the data folder, unless it is there. Text is sorted by code point, on every machine alike.
 * It is made under another name and then renamed, so that a start that was killed leaves no half-made one.
 */
export async function initialise(cluster: Cluster, password: string, sync: boolean): Promise<void> {
  if (await stat(cluster.dataDir).catch(() => undefined)) return;
  const draft = { ...cluster, dataDir: `${cluster.dataDir}.new` };
  await rm(draft.dataDir, { recursive: true, force: true });
  await mkdir(draft.dataDir, { recursive: true, mode: 0o700 });
  await giveTo(cluster.account, draft.dataDir);
  const secret = await mkdtemp(join(tmpdir(), "opop-initdb-"));
  try {
    await writeFile(join(secret, "password"), password, { mode: 0o600 });
    await giveTo(cluster.account, secret, join(secret, "password"));
    await runInitdb(draft, join(secret, "password"), sync);
  } finally {
    await rm(secret, { recursive: true, force: true });
  }
  await rename(draft.dataDir, cluster.dataDir);
}

async function runInitdb(cluster: Cluster, passwordFile: string, sync: boolean): Promise<void> {
  const initdb = spawn(
    join(cluster.native, "bin", "initdb"),
    [
      `--pgdata=${dataArgument(cluster)}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
      ...(sync ? [] : ["--no-sync"]),
    ],
    { ...programOptions(cluster), stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  initdb.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  initdb.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((exit, reject) => initdb.once("close", exit).once("error", reject));
  if (code !== 0) throw new Error(`PostgreSQL's initdb could not make ${cluster.dataDir}:\n${said.trim()}`);
}

/** Writes the configuration files anew at every start, so that the data folder of an older version gets today's settings. */
export async function configure({ account, dataDir }: Cluster, settings: Record<string, string>): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  const written = { "postgresql.conf": `# Written at every start.\n${lines.join("")}`, "pg_hba.conf": CLIENTS_ALLOWED };
  for (const [name, text] of Object.entries(written)) {
    await writeFile(join(dataDir, name), text, { mode: 0o600 });
    await giveTo(account, join(dataDir, name));
  }
}

/** What a running server says of itself in its lock file; undefined when there is none. */
export async function readLockFile(dataDir: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const text = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => undefined);
  const lines = text?.split("\n");
  return lines && { pid: Number(lines[0]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Ends a server that outlived whoever started it (a supervisor killed without a chance to stop it). The caller holds the lock of the folder, so
 * nobody uses that server any more; started anew, it has today's settings.
 */
export async function stopLeftOver(dataDir: string, log: (message: string) => void): Promise<void> {
  const found = await readLockFile(dataDir);
  if (!found || !(await isServerOf(found.pid, dataDir))) return;
  log(`stopping the PostgreSQL server (process ${found.pid}) that an earlier start left behind`);
  process.kill(found.pid, "SIGINT");
  for (let waitedMs = 0; await isServerOf(found.pid, dataDir); waitedMs += 50) {
    if (waitedMs > STOP_LIMIT_MS)
      throw new Error(`The PostgreSQL server left behind (process ${found.pid}) does not stop.`);
    await sleep(50);
  }
}

/** A process number is given again after its process has ended: what is signalled must be a process that works in this very folder. */
async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === dataDir;
}

async function giveTo(account: Account | undefined, ...paths: string[]): Promise<void> {
  if (account) for (const path of paths) await chown(path, account.uid, account.gid);
}
