import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { system } from "./kit/access/caller";
import { appendAudit, type AuditEntry } from "./kit/audit/audit";
import { asIntruder } from "./kit/audit/testing/tampering";
import { Keyring } from "./kit/keys/keyring";
import { testDatabase, type TestDatabase } from "./kit/testing/database";
import { TestKeys } from "./kit/testing/keys";
import pesantren from "./pesantren/subgraph";

/** The commands as npm runs them; `npm test` builds them first. */
const command = (name: string) => resolve(__dirname, "..", "dist", "subgraphs", `${name}.js`);
const KEYRING = new TestKeys(["pesantren"]).file("pesantren");
const [ANI, BUDI] = ["0193f0a0-0000-7000-8000-00000000000a", "0193f0a0-0000-7000-8000-00000000000b"];

describe("the commands of the audit log", () => {
  const keyring = new Keyring(KEYRING);
  let folder: string;
  let test: TestDatabase;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "opop-audit-"));
    test = await testDatabase(pesantren);
    await append("2025-01-31T01:00:00Z", "r1", { subjects: [ANI, BUDI], fields: ["name", "phone"] });
    await append("2025-01-31T02:00:00Z", "r2", { subjects: [ANI], fields: ["name", "phone"] });
    await append("2025-01-31T03:00:00Z", "r3", { subjects: [ANI], fields: ["nik"], outcome: "refused" });
    await append("2025-01-31T04:00:00Z", "r4", {
      action: "changeContactPerson",
      reason: '=1+1, "so"',
      subjects: [ANI],
    });
    await append("2025-02-28T17:00:00Z", "r5", { subjects: [BUDI], fields: ["nik"] });
  });
  afterEach(async () => {
    await test.close();
    await rm(folder, { recursive: true });
  });

  function append(at: string, requestId: string, entry: Partial<AuditEntry>): Promise<void> {
    const caller = { ...system("Petugas, satu"), client: "operator-32", province: "32", purpose: "mentoring" };
    const author = { caller, requestId, at: new Date(at), keyring };
    const read = { action: "read ContactPerson", subjects: [], outcome: "done" } as const;
    return test.db.inTransaction((tx) => appendAudit(tx, author, { ...read, ...entry }));
  }

  function run(name: string, ...args: string[]) {
    const env = { ...process.env, PESANTREN_DATABASE_URL: test.url, KEYRING, INIT_CWD: folder };
    return new Promise<{ code: number; out: string[]; err: string }>((done) =>
      execFile(process.execPath, [command(name), ...args], { env }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out: out.trim().split("\n"), err }),
      ),
    );
  }

  it("find nothing at fault, and then what was tampered with", async () => {
    const sound = await run("audit", "verify", "pesantren");
    expect(sound).toEqual({
      code: 0,
      out: [expect.stringMatching(/^pesantren: 5 rows checked in .*, none at fault$/)],
      err: "",
    });
    await asIntruder(test.superuserUrl, async (client) => {
      await client.query("UPDATE audit_log SET client = 'nobody' WHERE request_id = 'r2'");
    });
    const { code, out } = await run("audit", "verify", "pesantren");
    expect(code).toBe(1);
    expect(out[0]).toMatch(/^pesantren: chain \d+, row \d+: changed or moved$/);
    expect(out.at(-1)).toMatch(/, 1 at fault$/);
  });

  it("find an older state of everything by the heads kept outside", async () => {
    const before = await run("audit", "heads", "pesantren");
    await asIntruder(test.superuserUrl, async (client) => {
      await client.query("CREATE TABLE old_log AS TABLE audit_log; CREATE TABLE old_head AS TABLE audit_head");
    });
    await append("2025-03-01T00:00:00Z", "r6", {});
    const after = await run("audit", "heads", "pesantren");
    await asIntruder(test.superuserUrl, async (client) => {
      await client.query("TRUNCATE audit_log, audit_head");
      await client.query("INSERT INTO audit_log TABLE old_log; INSERT INTO audit_head TABLE old_head");
    });
    for (const [name, { out }] of Object.entries({ before, after }))
      await writeFile(join(folder, name), out.join("\n"));
    expect((await run("audit", "verify", "pesantren", "--heads", "before")).code).toBe(0);
    const { code, out } = await run("audit", "verify", "pesantren", "--heads", "after");
    expect({ code, fault: out[0] }).toEqual({ code: 1, fault: expect.stringMatching(/cut off$/) });
  });

  it("list the rows of a person, of a client and of a time, one a line", async () => {
    const { out, err } = await run("audit", "list", "pesantren", "--subject", BUDI.toUpperCase());
    expect(err).toBe("");
    expect(out.map((line) => line.split("\t"))).toEqual([
      expect.arrayContaining(["2025-01-31 08:00:00 WIB", "pesantren", '"operator-32"', '"r1"']),
      expect.arrayContaining(["2025-03-01 00:00:00 WIB", '["nik"]', '"r5"']),
    ]);
    expect((await run("audit", "list", "pesantren", "--client", "nobody")).out).toEqual([""]);
    const timed = await run("audit", "list", "pesantren", "--from", "2025-01-31T11:00", "--to", "2025-03-01");
    expect(timed.out).toEqual([expect.stringContaining("changeContactPerson")]);
  });

  it("report whose data was read, which, by whom, why, when and how often, and by when to tell them", async () => {
    const time = ["--from", "2025-01-31", "--to", "2025-02-01", "--discovered", "2025-02-03T09:00"];
    const { code, out, err } = await run("breach-report", ...time, "--room", "pesantren");
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        "room,whose,fields,client,person,province,purpose,reason,reads,requests,first_wib,last_wib,first_utc,last_utc",
        `pesantren,${ANI},name phone,operator-32,"Petugas, satu",32,mentoring,mentoring,2,2,2025-01-31 08:00:00,2025-01-31 09:00:00,2025-01-31 01:00:00,2025-01-31 02:00:00`,
        `pesantren,${BUDI},name phone,operator-32,"Petugas, satu",32,mentoring,mentoring,1,1,2025-01-31 08:00:00,2025-01-31 08:00:00,2025-01-31 01:00:00,2025-01-31 01:00:00`,
      ],
    });
    expect(err).toContain("2 persons or records was read 3 times");
    expect(err).toContain("notify until 2025-02-06 09:00:00 WIB (2025-02-06 02:00:00 UTC)");
    const one = await run(
      "breach-report",
      ...time,
      "--room",
      "pesantren",
      "--subject",
      BUDI,
      "--client",
      "operator-32",
    );
    expect(one.out).toHaveLength(2);
  });

  it.each([
    ["audit", []],
    ["audit", ["verify", "--subject", ANI]],
    ["audit", ["list", "nowhere"]],
    ["audit", ["verify", "--heads", "nowhere.json"]],
    ["audit", ["list", "--from", "yesterday"]],
    ["breach-report", []],
    ["breach-report", ["--from", "2025-02-01", "--to", "2025-01-01"]],
    ["breach-report", ["--from", "2025-01-01", "--to", "2025-02-01", "--subject", "Ani"]],
  ])("say what is wrong with: %s %j", async (name, args) => {
    const { code, out, err } = await run(name, ...args);
    expect({ code, out }).toEqual({ code: 1, out: [""] });
    expect(err).toMatch(/Usage|There is no room|--\w+/);
    expect(err).not.toMatch(/at .*\.js/);
  });
});
