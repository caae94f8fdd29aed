import { nikFault } from "./nik";

describe("a NIK", () => {
  it("has 16 digits with a birth date in its middle, to whose day 40 is added for women", () => {
    for (const nik of ["9999990101900001", "9999997112850002", "9999992902000003", "9999996902960001"])
      expect(nikFault(nik)).toBeUndefined();
    for (const nik of ["", "999999010190001", "99999901019000011", "99999901019000a1", " 999999010190001"])
      expect(nikFault(nik)).toBe("LENGTH");
    const dates = ["000190", "320190", "400190", "720190", "800190", "990190", "010090", "011390", "300290", "290201"];
    for (const date of dates) expect([date, nikFault(`999999${date}0001`)]).toEqual([date, "BIRTH_DATE"]);
    expect(nikFault("9999990101900000")).toBe("SERIAL");
  });
});
