import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";

const LARGEST_BYTES = 20 * 1024 * 1024;

/** A process's log in a file, of which the last full one is kept beside it: together they never fill the disk. */
export class LogFile {
  #stream: WriteStream;
  #bytes: number;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#stream = createWriteStream(path, { flags: "a", mode: 0o600 });
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  write(line: string): void {
    if (this.#bytes > LARGEST_BYTES) this.#turn();
    this.#stream.write(`${line}\n`);
    this.#bytes += Buffer.byteLength(line) + 1;
  }

  close(): Promise<void> {
    return new Promise((closed) => this.#stream.end(closed));
  }

  #turn(): void {
    this.#stream.end();
    renameSync(this.path, `${this.path}.1`);
    this.#stream = createWriteStream(this.path, { flags: "a", mode: 0o600 });
    this.#bytes = 0;
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
