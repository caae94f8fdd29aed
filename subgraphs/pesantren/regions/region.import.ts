import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Database, Transaction } from "../../kit/data/database";
import type { Log } from "../../kit/log";

/** One version of the region data: CSV files as the package idn-area-data has them. */
export interface RegionRelease {
  readonly version: string;
  /** Folder of provinces.csv, regencies.csv, districts.csv and villages.csv. */
  readonly folder: string;
}

/**
 * Brings the regions to the release that is installed; at once if they already are. Safe to call from several processes.
 * A later release renames, adds and withdraws in place: a code that records refer to never disappears.
 */
export async function loadRegions(db: Database, log: Log, release?: RegionRelease): Promise<void> {
  const wanted = release ?? (await installedRelease());
  if ((await versionInForce(db)) === wanted.version) return;
  await db.inTransaction(async (tx) => {
    await tx.rows("SELECT pg_advisory_xact_lock(hashtext('regions'))");
    if ((await versionInForce(tx)) === wanted.version) return;
    await copyRelease(tx, wanted.folder);
    await replaceRegions(tx, wanted.version);
  });
  // Without fresh statistics the first requests would be planned as if the table were empty.
  await db.rows("ANALYZE region");
  log.info({ version: wanted.version }, "regions loaded");
}

async function installedRelease(): Promise<RegionRelease> {
  const manifest = require.resolve("idn-area-data/package.json");
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return { version, folder: join(dirname(manifest), "data") };
}

async function versionInForce(source: Pick<Transaction, "rows">): Promise<string | undefined> {
  const [newest] = await source.rows<{ version: string }>(
    "SELECT version FROM region_release ORDER BY loaded_at DESC, version DESC LIMIT 1",
  );
  return newest?.version;
}

const FILES = {
  "provinces.csv": "code, name",
  "regencies.csv": "code, parent_code, name",
  "districts.csv": "code, parent_code, name",
  "villages.csv": "code, parent_code, name",
};

async function copyRelease(tx: Transaction, folder: string): Promise<void> {
  await tx.rows("CREATE TEMP TABLE region_read (code text, parent_code text, name text) ON COMMIT DROP");
  for (const [file, columns] of Object.entries(FILES)) {
    const copy = copyFrom(`COPY region_read (${columns}) FROM STDIN WITH (FORMAT csv, HEADER true)`);
    await pipeline(createReadStream(join(folder, file)), tx.client.query(copy));
  }
}

async function replaceRegions(tx: Transaction, version: string): Promise<void> {
  await tx.rows(`
    INSERT INTO region (code, name) SELECT code, name FROM region_read ORDER BY code
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, withdrawn_in = NULL
    WHERE region.name <> excluded.name OR region.withdrawn_in IS NOT NULL`);
  await tx.rows(
    `UPDATE region SET withdrawn_in = $1
     WHERE withdrawn_in IS NULL AND NOT EXISTS (SELECT FROM region_read WHERE region_read.code = region.code)`,
    [version],
  );
  await tx.rows(
    "INSERT INTO region_release (version, loaded_at) VALUES ($1, clock_timestamp()) ON CONFLICT (version) DO UPDATE SET loaded_at = clock_timestamp()",
    [version],
  );
}
