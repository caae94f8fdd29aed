import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { RequestError } from "../../subgraphs/kit/errors";
import type { Log } from "../../subgraphs/kit/log";
import type { IntrospectionRequest, PlanAnswer, PlanRequest, SupergraphFacts } from "./plan";
import { planningError } from "./refusals";

/** What the thread is started with. */
export interface PlannerData {
  readonly supergraphSdl: string;
  readonly contracts: ReadonlyMap<string, string>;
}

export type PlannerTask =
  ({ readonly kind: "plan" } & PlanRequest) | ({ readonly kind: "introspect" } & IntrospectionRequest);

export type PlannerAnswer =
  | { readonly kind: "ready"; readonly facts: SupergraphFacts }
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "plan"; readonly answer: PlanAnswer }
  | { readonly kind: "introspection"; readonly answer: Readonly<Record<string, string>> };

interface Job {
  readonly task: PlannerTask;
  readonly resolve: (answer: PlannerAnswer) => void;
  readonly reject: (error: RequestError) => void;
}

export interface PlannerThreadOptions {
  readonly contracts?: ReadonlyMap<string, string>;
  readonly planningTimeoutMs: number;
  readonly log: Log;
}

/**
 * A planner in a thread of its own. It works on one operation at a time; one that takes longer than it may is refused with
 * PLANNING_TIMEOUT, the thread is ended, and a new one goes on with those that wait.
 */
export class PlannerThread {
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #current: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;
  #closed = false;

  private constructor(
    private readonly supergraphSdl: string,
    private readonly options: PlannerThreadOptions,
  ) {}

  /**
   * Starts a thread and waits until it knows the supergraph.
   *
   * @throws if the text is no supergraph that this gateway can plan for
   */
  static async start(
    supergraphSdl: string,
    options: PlannerThreadOptions,
  ): Promise<{ thread: PlannerThread; facts: SupergraphFacts }> {
    const thread = new PlannerThread(supergraphSdl, options);
    const facts = await new Promise<SupergraphFacts>((resolve, reject) => thread.#spawn(resolve, reject));
    return { thread, facts };
  }

  async plan(request: PlanRequest): Promise<PlanAnswer> {
    const answer = await this.#ask({ kind: "plan", ...request });
    if (answer.kind !== "plan") throw planningError("PLANNING_FAILED");
    return answer.answer;
  }

  async introspect(request: IntrospectionRequest): Promise<Readonly<Record<string, string>>> {
    const answer = await this.#ask({ kind: "introspect", ...request });
    if (answer.kind !== "introspection") throw planningError("PLANNING_FAILED");
    return answer.answer;
  }

  /** Ends the thread; what still waits is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const job of [this.#current, ...this.#waiting.splice(0)]) job?.reject(planningError("PLANNING_BUSY"));
    this.#current = undefined;
    await this.#worker?.terminate();
  }

  #ask(task: PlannerTask): Promise<PlannerAnswer> {
    if (this.#closed || this.#waiting.length >= MOST_WAITING) return Promise.reject(planningError("PLANNING_BUSY"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (!this.#ready || this.#current) return;
    this.#current = this.#takeShortest();
    if (!this.#current) return;
    this.#timer = setTimeout(() => this.#giveUp("PLANNING_TIMEOUT"), this.options.planningTimeoutMs);
    this.#worker?.postMessage(this.#current.task);
  }

  /** The shortest text first: what is slow to plan is long, and so never holds up more than what is as long. */
  #takeShortest(): Job | undefined {
    let shortest = 0;
    this.#waiting.forEach(({ task }, index) => {
      if (task.source.length < (this.#waiting[shortest]?.task.source.length ?? 0)) shortest = index;
    });
    return this.#waiting.splice(shortest, 1)[0];
  }

  #answered(answer: PlannerAnswer): void {
    clearTimeout(this.#timer);
    const job = this.#current;
    this.#current = undefined;
    if (answer.kind === "failed")
      this.options.log.error({ fault: answer.message }, "The planner failed on an operation");
    job?.resolve(answer);
    this.#next();
  }

  /** Refuses the operation at hand and starts again with a new thread, since a thread at work can't be interrupted. */
  #giveUp(code: "PLANNING_TIMEOUT" | "PLANNING_FAILED"): void {
    clearTimeout(this.#timer);
    const job = this.#current;
    this.#current = undefined;
    this.options.log.warn({ code, operation: summary(job?.task) }, "Planning was given up");
    job?.reject(planningError(code));
    const worker = this.#worker;
    this.#spawn();
    void worker?.terminate();
  }

  #spawn(onReady?: (facts: SupergraphFacts) => void, onBroken?: (error: Error) => void): void {
    this.#ready = false;
    const worker = startWorker({ supergraphSdl: this.supergraphSdl, contracts: this.options.contracts ?? new Map() });
    this.#worker = worker;
    worker.unref();
    worker.on("message", (answer: PlannerAnswer) => {
      if (worker !== this.#worker) return;
      if (answer.kind === "broken") {
        onBroken?.(new Error(`The supergraph can't be used: ${answer.message}`));
        void this.close();
      } else if (answer.kind === "ready") {
        this.#ready = true;
        onReady?.(answer.facts);
        this.#next();
      } else this.#answered(answer);
    });
    worker.on("error", (error: Error) => {
      if (worker !== this.#worker || this.#closed) return;
      this.options.log.error({ err: error }, "The planner's thread ended");
      if (onBroken && !this.#ready) {
        onBroken(error);
        void this.close();
      } else this.#giveUp("PLANNING_FAILED");
    });
  }
}

function startWorker(workerData: PlannerData): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } };
  if (__filename.endsWith(".js")) return new Worker(join(__dirname, "planner.worker.js"), options);
  // Tests run on the sources, which a thread of Node can't read as they are: there they are compiled as it loads them.
  const bootstrap = `
    const { transformFileSync } = require("@swc/core");
    require.extensions[".ts"] = (module, file) => module._compile(transformFileSync(file).code, file);
    require(${JSON.stringify(join(__dirname, "planner.worker.ts"))});`;
  return new Worker(bootstrap, { ...options, eval: true });
}

function summary(task: PlannerTask | undefined): string | undefined {
  return task?.source.slice(0, 200);
}

/** New operations that may wait for the planner; a server that has more is under attack or has just been started. */
const MOST_WAITING = 500;

/** The planner's memory: an operation that needs more is given up like one that takes too long. */
const MOST_MEMORY_MB = 1024;
