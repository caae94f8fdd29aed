import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePorts } from "../../subgraphs/kit/process/free-ports";
import { roomNames } from "../../subgraphs/kit/rooms";

const ROOT = resolve(__dirname, __dirname.includes("/dist/") ? "../../.." : "../..");

/** The whole graph, started as a user starts it, with ports and a folder of its own. */
export interface House {
  /** Address of the gateway's GraphQL endpoint. */
  readonly url: string;
  readonly home: string;
  /** Variables under which a command of this project finds this house. */
  readonly env: NodeJS.ProcessEnv;
  readonly process: ChildProcess;
  /** Seconds from the start of the command to its ready line. */
  readonly readySeconds: number;
  /** Runs one operation through the gateway. */
  ask<T = unknown>(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Every process of it but their children, PostgreSQL among them. */
  pids(): number[];
  postgresPid(): number;
  /** Address of one of its databases, for the superuser. */
  databaseUrl(name: string): string;
  /** The header by which a trial client identifies itself, as `npm run token` gives it. */
  identify(client: string, person?: string): Promise<Record<string, string>>;
  /** Ends it as Ctrl-C does, and resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Stops it and deletes its folder. */
  remove(): Promise<void>;
}

export interface Answer<T> {
  readonly data: T;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** Starts the built project (`npm run build` first). */
export async function startHouse(
  home = mkdtempSync(join(tmpdir(), "opop-")),
  more: NodeJS.ProcessEnv = {},
): Promise<House> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...more,
    ...(await ownPorts()),
    OPOP_HOME: home,
    NODE_ENV: "development",
    LOG_LEVEL: "warn",
  };
  const started = performance.now();
  const child = spawn(process.execPath, ["--enable-source-maps", join(ROOT, "dist/gateway/start.js")], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  const url = await readyUrl(child, exited);

  const postgresPid = () =>
    Number(readFileSync(join(home, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]);

  async function stop(): Promise<number | null> {
    if (child.exitCode === null) child.kill("SIGINT");
    return exited;
  }

  return {
    url,
    home,
    env,
    process: child,
    readySeconds: (performance.now() - started) / 1000,
    ask: (query, variables, headers) => ask(url, query, variables, headers),
    pids: () => [child.pid!, postgresPid()],
    postgresPid,
    databaseUrl: (name) => {
      const passwords = JSON.parse(readFileSync(join(home, "postgres", "passwords.json"), "utf8")) as {
        postgres: string;
      };
      return `postgres://postgres:${passwords.postgres}@127.0.0.1:${env["POSTGRES_PORT"]}/${name}`;
    },
    identify: (client, person) => identify(env, client, person),
    stop,
    remove: async () => {
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function identify(
  env: NodeJS.ProcessEnv,
  client: string,
  person: string | undefined,
): Promise<Record<string, string>> {
  const who = person === undefined ? [client] : [client, "--person", person];
  const { code, output } = await runCommand("../gateway/issuer/token", [...who, "--header"], env);
  if (code !== 0) throw new Error(`There is no token of ${client}.\n${output}`);
  const lines = output.trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(": ", 2) as [string, string]));
}

/** Runs one of the project's commands, such as the importer, and returns all that it printed. */
export async function runCommand(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, "dist/subgraphs", `${script}.js`), ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, output };
}

async function ask<T>(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": "en", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer<T>;
}

async function readyUrl(child: ChildProcess, exited: Promise<number | null>): Promise<string> {
  let printed = "";
  const ready = new Promise<string>((found) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /^ready (http\S+)$/m.exec(printed)?.[1];
      if (url) found(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  });
  const failed = exited.then((code) =>
    Promise.reject(new Error(`The house did not start (exit code ${code}).\n${printed}`)),
  );
  return Promise.race([ready, failed]);
}

/** A free port for the gateway, PostgreSQL, the issuer, the simulators and every room. */
async function ownPorts(): Promise<Record<string, string>> {
  const simulators = ["BANK_SIMULATOR_PORT", "VEHICLE_OFFICE_SIMULATOR_PORT", "BANK_NOTIFICATION_PORT"];
  const names = [
    "PORT",
    "POSTGRES_PORT",
    "ISSUER_PORT",
    ...simulators,
    ...roomNames().map((room) => `${room.toUpperCase()}_PORT`),
  ];
  const ports = await freePorts(names.length);
  return Object.fromEntries(names.map((name, at) => [name, String(ports[at])]));
}
