import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Random } from "./random";

/** A regency with a point about which its trial records lie. */
export interface TrialRegency {
  /** Kemendagri code with dots. */
  readonly code: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/**
 * Each province: its share of all pesantren in thousandths, then a box that lies within it, as south, north, west, east in degrees. The shares
 * follow roughly what Kementerian Agama publishes of the provinces; the boxes are rough, for no border matters to trial data.
 */
const PROVINCES: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  "11": [42, 3.2, 5.0, 95.8, 97.6],
  "12": [8, 1.0, 3.4, 98.7, 99.9],
  "13": [8, -1.2, 0.2, 100.2, 101.2],
  "14": [9, 0.0, 1.6, 100.8, 102.4],
  "15": [9, -2.2, -1.2, 102.0, 103.8],
  "16": [13, -4.2, -2.4, 103.2, 105.0],
  "17": [3, -4.2, -3.0, 102.3, 103.0],
  "18": [26, -5.4, -4.2, 104.5, 105.6],
  "19": [2, -2.6, -1.8, 105.6, 106.2],
  "21": [2, 0.85, 1.15, 104.0, 104.6],
  "31": [3, -6.35, -6.13, 106.72, 106.93],
  "32": [300, -7.4, -6.5, 106.7, 108.2],
  "33": [115, -7.6, -6.9, 109.0, 111.2],
  "34": [10, -7.95, -7.7, 110.2, 110.6],
  "35": [250, -8.2, -7.1, 111.6, 114.0],
  "36": [110, -6.7, -6.1, 105.9, 106.6],
  "51": [3, -8.6, -8.2, 114.7, 115.4],
  "52": [17, -8.8, -8.4, 116.1, 117.6],
  "53": [1, -10.0, -9.4, 123.7, 124.6],
  "61": [7, -1.0, 0.6, 109.4, 112.0],
  "62": [3, -2.4, -1.2, 112.0, 114.2],
  "63": [7, -3.4, -2.4, 114.8, 115.6],
  "64": [5, -1.0, 0.4, 116.2, 117.2],
  "65": [1, 3.0, 3.8, 116.2, 117.3],
  "71": [1, 0.6, 1.2, 124.0, 124.9],
  "72": [3, -1.4, -0.8, 119.9, 121.4],
  "73": [9, -5.2, -3.6, 119.7, 120.2],
  "74": [3, -4.4, -3.6, 121.8, 122.4],
  "75": [1, 0.55, 0.85, 122.1, 123.1],
  "76": [2, -3.2, -2.4, 119.0, 119.4],
  "81": [1, -3.4, -3.0, 128.3, 129.8],
  "82": [1, 0.7, 1.5, 127.6, 127.9],
  "91": [1, -3.2, -2.6, 139.6, 140.6],
  "92": [1, -1.4, -0.9, 132.6, 133.8],
  "93": [1, -8.2, -7.2, 139.2, 140.6],
  "94": [1, -3.8, -3.4, 135.4, 136.4],
  "95": [1, -4.2, -3.8, 138.6, 139.6],
  "96": [1, -1.4, -0.9, 131.3, 132.2],
};

/** The largest regency of a province of 27 has 8 % of its pesantren. */
const REGENCY_STEEPNESS = 1.3;

/** A regency by chance, more often one of a province that has many pesantren. */
export function trialRegency(random: Random): TrialRegency {
  const provinces = (loaded ??= load());
  const ticket = random.next() * provinces.at(-1)!.upTo;
  // The last province takes what a rounding leaves over.
  const { regencies } = provinces.find(({ upTo }) => ticket < upTo) ?? provinces.at(-1)!;
  return random.early(regencies, REGENCY_STEEPNESS);
}

/** A point about that of a regency, in its province: latitude and longitude in degrees, to a metre. */
export function pointIn({ latitude, longitude }: TrialRegency, random: Random): readonly [number, number] {
  const about = (middle: number) => Math.round((middle + (random.next() - random.next()) * REACH) * 1e5) / 1e5;
  return [about(latitude), about(longitude)];
}

/** Records lie within so many degrees of their regency's point. */
const REACH = 0.1;

interface Province {
  readonly regencies: readonly TrialRegency[];
  /** The sum of the shares up to this province. */
  readonly upTo: number;
}

let loaded: readonly Province[] | undefined;

/** The regencies are those that the registry knows, from the same package. */
function load(): readonly Province[] {
  const folder = dirname(require.resolve("idn-area-data/package.json"));
  const codes = readFileSync(join(folder, "data", "regencies.csv"), "utf8").match(/^\d\d\.\d\d(?=,)/gm) ?? [];
  let upTo = 0;
  return Object.entries(PROVINCES).map(([province, [share, south, north, west, east]]) => {
    const regencies = codes
      .filter((code) => code.startsWith(province))
      .map((code) => {
        const random = new Random(0, "regency", Number(code.replace(".", "")));
        const between = (from: number, to: number) => from + random.next() * (to - from);
        return { code, latitude: between(south, north), longitude: between(west, east) };
      });
    return { regencies, upTo: (upTo += share) };
  });
}
