import pino from "pino";
import { roomOfTables } from "../testing/room-of-tables";
import { FeedGateway } from "../feed/testing/feed-gateway";
import { newId } from "../id";
import { testDatabase, type TestDatabase } from "../testing/database";
import { knownPesantren } from "../testing/registry";
import { registryCopy, type RegistryCopy, type RegistryEntry } from "./registry-copy";
import { REGISTRY_COPY_TABLES } from "./registry-copy.tables";

const log = pino({ level: "silent" });
const room = roomOfTables("registry_copy", REGISTRY_COPY_TABLES);
const REFUSED = "a row of another province can't be written";

describe("a copy of the registry", () => {
  let test: TestDatabase;
  let gateway: FeedGateway<RegistryEntry>;
  let registry: RegistryCopy;

  beforeEach(async () => {
    test = await testDatabase(room);
    gateway = new FeedGateway();
    process.env["GATEWAY_URL"] = await gateway.start();
    registry = registryCopy("copies");
  });
  afterEach(async () => {
    delete process.env["GATEWAY_URL"];
    await gateway.stop();
    await test.close();
  });

  const context = () => ({ db: test.db, log });
  const known = (change: Partial<RegistryEntry> = {}) => knownPesantren(registry, test.db, change);

  it("knows a pesantren by its id, its number and its former numbers", async () => {
    const entry = await known({ nspp: "900000000021", formerNspps: ["900000000022"], name: "Al Contoh" });
    const expected = {
      id: entry.id,
      originalId: entry.id,
      nspp: "900000000021",
      name: "Al Contoh",
      regencyCode: "32.04",
      districtCode: "32.04.05",
      status: "ACTIVE",
    };
    expect(await registry.find(context(), entry.id)).toEqual(expected);
    expect(await registry.findByNspp(context(), "900000000021")).toEqual(expected);
    expect(await registry.findByNspp(context(), "900000000022")).toEqual(expected);
  });

  it("leads a merged duplicate to its original, whichever the feed told first", async () => {
    const originalId = newId();
    const duplicate = await known({ mergedIntoId: originalId });
    expect(await registry.find(context(), duplicate.id)).toMatchObject({ id: duplicate.id, originalId });
    await known({ id: originalId });
    expect(await registry.find(context(), originalId)).toMatchObject({ id: originalId, originalId });
  });

  it("follows every later change, and tells the room which pesantren these were", async () => {
    const told: (readonly string[])[] = [];
    registry = registryCopy("copies", { moved: (_tx, ids) => Promise.resolve(void told.push(ids)) });
    const entry = await known({ latitude: -7.1, longitude: 107.4 });
    await known({ ...entry, nspp: "900000000031", formerNspps: [entry.nspp], regencyCode: "32.05", latitude: null });
    expect(told).toEqual([[entry.id], [entry.id]]);
    expect(await registry.findByNspp(context(), entry.nspp)).toMatchObject({
      nspp: "900000000031",
      regencyCode: "32.05",
    });
    expect(await test.db.rows("SELECT latitude, longitude FROM pesantren_reference")).toEqual([
      { latitude: null, longitude: 107.4 },
    ]);
  });

  it("takes nothing over if what the room does besides fails", async () => {
    registry = registryCopy("copies", { moved: () => Promise.reject(new Error("the room is full")) });
    await expect(known()).rejects.toThrow("the room is full");
    expect(await test.db.rows("SELECT FROM pesantren_reference")).toEqual([]);
  });

  it("reads the feed once before it says that it knows nobody of an id or a number", async () => {
    const entry = await knownElsewhere();
    registry.follow(test.db, log);
    gateway.feed.push(entry);
    expect(await registry.find(context(), entry.id)).toMatchObject({ id: entry.id });
    expect(gateway.asked).toBe(1);
    const later = await knownElsewhere();
    gateway.feed.push(later);
    expect(await registry.findByNspp(context(), later.nspp)).toMatchObject({ id: later.id });
    expect(await registry.find(context(), newId())).toBeNull();
    expect(gateway.asked).toBe(3);
    await registry.find(context(), entry.id);
    expect(gateway.asked).toBe(3);
  });

  it("asks nobody for what can't be an id or a number", async () => {
    registry.follow(test.db, log);
    test.statements.length = 0;
    expect(await registry.find(context(), "1' OR true")).toBeNull();
    expect(await registry.findByNspp(context(), "12")).toBeNull();
    expect([gateway.asked, test.statements]).toEqual([0, []]);
  });

  it("says that it knows nobody while the gateway does not answer, and goes on without it", async () => {
    gateway.failing = true;
    registry.follow(test.db, log);
    expect(await registry.find(context(), newId())).toBeNull();
    await registry.catchUp(test.db);
    gateway.failing = false;
    gateway.feed.push(await knownElsewhere());
    await registry.catchUp(test.db);
    expect(await test.db.rows("SELECT FROM pesantren_reference")).toHaveLength(1);
  });

  it("is written for the whole nation, and by no province", async () => {
    const entry = await known();
    for (const province of ["32", ""]) {
      const db = test.db.root.as({ province });
      await expect(knownPesantren(registry, db, { id: entry.id })).rejects.toThrow(REFUSED);
      expect(await registry.find({ db, log }, entry.id)).toMatchObject({ id: entry.id });
    }
  });

  /** An entry of which only the feed knows so far. */
  async function knownElsewhere(): Promise<RegistryEntry> {
    const other = await testDatabase(room);
    const entry = await knownPesantren(registry, other.db);
    await other.close();
    return entry;
  }
});
