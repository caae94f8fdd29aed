import type { PoolClient, QueryResultRow } from "pg";
import type { Database } from "../data/database";

const ROWS_A_FETCH = 5_000;

/** Reads what may take long, at one moment of the log: those who add to it go on meanwhile. */
export function atOneMoment<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return db.withClient(async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0");
    try {
      await client.query("SET LOCAL work_mem = '64MB'");
      return await work(client);
    } finally {
      await client.query("ROLLBACK");
    }
  });
}

/** The rows of a statement, some thousand at a time, however many there are. */
export async function* streamed<R extends QueryResultRow>(
  client: PoolClient,
  text: string,
  values: readonly unknown[] = [],
): AsyncGenerator<R> {
  await client.query(`DECLARE streamed NO SCROLL CURSOR FOR ${text}`, [...values]);
  for (;;) {
    const { rows } = await client.query<R>(`FETCH ${ROWS_A_FETCH} FROM streamed`);
    yield* rows;
    if (rows.length < ROWS_A_FETCH) break;
  }
  await client.query("CLOSE streamed");
}
