import { setTimeout as sleep } from "node:timers/promises";

const SLOW_MS = 1000;
const REMINDER_MS = 5000;

/** Words for the person at the terminal. They go to standard error: standard output carries nothing but the ready line. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/**
 * Waits for a step of the start, and tells of it if it takes longer than a second: what it is, that it still goes on, and how long it took.
 *
 * @param detail what it is doing right now, for the reminders
 */
export async function step<T>(name: string, work: Promise<T>, detail: () => string = () => ""): Promise<T> {
  const started = performance.now();
  const finished = new AbortController();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const reminders = remind(() => say(`${name} … ${[seconds(), detail()].filter(Boolean).join(", ")}`), finished.signal);
  try {
    const result = await work;
    if (performance.now() - started > SLOW_MS) say(`${name}: done in ${seconds()}`);
    return result;
  } finally {
    finished.abort();
    await reminders;
  }
}

async function remind(tell: () => void, signal: AbortSignal): Promise<void> {
  try {
    for (let pauseMs = SLOW_MS; ; pauseMs = REMINDER_MS) {
      await sleep(pauseMs, undefined, { signal });
      tell();
    }
  } catch {
    // The step has finished.
  }
}
