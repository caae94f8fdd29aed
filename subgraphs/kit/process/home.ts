import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { readConfig, str } from "../config";
import { ensureHouseKeys, keyringFile } from "../keys/house-keys";
import { startPostgres } from "../postgres/embedded";
import { holdFolder } from "./folder-lock";

/** A room's database, lent to a command. */
export interface LentDatabase {
  readonly url: string;
  /** The room's settings in its house: its keys and, if the house runs, where the gateway and the issuer are. */
  readonly settings: Readonly<Record<string, string>>;
  /** Stops what was started for the command. */
  close(): Promise<void>;
}

/**
 * Finds the database of a room for a command that is run by hand: the one that `<NAME>_DATABASE_URL` names, that of the running house
 * (`npm start`), or, if none runs, that of the embedded server, which is started for as long as the command needs it.
 *
 * @param root the folder of the project, in which `OPOP_HOME` lies unless it is absolute
 */
export async function lendDatabase(room: string, root: string, log: (message: string) => void): Promise<LentDatabase> {
  const variable = `${room.toUpperCase()}_DATABASE_URL`;
  const { [variable]: configured } = readConfig({
    [variable]: str({ default: "", desc: "the room's database, postgres://role:password@host:port/database" }),
  });
  if (configured) return { url: configured, settings: {}, close: () => Promise.resolve() };
  const home = homeFolder(root);
  const { [variable]: url, GATEWAY_URL, OIDC_ISSUER, OIDC_AUDIENCE } = (await runningHouse(home)) ?? {};
  const settings = present({ KEYRING: keyringFile(join(home, "keys"), room), GATEWAY_URL, OIDC_ISSUER, OIDC_AUDIENCE });
  const lent = url === undefined ? await startEmbedded(home, room, log) : { url, close: () => Promise.resolve() };
  return { ...lent, settings };
}

/** The folder that keeps everything of a house. @param root the folder of the project, in which it lies unless `OPOP_HOME` is absolute */
export function homeFolder(root: string): string {
  const { OPOP_HOME } = readConfig({
    OPOP_HOME: str({ default: ".opop", desc: "the folder that keeps data, passwords and logs" }),
  });
  return resolve(root, OPOP_HOME);
}

/**
 * What a house wrote down as it became ready, by variables' names; it may have been killed since, and left it behind.
 *
 * @returns undefined if none runs in this folder
 */
export async function runningHouse(home: string): Promise<Partial<Record<string, string>> | undefined> {
  const release = await holdFolder(home).catch(() => undefined);
  if (!release) return parseEnv(await readFile(join(home, "environment"), "utf8").catch(() => ""));
  await release();
  return undefined;
}

function present(settings: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

async function startEmbedded(
  home: string,
  room: string,
  log: (message: string) => void,
): Promise<Omit<LentDatabase, "settings">> {
  const release = await holdFolder(home);
  try {
    ensureHouseKeys(join(home, "keys"), [room]);
    const folder = join(home, "postgres");
    const postgres = await startPostgres({ folder, port: 0, portSetting: "POSTGRES_PORT", profile: "durable", log });
    const close = async () => {
      await postgres.stop();
      await release();
    };
    return { url: await postgres.ensureDatabase(room), close };
  } catch (error) {
    await release();
    throw error;
  }
}
