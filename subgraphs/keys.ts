import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { publicClientKeys, roomClientId } from "./kit/keys/client-keys";
import { ensureHouseKeys, keyringFile } from "./kit/keys/house-keys";
import { readKeys } from "./kit/keys/keyring-file";
import { publishRotated, retire, RETIRED, rotate, ROTATED, type Rotated } from "./kit/keys/rotation";
import { homeFolder } from "./kit/process/home";
import { roomNames } from "./kit/rooms";

const USAGE = `Usage: npm run --silent keys -- create [--folder DIR]
       npm run keys -- rotate ${ROTATED.join("|")} [ROOM] [--folder DIR] [--in SECONDS]
       npm run keys -- rotate ${RETIRED.join("|")} [ROOM] [--folder DIR] --retire

  create    makes the keyrings of the gateway and of every room, as far as they are not there, and prints
            the public keys by which each room is registered at the issuer, as JWK sets
  rotate    makes a new key of a kind for a room, or for every room; the old ones stay, for what was made with them
  --folder  where the keyrings are; those of the house (OPOP_HOME) if left out
  --in      when the new key counts, 5 to 86400 seconds from now; until then every process must have it; 5 if left out
  --retire  drops the keys older than the newest in force instead`;

const PROJECT = resolve(__dirname, "..", "..");

/** `npm run keys`: makes and rotates the keys of a house. Processes that run read them by themselves. */
function main(): void {
  const { command, kind, room, folder, inSeconds, retiring } = readArguments();
  if (command === "create") return create(folder);
  for (const each of room === undefined ? roomNames() : [room]) {
    const what = { folder, room: each, kind: kind! };
    if (retiring) {
      const ids = retire(what);
      say(`${each}: ${ids.length === 0 ? "nothing to retire" : `retired ${ids.join(", ")}`}`);
    } else {
      const from = new Date(Date.now() + inSeconds * 1000);
      say(`${each}: ${kind} key ${rotate({ ...what, from })} from ${from.toISOString()} on`);
    }
    if (kind === "client") tellIssuer(folder, each, retiring);
  }
}

function create(folder: string): void {
  ensureHouseKeys(folder, roomNames());
  const registered = roomNames().map((room) => [roomClientId(room), publicKeysOf(folder, room)] as const);
  say(JSON.stringify(Object.fromEntries(registered), null, 2));
}

/** The local issuer reads the keys from a file; a real one is told by whoever runs it. */
function tellIssuer(folder: string, room: string, retiring: boolean): void {
  if (folder === join(homeFolder(PROJECT), "keys")) {
    publishRotated(folder, room, join(homeFolder(PROJECT), "issuer", "clients", `${roomClientId(room)}.json`));
  }
  if (!retiring) say(`${roomClientId(room)} at the issuer: ${JSON.stringify(publicKeysOf(folder, room))}`);
}

function publicKeysOf(folder: string, room: string): object {
  return { keys: publicClientKeys(readKeys(keyringFile(folder, room))) };
}

function readArguments() {
  const { positionals, values } = parsed();
  const [command, kind, room, ...more] = positionals;
  const right = command === "create" ? kind === undefined : command === "rotate" && isRotated(kind);
  if (!right || more.length > 0) throw new Error(USAGE);
  if (room !== undefined && !roomNames().includes(room))
    throw new Error(`There is no room ${room}. There are: ${roomNames().join(", ")}.`);
  const retiring = values.retire;
  if (retiring && !RETIRED.includes(kind as Rotated))
    throw new Error(`Keys for ${kind} are not retired: what they encrypted or sealed would be lost.`);
  const inSeconds = Number(values.in);
  if (!/^\d+$/.test(values.in) || inSeconds < 5 || inSeconds > 86_400)
    throw new Error(`--in must be a whole number from 5 to 86400; it is ${JSON.stringify(values.in)}.\n\n${USAGE}`);
  const folder = values.folder === undefined ? join(homeFolder(PROJECT), "keys") : fromCaller(values.folder);
  return { command, kind: kind as Rotated | undefined, room, folder, inSeconds, retiring };
}

/** npm runs its scripts in the folder of the project, wherever it was called. */
function fromCaller(folder: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), folder);
}

function isRotated(kind: string | undefined): kind is Rotated {
  return (ROTATED as readonly (string | undefined)[]).includes(kind);
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        folder: { type: "string" },
        in: { type: "string", default: "5" },
        retire: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
