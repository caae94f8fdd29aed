// Removes from dist what has no source any more: rooms are found by scanning, and a room that was deleted must not start.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

for (const entry of readdirSync("dist", { recursive: true, withFileTypes: true })) {
  const built = join(entry.parentPath, entry.name);
  const source = relative("dist", built);
  const sources = [source, source.replace(/\.js(\.map)?$/, ".ts")];
  if (!sources.some(existsSync)) rmSync(built, { recursive: true, force: true });
}
