import { unwatchFile, watchFile } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { pathsOf, readSources, type SourcePaths, type Sources } from "./sources";

export interface FollowOptions {
  readonly paths: SourcePaths;
  /** What is in use already. */
  readonly loaded: Sources;
  /** Gets everything anew; a rejection leaves what was in use, and the same texts are not tried again. */
  readonly onChange: (sources: Sources) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** How often the files are looked at, in milliseconds. */
  readonly intervalMs?: number;
}

/**
 * Follows files by looking at them, since notifications of the operating system miss files that are replaced by a rename,
 * mounted from elsewhere or reached by a changed link. Texts count once two looks have found the same, so that half a
 * file is not taken for a whole one.
 *
 * @returns ends the following
 */
export function followSources({ paths, loaded, onChange, onError, intervalMs = 250 }: FollowOptions): () => void {
  const watched = new Set<string>();
  let seen = JSON.stringify(loaded);
  let changes = 0;
  let following: Promise<void> | undefined;

  async function follow(): Promise<void> {
    for (let handled = -1; handled !== changes;) {
      handled = changes;
      // A fault ends this change alone: another may have come meanwhile, and nothing would tell of it again.
      await take().catch(onError);
      watch();
    }
  }
  async function take(): Promise<void> {
    const text = await settled();
    if (text === seen) return;
    seen = text;
    await onChange(JSON.parse(text) as Sources);
  }
  async function settled(): Promise<string> {
    let text = JSON.stringify(readSources(paths));
    for (;;) {
      await sleep(intervalMs, undefined, { ref: false });
      const again = JSON.stringify(readSources(paths));
      if (again === text) return text;
      text = again;
    }
  }
  const listener = (): void => {
    changes++;
    following ??= follow().finally(() => (following = undefined));
  };
  /** Files that came since the last look are looked at too; those that went are told of by their folder. */
  function watch(): void {
    for (const path of pathsOf(paths)) {
      if (watched.has(path)) continue;
      watched.add(path);
      watchFile(path, { interval: intervalMs, persistent: false }, listener);
    }
  }
  watch();
  return () => watched.forEach((path) => unwatchFile(path, listener));
}
