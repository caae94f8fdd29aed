import { Kind } from "graphql";
import { Nspp, RegionCode, Rupiah } from "./scalars";

describe("Rupiah", () => {
  it("is a bigint inside and an exact JSON number outside", () => {
    expect(Rupiah.parseValue(24_875_000_000)).toBe(24_875_000_000n);
    expect(Rupiah.parseValue("400000000")).toBe(400_000_000n);
    expect(Rupiah.parseLiteral({ kind: Kind.INT, value: "9007199254740991" })).toBe(9007199254740991n);
    expect(Rupiah.serialize(-5n)).toBe(-5);
  });

  it.each([1.5, "1e3", 2 ** 53, "9007199254740993", null, true, {}, "", " 1"])("refuses %j", (value) => {
    expect(() => Rupiah.parseValue(value)).toThrow(/Expected a whole number of rupiah/);
  });
});

describe("Nspp and RegionCode", () => {
  it("take well-formed codes only", () => {
    expect(Nspp.parseValue("510032010103")).toBe("510032010103");
    for (const wrong of ["51003201010", "5100320101034", "51003201010a", 510032010103]) {
      expect(() => Nspp.parseValue(wrong)).toThrow(/12 digits/);
    }
    for (const code of ["32", "32.04", "32.04.10", "32.04.10.2001"]) expect(RegionCode.parseValue(code)).toBe(code);
    for (const wrong of ["3", "3204", "32.4", "32.04.10.20011", "32.04."]) {
      expect(() => RegionCode.parseValue(wrong)).toThrow(/region code/);
    }
  });
});
