import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const LARGEST_BYTES = 20 * 1024 * 1024;

/** A process's log in a file, of which the last full one is kept beside it: together they never fill the disk. */
export class LogFile {
  #file: number | undefined;
  #bytes = 0;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#open();
  }

  /** Lines that come after the log was closed are dropped. */
  write(line: string): void {
    if (this.#file === undefined) return;
    if (this.#bytes > LARGEST_BYTES) this.#turn();
    this.#bytes += writeSync(this.#file, `${line}\n`);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #turn(): void {
    this.close();
    renameSync(this.path, `${this.path}.1`);
    this.#open();
  }

  #open(): void {
    this.#file = openSync(this.path, "a", 0o600);
    this.#bytes = fstatSync(this.#file).size;
  }
}

interface Entry {
  readonly level?: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

/** What a line of a structured log says, for a person: its message, and that of the error. Undefined if the line is no such entry. */
export function readEntry(line: string): { level: number; text: string } | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as Entry;
    return level === undefined ? undefined : { level, text: [msg, err?.message].filter(Boolean).join(": ") };
  } catch {
    return undefined;
  }
}
