import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Client } from "pg";
import { ensureDatabase } from "../../subgraphs/kit/postgres/databases";
import type { House } from "../journeys/house";

/** An empty database on the house's own server, made anew; resolves to its address. */
export async function freshDatabase(house: House, name: string): Promise<string> {
  await withClient(house.databaseUrl("postgres"), async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}`);
  });
  return house.databaseUrl(name);
}

/** An empty database with the roles of one of the house's rooms, made anew; resolves to its address for the room's role. */
export async function roomDatabase(house: House, name: string, room: string): Promise<string> {
  const environment = parseEnv(readFileSync(join(house.home, "environment"), "utf8"));
  const url = new URL(environment[`${room.toUpperCase()}_DATABASE_URL`]!);
  await withClient(house.databaseUrl("postgres"), (admin) =>
    admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
  const password = decodeURIComponent(url.password);
  await ensureDatabase(house.databaseUrl("postgres"), { name, role: room, password });
  url.pathname = `/${name}`;
  return url.href;
}

/** Lends a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
