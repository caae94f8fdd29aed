import { ConfigurationError } from "../config";
import { createLog } from "../log";

/** A server that has been started. */
export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** What a process tells the one that supervises it. */
export type Report = { readonly ready: string } | { readonly failed: string };

/**
 * Runs one server as this process. It tells its supervisor when it is ready, or why it can't be, and closes the server, finishing what is in flight,
 * on SIGTERM, on SIGINT, and when its supervisor is gone.
 */
export async function runAsProcess(name: string, start: () => Promise<Running>): Promise<void> {
  const log = createLog(name);
  let running: Running | undefined;

  async function end(reason: string): Promise<void> {
    log.info({ reason }, "closing");
    try {
      await running?.close();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, "closing failed");
      process.exit(1);
    }
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(signal));
  process.once("disconnect", () => void end("the supervisor is gone"));
  try {
    running = await start();
    tell({ ready: running.url });
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    // What an operator has to set right needs no stack.
    log.fatal(error instanceof ConfigurationError ? { reason: failed } : { err: error }, "could not start");
    if (!process.send) process.stderr.write(`${failed}\n`);
    tell({ failed }, () => process.exit(1));
  }
}

/** Without a supervisor there is nobody to tell. */
function tell(report: Report, then: () => void = () => {}): void {
  if (process.send) process.send(report, then);
  else then();
}
