import { WHOLE_NATION, type Database } from "../data/database";
import { Keyring } from "../keys/keyring";
import { loadRoom } from "../rooms";
import { lendDatabase } from "./home";
import { onInterrupt } from "./interrupt";

export interface RoomCommand {
  readonly room: string;
  /** The folder of the project. */
  readonly root: string;
  /** What it means if the command is interrupted. */
  readonly interrupted: string;
  readonly say: (line: string) => void;
}

/** Lends a room's database and keys to a command that is run by hand, beside a running house or alone. `KEYRING` names other keys than those of the house. */
export async function inRoom<T>(
  { room, root, interrupted, say }: RoomCommand,
  work: (db: Database, keyring: Keyring) => Promise<T>,
): Promise<T> {
  const lent = await lendDatabase(room, root, say);
  const release = onInterrupt(interrupted, () => lent.close());
  try {
    const keyring = Keyring.fromEnvironment({ ...lent.settings, ...process.env });
    const db = await loadRoom(room).openDatabase({ url: lent.url, poolSize: 2 });
    try {
      return await work(db.as(WHOLE_NATION), keyring);
    } finally {
      await db.close();
    }
  } finally {
    release();
    await lent.close();
  }
}
