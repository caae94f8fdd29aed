import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../config";
import { Keyring } from "./keyring";
import { newKey, readKeys, writeKeys } from "./keyring-file";

describe("a keyring", () => {
  const folder = mkdtempSync(join(tmpdir(), "opop-keyring-"));
  const file = join(folder, "room.json");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("makes with the newest key that is in force, and checks with every one", () => {
    const [old, young, coming] = [-60_000, -1_000, 60_000].map((ms) => newKey("data", new Date(Date.now() + ms)));
    writeKeys(file, [young!, coming!, old!]);
    const keyring = new Keyring(file);
    expect(keyring.current("data").id).toBe(young!.id);
    expect(keyring.of("data")).toHaveLength(3);
    expect(keyring.find("data", coming!.id)?.secret).toHaveLength(32);
    expect(keyring.find("index", young!.id)).toBeUndefined();
    expect(() => keyring.current("audit")).toThrow(ConfigurationError);
  });

  it("reads its file again when it changes, and keeps what it has while the file is no keyring", () => {
    const now = jest.spyOn(Date, "now");
    try {
      const [one, two] = [newKey("index"), newKey("index")];
      writeKeys(file, [one]);
      const keyring = new Keyring(file);
      const later = (ms: number) => now.mockReturnValue(performance.timeOrigin + performance.now() + ms);
      writeKeys(file, [one, two]);
      later(2_000);
      expect(keyring.of("index")).toHaveLength(2);
      writeFileSync(file, "{ half");
      later(4_000);
      expect(keyring.of("index")).toHaveLength(2);
      writeKeys(file, [two]);
      later(6_000);
      expect(keyring.of("index").map(({ id }) => id)).toEqual([two.id]);
    } finally {
      now.mockRestore();
    }
  });

  it("says what is wrong with a file that it can't begin with", () => {
    expect(() => new Keyring(join(folder, "absent.json"))).toThrow(/KEYRING: .*absent\.json can't be read/);
  });

  it("begins with no key that is empty or too short, since anybody could sign with it", () => {
    for (const secret of ["", "!!!", randomBytes(31).toString("base64")]) {
      writeKeys(file, [{ ...newKey("request:room"), id: "k1", secret }]);
      expect(() => new Keyring(file)).toThrow(/the key k1 for request:room is not 32 bytes/);
    }
  });

  it.each(['{"keys":[{"secret":"c2VjcmV0" "id"', "{}", "null", "[]"])("quotes nothing of a broken file: %s", (text) => {
    writeFileSync(file, text);
    expect(() => new Keyring(file)).toThrow(/room\.json can't be read: it is no JSON with a list of keys$/);
    expect(() => readKeys(file)).toThrow(/room\.json can't be read: it is no JSON with a list of keys$/);
  });
});
