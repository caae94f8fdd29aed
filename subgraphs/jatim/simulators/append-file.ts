import { open, readFile, type FileHandle } from "node:fs/promises";

interface Waiting {
  readonly text: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A file of JSON lines that only grows. What was appended is on the disk, and is there after a restart. */
export class AppendFile<T extends object> {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(private readonly handle: FileHandle) {}

  /** Opens or makes the file, and reads what is in it. A last line that was cut off by a kill was never confirmed to anybody, and is dropped. */
  static async open<T extends object>(path: string): Promise<{ file: AppendFile<T>; lines: T[] }> {
    const handle = await open(path, "a");
    const written = await readFile(path);
    const whole = written.subarray(0, written.lastIndexOf("\n") + 1);
    if (whole.length < written.length) await handle.truncate(whole.length);
    const lines = whole.toString("utf8").split("\n").slice(0, -1);
    return { file: new AppendFile(handle), lines: lines.map((line) => JSON.parse(line) as T) };
  }

  /** Resolves when the line is on the disk. Lines that wait for the same disk share its work. */
  append(line: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text: `${JSON.stringify(line)}\n`, done, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.handle.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.handle.appendFile(batch.map(({ text }) => text).join(""));
        await this.handle.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = undefined;
  }
}
