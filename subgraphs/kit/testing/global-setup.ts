import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopLeftOver } from "../postgres/cluster";
import { startPostgres } from "../postgres/embedded";

const FOLDER = /^opop-test-(\d+)-/;

/** Starts the tests' own PostgreSQL before the first test, in a temporary folder and on a free port, so that it disturbs nothing else. */
export default async function globalSetup(): Promise<void> {
  await removeLeftOver();
  const newFolder = () => mkdtemp(join(tmpdir(), `opop-test-${process.pid}-`));
  const [folder, temporary] = [await newFolder(), await newFolder()];
  const postgres = await startPostgres({ folder, port: 0, portSetting: "a port", profile: "fast", log: console.log });
  process.env["TEST_POSTGRES_URL"] = postgres.superuserUrl;
  // What the tests leave in the temporary folder goes with it; the account of a PostgreSQL that they start must reach into it.
  await chmod(temporary, 0o711);
  process.env["TMPDIR"] = temporary;
  // Tests cause faults on purpose; `LOG_LEVEL=info npm test` shows what they log.
  process.env["LOG_LEVEL"] ??= "silent";

  const stop = async () => {
    await postgres.stop();
    for (const each of [folder, temporary]) await rm(each, { recursive: true, force: true });
  };
  // Jest runs no teardown when it is interrupted.
  process.once("SIGINT", () => void stop().finally(() => process.exit(130)));
  process.once("SIGTERM", () => void stop().finally(() => process.exit(143)));
  process.once("exit", () => postgres.kill());
  globalThis.stopTestPostgres = stop;
}

/** Clears away what a test run that was killed outright could not. */
async function removeLeftOver(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = FOLDER.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    await stopLeftOver(join(folder, "data"), console.log);
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

declare global {
  /** Stops the tests' PostgreSQL; handed from the global setup to the global teardown, which run in one process. */
  var stopTestPostgres: (() => Promise<void>) | undefined;
}
