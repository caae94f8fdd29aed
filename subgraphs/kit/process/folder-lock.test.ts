import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdFolder } from "./folder-lock";

describe("the lock of the folder", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "opop-lock-"))));
  afterEach(() => rm(folder, { recursive: true }));

  it("refuses a second copy on the same folder, and lets it in when the first has let go", async () => {
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toThrow(
      `Another copy runs on ${folder}. Stop it first, or set OPOP_HOME to another folder.`,
    );
    await release();
    await (
      await holdFolder(folder)
    )();
  });

  it("takes over what a killed copy left behind", async () => {
    await writeFile(join(folder, "lock"), "");
    await (
      await holdFolder(folder)
    )();
  });

  it("makes the folder, and says which setting names another one when it can't", async () => {
    await (
      await holdFolder(join(folder, "new"))
    )();
    await writeFile(join(folder, "file"), "");
    await expect(holdFolder(join(folder, "file", "below"))).rejects.toThrow(
      "Set OPOP_HOME to a folder that may be written.",
    );
  });

  it("refuses a path that no socket can have", async () => {
    await expect(holdFolder(join(folder, "x".repeat(120)))).rejects.toThrow(
      "is longer than the operating system allows",
    );
  });
});
