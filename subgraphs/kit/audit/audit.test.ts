import { system } from "../access/caller";
import { Keyring } from "../keys/keyring";
import { TestKeys } from "../testing/keys";
import { testDatabase, type TestDatabase } from "../testing/database";
import { sampleRoom } from "../testing/sample-room";
import { appendAudit, type AuditEntry } from "./audit";

describe("the audit log", () => {
  let test: TestDatabase;
  const keyring = new Keyring(new TestKeys(["sample"]).file("sample"));
  const author = { caller: system("test"), requestId: "r1", at: new Date("2025-01-31T04:05:06.789Z"), keyring };
  const entry: AuditEntry = { action: "light", subjects: ["a"], reason: "half \ud83d of a pair", outcome: "done" };
  const append = () => test.db.inTransaction((tx) => appendAudit(tx, author, entry));
  beforeEach(async () => (test = await testDatabase(sampleRoom)));
  afterEach(() => test.close());

  it("has a chain without a gap for each of those who add at the same moment", async () => {
    await Promise.all(Array.from({ length: 300 }, append));
    const rows = await test.db.rows<{ rows: bigint; last: bigint; head: bigint }>(
      "SELECT count(*) AS rows, max(audit_log.seq) AS last, head.seq AS head FROM audit_log JOIN audit_head head USING (chain) GROUP BY head.chain, head.seq",
    );
    expect(rows.reduce((sum, each) => sum + Number(each.rows), 0)).toBe(300);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ rows: count, last, head }) => count !== last || last !== head)).toEqual([]);
  });
});
