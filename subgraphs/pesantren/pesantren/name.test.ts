import fc from "fast-check";
import { displayName } from "./name";

const SEED = 20181101;

describe("the displayed name", () => {
  it.each([
    ["Ma`Had El Wihdah", "Ma'had El Wihdah"],
    ["Nurul  Qur?An", "Nurul Qur'an"],
    ["Tarbiyatul Qur An", "Tarbiyatul Qur'an"],
    ["Arrofi`Iyah", "Arrofi'iyah"],
    ["Al Muttaba?", "Al Muttaba'"],
  ])("has the apostrophes of %s mended: %s", (published, name) => expect(displayName(published)).toBe(name));

  it.each([
    ["Al?Falah Cibeber", "Al-Falah Cibeber"],
    ["El ? Huda", "El-Huda"],
    ["Al - Idris", "Al-Idris"],
    ["An`Najah", "An-Najah"],
  ])("has the hyphen after the article of %s mended: %s", (published, name) =>
    expect(displayName(published)).toBe(name),
  );

  it.each([
    ["NURUL HIDAYAH", "Nurul Hidayah"],
    ["AL-QUR'AN AL-FALAH 2 NAGREG", "Al-Qur'an Al-Falah 2 Nagreg"],
    ["PP. ASSALAM", "PP. Assalam"],
    ["ma'had  'aly al aimmah", "Ma'had 'Aly Al Aimmah"],
    ["Al  Hidayah Ii", "Al Hidayah II"],
  ])("is %s in title case: %s", (published, name) => expect(displayName(published)).toBe(name));

  it.each(["Miftahul 'Ulum", "Pondok Modern MBS", "Al-Idrisiyyah", "Daarut Tauhid"])("leaves %s as it is", (name) =>
    expect(displayName(name)).toBe(name),
  );

  it("is not changed by being made twice", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z`'? -]{0,30}$/), (text) => {
        const once = displayName(text);
        expect(displayName(once)).toBe(once);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
