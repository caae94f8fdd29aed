import { testDatabase, type TestDatabase } from "../testing/database";
import { sampleRoom } from "../testing/sample-room";
import { newId } from "../id";
import { idempotent } from "./idempotency";

describe("an idempotent mutation", () => {
  let test: TestDatabase;
  let effects = 0;
  beforeAll(async () => (test = await testDatabase(sampleRoom)));
  afterAll(() => test.close());
  beforeEach(() => (effects = 0));

  const send = (key: string, input: unknown, fail = false) =>
    test.db.inTransaction((tx) =>
      idempotent(tx, {
        operation: "buyLamp",
        key,
        input,
        effect: async () => {
          effects++;
          const [row] = await tx.rows<{ id: string }>("INSERT INTO lamp DEFAULT VALUES RETURNING id");
          if (fail) throw new Error("on purpose");
          return { id: row!.id };
        },
      }),
    );

  it("has one effect and one answer, however many send it at once", async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(key, { watts: 5, place: "hall" })));
    expect(effects).toBe(1);
    expect(new Set(answers.map((each) => each.id)).size).toBe(1);
    expect(await send(key, { place: "hall", watts: 5 })).toEqual(answers[0]);
  });

  it("refuses a key that was used with another input", async () => {
    const key = newId();
    await send(key, { watts: 5n });
    await expect(send(key, { watts: 6n })).rejects.toMatchObject({ refusals: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
    expect(effects).toBe(1);
  });

  it("keeps nothing of an effect that failed", async () => {
    const key = newId();
    await expect(send(key, {}, true)).rejects.toThrow("on purpose");
    await send(key, {});
    expect(effects).toBe(2);
  });

  it.each(["short", "with a blank", "x".repeat(101), "tab\there12"])("refuses the malformed key %j", async (key) => {
    await expect(send(key, {})).rejects.toMatchObject({ refusals: [{ code: "IDEMPOTENCY_KEY_INVALID" }] });
    expect(effects).toBe(0);
  });
});
