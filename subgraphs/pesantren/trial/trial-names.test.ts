import { Random } from "../../kit/trial/random";
import { trialName } from "./trial-names";

const names = (count: number) => Array.from({ length: count }, (_, index) => trialName(new Random(7, "name", index)));
const words = (all: readonly string[]) => new Set(all.flatMap((name) => name.split(/[ -]/))).size;

describe("names of the trial data", () => {
  it("repeat as those of a real directory do: of 8,000 about 60 % are different", () => {
    const different = new Set(names(8000)).size / 8000;
    expect(different).toBeGreaterThan(0.55);
    expect(different).toBeLessThan(0.65);
  });

  it("bring new words ever more slowly, and never cease to", () => {
    const [few, some, many] = [2_000, 20_000, 200_000].map((count) => words(names(count))) as [number, number, number];
    expect(some / few).toBeLessThan(10 ** 0.9);
    expect(many / some).toBeLessThan(some / few);
    expect(many / some).toBeGreaterThan(2);
  });
});
