import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "../../kit/id";
import { importFile } from "../../kit/import/import";
import { testGraph, type TestGraph } from "../../kit/testing/graph";
import { registry } from "../pesantren/pesantren.reference";
import products from "../subgraph";
import { knownPesantren } from "../testing/fixture";
import { productsImport } from "./products.import";

const FIXTURE = join(__dirname, "testing", "katalog.csv");
const HEADER = "nspp,sku,name,field,price,unit";
/** Nobody listens at this address: the import goes on with the pesantren that the room knows. */
const NO_GATEWAY = "http://127.0.0.1:9/graphql";

describe("the import of products", () => {
  let test: TestGraph;
  let folder: string;
  beforeEach(async () => {
    process.env["GATEWAY_URL"] = NO_GATEWAY;
    test = await testGraph(products);
    folder = await mkdtemp(join(tmpdir(), "opop-import-"));
    for (const nspp of ["900000000001", "900000000002"]) await knownPesantren(test.db, { nspp });
    await knownPesantren(test.db, { nspp: "900000000004", formerNspps: ["900000000003"], regencyCode: "35.78" });
  });
  afterEach(async () => {
    await test.close();
    await rm(folder, { recursive: true });
  });

  const run = (file: string) => importFile(test.db, productsImport, { file, rejected: join(folder, "rejected.csv") });

  async function importLines(lines: readonly string[], header = HEADER, asOf = "2026-01-01") {
    const columns = Object.fromEntries(header.split(",").map((name) => [name, name]));
    await writeFile(join(folder, "file.csv"), `${[header, ...lines].join("\n")}\n`);
    await writeFile(join(folder, "mapping.json"), JSON.stringify({ source: "A catalogue", asOf, columns }));
    return importFile(test.db, productsImport, {
      file: join(folder, "file.csv"),
      mapping: join(folder, "mapping.json"),
    });
  }

  const stored = (sku: string, columns: string) => test.db.row(`SELECT ${columns} FROM product WHERE sku = $1`, [sku]);
  const certificates = () =>
    test.db.rows("SELECT kind, number, issued_on, expires_on FROM product_certificate ORDER BY kind, number");

  it("takes or rejects every row of the example for its reason", async () => {
    expect(await run(FIXTURE)).toMatchObject({
      rows: 10,
      added: 5,
      changed: 0,
      unchanged: 0,
      rejected: 5,
      faults: {
        BUSINESS_FIELD_UNKNOWN: 1,
        CERTIFICATE_NUMBER: 1,
        CERTIFICATE_NUMBER_MISSING: 1,
        DAY_INVALID: 1,
        NSPP_UNKNOWN: 1,
        NUMBER_INVALID: 1,
        PHOTO_ADDRESS: 1,
        VALUE_MISSING: 1,
      },
    });
    const rejected = (await readFile(join(folder, "rejected.csv"), "utf8")).trim().split("\n");
    expect(rejected.slice(1).map((line) => line.split(",")[0])).toEqual(["7", "8", "9", "10", "11"]);
  });

  it("keeps what the example says, amounts with points between the thousands and certificates included", async () => {
    await run(FIXTURE);
    expect(await stored("KRP-01", "name, field, price, unit, minimum_order, monthly_capacity, photos, trial")).toEqual({
      name: "Keripik Singkong Contoh",
      field: "FOOD_AND_BEVERAGE",
      price: 15000n,
      unit: "bungkus",
      minimum_order: 10,
      monthly_capacity: 2000,
      photos: ["https://foto.example.id/1.jpg", "https://foto.example.id/2.jpg"],
      trial: false,
    });
    expect(await stored("KPI-01", "price, regency_code, minimum_order")).toEqual({
      price: 45000n,
      regency_code: "35.78",
      minimum_order: 1,
    });
    expect(await certificates()).toEqual([
      { kind: "BPOM", number: "MD123456789012", issued_on: null, expires_on: "2029-01-31" },
      { kind: "HALAL", number: "ID00110000012345678", issued_on: null, expires_on: "2028-06-30" },
      { kind: "PIRT", number: "206320401000127", issued_on: null, expires_on: "2027-12-31" },
    ]);
  });

  it("changes nothing when the same file comes again", async () => {
    await run(FIXTURE);
    const before = await test.db.rows("SELECT * FROM product ORDER BY id");
    expect(await run(FIXTURE)).toMatchObject({ added: 0, changed: 0, unchanged: 5, rejected: 5 });
    expect(await test.db.rows("SELECT * FROM product ORDER BY id")).toEqual(before);
  });

  it("changes the product that has the SKU, and only what the file tells of", async () => {
    await importLines(["900000000001,A,Madu,FOOD_AND_BEVERAGE,50000,botol,90"], `${HEADER},monthlyCapacity`);
    expect(await importLines(["900000000001,A,Madu Hutan,FOOD_AND_BEVERAGE,60000,botol"])).toMatchObject({
      added: 0,
      changed: 1,
    });
    expect(await stored("A", "name, price, monthly_capacity")).toEqual({
      name: "Madu Hutan",
      price: 60000n,
      monthly_capacity: 90,
    });
  });

  it("leaves a later source's word alone", async () => {
    await importLines(["900000000001,A,Madu,FOOD_AND_BEVERAGE,50000,botol"], HEADER, "2026-02-01");
    expect(
      await importLines(["900000000001,A,Madu Lama,FOOD_AND_BEVERAGE,1,botol"], HEADER, "2025-02-01"),
    ).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await stored("A", "name")).toEqual({ name: "Madu" });
  });

  it("never overwrites what was changed by hand", async () => {
    await importLines(["900000000001,A,Madu,FOOD_AND_BEVERAGE,50000,botol"]);
    const { id } = (await stored("A", "id")) as { id: string };
    const { changeProduct } = await test.data<{ changeProduct: object }>(
      `mutation ($input: ChangeProductInput!) { changeProduct(input: $input) { __typename } }`,
      {
        input: {
          id,
          price: 55000,
          certificates: [{ kind: "HALAL", number: "ID00110000012345678" }],
          reason: "Harga baru",
        },
      },
    );
    expect(changeProduct).toEqual({ __typename: "Product" });
    const line = "900000000001,A,Madu Hutan,FOOD_AND_BEVERAGE,90000,botol,ID99999999999999999";
    expect(await importLines([line], `${HEADER},halalNumber`)).toMatchObject({ changed: 1 });
    expect(await stored("A", "name, price")).toEqual({ name: "Madu Hutan", price: 55000n });
    expect(await certificates()).toMatchObject([{ number: "ID00110000012345678" }]);
  });

  it("replaces certificates of the kinds that the file tells of, and no others", async () => {
    const header = `${HEADER},halalNumber,pirtNumber,pirtExpiresOn`;
    const product = "900000000001,A,Madu,FOOD_AND_BEVERAGE,50000,botol";
    await importLines([`${product},ID00110000012345678,206320401000127,2027-12-31`], header);
    expect(await importLines([`${product},ID00110000099999999`], `${HEADER},halalNumber`)).toMatchObject({
      changed: 1,
    });
    expect(await certificates()).toMatchObject([
      { kind: "HALAL", number: "ID00110000099999999" },
      { kind: "PIRT", number: "206320401000127", expires_on: "2027-12-31" },
    ]);
  });

  it("hears first what is new in the registry, if the gateway answers", async () => {
    const entry = { id: newId(), nspp: "900000000099", formerNspps: [], regencyCode: "32.04", status: "ACTIVE" };
    const page = { nodes: [{ ...entry, mergedIntoId: null }], pageInfo: { hasNextPage: false, endCursor: "one" } };
    const gateway = createServer((_, response) => response.end(JSON.stringify({ data: { pesantrenChanges: page } })));
    await new Promise<void>((ready) => gateway.listen(0, "127.0.0.1", ready));
    try {
      process.env["GATEWAY_URL"] = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/graphql`;
      expect(await importLines(["900000000099,A,Madu,FOOD_AND_BEVERAGE,50000,botol"])).toMatchObject({ added: 1 });
      expect(await stored("A", "pesantren_id")).toEqual({ pesantren_id: entry.id });
    } finally {
      gateway.close();
    }
  });

  it("files under the original what comes by the number of a duplicate, and finds what was filed before", async () => {
    const original = await knownPesantren(test.db, { nspp: "900000000011", regencyCode: "32.05" });
    const duplicate = await knownPesantren(test.db, { nspp: "900000000012" });
    await importLines(["900000000012,A,Madu,FOOD_AND_BEVERAGE,50000,botol"]);
    await test.db.inTransaction((tx) => registry.keep(tx, [{ ...duplicate, mergedIntoId: original.id }]));
    expect(
      await importLines([
        "900000000011,A,Madu Hutan,FOOD_AND_BEVERAGE,50000,botol",
        "900000000012,A,Madu Lain,FOOD_AND_BEVERAGE,50000,botol",
        "900000000012,B,Kopi,FOOD_AND_BEVERAGE,40000,bungkus",
      ]),
    ).toMatchObject({ added: 1, changed: 1, rejected: 1, faults: { SAME_PRODUCT_IN_FILE: 1 } });
    expect(await stored("A", "name")).toEqual({ name: "Madu Hutan" });
    expect(await stored("B", "pesantren_id, regency_code")).toEqual({
      pesantren_id: original.id,
      regency_code: "32.05",
    });
  });
});
