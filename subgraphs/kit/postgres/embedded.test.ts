import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type QueryResultRow } from "pg";
import { readLockFile } from "./cluster";
import { EXTENSIONS } from "./databases";
import { startPostgres, type PostgresOptions, type RunningPostgres } from "./embedded";

describe("the embedded PostgreSQL", () => {
  let folder: string;
  let running: RunningPostgres[];
  let said: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "opop-postgres-"));
    [running, said] = [[], []];
  });

  afterEach(async () => {
    await Promise.all(running.map((each) => each.stop()));
    await rm(folder, { recursive: true });
  });

  async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
    const server = await startPostgres({
      folder,
      port: 0,
      portSetting: "POSTGRES_PORT",
      profile: "fast",
      log: (message) => said.push(message),
      ...options,
    });
    running.push(server);
    return server;
  }

  it("keeps data and passwords from one start to the next", async () => {
    const first = await start();
    const url = await first.ensureDatabase("pesantren");
    await ask(url, "SET ROLE pesantren_owner; CREATE TABLE kept (word text)");
    await ask(url, "INSERT INTO kept VALUES ('tetap')");
    await first.stop();

    const second = await start({ port: first.port });
    expect(await second.ensureDatabase("pesantren")).toBe(url);
    expect(await ask(url, "SELECT word FROM kept")).toEqual([{ word: "tetap" }]);
    expect((await stat(join(folder, "passwords.json"))).mode & 0o777).toBe(0o600);
  });

  it("gives each database its own role, which is no superuser, can't enter another's, and finds the extensions made", async () => {
    const server = await start();
    const [own, foreign] = [await server.ensureDatabase("pesantren"), await server.ensureDatabase("products")];
    const role = "SELECT current_user AS name, rolsuper AS super FROM pg_roles WHERE rolname = current_user";
    expect(await ask(own, role)).toEqual([{ name: "pesantren", super: false }]);
    const extensions = await ask(own, "SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1");
    expect(extensions.map(({ name }) => name as string)).toEqual(EXTENSIONS);
    await expect(ask(foreign.replace(/\/products$/, "/pesantren"), "SELECT 1")).rejects.toThrow("permission denied");
    await expect(ask(own.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  it("sorts text by code point, whatever the machine's language", async () => {
    const { superuserUrl } = await start();
    const rows = await ask(superuserUrl, "SELECT word FROM unnest(ARRAY['b', 'a', 'B', 'é', 'Z']) AS word ORDER BY 1");
    expect(rows.map(({ word }) => word as string)).toEqual(["B", "Z", "a", "b", "é"]);
  });

  it("names the setting of a port that is taken", async () => {
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen(0, "127.0.0.1", listening));
    const { port } = holder.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken by another process. Set POSTGRES_PORT to a free port.`,
    );
    holder.close();
  });

  it("stops a server that a killed start left behind, and says so", async () => {
    const orphan = await start();
    await ask(orphan.superuserUrl, "CREATE TABLE kept (word text)");
    const server = await start();
    expect(said).toEqual([
      expect.stringMatching(/^stopping the PostgreSQL server \(process \d+\) that an earlier start left behind$/),
    ]);
    expect(await ask(server.superuserUrl, "SELECT * FROM kept")).toEqual([]);
  });

  it("keeps every committed row through a crash, where it must last", async () => {
    const crashed = await start({ profile: "durable" });
    await ask(crashed.superuserUrl, "CREATE TABLE kept (word text)");
    process.kill((await readLockFile(join(folder, "data")))?.pid ?? NaN, "SIGKILL");
    await crashed.exited;
    const server = await start({ profile: "durable" });
    expect(await ask(server.superuserUrl, "SELECT * FROM kept")).toEqual([]);
  });

  it("runs twice side by side in folders of their own", async () => {
    const [one, two] = await Promise.all([start(), start({ folder: join(folder, "other") })]);
    expect(one.port).not.toBe(two.port);
    expect(await ask(two.superuserUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("shows the end of its log when it can't start", async () => {
    await (await start()).stop();
    await rm(join(folder, "data", "global", "pg_control"));
    await expect(start()).rejects.toThrow(/PostgreSQL did not start[^]*could not find the database system/);
  });

  it("does not hear the Ctrl-C of the terminal that started it", async () => {
    await start();
    const pid = (await readLockFile(join(folder, "data")))?.pid;
    const ps = spawn("ps", ["-o", "pgid=", "-p", String(pid)]);
    const group = await ps.stdout.setEncoding("utf8").reduce((all, part: string) => all + part, "");
    expect(Number(group)).toBe(pid);
    expect(await readFile(join(folder, "server.log"), "utf8")).toContain("ready to accept connections");
  });
});

async function ask(url: string, query: string): Promise<QueryResultRow[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(query)).rows;
  } finally {
    await client.end();
  }
}
