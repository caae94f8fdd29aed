import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../kit/context";
import {
  decodeCursor,
  pageSize,
  toConnection,
  type Connection,
  type KeyPart,
  type PageArguments,
} from "../../kit/graph/connection";
import type { Pesantren } from "../pesantren/pesantren";
import { ProductOrder, type ProductListArguments } from "./product.filter";
import { filterConditions, type Parameter } from "./product.filter.sql";
import { productColumns, todayInWib, type ProductRow } from "./product.loader";
import { searchCondition } from "./product.search";

interface ListedRow extends ProductRow {
  readonly keyPrice: bigint;
}

/** An order: its columns, whether it runs downwards, and the form of its cursor. */
interface Order {
  readonly columns: string;
  readonly descending: boolean;
  readonly keyForm: Parameters<typeof decodeCursor>[1];
  readonly keyOf: (row: ListedRow) => readonly KeyPart[];
}

const BY_PRICE: Omit<Order, "descending"> = {
  columns: "p.price, p.id",
  keyForm: ["number", "id"],
  keyOf: (row) => [Number(row.keyPrice), row.id],
};

const ORDERS: Readonly<Record<ProductOrder, Order>> = {
  [ProductOrder.NEWEST]: { columns: "p.id", descending: true, keyForm: ["id"], keyOf: (row) => [row.id] },
  [ProductOrder.CHEAPEST]: { ...BY_PRICE, descending: false },
  [ProductOrder.DEAREST]: { ...BY_PRICE, descending: true },
};

/** A page of the catalogue, read by one statement; a search has one before it. */
export async function productPage(
  context: Context,
  { filter, search, order, first, after }: ProductListArguments,
  info: GraphQLResolveInfo,
): Promise<Connection<ProductRow>> {
  const { columns, descending, keyForm, keyOf } = ORDERS[order];
  const values: unknown[] = [];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const where = filterConditions(filter ?? {}, todayInWib(context), parameter);
  if (typeof search === "string") where.push(await searchCondition(context, search, parameter));
  const fixed = [...values];
  const key = decodeCursor(after, keyForm);
  const continued = key ? [`(${columns}) ${descending ? "<" : ">"} (${key.map(parameter).join(", ")})`] : [];
  const direction = descending ? " DESC" : "";
  const ordered = columns
    .split(", ")
    .map((column) => column + direction)
    .join(", ");
  const rows = await context.db.rows<ListedRow>(
    `SELECT ${productColumns(info, "nodes|edges.node")}, p.price AS "keyPrice" FROM product p
     WHERE ${[...where, ...continued].join(" AND ")} ORDER BY ${ordered} LIMIT ${parameter(pageSize(first) + 1)}`,
    values,
  );
  const count = () => countOf(context, where, fixed);
  return toConnection({ first, after, rows, keyOf, count });
}

async function countOf({ db }: Context, where: readonly string[], values: readonly unknown[]): Promise<number> {
  const row = await db.row<{ count: number }>(
    `SELECT count(*)::int AS count FROM product p WHERE ${where.join(" AND ")}`,
    values,
  );
  return row?.count ?? 0;
}

interface Page {
  readonly columns: string;
  readonly first: number;
  readonly afterId: string | null;
}

/** The products that a pesantren offers, oldest first, and with them what was filed under its duplicates. One statement reads them for all pesantren of a request. */
export async function productsOf(
  context: Context,
  pesantren: Pesantren,
  { first, after }: PageArguments,
  info: GraphQLResolveInfo,
): Promise<Connection<ProductRow>> {
  const page = {
    columns: productColumns(info, "nodes|edges.node"),
    first: pageSize(first),
    afterId: (decodeCursor(after, ["id"])?.[0] as string | undefined) ?? null,
  };
  const holders = [pesantren.id, ...pesantren.formerIds];
  const rows = await context.loader(pageOfHolders, JSON.stringify(page), page).load(holders);
  const count = () => context.loader(countOfHolders).load(holders);
  return toConnection({ first, after, rows, keyOf: (row) => [row.id], count });
}

type Holders = readonly string[];

const keyOfHolders = { cacheKeyFn: (holders: Holders) => holders.join() };

/** Arrays of different lengths can't be handed to PostgreSQL as one, so each owner's ids travel as the text of an array. */
const OWNERS = "unnest($1::text[]) WITH ORDINALITY AS owner (ids, at)";
const asArrays = (owners: readonly Holders[]) => owners.map((ids) => `{${ids.join()}}`);

function pageOfHolders({ db }: Context, { columns, first, afterId }: Page) {
  return new DataLoader<Holders, ProductRow[], string>(async (owners) => {
    const rows = await db.rows<ProductRow & { owner: number }>(
      `SELECT owner.at::int AS owner, found.* FROM ${OWNERS}
       CROSS JOIN LATERAL (
         SELECT ${columns} FROM product p
         WHERE p.pesantren_id = ANY(owner.ids::uuid[]) AND p.status = 'ACTIVE' AND ($2::uuid IS NULL OR p.id > $2)
         ORDER BY p.id LIMIT $3
       ) found`,
      [asArrays(owners), afterId, first + 1],
    );
    const pages = owners.map((): ProductRow[] => []);
    for (const row of rows) pages[row.owner - 1]?.push(row);
    return pages;
  }, keyOfHolders);
}

function countOfHolders({ db }: Context) {
  return new DataLoader<Holders, number, string>(async (owners) => {
    const rows = await db.rows<{ count: number }>(
      `SELECT (SELECT count(*)::int FROM product p WHERE p.pesantren_id = ANY(owner.ids::uuid[]) AND p.status = 'ACTIVE') AS count
       FROM ${OWNERS} ORDER BY owner.at`,
      [asArrays(owners)],
    );
    return rows.map((row) => row.count);
  }, keyOfHolders);
}
