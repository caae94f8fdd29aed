import type { NearInput, Point } from "./location";

/** The radius of PostgreSQL's earth (function `earth()` of the extension earthdistance), in metres. */
const EARTH_RADIUS = 6_378_168;

/** SQL for a search around a place. */
export interface NearSql {
  /** Condition: the row lies in the circle. Uses the index. */
  readonly within: string;
  /**
   * What to order by, nearest first, and what a keyset cursor holds: the length of the straight line through the earth, in metres.
   * It grows with the distance, and is what the index can sort by.
   */
  readonly order: string;
  /** The distance along the earth's surface, in kilometres, to the metre. */
  readonly distanceKm: string;
  /** What stands for the two parameters. */
  readonly values: readonly [centre: string, radius: number];
}

/** The index that a table with columns `latitude` and `longitude` needs for `nearSql`. */
export function locationIndexSql(table: string): string {
  return `CREATE INDEX ${table}_place ON ${table} USING gist (ll_to_earth(latitude, longitude)) WHERE latitude IS NOT NULL`;
}

/**
 * The parts of a statement that looks for rows of `table` (or its alias) in a circle. The centre is turned into a point of space here and not by
 * PostgreSQL, which would do it again for every row that a prepared statement looks at.
 *
 * @param first number of the first of two parameters that the statement gives to `values`
 */
export function nearSql(table: string, near: NearInput, first: number): NearSql {
  const [centre, radius] = [`$${first}::cube`, `$${first + 1}::float8`];
  const place = `ll_to_earth(${table}.latitude, ${table}.longitude)`;
  const order = `(${place} <-> ${centre})`;
  return {
    // The index knows boxes only; the last condition cuts the box's corners off.
    within: `${table}.latitude IS NOT NULL AND ${place} <@ cube_enlarge(${centre}, ${radius}, 3) AND ${order} <= ${radius}`,
    order,
    distanceKm: `round(sec_to_gc(${order})) / 1000`,
    values: [pointOfSpace(near), 2 * EARTH_RADIUS * Math.sin((near.radiusKm * 1000) / (2 * EARTH_RADIUS))],
  };
}

/** A place as a cube of no size with the earth's middle as its origin, in metres: what `ll_to_earth` makes of it. */
function pointOfSpace({ latitude, longitude }: Point): string {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const fromAxis = EARTH_RADIUS * Math.cos(north);
  return `(${fromAxis * Math.cos(east)}, ${fromAxis * Math.sin(east)}, ${EARTH_RADIUS * Math.sin(north)})`;
}
