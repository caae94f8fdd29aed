import { Client } from "pg";
import { ConfigurationError, readConfig, url } from "../config";

/** What every room may use in its migrations. Made by the superuser, since not all of them may be made by a database's owner. */
export const EXTENSIONS = ["btree_gin", "btree_gist", "cube", "earthdistance", "pg_trgm", "unaccent"] as const;

/**
 * Makes the databases that rooms are told of by `<NAME>_DATABASE_URL`, each with its roles and the password of the one that logs in, on the server that `POSTGRES_URL`
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
  for (const { name, password } of wanted) {
    await ensureDatabase(settings["POSTGRES_URL"]!, { name, role: name, password });
  }
  return wanted.map(({ name }) => name);
}

/** One room's database, and the role that the room works as. */
export interface RoomDatabase {
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

/**
 * Makes a room's database and its two roles, unless they are there: `<role>_owner`, which owns everything in it and can't log in, and the role that the room
 * works as, which reads and writes rows, and becomes the owner for migrations alone. No other room's role may connect to it.
 *
 * @param superuserUrl any database of the server, as its superuser
 */
export async function ensureDatabase(superuserUrl: string, { name, role, password }: RoomDatabase): Promise<void> {
  const owner = `${role}_owner`;
  await withClient(superuserUrl, async (client) => {
    const [database, id, ownerId] = [name, role, owner].map((each) => client.escapeIdentifier(each));
    await ensureRole(client, owner, "NOLOGIN");
    await ensureRole(client, role, "LOGIN");
    await client.query(`ALTER ROLE ${id} PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(`GRANT ${ownerId} TO ${id} WITH INHERIT FALSE, SET TRUE`);
    if (!(await exists(client, "SELECT 1 FROM pg_database WHERE datname = $1", name)))
      await client.query(`CREATE DATABASE ${database} OWNER ${ownerId}`);
  });
  const own = new URL(superuserUrl);
  own.pathname = `/${name}`;
  await withClient(own.href, async (client) => {
    await client.query(EXTENSIONS.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${extension};`).join("\n"));
    const [database, id, ownerId] = [name, role, owner].map((each) => client.escapeIdentifier(each));
    // A database of an earlier version belongs to the role that works in it.
    const belongsToRole =
      "SELECT 1 FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) = $1";
    if (await exists(client, belongsToRole, role)) {
      // One transaction: if it is interrupted, the next start finds everything as it was.
      await client.query(`ALTER DATABASE ${database} OWNER TO ${ownerId}; REASSIGN OWNED BY ${id} TO ${ownerId};
        GRANT ${ROW_RIGHTS} ON ALL TABLES IN SCHEMA public TO ${id}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${id}`);
    }
    await client.query(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${id}`);
    const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${ownerId} IN SCHEMA public`;
    await client.query(`${defaults} GRANT ${ROW_RIGHTS} ON TABLES TO ${id}`);
    await client.query(`${defaults} GRANT USAGE ON SEQUENCES TO ${id}`);
  });
}

/** What a room does with its tables; MAINTAIN is for ANALYZE after an import. */
const ROW_RIGHTS = "SELECT, INSERT, UPDATE, DELETE, MAINTAIN";

async function ensureRole(client: Client, name: string, login: "LOGIN" | "NOLOGIN"): Promise<void> {
  if (await exists(client, "SELECT 1 FROM pg_roles WHERE rolname = $1", name)) return;
  await client.query(
    `CREATE ROLE ${client.escapeIdentifier(name)} ${login} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`,
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
