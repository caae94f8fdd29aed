/**
 * For a command that is run by hand: interrupted, it says what that means, closes what was started for it, and ends with code 130.
 *
 * @returns takes the command's ear off the signals again
 */
export function onInterrupt(meaning: string, close: () => Promise<void>): () => void {
  const stop = () => {
    process.stderr.write(`interrupted; ${meaning}\n`);
    void close().then(() => process.exit(130));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  return () => void process.removeListener("SIGINT", stop).removeListener("SIGTERM", stop);
}
