import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { importFile } from "../../kit/import/import";
import { testDatabase, type TestDatabase } from "../../kit/testing/database";
import pesantren from "../subgraph";
import { pesantrenImport } from "./pesantren.import";

const FOLDER = resolve(process.env["OPOP_SHARED_DATA"] ?? "../shared/data");
const FILES = {
  jabar: resolve(FOLDER, "pesantren-32-jawa-barat.csv"),
  jatim: resolve(FOLDER, "pesantren-35-jawa-timur.csv"),
};
const isThere = Object.values(FILES).every((file) => existsSync(file));
const name = "the public directory of two provinces";

if (isThere) {
  describe(name, () => {
    let test: TestDatabase;
    beforeAll(async () => (test = await testDatabase(pesantren)));
    afterAll(() => test.close());
    const run = (file: string, options = {}) => importFile(test.db, pesantrenImport, { file, ...options });
    const physicalRows = () => test.db.rows("SELECT xmin::text, ctid::text, id FROM pesantren ORDER BY id");

    it("changes nothing in a dry run, and counts as if it did", async () => {
      expect(await run(FILES.jabar, { dryRun: true })).toMatchObject({ rows: 8410, added: 8410, rejected: 0 });
      expect(await physicalRows()).toEqual([]);
    });

    it("takes every row of Jawa Barat and flags what is odd", async () => {
      expect(await run(FILES.jabar)).toMatchObject({
        rows: 8410,
        added: 8410,
        changed: 0,
        unchanged: 0,
        rejected: 0,
        repeats: 0,
        flagged: 14,
        flags: { NAME_CUT: 11, NSPP_REGION_DIFFERS: 3 },
        source: { asOf: "2021-07-18" },
      });
    });

    it("takes every row of Jawa Timur and flags what is odd", async () => {
      expect(await run(FILES.jatim)).toMatchObject({
        rows: 4692,
        added: 4692,
        rejected: 0,
        flagged: 41,
        flags: { NAME_CUT: 11, NSPP_REGION_DIFFERS: 30 },
      });
    });

    it("changes not one row when the same files are imported again", async () => {
      const before = await physicalRows();
      for (const file of Object.values(FILES)) {
        expect(await run(file)).toMatchObject({ added: 0, changed: 0, rejected: 0 });
      }
      expect(await physicalRows()).toEqual(before);
    });

    it("keeps names as published, and says no address where there is only a dash", async () => {
      const counts = await test.db.row(`
        SELECT count(*)::int AS all, count(*) FILTER (WHERE published_name LIKE '%\`%')::int AS backticks,
          count(*) FILTER (WHERE name LIKE '%\`%')::int AS shown, count(*) FILTER (WHERE address IS NULL)::int AS "noAddress",
          count(*) FILTER (WHERE address !~ '[[:alnum:]]')::int AS "emptyAddress",
          count(DISTINCT regency_code)::int AS regencies FROM pesantren`);
      expect(counts).toEqual({ all: 13102, backticks: 930, shown: 0, noAddress: 68, emptyAddress: 0, regencies: 65 });
    });
  });
} else {
  describe(name, () => {
    it(`is absent (${FOLDER}; set OPOP_SHARED_DATA): its tests are skipped`, () => {
      process.stderr.write(`The public directory is not in ${FOLDER}: the tests on real files are skipped.\n`);
    });
  });
}
