import { system } from "../../kit/access/caller";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { emptyRoom, fillRoom } from "../../kit/trial/trial-data";
import { addPesantren } from "../pesantren/pesantren.fixture";
import { trialPesantren } from "../../kit/trial/trial-pesantren";
import pesantren from "../subgraph";
import { pesantrenTrialData } from "./trial-data";

const AMOUNT = { seed: 7, pesantren: 400, productsPerPesantren: 0 };
const ALL_ROWS = `
  SELECT to_jsonb(p) - 'changed_in' - 'created_at' - 'updated_at' AS row FROM pesantren p UNION ALL
  SELECT to_jsonb(n) FROM pesantren_nspp n UNION ALL
  SELECT to_jsonb(c) FROM santri_count c UNION ALL
  SELECT to_jsonb(s) - 'changed_in' FROM service_point s ORDER BY 1`;

describe("the registry's trial data", () => {
  let test: TestGraph;
  beforeEach(async () => void (test = await testGraph(pesantren)));
  afterEach(() => test.close());

  it("is as much as was asked for, and marked", async () => {
    const added = await fillRoom(test.db, pesantrenTrialData, AMOUNT);
    expect(added).toMatchObject({ pesantren: 400, pesantren_nspp: 400, santri_count: 400 });
    expect(added["service_point"]).toBeGreaterThan(0);
    expect(await test.db.rows("SELECT DISTINCT trial, source FROM pesantren")).toEqual([
      { trial: true, source: "trial-data seed 7" },
    ]);
  });

  it("is the same for the same seed in another database, and changes nothing there when it comes again", async () => {
    await fillRoom(test.db, pesantrenTrialData, AMOUNT);
    const rows = await test.db.rows(ALL_ROWS);
    expect(await fillRoom(test.db, pesantrenTrialData, AMOUNT)).toEqual({});
    expect(await test.db.rows(ALL_ROWS)).toEqual(rows);
    const other = await testGraph(pesantren);
    try {
      await fillRoom(other.db, pesantrenTrialData, AMOUNT);
      expect(await other.db.rows(ALL_ROWS)).toEqual(rows);
    } finally {
      await other.close();
    }
  });

  it("grows, with what was there as it was", async () => {
    await fillRoom(test.db, pesantrenTrialData, { ...AMOUNT, pesantren: 100 });
    const first = await test.db.rows("SELECT * FROM pesantren ORDER BY id");
    expect(await fillRoom(test.db, pesantrenTrialData, AMOUNT)).toMatchObject({ pesantren: 300 });
    expect((await test.db.rows("SELECT * FROM pesantren ORDER BY id")).slice(0, 100)).toEqual(first);
  });

  it("stands beside that of another seed and beside real data, and is removed alone", async () => {
    const [real] = await addPesantren(test, { name: "Al Hidayah" });
    await fillRoom(test.db, pesantrenTrialData, { ...AMOUNT, seed: 8, pesantren: 100 });
    const before = await test.db.rows(ALL_ROWS);
    const added = await fillRoom(test.db, pesantrenTrialData, AMOUNT);
    expect(added).toMatchObject({ pesantren: 400 });
    expect(await emptyRoom(test.db, pesantrenTrialData, 7)).toMatchObject(added);
    expect(await test.db.rows(ALL_ROWS)).toEqual(before);
    expect(await emptyRoom(test.db, pesantrenTrialData, 7)).toEqual({});
    const { pesantrens } = await test.data<{ pesantrens: { nodes: { id: string }[] } }>(
      `{ pesantrens(search: "hidayah", filter: { trial: false }) { nodes { id } } }`,
    );
    expect(pesantrens.nodes).toEqual([{ id: real }]);
  });

  it("has contact persons with consents, who are read as everybody's data is, and removed with the rest", async () => {
    const { keyring } = test;
    const added = await fillRoom(test.db, pesantrenTrialData, AMOUNT, { keyring });
    expect(added).toMatchObject({ contact_person: 40 });
    expect(await fillRoom(test.db, pesantrenTrialData, AMOUNT, { keyring })).toEqual({});
    const { id, regency } = trialPesantren(7, 0);
    const own = { ...system("test"), client: "test", scopes: ["contact:read"], purpose: "registration" };
    const { pesantren: read } = await test
      .as({ ...own, province: regency.code.slice(0, 2), pesantren: id })
      .data<{ pesantren: object }>(`{ pesantren(id: "${id}") { contacts { nodes { role nik phone } } } }`);
    expect(read).toEqual({
      contacts: {
        nodes: [
          { role: "LEADER", nik: expect.stringMatching(/^99\d{14}$/), phone: expect.stringMatching(/^\+6284\d+$/) },
        ],
      },
    });
    expect(await emptyRoom(test.db, pesantrenTrialData, 7)).toMatchObject(added);
    expect(await test.db.rows("SELECT FROM contact_person UNION ALL SELECT FROM personal_consent")).toEqual([]);
  });

  it("is told in the feed just as every other room knows it", async () => {
    await fillRoom(test.db, pesantrenTrialData, { ...AMOUNT, pesantren: 50 });
    const { pesantrenChanges } = await test.data<{ pesantrenChanges: { nodes: object[] } }>(
      `{ pesantrenChanges(first: 100) { nodes { id nspp formerNspps regencyCode status mergedIntoId } } }`,
    );
    expect(pesantrenChanges.nodes).toEqual(
      Array.from({ length: 50 }, (_, index) => {
        const { id, nspp, regency } = trialPesantren(7, index);
        return { id, nspp, formerNspps: [], regencyCode: regency.code, status: "ACTIVE", mergedIntoId: null };
      }),
    );
  });
});
