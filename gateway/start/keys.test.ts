import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requestToken } from "../../subgraphs/kit/identity/machine-token";
import { keyringFile } from "../../subgraphs/kit/keys/house-keys";
import { Keyring } from "../../subgraphs/kit/keys/keyring";
import { readKeys, writeKeys } from "../../subgraphs/kit/keys/keyring-file";
import { SmallHouse, type Start } from "./testing/small-house";

describe("npm run keys", () => {
  let house: SmallHouse;
  let running: Start;
  beforeAll(async () => {
    house = await SmallHouse.build();
    running = house.start();
    await running.says("ready http");
  });
  afterAll(async () => {
    await running.signal("SIGTERM");
    await house.remove();
  });

  const file = (process: string) => keyringFile(join(house.folder, ".opop", "keys"), process);
  const idsOf = (process: string, use: string) =>
    readKeys(file(process))
      .filter((key) => key.use === use)
      .map(({ id }) => id);
  const keys = async (...args: string[]) => {
    const { stdout, stderr } = await house.run("subgraphs/keys", args);
    expect(stderr).toBe("");
    return stdout;
  };
  /** A key can be retired as soon as the newer one counts. */
  const retire = async (kind: string, room: string) => {
    while (!(await keys("rotate", kind, room, "--retire")).includes("retired")) await sleep(200);
  };

  it("rotates the keys of requests while requests flow, and none of them is refused", async () => {
    const url = `http://127.0.0.1:${house.ports.PORT}/graphql`;
    const ask = async () => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body: '{"query":"{ lamps oil }"}' });
      const { errors } = (await response.json()) as { errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
    };
    let [rotating, asked] = [true, 0];
    const flow = async () => {
      for (; rotating; asked++) await ask();
    };
    const flows = Promise.all([flow(), flow()]);
    const before = idsOf("lamps", "request:lamps");
    await keys("rotate", "request");
    expect(idsOf("lamps", "request:lamps")).toEqual([...before, expect.any(String)]);
    await retire("request", "lamps");
    await retire("request", "oil");
    expect(idsOf("lamps", "request:lamps")).toHaveLength(1);
    expect(idsOf("lamps", "request:lamps")).toEqual(idsOf("gateway", "request:lamps"));
    expect(idsOf("lamps", "request:lamps")).not.toEqual(before);
    // What the processes hold of the retired keys is gone a second later: look on for some time after that.
    for (let looks = 0; looks < 15; looks++) await Promise.all([ask(), sleep(100)]);
    rotating = false;
    await flows;
    expect(asked).toBeGreaterThan(100);
  });

  it("rotates the key by which a room identifies itself, and the running issuer takes the new one and no retired one", async () => {
    const tokenBy = (keyring: string) =>
      requestToken(
        { issuer: `http://127.0.0.1:${house.ports.ISSUER_PORT}`, clientId: "room-oil", keyring: new Keyring(keyring) },
        { audience: "urn:opop:graph", scope: "feed:read" },
      );
    const old = join(house.folder, "old.json");
    writeKeys(old, readKeys(file("oil")));
    expect(await keys("rotate", "client", "oil")).toMatch(/^room-oil at the issuer: \{"keys":\[\{.*\},\{.*\}\]\}$/m);
    await expect(tokenBy(old)).resolves.toMatchObject({ scope: "feed:read" });
    await retire("client", "oil");
    await expect(tokenBy(file("oil"))).resolves.toMatchObject({ scope: "feed:read" });
    await expect(tokenBy(old)).rejects.toMatchObject({ error: "invalid_client" });
  });

  it("makes keyrings for production, prints the public keys to register, and changes none that is there", async () => {
    const folder = join(house.folder, "keys");
    const printed = await keys("create", "--folder", folder);
    expect(JSON.parse(printed)).toEqual({
      "room-lamps": { keys: [expect.objectContaining({ kty: "EC", alg: "ES256", use: "sig" })] },
      "room-oil": { keys: [expect.objectContaining({ kty: "EC", alg: "ES256", use: "sig" })] },
    });
    expect(printed).not.toContain('"d"');
    expect(await keys("create", "--folder", folder)).toBe(printed);
    expect(readKeys(keyringFile(folder, "gateway")).map(({ use }) => use)).toEqual(["request:lamps", "request:oil"]);
  });

  it("adds a key for data, which it never retires, and says what is wrong with a command", async () => {
    const before = idsOf("oil", "data");
    await keys("rotate", "data", "oil", "--in", "60");
    expect(idsOf("oil", "data")).toEqual([...before, expect.any(String)]);
    const fails = async (...args: string[]) => (await house.run("subgraphs/keys", args)).stderr;
    expect(await fails("rotate", "data", "--retire")).toMatch(/^Keys for data are not retired/);
    expect(await fails("rotate", "data", "none")).toBe("There is no room none. There are: lamps, oil.\n");
    expect(await fails("rotate", "data", "--in", "1")).toMatch(/^--in must be a whole number from 5 to 86400/);
    expect(await fails("rotate", "request", "--folder", "nowhere")).toMatch(/^There is no keyring \S+lamps\.json/);
    expect(await fails("turn")).toMatch(/^Usage: /);
  });
});
