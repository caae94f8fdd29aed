import type { NearInput } from "./location";

/** SQL for a search around a place. */
export interface NearSql {
  /** Condition: the row lies in the circle. Uses the index. */
  readonly within: string;
  /**
   * What to order by, nearest first, and what a keyset cursor holds: the length of the straight line through the earth, in metres.
   * It grows with the distance, and is what the index can sort by.
   */
  readonly order: string;
  /** The distance along the earth's surface, in kilometres. */
  readonly distanceKm: string;
  /** What stands for the three parameters. */
  readonly values: readonly [latitude: number, longitude: number, radiusKm: number];
}

/** The index that a table with columns `latitude` and `longitude` needs for `nearSql`. */
export function locationIndexSql(table: string): string {
  return `CREATE INDEX ${table}_place ON ${table} USING gist (ll_to_earth(latitude, longitude)) WHERE latitude IS NOT NULL`;
}

/**
 * The parts of a statement that looks for rows of `table` (or its alias) in a circle.
 *
 * @param first number of the first of three parameters that the statement gives to `values`
 */
export function nearSql(table: string, near: NearInput, first: number): NearSql {
  const centre = `ll_to_earth($${first}::float8, $${first + 1}::float8)`;
  const radiusMetres = `($${first + 2}::float8 * 1000)`;
  const place = `ll_to_earth(${table}.latitude, ${table}.longitude)`;
  const order = `(${place} <-> ${centre})`;
  return {
    // The index knows boxes only; the second condition cuts the box's corners off.
    within: `${table}.latitude IS NOT NULL AND ${place} <@ earth_box(${centre}, ${radiusMetres}) AND ${order} <= gc_to_sec(${radiusMetres})`,
    order,
    distanceKm: `sec_to_gc(${order}) / 1000`,
    values: [near.latitude, near.longitude, near.radiusKm],
  };
}
