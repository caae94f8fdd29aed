import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, open, readFile, realpath } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { portTaken } from "../http/server";
import { serverAccount } from "./account";
import { findBinaries } from "./binaries";
import {
  configure,
  dataArgument,
  initialise,
  programOptions,
  readLockFile,
  stopLeftOver,
  SUPERUSER,
  type Cluster,
} from "./cluster";
import { ensureDatabase } from "./databases";
import { Passwords } from "./passwords";
import { settingsFor, type Profile } from "./settings";

export interface PostgresOptions {
  /** Keeps the data, the roles' passwords and the server's log. Made when absent. The caller sees to it that only one process uses it at a time. */
  readonly folder: string;
  /** Of 127.0.0.1, the only address that is listened on; 0 takes a free one. */
  readonly port: number;
  /** The variable that sets the port, named in the error when the port is taken. */
  readonly portSetting: string;
  readonly profile: Profile;
  /** Told in words of what takes a while. */
  readonly log: (message: string) => void;
}

export interface RunningPostgres {
  readonly port: number;
  /** Connects as the superuser to the database `postgres`. */
  readonly superuserUrl: string;
  /** Makes a room's database and its roles, unless they are there. Resolves to its address for the role that the room works as. */
  ensureDatabase(name: string): Promise<string>;
  /** Resolves when the server's process has ended, wanted or not. */
  readonly exited: Promise<void>;
  /** Ends sessions, writes everything to disk and waits for the server's end. */
  stop(): Promise<void>;
  /** Ends the server at once, as a crash would; the next start recovers. For when there is no time left to wait. */
  kill(): void;
}

const HOST = "127.0.0.1";
const READY_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 30_000;

/**
 * Starts a real PostgreSQL server from the binaries that npm installed, making its data folder at first use. It is a process group of its own: a
 * terminal's Ctrl-C reaches whoever started it, and not the server before everything else has ended. A server left behind by a start that was
 * killed is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const folder = await realpath(options.folder);
  const passwords = new Passwords(join(folder, "passwords.json"));
  const account = serverAccount();
  const cluster: Cluster = { native: await findBinaries(account), dataDir: join(folder, "data"), account };
  await initialise(cluster, passwords.of(SUPERUSER), options.profile === "durable");
  await stopLeftOver(cluster.dataDir, options.log);

  const port = options.port || (await freePort());
  await configure(cluster, { listen_addresses: HOST, port: String(port), ...settingsFor(options.profile) });
  const server = await launch(cluster, { ...options, port }, join(folder, "server.log"));
  const address = (role: string) => `postgres://${role}:${passwords.of(role)}@${HOST}:${port}/${role}`;
  return {
    port,
    superuserUrl: address(SUPERUSER),
    ensureDatabase: async (name) => {
      await ensureDatabase(address(SUPERUSER), { name, role: name, password: passwords.of(name) });
      return address(name);
    },
    exited: server.exited,
    stop: () => stop(server),
    kill: () => void server.process.kill("SIGQUIT"),
  };
}

interface Server {
  readonly process: ChildProcess;
  readonly exited: Promise<void>;
}

/** The server writes its log straight to a file: a pipe would break, and the server with it, when its reader is killed. */
async function launch(cluster: Cluster, options: PostgresOptions, logFile: string): Promise<Server> {
  const log = await open(logFile, "a", 0o600);
  const { size: logStart } = await log.stat();
  const child = spawn(join(cluster.native, "bin", "postgres"), ["-D", dataArgument(cluster)], {
    ...programOptions(cluster),
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()).once("error", () => done()));
  await log.close();
  const ended = exited.then(() => "ended" as const);
  for (let waitedMs = 0; waitedMs < READY_LIMIT_MS; waitedMs += 20) {
    const lock = await readLockFile(cluster.dataDir);
    if (lock?.ready && lock.pid === child.pid) return { process: child, exited };
    if ((await Promise.race([ended, sleep(20)])) === "ended") break;
  }
  child.kill("SIGQUIT");
  if (await isTaken(options.port)) throw portTaken(HOST, options.port, options.portSetting);
  const said = (await readFile(logFile)).subarray(logStart).toString().trim();
  throw new Error(
    `PostgreSQL did not start. Its log, ${logFile}, ends with:\n${said.split("\n").slice(-5).join("\n")}`,
  );
}

async function stop({ process: server, exited }: Server): Promise<void> {
  server.kill("SIGINT");
  const impatience = setTimeout(() => server.kill("SIGQUIT"), STOP_LIMIT_MS);
  await exited;
  clearTimeout(impatience);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, HOST, listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

async function isTaken(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((answer) => {
    probe.once("error", () => answer(true));
    probe.listen(port, HOST, () => probe.close(() => answer(false)));
  });
}
