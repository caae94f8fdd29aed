import { ANONYMOUS, type Caller } from "../../kit/access/caller";
import { TestProgramme } from "../testing/fixture";
import { mutate, type Outcome } from "../../kit/testing/mutations";
import { OPERATOR, ownerOf } from "../testing/people";

const PLAN = {
  year: 2030,
  name: "Lomba produk unggulan",
  field: "FOOD_AND_BEVERAGE",
  opensOn: "2030-03-01",
  closesOn: "2030-03-20",
  criteria: [
    { name: "Rasa", weight: 60 },
    { name: "Kemasan", weight: 40 },
  ],
};

describe("product competitions", () => {
  let programme: TestProgramme;
  let competitionId: string;
  beforeEach(async () => {
    programme = await TestProgramme.start();
    competitionId = await made(act(OPERATOR, "planJabarCompetition", PLAN));
  });
  afterEach(() => programme.close());

  const act = (caller: Caller, mutation: string, input: object) => mutate(programme.graph, caller, mutation, input);
  async function made(outcome: Promise<Outcome>): Promise<string> {
    const { id, refused } = await outcome;
    expect(refused).toBeUndefined();
    return id!;
  }
  /** What a mutation with one argument that is no input object came to. */
  async function named(mutation: string, argument: string, id: string, caller: Caller = OPERATOR): Promise<string[]> {
    const { done } = await programme
      .as(caller)
      .data<{ done: { refusals?: { code: string; field: string[] }[] } }>(
        `mutation ($id: ID!) { done: ${mutation}(${argument}: $id) { ... on Refused { refusals { code field } } } }`,
        { id },
      );
    return (done.refusals ?? []).map(({ code, field }) => `${code} ${field.join(".")}`);
  }
  async function product(change: object = {}): Promise<{ owner: Caller; pesantrenId: string; productId: string }> {
    const { id: pesantrenId } = await programme.pesantren();
    const { id: productId } = await programme.product({ pesantrenId, ...change });
    return { owner: ownerOf(pesantrenId), pesantrenId, productId };
  }
  const enter = ({ owner, pesantrenId, productId }: Awaited<ReturnType<typeof product>>) =>
    act(owner, "enterJabarCompetition", { competitionId, pesantrenId, productId });
  const score = (entryId: string, juror: string, points: number[]) =>
    act(OPERATOR, "scoreJabarCompetitionEntry", { entryId, juror, points });
  const results = async (as: Caller = ANONYMOUS) =>
    (
      await programme.as(as).data<{
        jabarCompetition: { status: string; results: { rank: number; total: number; product: { id: string } }[] };
      }>("query ($id: ID!) { jabarCompetition(id: $id) { status results { rank total product { id } } } }", {
        id: competitionId,
      })
    ).jabarCompetition;

  it("rank what was entered by the mean of all jurors, and publish that to everybody, for ever", async () => {
    const products = [await product(), await product(), await product(), await product()];
    const entries = [];
    for (const each of products) entries.push(await made(enter(each)));
    const points = [
      [
        [80, 80],
        [90, 60],
      ],
      [[100, 50]],
      [[80, 80]],
      [[50, 50]],
    ];
    for (const [at, sheets] of points.entries()) {
      for (const [juror, sheet] of sheets.entries()) await made(score(entries[at]!, `Juri ${juror}`, sheet));
    }
    expect(await named("publishJabarCompetition", "competitionId", competitionId)).toEqual([
      "COMPETITION_OPEN competitionId",
    ]);
    expect((await results()).results).toEqual([]);
    programme.wait(11);
    expect(await named("publishJabarCompetition", "competitionId", competitionId)).toEqual([]);
    // 79, 80, 80 and 50: of the equal ones the better by the first criterion comes first.
    expect(await results()).toEqual({
      status: "PUBLISHED",
      results: [
        { rank: 1, total: 80, product: { id: products[1]!.productId } },
        { rank: 2, total: 80, product: { id: products[2]!.productId } },
        { rank: 3, total: 79, product: { id: products[0]!.productId } },
        { rank: 4, total: 50, product: { id: products[3]!.productId } },
      ],
    });
    expect((await score(entries[0]!, "Juri 0", [1, 1])).refused).toEqual(["STATUS_NOT_RIGHT input.entryId"]);
    expect(await named("publishJabarCompetition", "competitionId", competitionId)).toEqual([
      "STATUS_NOT_RIGHT competitionId",
    ]);
    await expect(
      programme.graph.db.inTransaction((tx) => tx.rows("UPDATE competition_result SET rank = 1")),
    ).rejects.toThrow("never change");
    const told = async () =>
      (
        await programme.graph.db.rows<{ value: bigint }>(
          "SELECT value FROM fact WHERE indicator = 'competitions.ranked' ORDER BY id",
        )
      ).map(({ value }) => value);
    expect(await told()).toEqual([1n, 1n, 1n, 1n]);
    await made(act(OPERATOR, "annulJabarCompetition", { competitionId, reason: "Keberatan dikabulkan" }));
    expect(await told()).toEqual([1n, 1n, 1n, 1n, -1n, -1n, -1n, -1n]);
    expect((await results()).status).toBe("ANNULLED");
  });

  it("take a product once, of the own pesantren, of their field, in their days", async () => {
    const mine = await product();
    const entry = await made(enter(mine));
    expect((await enter(mine)).refused).toEqual(["ENTERED_ALREADY input.productId"]);
    expect((await enter(await product({ field: "FASHION" }))).refused).toEqual(["FIELD_NOT_RIGHT input.productId"]);
    expect((await enter({ ...(await product()), owner: mine.owner })).refused).toContain(
      "OUTSIDE_PESANTREN input.pesantrenId",
    );
    expect((await enter({ ...mine, productId: (await product()).productId })).refused).toEqual([
      "PRODUCT_UNKNOWN input.productId",
    ]);
    expect(
      await named("withdrawJabarCompetitionEntry", "entryId", entry, ownerOf((await product()).pesantrenId)),
    ).toEqual(["OUTSIDE_PESANTREN entryId"]);
    expect(await named("withdrawJabarCompetitionEntry", "entryId", entry, mine.owner)).toEqual([]);
    const again = await Promise.all(Array.from({ length: 5 }, () => enter(mine)));
    expect(again.filter(({ id }) => id)).toHaveLength(1);
    programme.wait(11);
    expect((await enter(await product())).refused).toEqual(["COMPETITION_NOT_OPEN input.competitionId"]);
    expect(await named("publishJabarCompetition", "competitionId", competitionId)).toEqual([
      "SCORES_MISSING competitionId",
    ]);
  });

  it("refuse plans and points that are not right, each at its field", async () => {
    const plan = (change: object) => act(OPERATOR, "planJabarCompetition", { ...PLAN, ...change });
    expect((await plan({ criteria: [{ name: "Rasa", weight: 60 }], closesOn: "2030-02-01" })).refused).toEqual([
      "PERIOD_REVERSED input.closesOn",
      "WEIGHTS_DIFFER input.criteria",
    ]);
    expect((await plan({ year: 2029 })).refused).toEqual(["YEAR_PAST input.year"]);
    const entry = await made(enter(await product()));
    expect((await score(entry, "Juri", [101])).refused).toEqual([
      "TOO_FEW input.points",
      "OUT_OF_RANGE input.points.0",
    ]);
  });

  it("show entries to operators and the own pesantren, scores to operators alone", async () => {
    const mine = await product();
    const entry = await made(enter(mine));
    await made(enter(await product()));
    await made(score(entry, "Juri", [1, 2]));
    const seen = async (as: Caller) => {
      const { data } = await programme
        .as(as)
        .run(
          "query ($id: ID!) { jabarCompetitionEntries(competitionId: $id) { nodes { id scores { juror points } } } }",
          { id: competitionId },
        );
      return (
        (data as { jabarCompetitionEntries: { nodes: { scores: object[] | null }[] } | null }).jabarCompetitionEntries
          ?.nodes ?? null
      );
    };
    expect((await seen(OPERATOR))!.map(({ scores }) => scores)).toEqual([[{ juror: "Juri", points: [1, 2] }], []]);
    expect(await seen(mine.owner)).toEqual([{ id: entry, scores: null }]);
    expect(await seen(ANONYMOUS)).toBeNull();
  });
});
