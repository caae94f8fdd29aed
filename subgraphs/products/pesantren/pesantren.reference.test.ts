import type { QueryRunner } from "typeorm";
import pino from "pino";
import { testDatabase } from "../../kit/testing/database";
import { References1700000320000 } from "../migrations/references.migration";
import products from "../subgraph";
import { knownPesantren } from "../testing/fixture";
import { registry } from "./pesantren.reference";

describe("a copy of the registry that is older than names and places", () => {
  it("is read anew, and goes on with what it knew until then", async () => {
    const test = await testDatabase(products);
    const { id, nspp } = await knownPesantren(test.db);
    const runner = { query: (text: string) => test.asSuperuser(text) } as unknown as QueryRunner;
    await new References1700000320000().down(runner);
    await test.asSuperuser("INSERT INTO feed_cursor (feed, cursor) VALUES ('pesantren', 'x')");
    await new References1700000320000().up(runner);
    const context = { db: test.db, log: pino({ level: "silent" }) };
    expect(await registry.find(context, id)).toMatchObject({ id, name: null, nspp: null, regencyCode: "32.04" });
    expect(await test.db.rows("SELECT FROM feed_cursor")).toEqual([]);
    await knownPesantren(test.db, { id, nspp, name: "Al Contoh" });
    expect(await registry.find(context, id)).toMatchObject({ name: "Al Contoh", nspp });
    await test.close();
  });
});
