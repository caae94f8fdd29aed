import type { House } from "../journeys/house";
import { measure, median, type Load } from "./load";
import { operation } from "./operations";

const OPERATIONS = 200;
const ROUNDS = 5;

/** What people type: common names and rare ones, whole and in part, spelt as in the registry and otherwise. */
const SEARCHES = [
  "nurul huda",
  "Miftahul Ulum",
  "miftakhul ulum",
  "darul falah",
  "daarul hikmah",
  "al hidayah",
  "alhidayah",
  "riyadhul jannah",
  "roudlotul ulum",
  "tahfidz",
  "nurulhuda",
  "al ikhlash",
];

/** Places that people stand at, in the two provinces with most pesantren. */
const PLACES = [
  [-6.9147, 107.6098],
  [-6.5971, 106.806],
  [-7.3274, 108.2207],
  [-7.2575, 112.7521],
  [-8.1845, 113.6681],
] as const;

export interface ScaleFigures {
  readonly smallMs: number;
  readonly largeMs: number;
  /** The time at the large scale in that at the small one, the median of all rounds. */
  readonly ratio: number;
}

/** The same questions to a small and a large registry, in turn; the median time of an operation as the client sees it. */
export async function benchScale(question: "search" | "near", small: House, large: House): Promise<ScaleFigures> {
  const rounds: { smallMs: number; largeMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      smallMs: (await measure(loadOf(question, small))).medianMs,
      largeMs: (await measure(loadOf(question, large))).medianMs,
    });
  }
  const ratio = median(rounds.map((each) => each.largeMs / each.smallMs));
  return { ...rounds.find((each) => each.largeMs / each.smallMs === ratio)!, ratio };
}

function loadOf(question: "search" | "near", house: House): Load {
  const { origin, pathname } = new URL(house.url);
  const bodies = question === "search" ? searches() : places();
  return {
    url: origin,
    request: (n) => ({ path: pathname, method: "POST", body: bodies[n % bodies.length]! }),
    check: (body) => {
      if (body.includes('"errors"')) throw new Error(`This is no answer: ${body.slice(0, 500)}`);
    },
    pids: house.pids(),
    operations: OPERATIONS,
    connections: 1,
  };
}

function searches(): string[] {
  const query = operation("pesantren-search");
  return SEARCHES.map((search) => JSON.stringify({ query, variables: { search } }));
}

function places(): string[] {
  const query = operation("pesantren-near");
  return PLACES.map(([latitude, longitude]) =>
    JSON.stringify({ query, variables: { near: { latitude, longitude, radiusKm: 50 } } }),
  );
}
