import type { Registry } from "prom-client";
import type { Caller } from "./access/caller";
import { ProofVerifier } from "./access/proof";
import { Audit1700000002000 } from "./audit/audit.migration";
import { AuditTrail } from "./audit/trail";
import type { ChaosScenario } from "./chaos";
import { processClock, systemClock, type Clock } from "./clock";
import { ConfigurationError, port, readConfig, host, url, num } from "./config";
import { Context, type ContextParts } from "./context";
import { Database, WHOLE_NATION, type DatabaseOptions } from "./data/database";
import { Provinces1700000004000 } from "./data/provinces.migration";
import { Kit1700000000000 } from "./data/kit.migration";
import { Feed1700000001000 } from "./feed/feed.migration";
import { createGraphHandler } from "./graph/handler";
import { buildFederatedSchema, type FederatedSchema, type SchemaParts } from "./graph/schema";
import { serve } from "./http/server";
import type { ImportDefinition } from "./import/definition";
import { usesOf } from "./keys/house-keys";
import { Keyring } from "./keys/keyring";
import type { Language } from "./language";
import { createLog, type Log } from "./log";
import { createMetrics } from "./metrics";
import { Personal1700000003000 } from "./personal/personal.migration";
import type { PersonalTable } from "./personal/personal-table";
import type { Replay } from "./replay";
import type { TrialData } from "./trial/trial-data";

export interface SubgraphDefinition extends SchemaParts, Pick<DatabaseOptions, "entities" | "migrations"> {
  /** Lower case; names the folder, the database, and the variables `<NAME>_DATABASE_URL` and `<NAME>_PORT`. */
  readonly name: string;
  /** Where it listens unless `<NAME>_PORT` says otherwise. */
  readonly port: number;
  /** Loads what the room can't work without, such as the regions. Runs at every start, after the migrations; must be quick if it is there already. */
  readonly loadReferenceData?: (db: Database, log: Log) => Promise<void>;
  /** The tables with personal data: what is exported, erased and re-encrypted (`npm run personal-data`). */
  readonly personalData?: readonly PersonalTable[];
  /** The tables that are neither isolated nor written by their own province alone (kit/data/isolation.ts), each with the reason; a table that is in neither fails the tests. */
  readonly openTables?: Readonly<Record<string, string>>;
  /** How files of the room's records are imported (`npm run import -- <name> FILE`). */
  readonly importer?: ImportDefinition;
  /** How the room is filled for trials and benchmarks (`npm run trial-data`). */
  readonly trialData?: TrialData;
  /** What of the past can be done again (`npm run replay`). */
  readonly replay?: Replay;
  /** What must come out right whatever dies meanwhile, by name (`npm run chaos`). */
  readonly chaos?: Readonly<Record<string, ChaosScenario>>;
  /** Starts what runs beside the requests, such as following another room's feed; the result stops it. */
  readonly startBackground?: (
    db: Database,
    log: Log,
    metrics: Registry,
  ) => (() => Promise<void>) | Promise<() => Promise<void>>;
}

export interface RunningSubgraph {
  readonly url: string;
  /** Finishes the requests in flight, then lets go of the database. */
  close(): Promise<void>;
}

/** One room of the graph: its schema, its database and how it is started. */
export interface Subgraph {
  readonly name: string;
  readonly port: number;
  readonly definition: SubgraphDefinition;
  schema(): Promise<FederatedSchema>;
  /** Connects to the room's database, migrates it and loads its reference data. */
  openDatabase(
    options?: Partial<Pick<DatabaseOptions, "url" | "poolSize" | "clock" | "onStatement">>,
  ): Promise<Database>;
  start(): Promise<RunningSubgraph>;
}

/**
 * Defines a subgraph. Each room's `subgraph.ts` exports one as its default; start, composition, tests and compose files
 * find it by scanning `subgraphs/*`.
 */
export function defineSubgraph(definition: SubgraphDefinition): Subgraph {
  const { name } = definition;
  const prefix = name.toUpperCase();
  const log = createLog(name);

  async function openDatabase(options: Parameters<Subgraph["openDatabase"]>[0] = {}): Promise<Database> {
    const connection = {
      url: options.url ?? databaseUrl(prefix),
      entities: definition.entities,
      migrations: [...KIT_MIGRATIONS, ...definition.migrations],
    };
    const db = await Database.connect({ ...connection, ...options });
    try {
      await migrateAsOwner(connection, await ownerOf(db, name));
      await definition.loadReferenceData?.(db.as(WHOLE_NATION), log);
      return db;
    } catch (error) {
      await db.close();
      throw error;
    }
  }

  async function start(): Promise<RunningSubgraph> {
    const settings = readSettings(definition);
    const keyring = Keyring.fromEnvironment();
    // Said at once, and not by the first request that needs the key.
    for (const use of usesOf(name)) keyring.current(use);
    const metrics = createMetrics(name);
    const clock = processClock();
    const [{ schema }, db] = await Promise.all([
      buildFederatedSchema(definition),
      openDatabase({
        poolSize: settings.poolSize,
        clock,
        onStatement: (_, seconds) => metrics.statementSeconds.observe(seconds),
      }),
    ]);
    const graph = await createGraphHandler(schema, {
      proofs: new ProofVerifier(name, keyring),
      contextFor: contextMaker({ db, log, keyring, clock }),
      log,
      metrics,
    });
    const server = await serve({
      ...settings,
      portSetting: `${prefix}_PORT`,
      handle: graph.handle,
      ready: () => db.ping(),
      log,
      metrics: metrics.registry,
    });
    const stopBackground = await definition.startBackground?.(db.as(WHOLE_NATION), log, metrics.registry);
    log.info({ url: server.url }, "listening");
    return {
      url: server.url,
      close: async () => {
        await server.close();
        await graph.stop();
        await stopBackground?.();
        await db.close();
      },
    };
  }

  return {
    name,
    port: definition.port,
    definition,
    schema: () => buildFederatedSchema(definition),
    openDatabase,
    start,
  };
}

const KIT_MIGRATIONS = [
  Kit1700000000000,
  Feed1700000001000,
  Audit1700000002000,
  Personal1700000003000,
  Provinces1700000004000,
];

/** The tables belong to another role than the one that the room works as, so that row-level security holds for it, and it can't change them. */
async function migrateAsOwner(connection: DatabaseOptions, owner: string): Promise<void> {
  const db = await Database.connect({ ...connection, owner, poolSize: 2 });
  try {
    await db.migrate();
  } finally {
    await db.close();
  }
}

/** @throws ConfigurationError if the role that the room works as is above the rights of the database */
async function ownerOf(db: Database, room: string): Promise<string> {
  const found = await db.row<{ owner: string; role: string; above: boolean }>(
    `SELECT pg_get_userbyid(datdba) AS owner, current_user AS role, rolsuper OR rolbypassrls AS above
     FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user`,
  );
  const { owner, role, above } = found!;
  if (above || owner === role) {
    throw new ConfigurationError(
      `${room.toUpperCase()}_DATABASE_URL: ${role} ${above ? "is above all rights" : "owns the database"}, so that nothing would keep provinces apart. ` +
        "Make the database and its two roles by `node dist/subgraphs/databases.js`, and log in as the one that does not own it.",
    );
  }
  return owner;
}

interface RoomParts extends Pick<ContextParts, "db" | "log" | "keyring"> {
  readonly clock?: Clock;
}

/** Makes the context of each request to a room. */
export function contextMaker({ db, log, keyring, clock = systemClock }: RoomParts) {
  return (requestId: string, language: Language, caller: Caller) => {
    const audit = new AuditTrail(db, () => ({ caller, requestId, at: clock(), keyring }));
    const reached = db.as({ province: caller.province ?? "", beforeCommit: audit.beforeCommit });
    return new Context({ db: reached, log, keyring, audit, clock, requestId, language, caller });
  };
}

function databaseUrl(prefix: string): string {
  const name = `${prefix}_DATABASE_URL`;
  return readConfig({ [name]: url({ desc: "the room's database, postgres://role:password@host:port/database" }) })[
    name
  ] as string;
}

function readSettings({ name, port: usualPort }: SubgraphDefinition): { host: string; port: number; poolSize: number } {
  const prefix = name.toUpperCase();
  const settings = readConfig({
    HOST: host({ default: "127.0.0.1", desc: "the address to listen on" }),
    [`${prefix}_PORT`]: port({ default: usualPort, desc: "the port to listen on" }),
    DATABASE_POOL_SIZE: num({ default: 10, desc: "connections to the database that a room holds at most" }),
  });
  return {
    host: settings.HOST,
    port: settings[`${prefix}_PORT`] as number,
    poolSize: settings.DATABASE_POOL_SIZE,
  };
}
