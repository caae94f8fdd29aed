import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchSupergraphFile } from "./supergraph-file";

describe("the following of the supergraph's file", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "supergraph-file-"))));
  afterEach(() => rm(folder, { recursive: true }));

  it("takes a change that comes while one before it is being refused", async () => {
    const file = join(folder, "supergraph.graphql");
    await writeFile(file, "first");
    const texts: string[] = [];
    let errors = 0;
    let taken = (): void => {};
    const last = new Promise<void>((resolve) => (taken = resolve));
    const unwatch = watchSupergraphFile({
      file,
      loaded: "first",
      intervalMs: 20,
      onChange: async (text) => {
        texts.push(text);
        if (text === "good") return taken();
        await writeFile(file, "good");
        // Long enough for the change to be seen before this one is refused.
        await new Promise((soon) => setTimeout(soon, 200));
        throw new Error("broken");
      },
      onError: () => errors++,
    });
    await writeFile(file, "broken supergraph");
    await last;
    unwatch();
    expect(texts).toEqual(["broken supergraph", "good"]);
    expect(errors).toBe(1);
  });
});
