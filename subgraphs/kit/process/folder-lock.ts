import { mkdir, realpath, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join, relative } from "node:path";
import { ConfigurationError } from "../config";

/** A Unix socket's address holds no more on the strictest of systems. */
const LONGEST_ADDRESS = 103;

/**
 * Takes the folder for this process alone, until the result is called or the process ends. The lock is a listening socket: the operating system lets
 * go of it even when the process is killed, and a process number that is given again does not deceive it.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new ConfigurationError(
      `The folder ${folder} can't be made: ${error.message}. Set OPOP_HOME to a folder that may be written.`,
    );
  });
  const address = addressIn(await realpath(folder));
  if (await answers(address)) {
    throw new ConfigurationError(`Another copy runs on ${folder}. Stop it first, or set OPOP_HOME to another folder.`);
  }
  await rm(address, { force: true });
  const server = createServer((connection) => connection.end());
  await new Promise<void>((listening, failed) => server.once("error", failed).listen(address, listening));
  server.unref();
  return () => new Promise((released) => server.close(() => released()));
}

function addressIn(folder: string): string {
  const absolute = join(folder, "lock");
  const fromHere = relative(process.cwd(), absolute);
  const address = fromHere.length < absolute.length ? fromHere : absolute;
  if (Buffer.byteLength(address) <= LONGEST_ADDRESS) return address;
  throw new ConfigurationError(
    `The path of OPOP_HOME, ${folder}, is longer than the operating system allows for a socket.`,
  );
}

function answers(address: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = connect(address, () => {
      probe.destroy();
      answer(true);
    });
    probe.once("error", () => answer(false));
  });
}
