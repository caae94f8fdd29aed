import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Replay, ReplayedFigure } from "../../subgraphs/kit/replay";
import { startHouse } from "../journeys/house";
import { HouseStage } from "./stage";

/** Replays years of a room's programme in a house of its own, which is gone afterwards. */
export async function replayYears(
  replay: Replay,
  years: readonly number[],
  say: (text: string) => void,
): Promise<ReadonlyMap<number, readonly ReplayedFigure[]>> {
  const folder = mkdtempSync(join(tmpdir(), "opop-replay-"));
  const clockFile = join(folder, "clock");
  writeFileSync(clockFile, new Date().toISOString());
  try {
    const house = await startHouse(join(folder, "home"), { TRIAL_CLOCK_FILE: clockFile });
    try {
      const stage = new HouseStage(house, clockFile, say);
      const figures = new Map<number, readonly ReplayedFigure[]>();
      for (const year of years) figures.set(year, await replay.run(year, stage));
      return figures;
    } finally {
      await house.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
