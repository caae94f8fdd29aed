import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { readConfig, str } from "../config";
import { startPostgres } from "../postgres/embedded";
import { holdFolder } from "./folder-lock";

/** A room's database, lent to a command. */
export interface LentDatabase {
  readonly url: string;
  /** Address of the gateway's GraphQL endpoint, if a house runs. */
  readonly gatewayUrl?: string | undefined;
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
  const { OPOP_HOME, [variable]: configured } = readConfig({
    OPOP_HOME: str({ default: ".opop", desc: "the folder that keeps data, passwords and logs" }),
    [variable]: str({ default: "", desc: "the room's database, postgres://role:password@host:port/database" }),
  });
  if (configured) return { url: String(configured), close: () => Promise.resolve() };
  const home = resolve(root, String(OPOP_HOME));
  const { [variable]: url, GATEWAY_URL: gatewayUrl } = await ofRunningHouse(home);
  return url === undefined ? startEmbedded(home, room, log) : { url, gatewayUrl, close: () => Promise.resolve() };
}

/** What a house wrote there as it became ready; it may have been killed since, and left it behind. */
async function ofRunningHouse(home: string): Promise<Partial<Record<string, string>>> {
  const release = await holdFolder(home).catch(() => undefined);
  if (release) {
    await release();
    return {};
  }
  return parseEnv(await readFile(join(home, "environment"), "utf8").catch(() => ""));
}

async function startEmbedded(home: string, room: string, log: (message: string) => void): Promise<LentDatabase> {
  const release = await holdFolder(home);
  try {
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
