import { RefusedError } from "../refusal";
import { testDatabase, type TestDatabase } from "../testing/database";
import { sampleRoom } from "../testing/sample-room";
import { newId } from "../id";
import { transition, type StateTable } from "./state";

type LampState = "OFF" | "ON" | "BROKEN";
const states: StateTable<LampState> = { OFF: ["ON"], ON: ["OFF", "BROKEN"], BROKEN: [] };
const missing = { code: "LAMP_UNKNOWN", text: { id: "Tidak ada.", en: "No such lamp." } };

describe("a transition", () => {
  let test: TestDatabase;
  let id: string;
  beforeAll(async () => (test = await testDatabase(sampleRoom)));
  afterAll(() => test.close());
  beforeEach(async () => {
    id = newId();
    await test.db.rows("INSERT INTO lamp (id) VALUES ($1)", [id]);
  });

  const move = (to: LampState, of = id) =>
    test.db.inTransaction((tx) =>
      transition(tx, { table: "lamp", column: "state", id: of, states, to, missing, field: ["input", "state"] }),
    );
  const codes = (work: Promise<unknown>) =>
    work.then(
      () => [],
      (error: unknown) =>
        error instanceof RefusedError ? error.refusals.map((each) => each.code) : Promise.reject(error as Error),
    );

  it("moves along the table and returns the state before", async () => {
    expect(await move("ON")).toBe("OFF");
    expect(await move("BROKEN")).toBe("ON");
  });

  it("refuses what the table does not allow, and says what it would", async () => {
    await expect(move("BROKEN")).rejects.toMatchObject({
      refusals: [{ code: "TRANSITION_NOT_ALLOWED", expected: "ON", received: "BROKEN", field: ["input", "state"] }],
    });
  });

  it("answers for a missing row with the caller's refusal", async () => {
    expect(await codes(move("ON", newId()))).toEqual(["LAMP_UNKNOWN"]);
  });

  it("lets only one of many writers win", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => codes(move("ON"))));
    expect(outcomes.filter((each) => each.length === 0)).toHaveLength(1);
    for (const [code] of outcomes.filter((each) => each.length > 0)) {
      expect(["CHANGED_MEANWHILE", "TRANSITION_NOT_ALLOWED"]).toContain(code);
    }
  });
});
