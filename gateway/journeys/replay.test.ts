import type { ReplayedFigure } from "../../subgraphs/kit/replay";
import { loadRoom } from "../../subgraphs/kit/rooms";
import { replayYears } from "../replay/replay";

/** The funnels as they were published, written down here apart from the plans that the replay follows. */
const PUBLISHED = {
  2019: [1565, 1338, 1287, 1074, 1074, 88, 88, 10],
  2020: [1058, 644, 644, 500, 356, 60, 60, 5, 24_875_000_000, 24_875_000_000],
};

/** Two years of Jawa Barat's programme at full size, in real processes, by public mutations alone. */
describe("the replay of Jawa Barat's editions", () => {
  let figures: ReadonlyMap<number, readonly ReplayedFigure[]>;
  beforeAll(async () => {
    figures = await replayYears(loadRoom("jabar").definition.replay!, [2019, 2020], () => {});
  }, 300_000);

  it.each([2019, 2020] as const)("comes to the funnel of %s", (year) => {
    expect(figures.get(year)!.map(({ graph }) => Number(graph))).toEqual(PUBLISHED[year]);
    expect(figures.get(year)!.map(({ published }) => Number(published))).toEqual(PUBLISHED[year]);
  });
});
