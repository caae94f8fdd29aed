import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "./run";

export interface ChildOptions {
  readonly name: string;
  /** A script that calls `runAsProcess`, and its arguments. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
  /** Gets every line that the process writes to its standard output and error. */
  readonly onLine: (line: string) => void;
  /** Told in words when the process ended unasked, and when it is back. */
  readonly onEvent: (message: string) => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A process that has been up for so long is sound: its next fault starts the pauses from the shortest again. */
const SOUND_AFTER_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

/** A process that is kept running: started again, after ever longer pauses, when it ends unasked. */
export class Child {
  #process: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #faults = 0;
  readonly #stopping = new AbortController();

  constructor(private readonly options: ChildOptions) {}

  /**
   * Starts it for the first time.
   *
   * @returns the address at which it serves
   * @throws the reason, when it can't start; then it is not started again
   */
  async start(): Promise<string> {
    const url = await this.#launch();
    void this.#keep();
    return url;
  }

  /** Asks it to finish what is in flight and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#process?.kill("SIGTERM");
    const impatience = setTimeout(() => this.kill(), STOP_LIMIT_MS);
    await this.#ended;
    clearTimeout(impatience);
  }

  /** Ends it at once. */
  kill(): void {
    this.#stopping.abort();
    this.#process?.kill("SIGKILL");
  }

  async #launch(): Promise<string> {
    const { name, script, args = [], env, nodeOptions = [], onLine } = this.options;
    if (this.#stopping.signal.aborted) throw new Error(`${name} is stopped.`);
    const started = performance.now();
    const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
      env,
      // A process group of its own, so that a terminal's Ctrl-C reaches it in its turn and not at once.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on("line", onLine);
    const ended = new Promise<string>((done) =>
      child
        .once("error", (error) => done(error.message))
        .once("close", (code, signal) => done(signal ?? `exit code ${code}`)),
    );
    this.#ended = ended.then((how) => {
      if (performance.now() - started > SOUND_AFTER_MS) this.#faults = 0;
      return how;
    });
    return new Promise((ready, failed) => {
      child.once("message", (report: Report) =>
        "ready" in report ? ready(report.ready) : failed(new Error(`${name} could not start: ${report.failed}`)),
      );
      void ended.then((how) => failed(new Error(`${name} ended before it was ready (${how}).`)));
    });
  }

  /** Waits for its end and, unless that was asked for, starts it again until it is ready. */
  async #keep(): Promise<void> {
    let reason = String(await this.#ended);
    while (!this.#stopping.signal.aborted) {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#faults++);
      this.options.onEvent(`ended unexpectedly (${reason}); starting it again in ${pauseMs / 1000} s`);
      await sleep(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      try {
        await this.#launch();
        this.options.onEvent("is back");
        return void this.#keep();
      } catch (error) {
        reason = (error as Error).message;
        await this.#ended;
      }
    }
  }
}
