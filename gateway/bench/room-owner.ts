import { Client } from "pg";
import type { House } from "../journeys/house";

type Run = (text: string, values?: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

/** Writes to a room's database past the graph, as a benchmark does that needs more than it could send. */
export async function inRoomAsOwner<T>(house: House, room: string, work: (run: Run) => Promise<T>): Promise<T> {
  const client = new Client(house.databaseUrl(room));
  await client.connect();
  try {
    await client.query("SET opop.province = '*'");
    return await work((text, values = []) => client.query(text, [...values]));
  } finally {
    await client.end();
  }
}
