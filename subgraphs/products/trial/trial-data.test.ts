import { testDatabase, type TestDatabase } from "../../kit/testing/database";
import { emptyRoom, fillRoom } from "../../kit/trial/trial-data";
import { trialPesantren } from "../../kit/trial/trial-pesantren";
import { faultsOf } from "../catalogue/product.rules";
import { registry } from "../pesantren/pesantren.reference";
import products from "../subgraph";
import { knownPesantren } from "../testing/fixture";
import { productsTrialData } from "./trial-data";

const AMOUNT = { seed: 7, pesantren: 300, productsPerPesantren: 5 };
const TABLES = {
  pesantren_reference: " - 'name'",
  pesantren_number: "",
  product: " - 'created_at' - 'updated_at' - 'changed_in'",
  product_certificate: "",
};
const ALL_ROWS = `${Object.entries(TABLES)
  .map(([table, but]) => `SELECT '${table}' AS table, to_jsonb(each)${but} AS row FROM ${table} each`)
  .join(" UNION ALL ")} ORDER BY 1, 2`;

describe("the catalogue's trial data", () => {
  let test: TestDatabase;
  beforeEach(async () => void (test = await testDatabase(products)));
  afterEach(() => test.close());

  it("has products of every field for pesantren of several provinces, marked", async () => {
    const added = await fillRoom(test.db, productsTrialData, AMOUNT);
    expect(added).toMatchObject({ pesantren_reference: 300, pesantren_number: 300, product: 1500 });
    expect(added["product_certificate"]).toBeGreaterThan(0);
    expect(
      await test.db.row(`
        SELECT count(DISTINCT field)::int AS fields, count(DISTINCT left(regency_code, 2)) > 3 AS provinces,
          bool_and(trial AND source = 'trial-data seed 7') AS marked FROM product`),
    ).toEqual({ fields: 9, provinces: true, marked: true });
  });

  it("obeys the catalogue's rules", async () => {
    await fillRoom(test.db, productsTrialData, AMOUNT);
    const rows = await test.db.rows(`
      SELECT sku, name, description, price, unit, minimum_order AS "minimumOrder", monthly_capacity AS "monthlyCapacity", photos,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'number', number)), '[]') FROM product_certificate WHERE product_id = product.id) AS certificates
      FROM product`);
    expect(rows.flatMap((row) => faultsOf(row))).toEqual([]);
  });

  it("changes nothing when it comes again, and adds what more is asked for", async () => {
    await fillRoom(test.db, productsTrialData, { ...AMOUNT, productsPerPesantren: 2 });
    const few = await test.db.rows<{ row: object }>(ALL_ROWS);
    expect(await fillRoom(test.db, productsTrialData, { ...AMOUNT, productsPerPesantren: 2 })).toEqual({});
    expect(await test.db.rows(ALL_ROWS)).toEqual(few);
    expect(await fillRoom(test.db, productsTrialData, AMOUNT)).toMatchObject({ product: 900 });
    const all = new Set((await test.db.rows<{ row: object }>(ALL_ROWS)).map(({ row }) => JSON.stringify(row)));
    expect(few.filter(({ row }) => !all.has(JSON.stringify(row)))).toEqual([]);
  });

  it("is left as it is by the registry's feed, whichever came first", async () => {
    const entries = Array.from({ length: 300 }, (_, index) => {
      const { id, nspp, regency } = trialPesantren(7, index);
      return {
        id,
        nspp,
        formerNspps: [],
        name: "x",
        regencyCode: regency.code,
        districtCode: null,
        status: "ACTIVE",
        mergedIntoId: null,
        latitude: null,
        longitude: null,
      };
    });
    await fillRoom(test.db, productsTrialData, AMOUNT);
    const filled = await test.db.rows(ALL_ROWS);
    await test.db.inTransaction((tx) => registry.keep(tx, entries));
    expect(await test.db.rows(ALL_ROWS)).toEqual(filled);
    await emptyRoom(test.db, productsTrialData, 7);
    await test.db.inTransaction((tx) => registry.keep(tx, entries));
    await fillRoom(test.db, productsTrialData, AMOUNT);
    expect(await test.db.rows(ALL_ROWS)).toEqual(filled);
  });

  it("is removed alone, beside another seed and real data", async () => {
    await knownPesantren(test.db);
    await fillRoom(test.db, productsTrialData, { ...AMOUNT, seed: 8, pesantren: 20 });
    const before = await test.db.rows(ALL_ROWS);
    const added = await fillRoom(test.db, productsTrialData, AMOUNT);
    expect(await emptyRoom(test.db, productsTrialData, 7)).toEqual(added);
    expect(await test.db.rows(ALL_ROWS)).toEqual(before);
    expect(await emptyRoom(test.db, productsTrialData, 7)).toEqual({});
  });
});
