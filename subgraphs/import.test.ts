import { spawn } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { testDatabase, type TestDatabase } from "./kit/testing/database";
import { TestKeys } from "./kit/testing/keys";
import pesantren from "./pesantren/subgraph";

/** The command as `npm run import` runs it; `npm test` builds it first. */
const COMMAND = resolve(__dirname, "..", "dist", "subgraphs", "import.js");
const FIXTURE = join(__dirname, "pesantren", "import", "testing", "dirt.csv");

const KEYRING = new TestKeys(["pesantren"]).file("pesantren");

describe("npm run import", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "opop-import-"))));
  afterEach(() => rm(folder, { recursive: true }));

  function start(args: readonly string[], env: NodeJS.ProcessEnv) {
    const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, INIT_CWD: folder, ...env } });
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
    const ended = new Promise<{ code: number | null; out: string; err: string }>((done) =>
      child.once("close", (code) => done({ code, ...said })),
    );
    return { process: child, ended };
  }

  describe("with a database that is named", () => {
    let test: TestDatabase;
    beforeEach(async () => (test = await testDatabase(pesantren)));
    afterEach(() => test.close());
    const run = (...args: string[]) => start(args, { PESANTREN_DATABASE_URL: test.url, KEYRING }).ended;
    const records = ({ db }: TestDatabase) =>
      db.rows(
        "SELECT nspp, published_name, name, address, source_hash, ARRAY(SELECT code FROM pesantren_flag WHERE pesantren_id = id ORDER BY 1) AS flags FROM pesantren ORDER BY nspp",
      );

    it("says what became of the rows of a file, and where the rejected ones are", async () => {
      await copyFile(FIXTURE, join(folder, "dirt.csv"));
      const { code, out } = await run("pesantren", "dirt.csv");
      expect({ code, lines: out.split("\n").slice(0, 6) }).toEqual({
        code: 0,
        lines: [
          "sumber / source: Direktori pesantren Kementerian Agama (PDPP), 2021-07-18",
          "baris / rows                  22",
          "baru / new                    10",
          "berubah / changed              0",
          "tetap / unchanged              1",
          expect.stringMatching(/^ditolak \/ rejected {12}11 {3}COLUMN_COUNT 2, /),
        ],
      });
      expect(out).toContain(`rejected rows: ${join(folder, "dirt.rejected.csv")}`);
    });

    it("refuses a broken file in both languages, with exit code 1", async () => {
      await writeFile(join(folder, "cut.csv"), "nspp,nama,kab_kota\n510032049901,Contoh");
      const { code, err } = await run("pesantren", "cut.csv");
      expect(code).toBe(1);
      expect(err).toMatch(/^FILE_TRUNCATED\nBerkas terpotong: .*\nThe file was cut off: .*\n$/);
      expect(await records(test)).toEqual([]);
    });

    it.each([[["pesantren"]], [["pesantren", "a.csv", "b.csv"]], [["nowhere", "a.csv"]], [["--what"]]])(
      "explains itself when called with %j",
      async (args) => {
        const { code, err } = await run(...args);
        expect(code).toBe(1);
        expect(err).toContain("--dry-run");
      },
    );

    it("ends the same when it was killed in the middle of writing and started again", async () => {
      const undisturbed = await testDatabase(pesantren);
      await start(["pesantren", FIXTURE], { PESANTREN_DATABASE_URL: undisturbed.url, KEYRING }).ended;
      await test.asSuperuser(`
        CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(77); RETURN NEW; END $$`);
      await test.asSuperuser(
        "CREATE TRIGGER hang BEFORE INSERT ON pesantren FOR EACH ROW WHEN (NEW.nspp = '510032049905') EXECUTE FUNCTION hang()",
      );
      await test.db.inTransaction(async (tx) => {
        await tx.rows("SELECT pg_advisory_xact_lock(77)");
        const first = start(["pesantren", FIXTURE], { PESANTREN_DATABASE_URL: test.url, KEYRING });
        await until(() =>
          test.db.rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted"),
        );
        first.process.kill("SIGKILL");
        await first.ended;
      });
      const { code, out } = await run("pesantren", FIXTURE);
      expect(code).toBe(0);
      expect(out).toMatch(/baru \/ new +10\n/);
      expect(await records(test)).toEqual(await records(undisturbed));
      await undisturbed.close();
    });
  });

  it("works alone, with the PostgreSQL of OPOP_HOME started for as long as it takes", async () => {
    const run = () =>
      start(["pesantren", FIXTURE], { OPOP_HOME: join(folder, "home"), PESANTREN_DATABASE_URL: "" }).ended;
    expect(await run()).toMatchObject({ code: 0, out: expect.stringMatching(/baru \/ new +10\n/) as string });
    expect(await run()).toMatchObject({ code: 0, out: expect.stringMatching(/baru \/ new +0\n/) as string });
  }, 120_000);
});

async function until(found: () => Promise<readonly unknown[]>): Promise<void> {
  while ((await found()).length === 0) await sleep(20);
}
