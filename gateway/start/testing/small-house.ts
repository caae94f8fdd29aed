import { freePorts } from "../../../subgraphs/kit/process/free-ports";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");
const DIST = join(ROOT, "dist");

/** A built project of its own with two rooms that are ready at once, so that starting and stopping is tested and not what real rooms load. */
export class SmallHouse {
  private constructor(
    readonly folder: string,
    /** Free ports for everything in it. */
    readonly ports: Readonly<Record<"PORT" | "POSTGRES_PORT" | "ISSUER_PORT" | "LAMPS_PORT" | "OIL_PORT", number>>,
  ) {}

  static async build(): Promise<SmallHouse> {
    const folder = await mkdtemp(join(tmpdir(), "opop-house-"));
    const [PORT, POSTGRES_PORT, ISSUER_PORT, LAMPS_PORT, OIL_PORT] = (await freePorts(5)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const house = new SmallHouse(folder, { PORT, POSTGRES_PORT, ISSUER_PORT, LAMPS_PORT, OIL_PORT });
    for (const part of ["gateway", "schema", "subgraphs/kit", "subgraphs/main.js", "subgraphs/keys.js"]) {
      await cp(join(DIST, part), join(folder, "dist", part), { recursive: true });
    }
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    await house.#addRoom("lamps", LAMPS_PORT);
    await house.#addRoom("oil", OIL_PORT);
    execFileSync(process.execPath, [join(folder, "dist/schema/compose.js")], { stdio: "pipe" });
    return house;
  }

  start(env: NodeJS.ProcessEnv = {}): Start {
    return new Start(this.folder, { ...this.ports, ...env });
  }

  /** Runs one of the project's commands in it: `gateway/issuer/token`, `subgraphs/keys`. */
  async run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Start> {
    const command = new Start(this.folder, { ...this.ports, ...env }, script, args);
    await command.ended;
    return command;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  async #addRoom(name: string, port: number): Promise<void> {
    await mkdir(join(this.folder, "dist/subgraphs", name));
    await writeFile(
      join(this.folder, "dist/subgraphs", name, "subgraph.js"),
      `const { defineSubgraph } = require("../kit/subgraph");
       const { Public } = require("../kit/access/access");
       const { Int, Query, Resolver } = require("type-graphql");
       class Rooms { ${name}() { return process.pid; } }
       const field = [Rooms.prototype, "${name}", Object.getOwnPropertyDescriptor(Rooms.prototype, "${name}")];
       Query(() => Int, { description: "The process." })(...field);
       Public(...field);
       Resolver()(Rooms);
       exports.default = defineSubgraph({ name: "${name}", port: ${port}, resolvers: [Rooms], entities: [], migrations: [] });`,
    );
  }
}

/** One run of `npm start`, or of another command. */
export class Start {
  stdout = "";
  stderr = "";
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  readonly #process;

  constructor(folder: string, env: Record<string, unknown>, script = "gateway/start", args: readonly string[] = []) {
    this.#process = spawn(process.execPath, [join(folder, "dist", `${script}.js`), ...args], {
      cwd: folder,
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process.stdout.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.#process.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(this.#process, "close").then(([code]) => code as number | null);
  }

  /** Waits until it has printed these words, on either stream. */
  async says(words: string): Promise<void> {
    const early = this.ended.then((code) => `ended with ${code}`);
    while (!(this.stdout + this.stderr).includes(words)) {
      const heard = Promise.race([once(this.#process.stdout, "data"), once(this.#process.stderr, "data")]);
      const how = await Promise.race([early, heard]);
      if (typeof how === "string")
        throw new Error(`It ${how} before it said "${words}".\n${this.stdout}${this.stderr}`);
    }
  }

  signal(name: NodeJS.Signals): Promise<number | null> {
    this.#process.kill(name);
    return this.ended;
  }
}
