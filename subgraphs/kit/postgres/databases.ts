import { Client } from "pg";
import { ConfigurationError, readConfig, url } from "../config";

/** What every room may use in its migrations. Made by the superuser, since not all of them may be made by a database's owner. */
export const EXTENSIONS = ["btree_gin", "btree_gist", "cube", "earthdistance", "pg_trgm", "unaccent"] as const;

/**
 * Makes the databases that rooms are told of by `<NAME>_DATABASE_URL`, each with its role and that role's password, on the server that `POSTGRES_URL`
 * names as its superuser. Done again, it changes nothing.
 *
 * @returns the names of the databases
 */
export async function ensureDatabases(rooms: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const variables = rooms.map((room) => `${room.toUpperCase()}_DATABASE_URL`);
  const address = url({ desc: "postgres://role:password@host:port/database" });
  const settings = readConfig(Object.fromEntries(["POSTGRES_URL", ...variables].map((name) => [name, address])), env);
  const wanted = variables.map((variable) => {
    const { username, password, pathname } = new URL(settings[variable]!);
    if (pathname === `/${username}`) return { name: username, password: decodeURIComponent(password) };
    throw new ConfigurationError(
      `${variable}: a room's database has the name of its role. Expected /${username}, came ${pathname}.`,
    );
  });
  for (const { name, password } of wanted) await ensureDatabase(settings["POSTGRES_URL"]!, name, password);
  return wanted.map(({ name }) => name);
}

/**
 * Makes a database with a role of the same name that owns it, unless they are there. No other room's role may connect to it.
 *
 * @param superuserUrl any database of the server, as its superuser
 */
export async function ensureDatabase(superuserUrl: string, name: string, password: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const [id, secret] = [client.escapeIdentifier(name), client.escapeLiteral(password)];
    if (!(await exists(client, "SELECT 1 FROM pg_roles WHERE rolname = $1", name)))
      await client.query(`CREATE ROLE ${id} LOGIN`);
    await client.query(`ALTER ROLE ${id} PASSWORD ${secret}`);
    if (!(await exists(client, "SELECT 1 FROM pg_database WHERE datname = $1", name)))
      await client.query(`CREATE DATABASE ${id} OWNER ${id}`);
    await client.query(`REVOKE CONNECT ON DATABASE ${id} FROM PUBLIC`);
  });
  const own = new URL(superuserUrl);
  own.pathname = `/${name}`;
  await withClient(own.href, (client) =>
    client.query(EXTENSIONS.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${extension};`).join("\n")),
  );
}

async function exists(client: Client, query: string, name: string): Promise<boolean> {
  return (await client.query(query, [name])).rows.length > 0;
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
