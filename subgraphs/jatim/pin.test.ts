import { hashPin, isPin, pinFaults } from "./pin";

describe("a PIN", () => {
  it("is known again by its hash, and no other is", async () => {
    const hash = await hashPin("204817");
    expect(await isPin("204817", hash)).toBe(true);
    expect(await isPin("204818", hash)).toBe(false);
    expect(await isPin("", hash)).toBe(false);
  });

  it("has another hash each time, which does not hold it", async () => {
    const [one, other] = [await hashPin("204817"), await hashPin("204817")];
    expect(one).not.toBe(other);
    expect(one).not.toContain("204817");
  });

  it.each(["111111", "121212", "123123", "123456", "456789", "567890", "012345", "987654", "654321"])(
    "is not as easy to guess as %s",
    (pin) => {
      const [fault] = pinFaults(["input", "pin"], pin);
      expect(fault).toMatchObject({ code: "PIN_TRIVIAL", field: ["input", "pin"] });
      expect(JSON.stringify(fault)).not.toContain(pin);
    },
  );

  it.each(["", "12345", "2048170", "20481a", "２０４８１７", "204817\n"])("has six digits, unlike %j", (pin) => {
    expect(pinFaults(["pin"], pin).map(({ code }) => code)).toEqual(["PIN_MALFORMED"]);
  });

  it.each(["204817", "112233", "135790", "999998"])("may be %s", (pin) => {
    expect(pinFaults(["pin"], pin)).toEqual([]);
  });
});
