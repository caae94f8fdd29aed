import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogFile, readEntry } from "./log-file";

describe("a process's log", () => {
  it("goes on in the file of the last start, and turns a full one over, of which one is kept", async () => {
    const folder = await mkdtemp(join(tmpdir(), "opop-log-"));
    const path = join(folder, "logs", "room.log");
    for (const line of ["first", "second"]) {
      const log = new LogFile(path);
      log.write(line);
      log.close();
    }
    expect(await readFile(path, "utf8")).toBe("first\nsecond\n");

    const log = new LogFile(path);
    const megabyte = "x".repeat(1024 * 1024);
    for (let written = 0; written < 21; written++) log.write(megabyte);
    log.write("in the new one");
    log.close();
    expect(await readFile(path, "utf8")).toMatch(/in the new one\n$/);
    expect((await stat(path)).size).toBeLessThan(3 * 1024 * 1024);
    expect((await stat(`${path}.1`)).size).toBeGreaterThan(20 * 1024 * 1024);
    await rm(folder, { recursive: true });
  });

  it("is read as a level and words, of the message and the error", () => {
    expect(readEntry('{"level":50,"msg":"failed","err":{"message":"no rows"}}')).toEqual({
      level: 50,
      text: "failed: no rows",
    });
    expect(readEntry('{"level":30,"msg":"listening"}')).toEqual({ level: 30, text: "listening" });
  });

  it.each(["", "plain words", "{broken", '{"no":"level"}'])("takes %j for no entry", (line) => {
    expect(readEntry(line)).toBeUndefined();
  });
});
