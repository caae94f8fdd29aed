import { performance } from "node:perf_hooks";
import { type Pool, types, type PoolClient, type PoolConfig, type QueryConfig, type QueryResultRow } from "pg";
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type MigrationInterface,
  type ObjectLiteral,
} from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver";
import { systemClock, type Clock } from "../clock";
import { badInput, type RequestError } from "../errors";
import { StatementNames } from "./statement-names";

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** Connections held at most. */
  readonly poolSize?: number;
  readonly clock?: Clock;
  /** Told of every statement and its time; for metrics, and for tests that count statements. */
  readonly onStatement?: (text: string, seconds: number) => void;
}

/**
 * How statements are planned, on whatever server. Data is read from memory or from disks that do not turn, where PostgreSQL's usual price of a
 * random page makes it read and sort a whole circle on the map rather than walk its index; and compiling a plan takes longer than our statements run.
 */
const PLANNING = "-c random_page_cost=1.1 -c jit=off";

/** The open transaction: entities by `entities`, SQL by `rows`. Passed on to everything that must be part of it. */
export interface Transaction {
  readonly entities: EntityManager;
  rows<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** The one connection of the transaction, for what is no plain statement, such as COPY. */
  readonly client: PoolClient;
}

/**
 * A room's PostgreSQL. Reads are plain rows by prepared statements; writes go through `inTransaction`.
 * bigint columns come as `bigint`, date columns as `YYYY-MM-DD`.
 */
export class Database {
  readonly #source: DataSource;
  readonly #names = new StatementNames();
  readonly #onStatement: (text: string, seconds: number) => void;
  readonly clock: Clock;

  private constructor(source: DataSource, options: DatabaseOptions) {
    this.#source = source;
    this.#onStatement = options.onStatement ?? (() => {});
    this.clock = options.clock ?? systemClock;
  }

  static async connect(options: DatabaseOptions): Promise<Database> {
    const pool: PoolConfig = {
      max: options.poolSize ?? 10,
      types: { getTypeParser: typeParser },
      // A statement that runs longer than any caller waits only holds a connection from the others.
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5_000,
      options: PLANNING,
    };
    const source = new DataSource({
      type: "postgres",
      url: options.url,
      entities: [...options.entities] as never,
      migrations: [...options.migrations],
      migrationsTransactionMode: "each",
      extra: pool,
      logging: false,
    });
    await source.initialize();
    return new Database(source, options);
  }

  /** Brings the schema to the newest migration. Safe to call from several processes at once. */
  async migrate(): Promise<void> {
    await this.withClient(async (client) => {
      await client.query("SELECT pg_advisory_lock(hashtext('migrate'))");
      try {
        await this.#source.runMigrations();
      } finally {
        await client.query("SELECT pg_advisory_unlock(hashtext('migrate'))");
      }
    });
  }

  /** The rows of one reading statement. Prepared once a connection, so that PostgreSQL plans it only once. */
  async rows<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.#run<R>(this.#pool, { name: this.#names.of(text), text, values: [...values] });
  }

  /** The one row of a reading statement, or undefined. */
  async row<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R | undefined> {
    return (await this.rows<R>(text, values))[0];
  }

  /** Runs work in one transaction of one connection: committed when it resolves, rolled back when it rejects. */
  async inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.#source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await runner.startTransaction();
      const result = await work({
        entities: runner.manager,
        client,
        rows: (text, values = []) => this.#run(client, { text, values: [...values] }),
      });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Lends one connection outside any transaction, for COPY and for locks of a session. */
  async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }

  /** Rejects if the server can't be reached. */
  async ping(): Promise<void> {
    await this.#pool.query("SELECT 1");
  }

  async close(): Promise<void> {
    await this.#source.destroy();
  }

  get #pool(): Pool {
    return (this.#source.driver as PostgresDriver).master as Pool;
  }

  async #run<R extends QueryResultRow>(on: Pool | PoolClient, query: QueryConfig<unknown[]>): Promise<R[]> {
    const started = performance.now();
    try {
      return (await on.query<R>(query)).rows;
    } catch (error) {
      throw (error as { code?: unknown }).code === NOT_A_TEXT ? nullCharacter() : error;
    } finally {
      this.#onStatement(query.text, (performance.now() - started) / 1000);
    }
  }
}

/** PostgreSQL's code (SQLSTATE) for a text with the character zero, which no text of PostgreSQL can hold, though any client can send one. */
const NOT_A_TEXT = "22021";

function nullCharacter(): RequestError {
  return badInput(
    {
      id: "Teks tidak boleh memuat karakter nol (U+0000).",
      en: "A text must not contain the null character (U+0000).",
    },
    { expected: "a text without U+0000" },
  );
}

function typeParser(oid: number, format?: "text" | "binary"): unknown {
  if (oid === (types.builtins.INT8 as number)) return BigInt;
  if (oid === (types.builtins.DATE as number)) return String;
  return types.getTypeParser(oid, format);
}
