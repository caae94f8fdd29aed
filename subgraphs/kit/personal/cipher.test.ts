import fc from "fast-check";
import { newKey, readKeys, writeKeys } from "../keys/keyring-file";
import { Keyring } from "../keys/keyring";
import { TestKeys } from "../testing/keys";
import { blindIndex, indexForms, personalDigest } from "./blind-index";
import { CipherError, decrypt, encrypt, type Cell } from "./cipher";
import { lastDigits } from "./mask";

const SEED = { seed: 20261123 };
const file = new TestKeys(["room"]).file("room");
const keyring = new Keyring(file);
const cell: Cell = { table: "person", column: "nik", id: "0190a0a0-0000-7000-8000-000000000001" };

describe("an encrypted value", () => {
  it("is read again as it was, whatever text it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(decrypt(keyring, cell, encrypt(keyring, cell, text))).toBe(Buffer.from(text).toString());
      }),
      SEED,
    );
  });

  it("is refused with any bit of it flipped, and cut anywhere", () => {
    const value = encrypt(keyring, cell, "9999990101000001");
    for (let bit = 0; bit < value.length * 8; bit++) {
      const forged = Buffer.from(value);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => decrypt(keyring, cell, forged)).toThrow(CipherError);
    }
    for (let length = 0; length < value.length; length++)
      expect(() => decrypt(keyring, cell, value.subarray(0, length))).toThrow(CipherError);
  });

  it("is refused in another row, column or table", () => {
    const elsewhere = fc.record({ table: fc.string(), column: fc.string(), id: fc.uuid() });
    const value = encrypt(keyring, cell, "9999990101000001");
    fc.assert(
      fc.property(elsewhere, (other) => {
        for (const change of [{ table: other.table }, { column: other.column }, { id: other.id }, other])
          expect(() => decrypt(keyring, { ...cell, ...change }, value)).toThrow(CipherError);
      }),
      SEED,
    );
  });

  it("is another one each time, and as long for every number of up to 15 digits", () => {
    expect(encrypt(keyring, cell, "1").equals(encrypt(keyring, cell, "1"))).toBe(false);
    const lengths = Array.from({ length: 15 }, (_, at) => encrypt(keyring, cell, "1".repeat(at + 1)).length);
    expect(new Set(lengths).size).toBe(1);
  });

  it("says nothing of what it is when it can't be read", () => {
    expect(() => decrypt(keyring, cell, Buffer.from("9999990101000001"))).toThrow(
      `The value of person.nik in row ${cell.id} can't be decrypted: it is damaged, was moved here, or its key is gone.`,
    );
  });
});

describe("a blind index", () => {
  const column = { table: "person", column: "nik_index" };

  it("finds a value however it was written, and no other, and not in another column", () => {
    const index = blindIndex(keyring, column, "phone", "+62 812-3456");
    expect(index).toEqual(blindIndex(keyring, column, "phone", "+628123456"));
    expect(index).not.toEqual(blindIndex(keyring, column, "phone", "+628123457"));
    expect(index).not.toEqual(blindIndex(keyring, { ...column, column: "other" }, "phone", "+628123456"));
    expect(blindIndex(keyring, column, "email", "A@B.id ")).toEqual(blindIndex(keyring, column, "email", "a@b.ID"));
  });

  it("is found by every key while a rotation is under way, and so is what an old key encrypted", () => {
    const value = encrypt(keyring, cell, "1");
    const index = blindIndex(keyring, column, "digits", "1");
    const digest = personalDigest(keyring, { b: 1, a: { c: [2] } });
    writeKeys(file, [...readKeys(file), newKey("data"), newKey("index")]);
    const rotated = new Keyring(file);
    expect(decrypt(rotated, cell, value)).toBe("1");
    expect(blindIndex(rotated, column, "digits", "1")).not.toEqual(index);
    expect(indexForms(rotated, column, "digits", "1")).toContainEqual(index);
    expect(encrypt(rotated, cell, "1").subarray(0, 17)).not.toEqual(value.subarray(0, 17));
    expect(personalDigest(rotated, { a: { c: [2] }, b: 1 })).toBe(digest);
    expect(personalDigest(rotated, { a: { c: [3] }, b: 1 })).not.toBe(digest);
  });
});

describe("last digits", () => {
  it("are four at most, never more than a quarter, behind a mask of one length", () => {
    expect(lastDigits("9999990101001234")).toBe("••••••1234");
    expect(lastDigits("+628123456")).toBe("••••••56");
    expect(lastDigits("123")).toBe("••••••");
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{0,40}$/), (number) => {
        const shown = lastDigits(number).replace(/^••••••/, "");
        const digits = number.replace("+", "");
        expect(shown.length).toBeLessThanOrEqual(Math.min(4, digits.length / 4));
        expect(digits.endsWith(shown)).toBe(true);
      }),
      SEED,
    );
  });
});
