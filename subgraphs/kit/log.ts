import pino, { type Logger } from "pino";

export type Log = Logger;

/**
 * A structured log on standard output: one JSON object a line, with the name of the process that wrote it.
 * `LOG_LEVEL` sets the least level written (`trace`, `debug`, `info`, `warn`, `error`, `silent`), `info` by default.
 */
export function createLog(name: string, level = process.env["LOG_LEVEL"] ?? "info"): Log {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
