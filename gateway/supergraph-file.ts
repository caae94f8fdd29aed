import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export interface SupergraphFileOptions {
  readonly file: string;
  /** What is in use already. */
  readonly loaded: string;
  /** Gets the whole new text; a rejection leaves what was in use, and the same text is not tried again. */
  readonly onChange: (supergraphSdl: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** How often the file is looked at, in milliseconds. */
  readonly intervalMs?: number;
}

/**
 * Follows a file by looking at it, since notifications of the operating system miss files that are replaced by a rename,
 * mounted from elsewhere or reached by a changed link. A text counts once two looks have found the same, so that half a
 * file is not taken for a whole one.
 *
 * @returns ends the watching
 */
export function watchSupergraphFile({
  file,
  loaded,
  onChange,
  onError,
  intervalMs = 250,
}: SupergraphFileOptions): () => void {
  let seen = loaded;
  let changes = 0;
  let following: Promise<void> | undefined;

  async function follow(): Promise<void> {
    for (let handled = -1; handled !== changes;) {
      handled = changes;
      // A fault ends this change alone: another may have come meanwhile, and nothing would tell of it again.
      await take().catch(onError);
    }
  }
  async function take(): Promise<void> {
    const text = await settledText(file, intervalMs);
    if (text === seen) return;
    seen = text;
    await onChange(text);
  }
  const listener = (): void => {
    changes++;
    following ??= follow().finally(() => (following = undefined));
  };
  watchFile(file, { interval: intervalMs, persistent: false }, listener);
  return () => unwatchFile(file, listener);
}

async function settledText(file: string, pauseMs: number): Promise<string> {
  let text = await readFile(file, "utf8");
  for (;;) {
    await sleep(pauseMs, undefined, { ref: false });
    const again = await readFile(file, "utf8");
    if (again === text) return text;
    text = again;
  }
}
