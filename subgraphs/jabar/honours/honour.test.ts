import { TestProgramme } from "../testing/fixture";
import { mutate } from "../../kit/testing/mutations";
import { OPERATOR } from "../testing/people";

describe("honours of the programme", () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await TestProgramme.start(null);
  });
  afterEach(() => programme.close());

  const ofProvince = async (code: string) =>
    (
      await programme
        .as(OPERATOR)
        .data<{ _entities: [{ jabarHonours: { year: number; honour: string; source: { code: string } }[] }] }>(
          "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Province { jabarHonours { year honour source { code } } } } }",
          { of: [{ __typename: "Province", code }] },
        )
    )._entities[0].jabarHonours;

  it("are those that sources tell, of Jawa Barat alone, and of the edition of their year", async () => {
    const all = await ofProvince("32");
    expect(all.map(({ year, honour }) => `${year} ${honour.slice(0, 6)}`).sort()).toEqual([
      "2020 Outsta",
      "2020 Top 45",
    ]);
    expect(await ofProvince("35")).toEqual([]);
    const { jabarEditions } = await programme
      .as(OPERATOR)
      .data<{ jabarEditions: { nodes: { year: number; honours: object[] }[] } }>(
        "{ jabarEditions { nodes { year honours { id } } } }",
      );
    expect(jabarEditions.nodes.filter(({ honours }) => honours.length > 0).map(({ year }) => year)).toEqual([2020]);
  });

  it("are recorded with a source, once", async () => {
    const record = (change: object = {}) =>
      mutate(programme.graph, OPERATOR, "recordJabarHonour", {
        year: 2021,
        competition: "Lomba",
        honour: "Juara",
        givenBy: "Kementerian",
        source: "jabar-public-reports",
        ...change,
      });
    const { id } = await record();
    expect((await record()).id).toBe(id);
    expect(await ofProvince("32")).toHaveLength(3);
    expect((await record({ year: 1999 })).refused).toEqual(["OUT_OF_RANGE input.year"]);
    expect((await record({ source: "assumed" })).refused).toEqual(["SOURCE_UNKNOWN input.source"]);
    expect((await record({ source: "nobody" })).refused).toEqual(["SOURCE_UNKNOWN input.source"]);
  });
});
