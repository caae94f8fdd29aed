import { randomBytes } from "node:crypto";
import { Client, type QueryResultRow } from "pg";
import { Database, WHOLE_NATION } from "../data/database";
import { ensureDatabase } from "../postgres/databases";
import type { Clock } from "../clock";
import type { Subgraph } from "../subgraph";

/** Set by the tests' global setup: a superuser of the tests' own PostgreSQL. */
const SERVER_URL = "TEST_POSTGRES_URL";

/** Of every room's role on the tests' own server, which nobody else reaches. */
const PASSWORD = "test";

export interface TestDatabase {
  /** As the room's role, for the whole nation. */
  readonly db: Database;
  /** Address for the room's role. */
  readonly url: string;
  /** Address for the superuser, above all rights. */
  readonly superuserUrl: string;
  /** Runs a statement as the superuser, for what a room can't do itself, such as emptying a table or tampering with one. */
  asSuperuser<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
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
  await asAdmin((admin) =>
    admin.query(`CREATE DATABASE ${name} OWNER ${subgraph.name}_owner TEMPLATE ${template} STRATEGY FILE_COPY`),
  );
  const statements: string[] = [];
  const db = await Database.connect({
    url: urlOf(name, subgraph.name),
    entities: subgraph.definition.entities,
    migrations: [],
    onStatement: (text) => statements.push(text),
    ...options,
  });
  const superuser = new Client(urlOf(name));
  let connected: Promise<unknown> | undefined;
  return {
    asSuperuser: async <R extends QueryResultRow>(text: string, values: readonly unknown[] = []) => {
      await (connected ??= superuser.connect());
      return (await superuser.query<R>(text, [...values])).rows;
    },
    db: db.as(WHOLE_NATION),
    url: urlOf(name, subgraph.name),
    superuserUrl: urlOf(name),
    statements,
    close: async () => {
      await db.close();
      if (connected) await superuser.end();
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
      await ensureDatabase(serverUrl(), { name: making, role: subgraph.name, password: PASSWORD });
      await (await subgraph.openDatabase({ url: urlOf(making, subgraph.name) })).close();
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

/** @param role who logs in; the superuser unless given */
function urlOf(database: string, role?: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  if (role !== undefined) Object.assign(url, { username: role, password: PASSWORD });
  return url.toString();
}

function serverUrl(): string {
  const url = process.env[SERVER_URL];
  if (url === undefined)
    throw new Error(`${SERVER_URL} is not set: run the tests with npm test, which starts PostgreSQL for them.`);
  return url;
}
