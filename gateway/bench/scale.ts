import type { House } from "../journeys/house";
import { measure, median, type Load } from "./load";
import { YEAR } from "./jabar";
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

/** What is asked, and by whom. */
interface Question {
  readonly bodies: readonly string[];
  /** The trial client who asks; nobody if left out. */
  readonly client?: string;
}

const QUESTIONS = {
  search: () => {
    const query = operation("public/pesantren-search");
    return { bodies: SEARCHES.map((search) => JSON.stringify({ query, variables: { search } })) };
  },
  near: () => {
    const query = operation("public/pesantren-near");
    return {
      bodies: PLACES.map(([latitude, longitude]) =>
        JSON.stringify({ query, variables: { near: { latitude, longitude, radiusKm: 50 } } }),
      ),
    };
  },
  "work-list": () => {
    const query = operation("province/jabar-registrations");
    const filters = [{}, { regencyCode: "32.04" }, { category: "STARTUP" }, { businessField: "FASHION" }];
    return {
      bodies: filters.map((filter) =>
        JSON.stringify({ query, variables: { filter: { year: YEAR, status: "SUBMITTED", ...filter } } }),
      ),
      client: "operator-jabar",
    };
  },
  funnel: () => ({
    bodies: [JSON.stringify({ query: operation("public/jabar-funnel"), variables: { year: YEAR } })],
  }),
} satisfies Record<string, () => Question>;

export type ScaleQuestion = keyof typeof QUESTIONS;

/** The same questions to a small and a large house, in turn; the median time of an operation as the client sees it. */
export async function benchScale(question: ScaleQuestion, small: House, large: House): Promise<ScaleFigures> {
  const [smallLoad, largeLoad] = [await loadOf(question, small), await loadOf(question, large)];
  const rounds: { smallMs: number; largeMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      smallMs: (await measure(smallLoad)).medianMs,
      largeMs: (await measure(largeLoad)).medianMs,
    });
  }
  const ratio = median(rounds.map((each) => each.largeMs / each.smallMs));
  return { ...rounds.find((each) => each.largeMs / each.smallMs === ratio)!, ratio };
}

async function loadOf(name: ScaleQuestion, house: House): Promise<Load> {
  const { origin, pathname } = new URL(house.url);
  const { bodies, client }: Question = QUESTIONS[name]();
  const headers = client === undefined ? {} : await house.identify(client);
  return {
    url: origin,
    request: (n) => ({ path: pathname, method: "POST", body: bodies[n % bodies.length]!, headers }),
    check: (body) => {
      if (body.includes('"errors"')) throw new Error(`This is no answer: ${body.slice(0, 500)}`);
    },
    pids: house.pids(),
    operations: OPERATIONS,
    connections: 1,
  };
}
