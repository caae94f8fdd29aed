import { isId } from "../id";
import { NSPP_FORM } from "../scalars";
import { trialId } from "./trial-id";
import { LARGEST_SEED, MOST_PESANTREN, trialPesantren } from "./trial-pesantren";

const some = (seed: number, count: number) => Array.from({ length: count }, (_, index) => trialPesantren(seed, index));

describe("a pesantren of the trial data", () => {
  it("is the same for the same seed and index, and another one otherwise", () => {
    expect(some(7, 50)).toEqual(some(7, 50));
    const all = [0, 7, LARGEST_SEED].flatMap((seed) => [...some(seed, 500), trialPesantren(seed, MOST_PESANTREN - 1)]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ nspp }) => nspp)).size).toBe(all.length);
  });

  it("has a sound id and a sound number that no real one has, in the order of its index", () => {
    const all = [...some(7, 500), trialPesantren(7, MOST_PESANTREN - 1)];
    expect(all.filter(({ id, nspp }) => !isId(id) || !NSPP_FORM.test(nspp) || nspp.startsWith("51"))).toEqual([]);
    expect(all.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id));
  });

  it("shares its id with no record of another kind or part", () => {
    const ids = ["pesantren", "product"].flatMap((kind) =>
      [0, 1].flatMap((index) => [0, 1, 4095].map((part) => trialId(7, kind, index, part))),
    );
    expect(new Set(ids).size).toBe(12);
  });

  it("lies in any province, and of 9,000 there are thousands in Jawa Barat and in Jawa Timur", () => {
    const counts = new Map<string, number>();
    for (const { regency } of some(7, 9000)) {
      const province = regency.code.slice(0, 2);
      counts.set(province, (counts.get(province) ?? 0) + 1);
    }
    expect(counts.size).toBe(38);
    expect(counts.get("32")).toBeGreaterThan(2000);
    expect(counts.get("35")).toBeGreaterThan(2000);
  });
});
