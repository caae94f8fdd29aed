import type { Registry } from "prom-client";
import { readConfig, url } from "../config";
import type { Context } from "../context";
import type { Database, Transaction } from "../data/database";
import { roomAuthorization } from "../identity/machine-token";
import { createLog, type Log } from "../log";
import { follow, type Feed, type Follower } from "./follow";

/** Which feed a copy is made of, and what it takes from each entry. */
export interface CopiedFeed {
  /** Names the cursor; each feed of a room has its own. */
  readonly name: string;
  /** The root field that serves it. */
  readonly field: string;
  /** The fields of an entry, separated by blanks. */
  readonly entry: string;
}

/** How long somebody who names what is not known yet may be kept waiting for the feed. */
const LONGEST_WAIT_MS = 3_000;

/** A room's copy of what another room's feed tells of, kept by following it through the gateway. */
export abstract class FeedCopy<N> {
  readonly #followers = new WeakMap<Database, Follower>();

  /** @param room name of the room that keeps the copy, which identifies itself to the gateway */
  protected constructor(
    private readonly room: string,
    private readonly source: CopiedFeed,
  ) {}

  /** Takes over what the feed says of some records. */
  abstract keep(tx: Pick<Transaction, "rows">, entries: readonly N[]): Promise<void>;

  /** Makes the follower that keeps the copy; it begins when it is started. `find` asks the one that was made last. */
  follow(db: Database, log: Log, metrics?: Registry): Follower {
    const { GATEWAY_URL } = readConfig({
      GATEWAY_URL: url({ default: "http://127.0.0.1:4000/graphql", desc: "address of the gateway's GraphQL endpoint" }),
    });
    const authorization = roomAuthorization(this.room, "feed:read");
    const follower = follow(db, this.#feed(), { gatewayUrl: GATEWAY_URL, authorization, log, metrics });
    this.#followers.set(db.root, follower);
    return follower;
  }

  /** Takes over what there is now in the feed, for a command that is run by hand; goes on without if the gateway does not answer. */
  async catchUp(db: Database): Promise<void> {
    const log = createLog(this.room);
    await this.#caughtUp(log, this.follow(db, log).catchUp());
  }

  /** What is read of the copy, or null. What is not known may just have come into being: then the feed is read once before the answer is no. */
  protected async orCaughtUp<T>({ db, log }: FindContext, read: () => Promise<T | undefined>): Promise<T | null> {
    const known = await read();
    if (known !== undefined) return known;
    await this.#caughtUp(log, this.#followers.get(db.root)?.catchUp(LONGEST_WAIT_MS));
    return (await read()) ?? null;
  }

  async #caughtUp(log: Log, look: Promise<void> | undefined): Promise<void> {
    try {
      await look;
    } catch (error) {
      log.info({ feed: this.source.name, reason: (error as Error).message }, "the feed does not answer");
    }
  }

  #feed(): Feed<N> {
    const { name, field, entry } = this.source;
    return {
      name,
      query: `query ${this.room}_${field}($after: String) {
        ${field}(first: 1000, after: $after) { nodes { ${entry} } pageInfo { hasNextPage endCursor } }
      }`,
      apply: (tx, entries) => this.keep(tx, entries),
    };
  }
}

/** What looking something up in a copy needs of a request. */
export type FindContext = Pick<Context, "db" | "log">;
