import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { buffer } from "node:stream/consumers";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { WHOLE_NATION, type Database } from "../../subgraphs/kit/data/database";
import { importFile } from "../../subgraphs/kit/import/import";
import { loadRoom } from "../../subgraphs/kit/rooms";
import type { House } from "../journeys/house";
import { median } from "./load";
import { roomDatabase } from "./databases";

const ROUNDS = 5;

export interface ImportFigures {
  readonly rows: number;
  /** From the transaction's begin to its commit, both files, in seconds. */
  readonly importSeconds: number;
  /** The same rows by one COPY into a table with the same columns, checks and indexes, in seconds. */
  readonly copySeconds: number;
  readonly ratio: number;
  /** The same files again, of which nothing is new, in seconds. */
  readonly againSeconds: number;
}

/** The two real files beside the project, where they are. */
export function realFiles(): string[] {
  const folder = process.env["OPOP_SHARED_DATA"] ?? resolve(process.cwd(), "..", "shared", "data");
  const files = ["pesantren-32-jawa-barat.csv", "pesantren-35-jawa-timur.csv"].map((name) => join(folder, name));
  return files.every(existsSync) ? files : [];
}

/** The import of the real files beside a plain COPY of the rows that come of it, in turn. */
export async function benchImport(house: House, files: readonly string[]): Promise<ImportFigures> {
  const rounds: Omit<ImportFigures, "ratio">[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound(house, files));
  const ratio = median(rounds.map((each) => each.importSeconds / each.copySeconds));
  return { ...rounds.find((each) => each.importSeconds / each.copySeconds === ratio)!, ratio };
}

async function oneRound(house: House, files: readonly string[]): Promise<Omit<ImportFigures, "ratio">> {
  const url = await roomDatabase(house, "bench_import", "pesantren");
  const db = (await loadRoom("pesantren").openDatabase({ url })).as(WHOLE_NATION);
  try {
    const importSeconds = await importAll(db, files);
    const { rows, seconds: copySeconds } = await plainCopy(db);
    return { rows, importSeconds, copySeconds, againSeconds: await importAll(db, files) };
  } finally {
    await db.close();
  }
}

async function importAll(db: Database, files: readonly string[]): Promise<number> {
  let seconds = 0;
  for (const file of files) {
    seconds += (await importFile(db, loadRoom("pesantren").definition.importer!, { file })).transactionSeconds;
  }
  return seconds;
}

async function plainCopy(db: Database): Promise<{ rows: number; seconds: number }> {
  return db.withClient(async (client) => {
    const bytes = await buffer(client.query(copyTo("COPY pesantren TO STDOUT")));
    // Only the owner of the room's tables makes others beside them.
    await client.query("SET ROLE pesantren_owner");
    await client.query("CREATE TABLE plain (LIKE pesantren INCLUDING ALL)");
    // LIKE leaves out the foreign keys.
    const { rows } = await client.query<{ definition: string }>(
      "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = 'pesantren'::regclass AND contype = 'f'",
    );
    for (const { definition } of rows) await client.query(`ALTER TABLE plain ADD ${definition}`);
    const started = performance.now();
    const copying = client.query(copyFrom("COPY plain FROM STDIN"));
    await pipeline(Readable.from([bytes]), copying);
    await client.query("RESET ROLE");
    return { rows: copying.rowCount, seconds: (performance.now() - started) / 1000 };
  });
}
