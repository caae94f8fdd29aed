import type { Registry } from "prom-client";
import { readConfig, url } from "../../kit/config";
import type { Context } from "../../kit/context";
import type { Database, Transaction } from "../../kit/data/database";
import { follow, type Feed, type Follower } from "../../kit/feed/follow";
import { roomAuthorization } from "../../kit/identity/machine-token";
import { isId } from "../../kit/id";
import { createLog, type Log } from "../../kit/log";

/** One entry of the registry's feed, as far as this room keeps it. */
export interface RegistryEntry {
  readonly id: string;
  readonly nspp: string;
  readonly formerNspps: readonly string[];
  readonly regencyCode: string;
  readonly status: string;
  readonly mergedIntoId: string | null;
}

const REGISTRY: Feed<RegistryEntry> = {
  name: "pesantren",
  query: `query ProductsFollowRegistry($after: String) {
    pesantrenChanges(first: 1000, after: $after) {
      nodes { id nspp formerNspps regencyCode status mergedIntoId }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  apply: keepReferences,
};

/** How long somebody who names a pesantren that is not known here may be kept waiting for the registry. */
const LONGEST_WAIT_MS = 3_000;

const followers = new WeakMap<Database, Follower>();

/** Follows the registry's feed through the gateway, so that this room knows each pesantren and where it is. */
export function followRegistry(db: Database, log: Log, metrics?: Registry): Follower {
  const { GATEWAY_URL } = readConfig({
    GATEWAY_URL: url({ default: "http://127.0.0.1:4000/graphql", desc: "address of the gateway's GraphQL endpoint" }),
  });
  const authorization = roomAuthorization("products", "feed:read");
  const follower = follow(db, REGISTRY, { gatewayUrl: GATEWAY_URL, authorization, log, metrics });
  followers.set(db.root, follower);
  return follower;
}

/** Takes over what there is now in the registry's feed, for a command that is run by hand; goes on without if the gateway does not answer. */
export async function catchUpWithRegistry(db: Database): Promise<void> {
  const log = createLog("products");
  try {
    await followRegistry(db, log).catchUp();
  } catch (error) {
    log.info({ reason: (error as Error).message }, "the registry's feed does not answer");
  }
}

/** Takes over what the registry says of some pesantren. Their products move with them to another regency. */
export async function keepReferences(tx: Pick<Transaction, "rows">, entries: readonly RegistryEntry[]): Promise<void> {
  const columns = {
    ids: entries.map((each) => each.id),
    regencies: entries.map((each) => each.regencyCode),
    statuses: entries.map((each) => each.status),
    merged: entries.map((each) => each.mergedIntoId),
  };
  await tx.rows(
    `INSERT INTO pesantren_reference (id, regency_code, status, merged_into_id)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[])
     ON CONFLICT (id) DO UPDATE SET regency_code = excluded.regency_code, status = excluded.status, merged_into_id = excluded.merged_into_id`,
    [columns.ids, columns.regencies, columns.statuses, columns.merged],
  );
  const numbers = entries.flatMap(({ id, nspp, formerNspps }) =>
    [nspp, ...formerNspps].map((each) => [each, id] as const),
  );
  await tx.rows(
    `INSERT INTO pesantren_number (nspp, pesantren_id) SELECT DISTINCT ON (nspp) * FROM unnest($1::text[], $2::uuid[]) AS number (nspp, id)
     ON CONFLICT (nspp) DO UPDATE SET pesantren_id = excluded.pesantren_id`,
    [numbers.map(([nspp]) => nspp), numbers.map(([, id]) => id)],
  );
  await tx.rows(
    `UPDATE product SET regency_code = place.regency_code FROM pesantren_reference place
     WHERE place.id = ANY($1::uuid[]) AND product.pesantren_id = place.id AND product.regency_code <> place.regency_code`,
    [columns.ids],
  );
}

/**
 * Where a pesantren is. One that is not known here may just have been registered: then the feed is read once before the answer is no.
 *
 * @returns null if the registry does not know it
 */
export async function regencyOf({ db, log }: Context, pesantrenId: string): Promise<string | null> {
  if (!isId(pesantrenId)) return null;
  const known = await readRegency(db, pesantrenId);
  if (known !== null) return known;
  try {
    await followers.get(db.root)?.catchUp(LONGEST_WAIT_MS);
  } catch (error) {
    log.info({ reason: (error as Error).message }, "the registry's feed does not answer");
  }
  return readRegency(db, pesantrenId);
}

async function readRegency(db: Database, id: string): Promise<string | null> {
  const row = await db.row<{ code: string }>("SELECT regency_code AS code FROM pesantren_reference WHERE id = $1", [
    id,
  ]);
  return row?.code ?? null;
}
