import { Client } from "pg";
import type { House } from "../journeys/house";

/** An empty database on the house's own server, made anew; resolves to its address. */
export async function freshDatabase(house: House, name: string): Promise<string> {
  await withClient(house.databaseUrl("postgres"), async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}`);
  });
  return house.databaseUrl(name);
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
