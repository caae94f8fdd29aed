import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Subgraph } from "./subgraph";

const SUBGRAPHS = resolve(__dirname, "..");

/** What rooms share has a file of the same name, which defines what a subgraph is. */
const NO_ROOM = "kit";

/** The names of all rooms, in alphabetical order: every folder of `subgraphs` that holds a `subgraph.ts` (or, when built, a `subgraph.js`). */
export function roomNames(): string[] {
  return readdirSync(SUBGRAPHS)
    .filter((name) => name !== NO_ROOM)
    .filter((name) => ["ts", "js"].some((ending) => existsSync(join(SUBGRAPHS, name, `subgraph.${ending}`))))
    .sort();
}

/** Loads a room, and so all of its code. The rooms are found at run time, and never named in the code of what runs them. */
export function loadRoom(name: string): Subgraph {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() knows only paths with their ending, and that is another one when built.
  const { default: room } = require(join(SUBGRAPHS, name, "subgraph")) as { default?: Subgraph };
  if (room?.name !== name) {
    throw new Error(
      `subgraphs/${name}/subgraph.ts must export as its default a subgraph named ${name}; its name is ${room?.name}.`,
    );
  }
  return room;
}
