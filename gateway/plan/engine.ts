import type { GraphQLSchema } from "graphql";
import { ANONYMOUS } from "../../subgraphs/kit/access/caller";
import { denial, denied, type DenialCode, type Rule } from "../../subgraphs/kit/access/rule";
import type { RequestError } from "../../subgraphs/kit/errors";
import type { Asking, EngineOptions, GraphResponse, RequestScope } from "./contract";
import type { Operation } from "./operation";
import type { SupergraphFacts } from "./plan";
import { PlannerThread } from "./planner-thread";
import type { RefusedOperation } from "./refusals";
import { World, type PlanService } from "./world";

export type * from "./contract";
export type { RefusedOperation } from "./refusals";

/** An operation that may be executed, or the reasons why it may not. */
export type Prepared = Operation | RefusedOperation;

/** Starts what plans for a supergraph. */
export type StartPlanner = (
  supergraphSdl: string,
  options: EngineOptions,
) => Promise<{ readonly planner: PlanService; readonly facts: SupergraphFacts }>;

/** Prepares and executes operations on any Federation 2 supergraph, which can be replaced while it runs. */
export class Engine {
  #world: World;
  /** The last replacement asked for: one after another, so that the newest is what stays. */
  #replaced: Promise<void> = Promise.resolve();
  readonly #retired = new Map<World, NodeJS.Timeout>();
  readonly #denials = new WeakMap<Rule, Map<DenialCode, RequestError>>();

  private constructor(
    world: World,
    private readonly options: EngineOptions,
    private readonly startPlanner: StartPlanner,
  ) {
    this.#world = world;
  }

  /**
   * @param startPlanner where planning is done; a thread of its own unless a test says otherwise
   * @throws if the text is no supergraph that this gateway can plan for
   */
  static async load(
    supergraphSdl: string,
    options: EngineOptions,
    startPlanner: StartPlanner = startThread,
  ): Promise<Engine> {
    return new Engine(await makeWorld(supergraphSdl, options, startPlanner), options, startPlanner);
  }

  /** The schema that clients see. */
  get schema(): GraphQLSchema {
    return this.#world.schema;
  }

  /** The routing address of each subgraph, by its name. */
  get subgraphs(): ReadonlyMap<string, string> {
    return this.#world.subgraphs;
  }

  /** The supergraph as it came, with what it says on who may see what. */
  get supergraphSdl(): string {
    return this.#world.supergraphSdl;
  }

  /**
   * Checks, plans and compiles an operation, once for all requests that bring the same text and operation name and may read the same of it. What the
   * caller may not read is null in the answer to a query; a mutation that asks for it is refused as a whole.
   */
  prepare(
    source: string,
    operationName?: string,
    { caller, audience }: Asking = { caller: ANONYMOUS },
  ): Promise<Prepared> {
    return this.#world.prepare({ source, operationName, audience }, (rule) => {
      const code = denial(rule, caller);
      return code && this.#deniedFor(rule, code);
    });
  }

  /** One error object a reason, since making one takes longer than finding out that it is needed. */
  #deniedFor(rule: Rule, code: DenialCode): RequestError {
    const known = this.#denials.get(rule) ?? new Map<DenialCode, RequestError>();
    const error = known.get(code) ?? denied(rule, code);
    this.#denials.set(rule, known.set(code, error));
    return error;
  }

  execute(
    prepared: Operation,
    variables: Readonly<Record<string, unknown>> | undefined,
    scope: RequestScope,
  ): Promise<GraphResponse> {
    return prepared.execute(variables ?? {}, scope);
  }

  /**
   * Goes over to another supergraph: the operations used most are prepared for it before the switch, and requests under way
   * end on the old one.
   *
   * @param contracts the audiences' schemas from then on; those of before if left out
   * @param beforeSwitch told of the new one's subgraphs and their addresses; what it throws keeps the old one
   * @throws if the new one can't be used; the old one then goes on as if nothing had happened
   */
  replace(
    supergraphSdl: string,
    beforeSwitch: (subgraphs: ReadonlyMap<string, string>) => void = () => {},
    contracts?: ReadonlyMap<string, string>,
  ): Promise<void> {
    const replaced = this.#replaced.then(() => this.#replace(supergraphSdl, beforeSwitch, contracts));
    this.#replaced = replaced.catch(() => undefined);
    return replaced;
  }

  async close(): Promise<void> {
    await this.#replaced;
    for (const end of this.#retired.values()) clearTimeout(end);
    await Promise.all([this.#world, ...this.#retired.keys()].map((world) => world.close()));
    this.#retired.clear();
  }

  async #replace(
    supergraphSdl: string,
    beforeSwitch: (subgraphs: ReadonlyMap<string, string>) => void,
    contracts = this.#world.contracts,
  ): Promise<void> {
    const next = await makeWorld(supergraphSdl, { ...this.options, contracts }, this.startPlanner);
    // The most used last, since what was prepared longest ago is forgotten first.
    for (const request of this.#world.mostUsed(WARMED_OPERATIONS).toReversed()) {
      if (next.has(request.audience)) await next.prepare(request, () => undefined);
    }
    try {
      beforeSwitch(next.subgraphs);
    } catch (fault) {
      await next.close();
      throw fault;
    }
    const old = this.#world;
    this.#world = next;
    const end = setTimeout(() => {
      this.#retired.delete(old);
      void old.close();
    }, RETIREMENT_MS);
    this.#retired.set(old, end.unref());
  }
}

async function makeWorld(supergraphSdl: string, options: EngineOptions, startPlanner: StartPlanner): Promise<World> {
  const { planner, facts } = await startPlanner(supergraphSdl, options);
  try {
    return new World(supergraphSdl, facts, planner, options);
  } catch (fault) {
    await planner.close();
    throw fault;
  }
}

const startThread: StartPlanner = async (supergraphSdl, options) => {
  const { thread, facts } = await PlannerThread.start(supergraphSdl, options);
  return { planner: thread, facts };
};

/** Operations prepared before a new supergraph is switched to: enough for what clients run by the minute. */
const WARMED_OPERATIONS = 100;

/** How long an old supergraph stays for requests under way; no request may take longer. */
const RETIREMENT_MS = 60_000;
