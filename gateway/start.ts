import { resolve } from "node:path";
import { roomNames } from "../subgraphs/kit/rooms";
import { House } from "./start/house";
import { readSettings } from "./start/settings";
import { say } from "./start/terminal";

const DIST = resolve(__dirname, "..");
const ROOT = resolve(DIST, "..");
/** npm passes a terminal's Ctrl-C on to a process that has had it from the terminal already: that is not a second one. */
const SAME_SIGNAL_MS = 500;

/** `npm start`: the whole graph, until Ctrl-C. */
async function main(): Promise<void> {
  let stopping: Promise<void> | undefined;
  let stoppingSince = 0;
  const house = new House(readSettings(ROOT, roomNames()), DIST, (reason) => void fail(reason));

  const stop = (): Promise<void> => {
    stoppingSince = performance.now();
    return (stopping ??= house.stop());
  };
  async function fail(reason: string): Promise<void> {
    say(reason);
    await stop();
    process.exit(1);
  }
  function onSignal(signal: NodeJS.Signals): void {
    if (!stopping) {
      if (signal === "SIGINT") say("\nstopping (Ctrl-C again to force)");
      void stop().then(() => process.exit(0));
    } else if (performance.now() - stoppingSince > SAME_SIGNAL_MS) {
      house.kill();
      process.exit(130);
    }
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  try {
    const url = await house.start();
    process.stdout.write(`ready ${url}\n`);
  } catch (error) {
    // A start that was interrupted fails as a matter of course.
    if (!stopping) await fail((error as Error).message);
  }
}

main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
