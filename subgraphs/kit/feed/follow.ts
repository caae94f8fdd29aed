import { setTimeout as sleep } from "node:timers/promises";
import { Gauge, type Registry } from "prom-client";
import { request } from "undici";
import type { Database, Transaction } from "../data/database";
import type { Authorization } from "../identity/machine-token";
import type { Log } from "../log";

/** A connection of the graph that grows at its end, and what this room does with what is new in it. */
export interface Feed<N> {
  /** Names the cursor; each feed of a room has its own. */
  readonly name: string;
  /** An operation with the variable `$after: String`, whose one root field is a connection with `nodes` and `pageInfo { hasNextPage endCursor }`. */
  readonly query: string;
  /** Takes over one page. Runs in the transaction that also moves the cursor, so each page is taken over exactly once. */
  readonly apply: (tx: Transaction, nodes: readonly N[]) => Promise<void>;
}

/** Follows a feed through the gateway. */
export interface Follower {
  /**
   * Takes over everything that there is now. Rejects if the gateway does not answer.
   *
   * @param withinMs resolves after this time at the latest, whatever is still to come; for callers with somebody waiting
   */
  catchUp(withinMs?: number): Promise<void>;
  /** Catches up again and again until stopped. */
  start(): void;
  /** Ends after the page at work. */
  stop(): Promise<void>;
}

export interface FollowOptions {
  /** Address of the gateway's GraphQL endpoint. */
  readonly gatewayUrl: string;
  /** Tells the gateway who asks; left out, it is nobody. */
  readonly authorization?: Authorization | undefined;
  readonly log: Log;
  /** Pause between two looks, in milliseconds; a fifth more or less by chance, so that rooms do not look all at once. */
  readonly everyMs?: number;
  /** Where it shows when it last had everything. */
  readonly metrics?: Registry | undefined;
}

const ANSWER_WITHIN_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;

interface Page<N> {
  readonly nodes: readonly N[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * Makes a follower of a feed. Whatever dies in between, the cursor in the database says what was taken over, and the next look goes on from there.
 */
export function follow<N>(db: Database, feed: Feed<N>, options: FollowOptions): Follower {
  const { log, everyMs = 2_000, metrics } = options;
  const caughtUp = metrics && caughtUpGauge(metrics).labels(feed.name);
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let look: Promise<void> = Promise.resolve();
  let nextLook: Promise<void> | undefined;

  /** One look at a time. Who asks while one is at work needs what comes after it, so all of these share the next one, however many they are. */
  function catchUp(withinMs?: number): Promise<void> {
    nextLook ??= look
      .catch(() => {})
      .then(() => {
        nextLook = undefined;
        return (look = takeAll());
      });
    return withinMs === undefined ? nextLook : withinTime(nextLook, withinMs);
  }

  async function takeAll(): Promise<void> {
    while (!stopped.signal.aborted && (await takePage()));
    if (!stopped.signal.aborted) caughtUp?.setToCurrentTime();
  }

  async function takePage(): Promise<boolean> {
    const after = await readCursor(db, feed.name);
    const { nodes, pageInfo } = await ask<N>(options, feed.query, after, stopped.signal);
    if (nodes.length === 0 || pageInfo.endCursor === null) return false;
    const { endCursor, hasNextPage } = pageInfo;
    const moved = await db.inTransaction(async (tx) => {
      if (!(await moveCursor(tx, feed.name, after, endCursor))) return false;
      await feed.apply(tx, nodes);
      return true;
    });
    // Another process of this room took the page over meanwhile: go on from its cursor.
    return !moved || hasNextPage;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopped.signal.aborted) {
      try {
        await catchUp();
        if (failures > 0) log.info({ feed: feed.name, failures }, "the feed answers again");
        failures = 0;
      } catch (error) {
        if (failures++ === 0 && !stopped.signal.aborted)
          log.info({ feed: feed.name, reason: (error as Error).message }, "the feed does not answer; trying on");
      }
      const pauseMs = Math.min(everyMs * 2 ** Math.min(failures, 5), LONGEST_PAUSE_MS);
      await sleep(pauseMs * (0.8 + 0.4 * Math.random()), undefined, { signal: stopped.signal }).catch(() => {});
    }
  }

  return {
    catchUp,
    start: () => void (running ??= run()),
    stop: async () => {
      stopped.abort();
      await running;
      await (nextLook ?? look).catch(() => {});
    },
  };
}

async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  const enough = new AbortController();
  try {
    await Promise.race([work, sleep(ms, undefined, { signal: enough.signal }).catch(() => {})]);
  } finally {
    enough.abort();
  }
}

/** One for all feeds of a process. */
function caughtUpGauge(registry: Registry): Gauge<"feed"> {
  const name = "feed_caught_up_timestamp_seconds";
  return (
    (registry.getSingleMetric(name) as Gauge<"feed"> | undefined) ??
    new Gauge({
      name,
      help: "When everything of a feed had last been taken over, in seconds since 1970; its distance from now is the lag.",
      labelNames: ["feed"],
      registers: [registry],
    })
  );
}

async function readCursor(db: Database, feed: string): Promise<string | null> {
  const row = await db.row<{ cursor: string }>("SELECT cursor FROM feed_cursor WHERE feed = $1", [feed]);
  return row?.cursor ?? null;
}

/** Moves the cursor from where it was read; false if somebody else moved it first. */
async function moveCursor(tx: Transaction, feed: string, from: string | null, to: string): Promise<boolean> {
  const rows = await tx.rows(
    from === null
      ? "INSERT INTO feed_cursor (feed, cursor) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING feed"
      : "UPDATE feed_cursor SET cursor = $2, read_at = now() WHERE feed = $1 AND cursor = $3 RETURNING feed",
    from === null ? [feed, to] : [feed, to, from],
  );
  return rows.length > 0;
}

async function ask<N>(
  { gatewayUrl, authorization }: FollowOptions,
  query: string,
  after: string | null,
  signal: AbortSignal,
): Promise<Page<N>> {
  const identity = authorization && { authorization: await authorization() };
  const response = await request(gatewayUrl, {
    method: "POST",
    headers: { "content-type": "application/json", ...identity },
    body: JSON.stringify({ query, variables: { after } }),
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
    signal,
  });
  const { data, errors } = (await response.body.json()) as {
    data?: Record<string, Page<N> | null> | null;
    errors?: readonly { message: string }[];
  };
  const page = data && Object.values(data)[0];
  if (!page) throw new Error(errors?.map((each) => each.message).join("; ") ?? "the answer has no data");
  return page;
}
