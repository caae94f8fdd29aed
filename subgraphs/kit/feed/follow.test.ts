import pino from "pino";
import { Registry } from "prom-client";
import { testDatabase, type TestDatabase } from "../testing/database";
import { sampleRoom } from "../testing/sample-room";
import { follow, type Feed } from "./follow";
import { FeedGateway } from "./testing/feed-gateway";

interface Lamp {
  readonly watts: number;
}

const log = pino({ level: "silent" });

describe("following a feed", () => {
  let test: TestDatabase;
  let gateway: FeedGateway<Lamp>;
  let gatewayUrl: string;

  beforeEach(async () => {
    [test, gateway] = [await testDatabase(sampleRoom), new FeedGateway<Lamp>()];
    gatewayUrl = await gateway.start();
  });
  afterEach(async () => {
    await gateway.stop();
    await test.close();
  });

  const lamps = (onPage: () => void = () => {}): Feed<Lamp> => ({
    name: "lamps",
    query: "query ($after: String) { lamps(after: $after) { nodes { watts } pageInfo { hasNextPage endCursor } } }",
    apply: async (tx, nodes) => {
      await tx.rows("INSERT INTO lamp (watts) SELECT unnest($1::bigint[])", [nodes.map((each) => each.watts)]);
      onPage();
    },
  });
  const taken = async () =>
    (await test.db.rows<{ watts: bigint }>("SELECT watts FROM lamp ORDER BY watts")).map((row) => Number(row.watts));
  const grow = (count: number) => {
    for (let at = 0; at < count; at++) gateway.feed.push({ watts: gateway.feed.length });
  };
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

  it("takes over page after page, and later only what is new", async () => {
    const follower = follow(test.db, lamps(), { gatewayUrl, log });
    grow(7);
    await follower.catchUp();
    expect(await taken()).toEqual(upTo(7));
    await follower.catchUp();
    grow(2);
    await follower.catchUp();
    expect(await taken()).toEqual(upTo(9));
  });

  it("takes each page over exactly once, whatever fails in between", async () => {
    grow(20);
    let pages = 0;
    const feed = lamps(() => {
      if (++pages % 2 === 0) throw new Error("killed");
    });
    for (let tries = 0; tries < 20; tries++)
      await follow(test.db, feed, { gatewayUrl, log })
        .catchUp()
        .catch(() => {});
    expect(await taken()).toEqual(upTo(20));
  });

  it("takes each page over once when several processes of a room follow at once", async () => {
    grow(20);
    await Promise.all([1, 2, 3, 4].map(() => follow(test.db, lamps(), { gatewayUrl, log }).catchUp()));
    expect(await taken()).toEqual(upTo(20));
  });

  it("says why when it can't catch up, and goes on by itself when the feed is back", async () => {
    grow(4);
    gateway.failing = true;
    const follower = follow(test.db, lamps(), { gatewayUrl, log, everyMs: 5 });
    await expect(follower.catchUp()).rejects.toThrow("the registry is down");
    follower.start();
    gateway.failing = false;
    while ((await taken()).length < 4) await new Promise((wait) => setTimeout(wait, 5));
    await follower.stop();
    grow(1);
    expect(await taken()).toEqual(upTo(4));
  });

  it("says who asks, if it is somebody", async () => {
    await follow(test.db, lamps(), { gatewayUrl, log }).catchUp();
    expect(gateway.authorization).toBeUndefined();
    const authorization = () => Promise.resolve("Bearer lamps");
    await follow(test.db, lamps(), { gatewayUrl, log, authorization }).catchUp();
    expect(gateway.authorization).toBe("Bearer lamps");
  });

  it("lets all who ask while it looks share the next look", async () => {
    const follower = follow(test.db, lamps(), { gatewayUrl, log });
    grow(1);
    await Promise.all(Array.from({ length: 50 }, () => follower.catchUp()));
    expect(gateway.asked).toBe(1);
    await follower.catchUp();
    expect(gateway.asked).toBe(2);
  });

  it("keeps nobody waiting longer than they said, and goes on behind them", async () => {
    const follower = follow(test.db, lamps(), { gatewayUrl, log });
    let answer = () => {};
    gateway.wait = new Promise((done) => (answer = done));
    grow(2);
    await follower.catchUp(1);
    expect(await taken()).toEqual([]);
    answer();
    await follower.catchUp();
    expect(await taken()).toEqual(upTo(2));
  });

  it("stops at once while the gateway keeps it waiting", async () => {
    const follower = follow(test.db, lamps(), { gatewayUrl, log });
    gateway.wait = new Promise(() => {});
    follower.start();
    while (gateway.asked === 0) await new Promise((wait) => setTimeout(wait, 5));
    await follower.stop();
    expect(await taken()).toEqual([]);
  });

  it("shows when it last had everything, for two feeds of a room beside each other", async () => {
    const metrics = new Registry();
    await follow(test.db, lamps(), { gatewayUrl, log, metrics }).catchUp();
    await follow(test.db, { ...lamps(), name: "more lamps" }, { gatewayUrl, log, metrics }).catchUp();
    const shown = await metrics.metrics();
    expect(shown).toMatch(/feed_caught_up_timestamp_seconds\{feed="lamps"\} 1\d{9}/);
    expect(shown).toMatch(/feed_caught_up_timestamp_seconds\{feed="more lamps"\} 1\d{9}/);
  });
});
