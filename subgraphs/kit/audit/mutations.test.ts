import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Public, restricted } from "../access/access";
import { ANONYMOUS, system } from "../access/caller";
import type { Context } from "../context";
import { badInput } from "../errors";
import { newId } from "../id";
import { orRefused, refuse, resultUnion, type Refused } from "../refusal";
import { defineSubgraph } from "../subgraph";
import { testGraph, type TestGraph } from "../testing/graph";
import { asIntruder } from "./testing/tampering";

@ObjectType({ description: "A flag." })
class Flag {
  @Public
  @Field(() => ID, { description: "Its id." })
  id!: string;
}

@InputType({ description: "What becomes of a flag." })
class RaiseInput {
  @Field(() => ID, { nullable: true, description: "Where." })
  mastId?: string;

  @Field(() => String, { nullable: true, description: "Why." })
  reason?: string;

  @Field(() => String, {
    nullable: true,
    description: "What happens then: nothing, done, refused, bad, failed or both.",
  })
  then?: string;
}

const RaiseResult = resultUnion("RaiseResult", () => Flag, "The flag, or why not.");
const Raisers = restricted({ to: ["ministry"], scopes: [["flag:raise"]] });

@Resolver(() => Flag)
class FlagResolver {
  @Public
  @Query(() => Flag, { nullable: true, description: "None." })
  flag(): null {
    return null;
  }

  @Raisers
  @Mutation(() => RaiseResult, { description: "Raises a flag." })
  raise(@Arg("input", () => RaiseInput) input: RaiseInput, @Ctx() context: Context): Promise<Flag | Refused> {
    return orRefused(raise(context, input));
  }
}

const raised = () => ({ id: newId() });

async function raise({ db, audit }: Context, { then = "done" }: RaiseInput): Promise<Flag> {
  if (then === "nothing") return raised();
  if (then === "bad") throw badInput({ id: "Buruk.", en: "Bad." });
  if (then === "refused") refuse({ code: "NO_WIND", text: { id: "Tak ada angin.", en: "No wind." } });
  audit.concerns("the wind");
  const flag = await db.inTransaction(async (tx) => {
    const made = raised();
    await tx.rows("INSERT INTO flag (id) VALUES ($1)", [made.id]);
    if (then === "failed") throw new Error("on purpose");
    return made;
  });
  if (then === "both") throw new Error("on purpose");
  return flag;
}

class Flags1700000100000 {
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query("CREATE TABLE flag (id uuid PRIMARY KEY)");
  }
  async down(): Promise<void> {}
}

const room = defineSubgraph({
  name: "flags",
  port: 5901,
  resolvers: [FlagResolver],
  entities: [],
  migrations: [Flags1700000100000],
});

const RAISE = "mutation ($input: RaiseInput!) { raise(input: $input) { __typename ... on Flag { id } } }";
const MAST = "0193f0a0-0000-7000-8000-00000000000A";

describe("a mutation", () => {
  const caller = { ...system("test"), scopes: ["flag:raise"], purpose: "festival" };
  const at = new Date("2025-01-31T04:05:06.789Z");
  let test: TestGraph;
  beforeEach(async () => (test = await testGraph(room, { caller, clock: () => at })));
  afterEach(() => test.close());

  const raiseThen = (then: string, more: object = {}) => test.run(RAISE, { input: { then, ...more } });
  const log = () => test.db.rows("SELECT action, outcome, reason, subjects FROM audit_log ORDER BY chain, seq");
  const flags = async () => (await test.db.rows("SELECT id FROM flag")).length;
  const row = (outcome: string) => ({ action: "raise", outcome, reason: "festival", subjects: expect.any(Array) });

  it("leaves who, what, why, when and whom it concerned, in the transaction that it commits", async () => {
    const { raise: flag } = await test.data<{ raise: { id: string } }>(RAISE, {
      input: { mastId: MAST, reason: "wind came up" },
    });
    expect(await test.db.rows("SELECT * FROM audit_log")).toEqual([
      {
        chain: expect.any(Number),
        seq: 1n,
        at,
        client: "system",
        subject: "test",
        province: "*",
        purpose: "festival",
        action: "raise",
        reason: "wind came up",
        subjects: [MAST.toLowerCase(), "the wind", flag.id],
        fields: [],
        outcome: "done",
        request_id: "test",
        key_id: test.keyring.current("audit").id,
        hash: expect.any(Buffer),
      },
    ]);
  });

  it("leaves a row for each time it is sent, also one after the other in one request", async () => {
    await test.data("mutation { a: raise(input: {}) { __typename } b: raise(input: {}) { __typename } }");
    expect(await log()).toEqual([row("done"), row("done")]);
  });

  it.each([
    ["nothing", ["done"], 0],
    ["refused", ["refused"], 0],
    ["bad", ["refused"], 0],
    ["failed", ["failed"], 0],
    ["both", ["done", "failed"], 1],
  ])("leaves a row also if what came of it is: %s", async (then, outcomes, stored) => {
    await raiseThen(then);
    expect(await log()).toEqual(outcomes.map(row));
    expect(await flags()).toBe(stored);
  });

  it("leaves a row if its caller may not do it", async () => {
    const denied = await testGraph(room, { caller: { ...ANONYMOUS, client: "stranger" } });
    const { errors } = await denied.run(RAISE, { input: {} });
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect(await denied.db.rows("SELECT client, outcome FROM audit_log")).toEqual([
      { client: "stranger", outcome: "refused" },
    ]);
    await denied.close();
  });

  it("never keeps an argument, not even one that is named like an id and is none", async () => {
    await raiseThen("refused", { mastId: "3201010101010001" });
    expect(await log()).toEqual([{ ...row("refused"), subjects: [] }]);
  });

  it.each([
    ["the right to add is taken away", "REVOKE INSERT ON audit_log FROM flags"],
    ["a head is lost", "DELETE FROM audit_head WHERE chain = 9"],
    ["the log is gone", "DROP TABLE audit_log"],
  ])("changes nothing if %s", async (_, breakage) => {
    await asIntruder(test.superuserUrl, async (client) => void (await client.query(breakage)));
    const { errors } = await raiseThen("done");
    expect(errors?.[0]?.extensions["code"]).toBe("INTERNAL_SERVER_ERROR");
    expect(await flags()).toBe(0);
  });

  it("can't be taken out of the log or changed there: not by the room, and not by the owner of its tables", async () => {
    await raiseThen("done");
    for (const text of [
      "UPDATE audit_log SET client = 'x'",
      "DELETE FROM audit_log",
      "TRUNCATE audit_log",
      "DELETE FROM audit_head",
    ]) {
      await expect(test.db.inTransaction((tx) => tx.rows(text))).rejects.toThrow(/permission denied/);
      const asOwner = test.db.inTransaction((tx) => tx.rows(`SET LOCAL ROLE flags_owner; ${text}`));
      await expect(asOwner).rejects.toThrow(/only ever added to/);
    }
    expect(await log()).toEqual([row("done")]);
  });
});
