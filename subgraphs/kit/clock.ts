import { readFileSync, statSync } from "node:fs";
import { ConfigurationError, readConfig, str } from "./config";

/** Where the time comes from. Injected, so that a test can stand at any moment. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** By how much western Indonesia (WIB), where the programmes' days begin and end, is ahead of UTC. */
const WIB_MS = 7 * 3_600_000;

/** The day that it is in western Indonesia at a moment: `YYYY-MM-DD`. */
export function dayInWib(moment: Date): string {
  return new Date(moment.getTime() + WIB_MS).toISOString().slice(0, 10);
}

/**
 * The clock of a process: the system's, or, to try out what lies in another year, the moment that stands in the file `TRIAL_CLOCK_FILE`, for as long
 * as it stands there. What is about machines, such as the age of a signature, goes by the system's clock in any case.
 *
 * @throws ConfigurationError in production, or if the file holds no moment
 */
export function processClock(env: NodeJS.ProcessEnv = process.env): Clock {
  const { TRIAL_CLOCK_FILE: file, NODE_ENV } = readConfig(
    {
      TRIAL_CLOCK_FILE: str({
        default: "",
        desc: "a file with a moment such as 2020-03-01T08:00:00+07:00, for trials",
      }),
      NODE_ENV: str({ default: "", desc: "production or development" }),
    },
    env,
  );
  if (!file) return systemClock;
  if (NODE_ENV === "production")
    throw new ConfigurationError("TRIAL_CLOCK_FILE is for trials, and refused in production.");
  let known = { mtimeMs: NaN, moment: momentIn(file) };
  return () => {
    const { mtimeMs } = statSync(file);
    if (mtimeMs !== known.mtimeMs) known = { mtimeMs, moment: momentIn(file) };
    return new Date(known.moment);
  };
}

function momentIn(file: string): number {
  const text = readFileSync(file, "utf8").trim();
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) {
    throw new ConfigurationError(
      `TRIAL_CLOCK_FILE: expected a moment such as 2020-03-01T08:00:00+07:00, received ${text.slice(0, 40)}.`,
    );
  }
  return moment;
}
