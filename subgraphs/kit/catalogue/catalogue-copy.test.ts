import pino from "pino";
import { roomOfTables } from "../testing/room-of-tables";
import { FeedGateway } from "../feed/testing/feed-gateway";
import { newId } from "../id";
import { testDatabase, type TestDatabase } from "../testing/database";
import { knownProduct } from "../testing/registry";
import { catalogueCopy, type CatalogueEntry } from "./catalogue-copy";
import { CATALOGUE_COPY_TABLES } from "./catalogue-copy.tables";

const log = pino({ level: "silent" });
const room = roomOfTables("catalogue_copy", CATALOGUE_COPY_TABLES);

describe("a copy of the catalogue", () => {
  let test: TestDatabase;
  let gateway: FeedGateway<CatalogueEntry>;
  const catalogue = catalogueCopy("copies");

  beforeEach(async () => {
    test = await testDatabase(room);
    gateway = new FeedGateway();
    process.env["GATEWAY_URL"] = await gateway.start();
  });
  afterEach(async () => {
    delete process.env["GATEWAY_URL"];
    await gateway.stop();
    await test.close();
  });

  const find = (id: string) => catalogue.find({ db: test.db, log }, id);

  it("knows a product with its best photo and its price to the rupiah", async () => {
    const { photos, ...entry } = await knownProduct(catalogue, test.db, {
      description: "Renyah",
      price: Number.MAX_SAFE_INTEGER,
      monthlyCapacity: 40,
      photos: ["https://example.id/a.jpg", "https://example.id/b.jpg"],
    });
    expect(await find(entry.id)).toEqual({ ...entry, price: BigInt(Number.MAX_SAFE_INTEGER), photo: photos[0] });
  });

  it("follows every later change, also to nothing", async () => {
    const entry = await knownProduct(catalogue, test.db, {
      description: "Renyah",
      photos: ["https://example.id/a.jpg"],
    });
    await knownProduct(catalogue, test.db, {
      ...entry,
      description: null,
      price: 1,
      photos: [],
      status: "WITHDRAWN",
    });
    expect(await find(entry.id)).toMatchObject({ description: null, price: 1n, photo: null, status: "WITHDRAWN" });
    expect(await test.db.rows("SELECT FROM product_reference")).toHaveLength(1);
  });

  it("reads the feed once before it says that it knows no product", async () => {
    catalogue.follow(test.db, log);
    const entry: CatalogueEntry = { ...SOAP, id: newId(), pesantrenId: newId() };
    gateway.feed.push(entry);
    expect(await find(entry.id)).toMatchObject({ id: entry.id, pesantrenId: entry.pesantrenId });
    expect(gateway.asked).toBe(1);
    expect(await find(newId())).toBeNull();
    expect(await find("no id")).toBeNull();
    expect(gateway.asked).toBe(2);
  });

  it("is written for the whole nation, and by no province", async () => {
    const entry = await knownProduct(catalogue, test.db);
    const db = test.db.root.as({ province: "32" });
    await expect(knownProduct(catalogue, db, entry)).rejects.toThrow("a row of another province can't be written");
    expect(await catalogue.find({ db, log }, entry.id)).toMatchObject({ id: entry.id });
  });
});

const SOAP: Omit<CatalogueEntry, "id" | "pesantrenId"> = {
  name: "Sabun",
  description: null,
  field: "OTHER",
  price: 9_000,
  unit: "batang",
  monthlyCapacity: null,
  photos: [],
  status: "ACTIVE",
};
