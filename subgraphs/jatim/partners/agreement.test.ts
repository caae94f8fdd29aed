import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../kit/config";
import { ensureTrialAgreement } from "../simulators/trial-agreements";
import { agreementWith, readAgreement } from "./agreement";

describe("an agreement with a partner", () => {
  const terms = { url: "http://127.0.0.1:1", notifyUrl: "", windowMs: 60_000, clocksDifferMs: 2_000 };
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "opop-agreement-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is made for trials with keys of its own, readable by its owner alone, and kept from start to start", () => {
    const simulatorFile = ensureTrialAgreement(folder, "bank", terms);
    const made = agreementWith("bank", { PARTNERS_FOLDER: folder });
    const simulator = readAgreement(simulatorFile);
    expect(made.secret.equals(simulator.secret)).toBe(true);
    expect(made.ownKey.equals(simulator.ownKey)).toBe(false);
    for (const file of [simulatorFile, join(folder, "bank.json")]) expect(statSync(file).mode & 0o777).toBe(0o600);
    ensureTrialAgreement(folder, "bank", { ...terms, url: "http://127.0.0.1:2", windowMs: 1_000 });
    const again = agreementWith("bank", { PARTNERS_FOLDER: folder });
    expect(again).toMatchObject({ url: "http://127.0.0.1:2", windowMs: 1_000 });
    expect(again.secret.equals(made.secret)).toBe(true);
    ensureTrialAgreement(folder, "vehicle-office", terms);
    expect(agreementWith("vehicle-office", { PARTNERS_FOLDER: folder }).secret.equals(made.secret)).toBe(false);
  });

  it("is asked for by the setting that names it", () => {
    expect(() => agreementWith("bank", {})).toThrow(/PARTNERS_FOLDER is not set/);
    expect(() => agreementWith("bank", { PARTNERS_FOLDER: folder })).toThrow(/bank\.json can't be used: ENOENT/);
  });

  it("says what is wrong with it, and quotes nothing of it", () => {
    ensureTrialAgreement(folder, "bank", terms);
    const file = join(folder, "bank.json");
    const right = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    for (const [field, value] of [
      ["secret", "too-short"],
      ["channelId", "secret-9"],
      ["windowMs", -1],
      ["url", "http://x/"],
    ]) {
      writeFileSync(file, JSON.stringify({ ...right, [field as string]: value }));
      expect(() => readAgreement(file)).toThrow(ConfigurationError);
      expect(() => readAgreement(file)).toThrow(new RegExp(`can't be used: ${field}: expected`));
      expect(() => readAgreement(file)).not.toThrow(new RegExp(`json.*${value}`));
    }
    writeFileSync(file, '{"secret":"half');
    expect(() => readAgreement(file)).toThrow(/bank\.json can't be used: it is not JSON\.$/);
  });
});
