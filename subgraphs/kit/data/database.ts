import { performance } from "node:perf_hooks";
import {
  escapeLiteral,
  type Pool,
  types,
  type PoolClient,
  type PoolConfig,
  type QueryConfig,
  type QueryResultRow,
} from "pg";
import { DataSource, type EntityTarget, type MigrationInterface, type ObjectLiteral } from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver";
import { systemClock, type Clock } from "../clock";
import { badInput, type RequestError } from "../errors";
import { StatementNames } from "./statement-names";

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** The owner of the tables, to act as for migrations, which reach all provinces; the one that logs in must be allowed to take it on. */
  readonly owner?: string;
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

/** For whom a database is used: what it may reach, and what belongs to each of its transactions. */
export interface DatabaseScope {
  /** Code of the province whose isolated rows are reached, such as `32`; `*` for those of all provinces, empty for none. */
  readonly province: string;
  /** Work that every transaction does last, such as leaving its row in the audit log, told of what the transaction comes to; if it rejects, nothing is committed. */
  readonly beforeCommit?: (tx: Transaction, result: unknown) => Promise<void>;
}

/** For work that is done for no caller, and for all provinces: imports, migrations' reference data, feeds. */
export const WHOLE_NATION: DatabaseScope = { province: "*" };

/** Reaches no isolated row. */
const NOBODY: DatabaseScope = { province: "" };

/** The open transaction. Passed on to everything that must be part of it. */
export interface Transaction {
  rows<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** The one connection of the transaction, for what is no plain statement, such as COPY. */
  readonly client: PoolClient;
}

/**
 * A room's PostgreSQL. Reads are plain rows by prepared statements; writes go through `inTransaction`. Each is done for a scope (see `as`): row-level
 * security shows it what its province may see, whatever the statement says.
 * bigint columns come as `bigint`, date columns as `YYYY-MM-DD`.
 */
export class Database {
  /** The database that this one is a view of: the same for all scopes. */
  readonly root: Database;

  private constructor(
    readonly clock: Clock,
    private readonly source: DataSource,
    private readonly names: StatementNames,
    private readonly onStatement: (text: string, seconds: number) => void,
    private readonly scope: DatabaseScope,
    of?: Database,
  ) {
    this.root = of ?? this;
  }

  static async connect(options: DatabaseOptions): Promise<Database> {
    const pool: PoolConfig = {
      max: options.poolSize ?? 10,
      types: { getTypeParser: typeParser },
      // A statement that runs longer than any caller waits only holds a connection from the others.
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5_000,
      options: options.owner === undefined ? PLANNING : `${PLANNING} -c role=${options.owner} -c opop.province=*`,
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
    const { clock = systemClock, onStatement = () => {} } = options;
    return new Database(clock, source, new StatementNames(), onStatement, NOBODY);
  }

  /** The same database, on the same connections, used for another scope. */
  as(scope: DatabaseScope): Database {
    return new Database(this.clock, this.source, this.names, this.onStatement, scope, this.root);
  }

  /** Brings the schema to the newest migration. Safe to call from several processes at once. */
  async migrate(): Promise<void> {
    await this.withClient(async (client) => {
      await client.query("SELECT pg_advisory_lock(hashtext('migrate'))");
      try {
        await this.source.runMigrations();
      } finally {
        await client.query("SELECT pg_advisory_unlock(hashtext('migrate'))");
      }
    });
  }

  /** The rows of one reading statement. Prepared once a connection, so that PostgreSQL plans it only once. */
  async rows<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const query = { name: this.names.of(text), text, values: [...values] };
    if (this.scope.province === "") return this.#run<R>(this.#pool, query);
    return this.#inTransaction((client) => this.#run<R>(client, query));
  }

  /** The one row of a reading statement, or undefined. */
  async row<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R | undefined> {
    return (await this.rows<R>(text, values))[0];
  }

  /** Runs work in one transaction of one connection: committed when it resolves, rolled back when it rejects. */
  inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#inTransaction(async (client) => {
      // Prepared once a connection, like a reading statement; what takes no values may be several statements, which can't be prepared.
      const tx: Transaction = {
        client,
        rows: (text, values = []) =>
          this.#run(client, { name: values.length > 0 ? this.names.of(text) : undefined, text, values: [...values] }),
      };
      const result = await work(tx);
      await this.scope.beforeCommit?.(tx, result);
      return result;
    });
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
    await this.source.destroy();
  }

  /** What is set for the scope holds until the transaction's end, and so never for whoever gets the connection next. */
  async #inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(`BEGIN; SET LOCAL opop.province = ${escapeLiteral(this.scope.province)}`);
      const result = await work(client);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      // A connection that can't even roll back is not lent again.
      await client.query("ROLLBACK").catch((fault: Error) => (broken = fault));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  get #pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }

  async #run<R extends QueryResultRow>(on: Pool | PoolClient, query: QueryConfig<unknown[]>): Promise<R[]> {
    const started = performance.now();
    try {
      return (await on.query<R>(query)).rows;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === NOT_A_TEXT) throw nullCharacter();
      throw code === NOT_A_DAY ? impossibleDay() : error;
    } finally {
      this.onStatement(query.text, (performance.now() - started) / 1000);
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

/** PostgreSQL's code for a day or moment that its calendar does not have, though a client's has it, such as one of the year 0. */
const NOT_A_DAY = "22008";

function impossibleDay(): RequestError {
  return badInput(
    { id: "Tanggal ini tidak ada dalam kalender.", en: "The calendar does not have this date." },
    { expected: "a date from 0001-01-01 to 9999-12-31" },
  );
}

function typeParser(oid: number, format?: "text" | "binary"): unknown {
  if (oid === (types.builtins.INT8 as number)) return BigInt;
  if (oid === (types.builtins.DATE as number)) return String;
  return types.getTypeParser(oid, format);
}
