import { Redis } from "ioredis";
import { Pool } from "pg";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterAbstract,
} from "rate-limiter-flexible";
import { ConfigurationError } from "../../subgraphs/kit/config";
import type { Log } from "../../subgraphs/kit/log";

/** What several gateways keep their budgets in together; without either, each keeps its own in memory. */
export interface StoreSettings {
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string | undefined;
}

/** The length of the window in which a budget is spent, in seconds. */
export const WINDOW_S = 60;

/** Where budgets are kept. */
export interface RateStore {
  limiter(name: string, points: number): RateLimiterAbstract;
  /** Lets go of the connections. */
  readonly close: () => Promise<void>;
}

/**
 * Memory, or what several gateways share. Where the latter is away, each gateway goes on by its own memory: limits protect
 * what is behind them, and must not be what stops it.
 *
 * @throws ConfigurationError if the database can't be used
 */
export async function openStore({ redisUrl, databaseUrl }: StoreSettings, log: Log): Promise<RateStore> {
  if (redisUrl !== undefined) return redisStore(redisUrl, log);
  if (databaseUrl !== undefined) return postgresStore(databaseUrl, log);
  return { limiter: memoryLimiter, close: async () => {} };
}

/** How long a budget's store may take, in milliseconds; every request waits for it. */
const TIMEOUT_MS = 500;

function memoryLimiter(name: string, points: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: name, points, duration: WINDOW_S });
}

function redisStore(url: string, log: Log): RateStore {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: TIMEOUT_MS,
  });
  redis.on("error", (error) => log.warn({ err: error }, "Redis, which keeps the budgets, is away"));
  // It connects again by itself; whether it does so at once matters to nobody.
  redis.connect().catch(() => {});
  return {
    limiter: (name, points) =>
      new RateLimiterRedis({
        storeClient: redis,
        rejectIfRedisNotReady: true,
        keyPrefix: `opop-${name}`,
        points,
        duration: WINDOW_S,
        insuranceLimiter: memoryLimiter(name, points),
      }),
    close: () => Promise.resolve(redis.disconnect()),
  };
}

async function postgresStore(url: string, log: Log): Promise<RateStore> {
  const pool = new Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  pool.on("error", (error) => log.warn({ err: error }, "the database that keeps the budgets is away"));
  try {
    await pool.query(TABLE);
  } catch (error) {
    await pool.end();
    throw new ConfigurationError(`RATE_LIMIT_DATABASE_URL can't be used: ${(error as Error).message}`);
  }
  return {
    limiter: (name, points) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: "pool",
        tableName: "gateway_budgets",
        tableCreated: true,
        keyPrefix: name,
        points,
        duration: WINDOW_S,
        insuranceLimiter: memoryLimiter(name, points),
      }),
    close: () => pool.end(),
  };
}

/** What is lost with a crash is a minute's budgets, so nothing of it is written twice. */
const TABLE =
  "CREATE UNLOGGED TABLE IF NOT EXISTS gateway_budgets (key text PRIMARY KEY, points bigint NOT NULL DEFAULT 0, expire bigint)";
