import type { Transaction } from "../data/database";
import { FeedCopy, type FindContext } from "../feed/feed-copy";
import { isId } from "../id";

/** One entry of the feed of service points, and what a room knows of one. */
export interface KnownServicePoint {
  readonly id: string;
  /** As registered: after a merge of duplicates it may name the duplicate. */
  readonly pesantrenId: string;
  readonly kind: string;
  readonly name: string;
  /** Such as `SAMSAT`. */
  readonly serviceCodes: readonly string[];
  /** Code of its partner bank; null if it has none. */
  readonly bankCode: string | null;
  readonly regencyCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly status: string;
}

/** A room's copy of what it must know of each service point, in the table of `SERVICE_POINT_COPY_TABLES`. */
export class ServicePointCopy extends FeedCopy<KnownServicePoint> {
  constructor(room: string) {
    super(room, {
      name: "service-points",
      field: "servicePointChanges",
      entry: "id pesantrenId kind name serviceCodes bankCode regencyCode latitude longitude status",
    });
  }

  override async keep(tx: Pick<Transaction, "rows">, entries: readonly KnownServicePoint[]): Promise<void> {
    await tx.rows(KEEP, [JSON.stringify(entries)]);
  }

  /** The service point of an id, whatever its status, or null if the registry does not know it. */
  async find(context: FindContext, id: string): Promise<KnownServicePoint | null> {
    if (!isId(id)) return null;
    return this.orCaughtUp(context, () => context.db.row<KnownServicePoint>(KNOWN, [id]));
  }
}

const KEEP = `
  INSERT INTO service_point_reference (id, pesantren_id, kind, name, service_codes, bank_code, regency_code, latitude, longitude, status)
  SELECT "id", "pesantrenId", kind, name, "serviceCodes", "bankCode", "regencyCode", latitude, longitude, status
  FROM jsonb_to_recordset($1) AS entry (id uuid, "pesantrenId" uuid, kind text, name text, "serviceCodes" text[], "bankCode" text, "regencyCode" text,
    latitude float8, longitude float8, status text)
  ON CONFLICT (id) DO UPDATE SET pesantren_id = excluded.pesantren_id, kind = excluded.kind, name = excluded.name, service_codes = excluded.service_codes,
    bank_code = excluded.bank_code, regency_code = excluded.regency_code, latitude = excluded.latitude, longitude = excluded.longitude,
    status = excluded.status`;

const KNOWN = `
  SELECT id, pesantren_id AS "pesantrenId", kind, name, service_codes AS "serviceCodes", bank_code AS "bankCode", regency_code AS "regencyCode", latitude,
    longitude, status
  FROM service_point_reference WHERE id = $1`;
