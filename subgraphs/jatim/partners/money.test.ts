import fc from "fast-check";
import { rupiahOf, snapAmount } from "./money";

describe("an amount of SNAP", () => {
  it("is whole rupiah with two decimals, both ways", () => {
    expect(snapAmount(10_000n)).toEqual({ value: "10000.00", currency: "IDR" });
    fc.assert(
      fc.property(fc.bigInt(0n, 99_999_999_999_999n), (rupiah) => expect(rupiahOf(snapAmount(rupiah))).toBe(rupiah)),
      { seed: 20_300_310 },
    );
  });

  it("is read in no other form, since what looks alike may be another amount", () => {
    const wrong = [
      "10000",
      "10000.0",
      "10000.000",
      "10000.50",
      "10,000.00",
      "10.000,00",
      "010000.00",
      "-1.00",
      "+1.00",
      " 1.00",
      "1e4",
      "1e4.00",
      "",
      ".00",
      "100000000000000.00",
      "１.00",
      "1.00\n",
    ];
    for (const value of wrong) expect(rupiahOf({ value, currency: "IDR" })).toBeUndefined();
    for (const amount of [
      null,
      undefined,
      "10000.00",
      10_000,
      [],
      { value: 10_000, currency: "IDR" },
      { value: "1.00" },
    ])
      expect(rupiahOf(amount)).toBeUndefined();
    expect(rupiahOf({ value: "1.00", currency: "idr" })).toBeUndefined();
    expect(rupiahOf({ value: "1.00", currency: "IDR", more: 1 })).toBeUndefined();
  });

  it("is not written for less than nothing or more than fourteen digits", () => {
    expect(() => snapAmount(-1n)).toThrow(RangeError);
    expect(() => snapAmount(100_000_000_000_000n)).toThrow(RangeError);
  });
});
