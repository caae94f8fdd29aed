import { EventEmitter, once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child";

describe("a supervised process", () => {
  let folder: string;
  let child: Child;
  let lines: string[];
  let events: string[];
  let happened: EventEmitter;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "opop-child-"));
    [lines, events, happened] = [[], [], new EventEmitter()];
  });

  afterEach(async () => {
    await child.stop();
    await rm(folder, { recursive: true });
  });

  async function run(script: string): Promise<string> {
    const file = join(folder, "server.js");
    await writeFile(file, script);
    child = new Child({
      name: "server",
      script: file,
      args: [folder],
      env: process.env,
      onLine: (line) => lines.push(line),
      onEvent: (event) => {
        events.push(event);
        happened.emit(event);
      },
    });
    return child.start();
  }

  const STAYS = "process.send({ ready: `http://${process.pid}` }); setInterval(() => {}, 1000);";

  it("is ready when it says so, and hands on every line that it writes", async () => {
    expect(await run(`console.log("one"); console.error("two"); ${STAYS}`)).toMatch(/^http:/);
    await child.stop();
    expect(lines.sort()).toEqual(["one", "two"]);
    expect(events).toEqual([]);
  });

  it("is started again when it is killed", async () => {
    const pid = Number((await run(STAYS)).slice("http://".length));
    const back = once(happened, "is back");
    process.kill(pid, "SIGKILL");
    await back;
    expect(events).toEqual(["ended unexpectedly (SIGKILL); starting it again in 0.25 s", "is back"]);
  });

  it("waits longer from fault to fault, and is started again until it is ready", async () => {
    // It is ready at its first and its third start, and fails at the second.
    const pid = Number(
      (
        await run(`
          const { appendFileSync, readFileSync } = require("node:fs");
          const starts = process.argv[2] + "/starts";
          appendFileSync(starts, "x");
          if (readFileSync(starts).length === 2) process.send({ failed: "no" }, () => process.exit(1));
          else { ${STAYS} }`)
      ).slice("http://".length),
    );
    const back = once(happened, "is back");
    process.kill(pid, "SIGKILL");
    await back;
    expect(events).toEqual([
      "ended unexpectedly (SIGKILL); starting it again in 0.25 s",
      "ended unexpectedly (server could not start: no); starting it again in 0.5 s",
      "is back",
    ]);
  });

  it("gives the reason when it can't start, and is not started again", async () => {
    const start = run(`process.send({ failed: "Port 1 is taken." }, () => process.exit(1));`);
    await expect(start).rejects.toThrow("server could not start: Port 1 is taken.");
    await child.stop();
    expect(events).toEqual([]);
  });

  it("fails when it ends before it is ready", async () => {
    await expect(run("process.exit(3)")).rejects.toThrow("server ended before it was ready (exit code 3).");
  });

  it("may finish its work when it is asked to stop, and is not started again", async () => {
    await run(`process.once("SIGTERM", () => { console.log("finished"); process.exit(0); }); ${STAYS}`);
    await child.stop();
    expect(lines).toEqual(["finished"]);
    expect(events).toEqual([]);
  });
});
