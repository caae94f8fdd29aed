import type { Client } from "pg";
import { system } from "../access/caller";
import { Keyring } from "../keys/keyring";
import { newKey, readKeys, writeKeys } from "../keys/keyring-file";
import { testDatabase, type TestDatabase } from "../testing/database";
import { TestKeys } from "../testing/keys";
import { sampleRoom } from "../testing/sample-room";
import { Random } from "../trial/random";
import { appendAudit, AuditLogBroken } from "./audit";
import { readHeads, toKeep, type KeptHead } from "./heads";
import { asIntruder, cutWithOldHead, TAMPERINGS } from "./testing/tampering";
import { verifyAudit, type AuditFault } from "./verify";

const SEED = 20250131;
const ROWS = 10_000;
const TAMPERED = 1_000;
const WRITERS = 20;

describe(`the verification of an audit log (seed ${SEED})`, () => {
  const random = new Random(SEED, "tampering", 0);
  const keys = new TestKeys(["sample"]);
  const keyring = new Keyring(keys.file("sample"));
  let test: TestDatabase;
  let lastChain = 0;

  async function append(count: number, ring = keyring): Promise<void> {
    const one = (n: number) =>
      test.db.inTransaction((tx) =>
        appendAudit(
          tx,
          { caller: { ...system("test"), purpose: "test" }, requestId: `r${n}`, at: new Date(), keyring: ring },
          { action: "light", subjects: [`lamp ${n}`], reason: n % 3 === 0 ? `reason ${n}` : null, outcome: "done" },
        ),
      );
    let next = 0;
    const writer = async () => {
      while (next < count) await one(next++);
    };
    await Promise.all(Array.from({ length: WRITERS }, writer));
  }

  async function verify(kept?: readonly KeptHead[]) {
    const faults: AuditFault[] = [];
    const { rows } = await verifyAudit(test.db, keyring, (fault) => faults.push(fault), kept);
    return { rows, faults };
  }

  const intrude = (work: (client: Client) => Promise<void>) => asIntruder(test.superuserUrl, work);

  const heal = () =>
    intrude(async (client) => {
      await client.query("TRUNCATE audit_log, audit_head");
      await client.query("INSERT INTO audit_log TABLE log_before; INSERT INTO audit_head TABLE head_before");
    });

  beforeAll(async () => {
    test = await testDatabase(sampleRoom, { poolSize: WRITERS });
    await append(ROWS - 1);
    const before = await test.db.withClient(readHeads);
    // After this one all others have been seen at their full length.
    await append(1);
    const after = await test.db.withClient(readHeads);
    lastChain = [...after.keys()].find((chain) => after.get(chain)!.seq !== before.get(chain)!.seq)!;
    await intrude(async (client) => {
      await client.query("CREATE TABLE log_before AS TABLE audit_log; CREATE TABLE head_before AS TABLE audit_head");
      await client.query("GRANT SELECT ON log_before TO PUBLIC");
    });
  }, 60_000);
  afterAll(() => test.close());

  it("finds nothing at fault in a log that was only added to", async () => {
    expect(await verify()).toEqual({ rows: ROWS, faults: [] });
  });

  it(`finds each of ${TAMPERED} tamperings, one to a chain at a time`, async () => {
    const ways = Object.entries({
      ...TAMPERINGS,
      "end cut off, old head put back": cutWithOldHead(keyring.current("audit")),
    });
    const chains = (await usedChains()).filter((chain) => chain !== lastChain);
    const counts = new Map<string, number>();
    for (let done = 0; done < TAMPERED; done += chains.length) {
      const round = chains.slice(0, TAMPERED - done).map((chain) => ({ chain, way: random.pick(ways) }));
      await intrude(async (client) => {
        for (const { chain, way } of round) await way[1](client, chain, random);
      });
      const found = new Set((await verify()).faults.map(({ chain }) => chain));
      expect(round.filter(({ chain }) => !found.has(chain)).map(({ way }) => way[0])).toEqual([]);
      for (const { way } of round) counts.set(way[0], (counts.get(way[0]) ?? 0) + 1);
      await heal();
    }
    expect(counts.size).toBe(ways.length);
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(TAMPERED);
    expect(await verify()).toEqual({ rows: ROWS, faults: [] });
  }, 120_000);

  it.each([...Object.keys(TAMPERINGS), "end cut off, old head put back"])("finds it alone: %s", async (name) => {
    const chain = random.pick((await usedChains()).filter((each) => each !== lastChain));
    const way = TAMPERINGS[name] ?? cutWithOldHead(keyring.current("audit"));
    await intrude((client) => way(client, chain, random));
    const { faults } = await verify();
    expect(faults.map((fault) => fault.chain)).toContain(chain);
    expect(faults.filter((fault) => fault.chain !== chain)).toEqual([]);
    await heal();
  });

  it("says where, and what", async () => {
    const [chain] = (await usedChains()).filter((each) => each !== lastChain);
    await intrude(async (client) => {
      await client.query("UPDATE audit_log SET client = 'x' WHERE chain = $1 AND seq = 3", [chain]);
      await client.query("DELETE FROM audit_log WHERE chain = $1 AND seq IN (5, 6)", [chain]);
    });
    expect((await verify()).faults).toEqual([
      { chain, seq: 3, what: "changed or moved" },
      { chain, seq: 5, what: "missing" },
    ]);
    await heal();
  });

  it("finds an old state of everything by the heads that were kept elsewhere, and by them alone", async () => {
    const kept = toKeep(await test.db.withClient(readHeads));
    await intrude(async (client) => {
      const old = cutWithOldHead(keyring.current("audit"));
      await old(client, lastChain, random);
    });
    expect((await verify()).faults).toEqual([]);
    expect((await verify(kept)).faults).toEqual([
      { chain: lastChain, seq: kept.find(({ chain }) => chain === lastChain)!.seq, what: "cut off" },
    ]);
    await heal();
    expect((await verify(kept)).faults).toEqual([]);
  });

  it("goes on after a rotation in the middle of the log, and after a restart, and needs every key", async () => {
    const file = keys.file("sample");
    const before = readKeys(file);
    writeKeys(file, [...before, newKey("audit", new Date(Date.now() - 1000))]);
    await append(100, new Keyring(file));
    expect(await faultsBy(new Keyring(file))).toEqual([]);
    const without = new TestKeys(["sample"]).file("sample");
    writeKeys(without, before);
    expect(new Set((await faultsBy(new Keyring(without))).map(({ what }) => what))).toEqual(new Set(["key unknown"]));
    await heal();
  });

  it.each(["head removed", "head unsealed", "end cut off, head moved back", "chain begun anew"])(
    "lets nothing be added where this was done: %s",
    async (name) => {
      const [chain] = (await usedChains()).filter((each) => each !== lastChain);
      await intrude((client) => TAMPERINGS[name]!(client, chain!, random));
      await test.db.inTransaction(async (tx) => {
        // So that no other chain is to be had.
        await tx.rows("SELECT 1 FROM audit_head WHERE chain <> $1 FOR UPDATE", [chain]);
        if (name !== "head removed") await expect(append(1)).rejects.toThrow(AuditLogBroken);
      });
      if (name === "head removed") await expect(append(1)).rejects.toThrow(AuditLogBroken);
      await heal();
    },
  );

  const faultsBy = async (ring: Keyring) => {
    const faults: AuditFault[] = [];
    await verifyAudit(test.db, ring, (fault) => faults.push(fault));
    return faults;
  };

  async function usedChains(): Promise<number[]> {
    const rows = await test.db.rows<{ chain: number }>(
      "SELECT chain FROM log_before GROUP BY chain HAVING count(*) > 10 ORDER BY chain",
    );
    return rows.map(({ chain }) => chain);
  }
});
