import { testGraph, type TestGraph } from "../../kit/testing/graph";
import jabar from "../subgraph";
import { loadEditions } from "./edition.data";

const EDITION = `query ($year: Int!) { jabarEdition(year: $year) {
  year status phase source { code }
  registrationPeriods { number closesAt reason isAssumed source { publisher } }
  categories { code fromMonths belowMonths isAssumed }
  targets { indicator number value unit reason }
  publishedFigures { indicator value source { code } }
  stages { number level passScore tieBreak quotas { category places } criteria { code weight assumedFields } places { code }
    prizes { category rankFrom rankTo amount } }
  funnel { step stage count byCategory { category count } }
} }`;

interface Edition {
  readonly phase: string;
  readonly registrationPeriods: readonly { closesAt: string; reason: string | null }[];
  readonly targets: readonly { indicator: string; number: number; value: number; reason: string | null }[];
  readonly publishedFigures: readonly { indicator: string; value: number; source: { code: string } }[];
  readonly stages: readonly {
    number: number;
    quotas: readonly { category: string | null; places: number }[];
    criteria: readonly { code: string; weight: number }[];
    prizes: readonly { rankFrom: number; rankTo: number; amount: number }[];
  }[];
  readonly funnel: readonly { step: string; stage: number; count: number }[];
}

describe("the editions that are shipped", () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph(jabar, { clock: () => new Date("2019-04-15T00:00:00Z") });
  });
  afterAll(() => graph.close());

  const edition = async (year: number) =>
    (await graph.data<{ jabarEdition: Edition | null }>(EDITION, { year })).jabarEdition!;

  it("grant in 2020 exactly Rp 24,875,000,000 in all", async () => {
    const { stages } = await edition(2020);
    const sum = stages.flatMap(({ prizes }) => prizes.map((each) => (each.rankTo - each.rankFrom + 1) * each.amount));
    expect(sum.reduce((total, each) => total + each, 0)).toBe(24_875_000_000);
  });

  it("tell of 2020 that the target was cut, and why", async () => {
    const { targets } = await edition(2020);
    const winners = targets.filter((each) => each.indicator === "WINNERS_STAGE_1");
    expect(winners.map(({ value }) => value)).toEqual([1000, 500]);
    expect(winners[1]!.reason).toContain("pandemi");
  });

  it("keep the extensions of 2019, of which the last one holds", async () => {
    const { registrationPeriods, phase } = await edition(2019);
    expect(registrationPeriods.map(({ closesAt }) => new Date(closesAt).toISOString())).toEqual([
      "2019-03-31T16:59:59.000Z",
      "2019-04-12T16:59:59.000Z",
      "2019-04-30T16:59:59.000Z",
    ]);
    expect(phase).toBe("REGISTRATION");
  });

  it("keep figures that contradict each other side by side", async () => {
    const { publishedFigures } = await edition(2019);
    expect(publishedFigures.filter((each) => each.indicator === "PASSED_2").map(({ value }) => value)).toEqual([
      88, 108,
    ]);
  });

  it("have stages whose criteria weigh 100 together, and a funnel that begins with nobody", async () => {
    for (const year of [2019, 2020]) {
      const { stages, funnel } = await edition(year);
      expect(stages.map(({ number }) => number)).toEqual([1, 2, 3]);
      for (const { criteria } of stages) expect(criteria.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
      expect(funnel.map(({ step, stage, count }) => [step, stage, count])).toEqual([
        ["REGISTERED", 0, 0],
        ["PASSED_ADMINISTRATION", 0, 0],
        ...[1, 2, 3].flatMap((stage) => [
          ["ATTENDED", stage, 0],
          ["PASSED", stage, 0],
        ]),
      ]);
    }
  });

  it("say of the later ones what is published and no more", async () => {
    const { stages, phase, publishedFigures } = await edition(2021);
    expect([stages, phase]).toEqual([[], "UNKNOWN"]);
    expect(publishedFigures).toContainEqual(expect.objectContaining({ indicator: "PASSED_2", value: 28 }));
    expect(await edition(2018)).toBeNull();
  });

  it("are read by one statement a level", async () => {
    graph.statements.length = 0;
    await edition(2020);
    // The edition, six parts of it, its stages, four parts of these, the sources of all, and the funnel.
    expect(
      graph.statements.filter((text) => text.startsWith("SELECT") || text.trimStart().startsWith("WITH")).length,
    ).toBeLessThanOrEqual(13);
  });

  it("are not loaded twice, and what was changed stays", async () => {
    await graph.db.inTransaction((tx) => tx.rows("UPDATE edition SET name = 'Changed' WHERE year = 2020"));
    await loadEditions(graph.db);
    expect(
      await graph.db.rows("SELECT count(*)::int AS count, max(name) FILTER (WHERE year = 2020) AS name FROM edition"),
    ).toEqual([{ count: 5, name: "Changed" }]);
  });
});
