import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../kit/context";
import { badInput } from "../../kit/errors";
import { selectList, type ColumnMap } from "../../kit/graph/columns";
import { fieldsAsked } from "../../kit/graph/selection";
import { isId } from "../../kit/id";
import type { Pesantren } from "./pesantren";

/** A row of the registry, with the columns that the fields asked for are made of. */
export interface PesantrenRow extends Partial<Pesantren> {
  readonly id: string;
  readonly regencyCode?: string;
  readonly districtCode?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly cooperativeName?: string | null;
  readonly cooperativeLegalNumber?: string | null;
}

const REGENCY = { regencyCode: "p.regency_code" };

const COLUMNS: ColumnMap = {
  id: "p.id",
  nspp: "p.nspp",
  publishedName: "p.published_name",
  name: "p.name",
  address: "p.address",
  province: REGENCY,
  regency: REGENCY,
  district: { districtCode: "p.district_code" },
  location: { latitude: "p.latitude", longitude: "p.longitude" },
  kind: "p.kind",
  foundedYear: "p.founded_year",
  whatsapp: "p.whatsapp",
  cooperative: { cooperativeName: "p.cooperative_name", cooperativeLegalNumber: "p.cooperative_legal_number" },
  website: "p.website",
  status: "p.status",
  source: "p.source",
  asOf: "p.as_of",
  trial: "p.trial",
  formerIds: "ARRAY(SELECT d.id FROM pesantren d WHERE d.merged_into_id = p.id ORDER BY d.id)",
};

/**
 * The select list for the fields of pesantren that are asked for below a field; the table's alias is `p`.
 *
 * @param path where below the field they are asked for
 */
export function pesantrenColumns(info: GraphQLResolveInfo, path = ""): string {
  return selectList(COLUMNS, fieldsAsked(info, path), ["id"]);
}

type Found = Promise<PesantrenRow | null>;

/** The pesantren of an id; of the id of a merged duplicate, its original. All that a request asks for at once are read by one statement. */
export async function pesantrenById(context: Context, id: string, columns: string): Found {
  return isId(id) ? context.loader(byId, columns, columns).load(id.toLowerCase()) : null;
}

/** The pesantren that has or had a number; if it was merged as a duplicate, its original. */
function pesantrenByNspp(context: Context, nspp: string, columns: string): Found {
  return context.loader(byNspp, columns, columns).load(nspp);
}

/**
 * The pesantren of an id or of a number, whichever is given.
 *
 * @throws RequestError BAD_USER_INPUT if none or both are given
 */
export async function onePesantren(
  context: Context,
  { id, nspp }: { id?: string | null; nspp?: string | null },
  info: GraphQLResolveInfo,
): Found {
  const columns = pesantrenColumns(info);
  if (typeof id === "string" && typeof nspp !== "string") return pesantrenById(context, id, columns);
  if (typeof nspp === "string" && typeof id !== "string") return pesantrenByNspp(context, nspp, columns);
  throw badInput(
    {
      id: "Berikan salah satu saja: id atau nspp.",
      en: "Give exactly one of id and nspp.",
    },
    { expected: "id or nspp", received: typeof id === "string" ? "id and nspp" : "none" },
  );
}

/** How the gateway's references to pesantren are resolved, by either key. */
export const pesantrenReferences = {
  Pesantren: ({ id, nspp }: Readonly<Record<string, unknown>>, context: Context, info: GraphQLResolveInfo): Found =>
    typeof id === "string"
      ? pesantrenById(context, id, pesantrenColumns(info))
      : pesantrenByNspp(context, String(nspp), pesantrenColumns(info)),
};

function byId({ db }: Context, columns: string) {
  return foundBy((ids) =>
    db.rows(
      `SELECT named.id AS "askedFor", ${columns}
         FROM pesantren named JOIN pesantren p ON p.id = coalesce(named.merged_into_id, named.id)
         WHERE named.id = ANY($1)`,
      [ids],
    ),
  );
}

function byNspp({ db }: Context, columns: string) {
  return foundBy((nspps) =>
    db.rows(
      `SELECT number.nspp AS "askedFor", ${columns}
       FROM pesantren_nspp number
       JOIN pesantren named ON named.id = number.pesantren_id
       JOIN pesantren p ON p.id = coalesce(named.merged_into_id, named.id)
       WHERE number.nspp = ANY($1)`,
      [nspps],
    ),
  );
}

function foundBy(read: (keys: readonly string[]) => Promise<(PesantrenRow & { askedFor: string })[]>) {
  return new DataLoader<string, PesantrenRow | null>(async (keys) => {
    const found = new Map((await read(keys)).map((row) => [row.askedFor, row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}
