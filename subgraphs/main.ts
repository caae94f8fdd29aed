import { Child } from "./kit/process/child";
import { runAsProcess, type Running } from "./kit/process/run";
import { loadRoom, roomNames } from "./kit/rooms";

/** `main.js pesantren` runs that room in this process; without a name, every room runs in a process of its own. */
async function main(name: string | undefined): Promise<void> {
  if (name === undefined) return runAsProcess("subgraphs", startAll);
  if (!roomNames().includes(name))
    throw new Error(`There is no subgraph ${name}. There are: ${roomNames().join(", ")}.`);
  return runAsProcess(name, () => loadRoom(name).start());
}

async function startAll(): Promise<Running> {
  const children = roomNames().map(
    (name) =>
      new Child({
        name,
        script: __filename,
        args: [name],
        env: process.env,
        nodeOptions: process.execArgv,
        onLine: (line) => process.stdout.write(`${line}\n`),
        onEvent: (message) => process.stderr.write(`${name}: ${message}\n`),
      }),
  );
  const close = async () => void (await Promise.all(children.map((child) => child.stop())));
  try {
    return { url: (await Promise.all(children.map((child) => child.start()))).join(" "), close };
  } catch (error) {
    await close();
    throw error;
  }
}

main(process.argv[2]).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
