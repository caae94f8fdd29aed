import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { Database } from "../data/database";
import type { Clock } from "../clock";
import type { Subgraph } from "../subgraph";

/** Set by the tests' global setup: a superuser of the tests' own PostgreSQL. */
const SERVER_URL = "TEST_POSTGRES_URL";

export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** Every statement made since the last `statements.length = 0`, in order. */
  readonly statements: string[];
  close(): Promise<void>;
}

/**
 * A database of its own for a test: migrated, with the room's reference data, copied from a template in milliseconds.
 * The template is made once a test run, by the first test that asks for it.
 */
export async function testDatabase(
  subgraph: Subgraph,
  options: { clock?: Clock; poolSize?: number } = {},
): Promise<TestDatabase> {
  const template = await templateOf(subgraph);
  const name = `${subgraph.name}_${randomBytes(6).toString("hex")}`;
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`));
  const statements: string[] = [];
  const db = await Database.connect({
    url: urlOf(name),
    entities: subgraph.definition.entities,
    migrations: [],
    onStatement: (text) => statements.push(text),
    ...options,
  });
  return {
    db,
    url: urlOf(name),
    statements,
    close: async () => {
      await db.close();
      await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The room's template database; made under a lock, so that parallel test processes make it once. */
async function templateOf(subgraph: Subgraph): Promise<string> {
  const template = `template_${subgraph.name}`;
  await asAdmin(async (admin) => {
    await admin.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
    const made = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (made.rowCount === 0) {
      const making = `${template}_making`;
      await admin.query(`DROP DATABASE IF EXISTS ${making}`);
      await admin.query(`CREATE DATABASE ${making}`);
      await (await subgraph.openDatabase({ url: urlOf(making) })).close();
      await admin.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
    }
  });
  return template;
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client(serverUrl());
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.toString();
}

function serverUrl(): string {
  const url = process.env[SERVER_URL];
  if (url === undefined)
    throw new Error(`${SERVER_URL} is not set: run the tests with npm test, which starts PostgreSQL for them.`);
  return url;
}
