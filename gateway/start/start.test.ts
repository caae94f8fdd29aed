import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { once } from "node:events";
import { Client } from "pg";
import { ensureDatabases } from "../../subgraphs/kit/postgres/databases";
import { SmallHouse, type Start } from "./testing/small-house";

describe("npm start", () => {
  let house: SmallHouse;
  let started: Start | undefined;
  beforeAll(async () => (house = await SmallHouse.build()));
  afterEach(() => started?.signal("SIGTERM"));
  afterAll(() => house.remove());

  async function start(env?: NodeJS.ProcessEnv): Promise<Start> {
    started = house.start(env);
    await started.says("ready http");
    return started;
  }

  it("prints the ready line and nothing else when all goes well, answers, and ends with Ctrl-C, PostgreSQL last", async () => {
    const run = await start();
    expect(await ask("{ lamps oil }")).toEqual({ lamps: expect.any(Number), oil: expect.any(Number) });
    expect(await run.signal("SIGINT")).toBe(0);
    expect(run.stdout).toBe(`ready ${url()}\n`);

    const ends = await Promise.all(
      ["gateway", "lamps", "oil"].map(async (name) => lastEntry(await home("logs", `${name}.log`))),
    );
    const [gateway, ...rooms] = ends.map(({ time, msg, reason }) => {
      expect({ msg, reason }).toEqual({ msg: "closing", reason: "SIGTERM" });
      return Date.parse(time);
    });
    expect(Math.min(...rooms)).toBeGreaterThanOrEqual(gateway!);
    const log = (await home("postgres", "server.log")).trimEnd();
    expect(log).toMatch(/database system is shut down$/);
    const asked = /^(\S+ \S+) UTC \[\d+\] LOG: {2}received fast shutdown request$/m.exec(log)?.[1];
    expect(Date.parse(`${asked}Z`)).toBeGreaterThanOrEqual(Math.max(...rooms));
  });

  it("tells other commands where everything is while it runs, in a file for its owner alone", async () => {
    const run = await start();
    const file = join(house.folder, ".opop", "environment");
    const environment = await readFile(file, "utf8");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(environment).toContain(`GATEWAY_URL=${url()}`);
    const client = new Client(/^LAMPS_DATABASE_URL=(.*)$/m.exec(environment)?.[1]);
    await client.connect();
    expect((await client.query("SELECT current_user AS name")).rows).toEqual([{ name: "lamps" }]);
    await client.end();
    await run.signal("SIGTERM");
    await expect(stat(file)).rejects.toThrow("ENOENT");
  });

  it("starts a killed room again, and PostgreSQL too, and the graph heals", async () => {
    const run = await start();
    const { lamps } = (await ask("{ lamps }")) as { lamps: number };
    process.kill(lamps, "SIGKILL");
    await run.says("lamps is back");
    expect(await ask("{ lamps }")).not.toEqual({ lamps });
    process.kill(Number((await home("postgres", "data", "postmaster.pid")).split("\n")[0]), "SIGKILL");
    await run.says("PostgreSQL is back");
    expect((await fetch(`http://127.0.0.1:${house.ports.OIL_PORT}/health/ready`)).status).toBe(200);
  });

  it("leaves no room behind when it is killed itself, and starts again on the same folder", async () => {
    const killed = await start();
    await killed.signal("SIGKILL");
    const run = await start();
    expect(run.stderr).toContain("that an earlier start left behind");
    expect(await ask("{ oil }")).toEqual({ oil: expect.any(Number) });
  });

  it("refuses a second copy on the same folder, which harms the first one not", async () => {
    await start();
    const second = house.start();
    expect(await second.ended).toBe(1);
    expect(second.stderr).toMatch(/^Another copy runs on \S+\. Stop it first, or set OPOP_HOME to another folder\.\n$/);
    expect(await ask("{ oil }")).toEqual({ oil: expect.any(Number) });
    // By this file other commands find the house.
    expect(await home("environment")).toContain(`GATEWAY_URL=${url()}`);
  });

  it.each(["PORT", "POSTGRES_PORT", "LAMPS_PORT"] as const)(
    "ends with one clear message when %s is taken",
    async (setting) => {
      const holder = createServer().listen(house.ports[setting], "127.0.0.1");
      await once(holder, "listening");
      const run = house.start();
      expect(await run.ended).toBe(1);
      expect(run.stdout).toBe("");
      const messages = run.stderr.split("\n").filter((line) => line !== "" && !/ … |: done in /.test(line));
      expect(messages).toEqual([
        expect.stringMatching(
          `Port ${house.ports[setting]} of 127.0.0.1 is taken by another process. Set ${setting} to a free port.$`,
        ),
      ]);
      await new Promise((closed) => holder.close(closed));
    },
  );

  it("starts nothing embedded when every room has a server of its own", async () => {
    const server = process.env["TEST_POSTGRES_URL"]!;
    const urls = ["lamps", "oil"].map((room) => `postgres://${room}:test@${new URL(server).host}/${room}`);
    const [LAMPS_DATABASE_URL, OIL_DATABASE_URL] = urls;
    await ensureDatabases(["lamps", "oil"], { POSTGRES_URL: server, LAMPS_DATABASE_URL, OIL_DATABASE_URL });
    await start({ LAMPS_DATABASE_URL, OIL_DATABASE_URL, OPOP_HOME: "elsewhere" });
    await expect(stat(join(house.folder, "elsewhere", "postgres"))).rejects.toThrow("ENOENT");
    expect(await ask("{ lamps }")).toEqual({ lamps: expect.any(Number) });
  });

  const url = () => `http://127.0.0.1:${house.ports.PORT}/graphql`;
  const home = (...path: string[]) => readFile(join(house.folder, ".opop", ...path), "utf8");

  async function ask(query: string): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url(), { method: "POST", headers, body: JSON.stringify({ query }) });
    return ((await response.json()) as { data: unknown }).data;
  }
});

interface Entry {
  readonly time: string;
  readonly msg: string;
  readonly reason: string;
}

function lastEntry(log: string): Entry {
  return JSON.parse(log.trimEnd().split("\n").at(-1)!) as Entry;
}
