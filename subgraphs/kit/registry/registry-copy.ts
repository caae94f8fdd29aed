import type { Database, Transaction } from "../data/database";
import { FeedCopy, type FindContext } from "../feed/feed-copy";
import { isId } from "../id";
import { NSPP_FORM } from "../scalars";

/** One entry of the registry's feed. */
export interface RegistryEntry {
  readonly id: string;
  readonly nspp: string;
  readonly formerNspps: readonly string[];
  readonly name: string;
  readonly regencyCode: string;
  readonly districtCode: string | null;
  readonly status: string;
  readonly mergedIntoId: string | null;
  /** Degrees north of the equator. */
  readonly latitude: number | null;
  /** Degrees east of Greenwich. */
  readonly longitude: number | null;
}

/** What a room knows of a pesantren. */
export interface KnownPesantren {
  readonly id: string;
  /** The record that it was merged into as a duplicate, or itself. */
  readonly originalId: string;
  /** Its number of today; null only where a copy older than this column has not read the feed again. The same holds for the name. */
  readonly nspp: string | null;
  readonly name: string | null;
  readonly regencyCode: string;
  readonly districtCode: string | null;
  readonly status: string;
}

export interface RegistryCopyOptions {
  /** What the room does besides when these pesantren were taken over, in the same transaction, such as moving along what it holds of them. */
  readonly moved?: (tx: Pick<Transaction, "rows">, ids: readonly string[]) => Promise<void>;
}

/** A room's copy of what it must know of each pesantren, in the tables of `REGISTRY_COPY_TABLES`. */
export class RegistryCopy extends FeedCopy<RegistryEntry> {
  constructor(
    room: string,
    private readonly options: RegistryCopyOptions = {},
  ) {
    super(room, {
      name: "pesantren",
      field: "pesantrenChanges",
      entry: "id nspp formerNspps name regencyCode districtCode status mergedIntoId latitude longitude",
    });
  }

  override async keep(tx: Pick<Transaction, "rows">, entries: readonly RegistryEntry[]): Promise<void> {
    await keepReferences(tx, entries);
    await keepNumbers(tx, entries);
    const ids = entries.map(({ id }) => id);
    await this.options.moved?.(tx, ids);
  }

  /** The pesantren of an id, or null if the registry does not know it. */
  async find(context: FindContext, pesantrenId: string): Promise<KnownPesantren | null> {
    if (!isId(pesantrenId)) return null;
    return this.orCaughtUp(context, () => readKnown(context.db, "id = $1", pesantrenId));
  }

  /** The pesantren that has or had a number, or null if the registry does not know it. */
  async findByNspp(context: FindContext, nspp: string): Promise<KnownPesantren | null> {
    if (!NSPP_FORM.test(nspp)) return null;
    const numbered = "id = (SELECT pesantren_id FROM pesantren_number WHERE nspp = $1)";
    return this.orCaughtUp(context, () => readKnown(context.db, numbered, nspp));
  }
}

/** Makes a room's copy of the registry. */
export function registryCopy(room: string, options?: RegistryCopyOptions): RegistryCopy {
  return new RegistryCopy(room, options);
}

async function keepReferences(tx: Pick<Transaction, "rows">, entries: readonly RegistryEntry[]): Promise<void> {
  const column = (name: keyof RegistryEntry) => entries.map((each) => each[name]);
  await tx.rows(
    `INSERT INTO pesantren_reference (id, nspp, name, regency_code, district_code, status, merged_into_id, latitude, longitude)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::float8[], $9::float8[])
     ON CONFLICT (id) DO UPDATE SET nspp = excluded.nspp, name = excluded.name, regency_code = excluded.regency_code,
       district_code = excluded.district_code, status = excluded.status, merged_into_id = excluded.merged_into_id,
       latitude = excluded.latitude, longitude = excluded.longitude`,
    [
      column("id"),
      column("nspp"),
      column("name"),
      column("regencyCode"),
      column("districtCode"),
      column("status"),
      column("mergedIntoId"),
      column("latitude"),
      column("longitude"),
    ],
  );
}

async function keepNumbers(tx: Pick<Transaction, "rows">, entries: readonly RegistryEntry[]): Promise<void> {
  const numbers = entries.flatMap(({ id, nspp, formerNspps }) =>
    [nspp, ...formerNspps].map((each) => [each, id] as const),
  );
  await tx.rows(
    `INSERT INTO pesantren_number (nspp, pesantren_id) SELECT DISTINCT ON (nspp) * FROM unnest($1::text[], $2::uuid[]) AS number (nspp, id)
     ON CONFLICT (nspp) DO UPDATE SET pesantren_id = excluded.pesantren_id`,
    [numbers.map(([nspp]) => nspp), numbers.map(([, id]) => id)],
  );
}

/** @param which SQL condition that holds for at most one pesantren */
function readKnown(db: Database, which: string, value: string): Promise<KnownPesantren | undefined> {
  return db.row<KnownPesantren>(
    `SELECT id, coalesce(merged_into_id, id) AS "originalId", nspp, name, regency_code AS "regencyCode", district_code AS "districtCode", status
     FROM pesantren_reference WHERE ${which}`,
    [value],
  );
}
