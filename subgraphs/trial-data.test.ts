import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { loadRoom, roomNames } from "./kit/rooms";
import { TestKeys } from "./kit/testing/keys";
import { testDatabase, type TestDatabase } from "./kit/testing/database";

/** The command as `npm run trial-data` runs it; `npm test` builds it first. */
const COMMAND = resolve(__dirname, "..", "dist", "subgraphs", "trial-data.js");

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ failed: boolean; out: string; err: string }>((done) =>
    execFile(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
      done({ failed: error !== null, out, err }),
    ),
  );
}

describe("npm run trial-data", () => {
  describe("with databases that are named", () => {
    const rooms = roomNames()
      .map(loadRoom)
      .filter(({ definition }) => definition.trialData);
    let databases: TestDatabase[];
    let env: NodeJS.ProcessEnv;
    beforeEach(async () => {
      databases = await Promise.all(rooms.map((room) => testDatabase(room)));
      env = Object.fromEntries(rooms.map(({ name }, at) => [`${name.toUpperCase()}_DATABASE_URL`, databases[at]!.url]));
      env["KEYRING"] = new TestKeys(["any"]).file("any");
    });
    afterEach(() => Promise.all(databases.map((each) => each.close())));

    it("fills every room, says that there is nothing to do when called again, and takes all of it out", async () => {
      const args = ["--pesantren", "40", "--seed", "7", "--products-per-pesantren", "2"];
      const filled = await run(args, env);
      expect(filled).toMatchObject({ failed: false });
      expect(filled.out).toContain("pesantren: new: pesantren 40, pesantren_nspp 40, santri_count 40");
      expect(filled.out).toContain("products: new: pesantren_reference 40, pesantren_number 40, product 80");
      const again = await run(args, env);
      expect(again.out.match(/: nothing to do, all was as it should be/g)).toHaveLength(rooms.length);
      const removed = await run(["--seed", "7", "--remove"], env);
      expect(removed.out).toMatch(/^pesantren: deleted: .*pesantren 40 /);
      expect(removed.out).toMatch(/^products: deleted: .*product 80, /m);
    });
  });

  it.each([
    [["--pesantren", "0"], '--pesantren must be a whole number from 1 to 1000000; it is "0".'],
    [["--seed", "1e3"], '--seed must be a whole number from 0 to 99999; it is "1e3".'],
    [
      ["--products-per-pesantren", "101"],
      '--products-per-pesantren must be a whole number from 0 to 100; it is "101".',
    ],
    [["--what"], "Unknown option '--what'"],
    [["much"], "Unexpected argument 'much'"],
  ])("refuses %j with what was expected", async (args, message) => {
    const { failed, err } = await run(args);
    expect(failed).toBe(true);
    expect(err).toContain(message);
    expect(err).toContain("Usage:");
  });

  it("refuses where NODE_ENV is production", async () => {
    const { failed, err } = await run([], { NODE_ENV: "production" });
    expect(failed).toBe(true);
    expect(err).toContain("Trial data is refused where NODE_ENV is production");
  });
});
