import "reflect-metadata";
import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from "type-graphql";
import { Public, type Access } from "../access/access";
import { badInput } from "../errors";
import { isId } from "../id";

/** The most that one page holds. */
const LARGEST_PAGE = 100;
const USUAL_PAGE = 20;
const DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;

@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: USUAL_PAGE, description: `How many to return at most, 1 to ${LARGEST_PAGE}.` })
  first: number = USUAL_PAGE;

  @Field(() => String, {
    nullable: true,
    description: "Return what comes after this cursor: the `endCursor` of the page before. Cursors are opaque.",
  })
  after?: string | null;
}

@Directive("@shareable")
@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Public
  @Field(() => Boolean, { description: "Whether more follows after `endCursor`." })
  hasNextPage!: boolean;

  @Public
  @Field(() => Boolean, { description: "Whether something precedes: true for every page but the first." })
  hasPreviousPage!: boolean;

  @Public
  @Field(() => String, { nullable: true, description: "Cursor of the first entry; null on an empty page." })
  startCursor?: string | null;

  @Public
  @Field(() => String, { nullable: true, description: "Cursor of the last entry, for `after`; null on an empty page." })
  endCursor?: string | null;
}

/** One page, as the resolvers of a connection type read it. */
export interface Connection<N> {
  readonly nodes: readonly N[];
  readonly edges: () => readonly { node: N; cursor: string }[];
  readonly pageInfo: () => PageInfo;
  readonly totalCount: () => Promise<number>;
}

/** The directive that tells the gateway what a page costs. Stands at every field that returns a connection. */
export const pageCost =
  '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], assumedSize: 20, requireOneSlicingArgument: false)';

abstract class PlainEdge {}

export interface ConnectionOptions {
  /** Abstract class with what an edge says of its entry in this list only, such as a distance (see `PageSource.edgeOf`). */
  readonly edge?: abstract new () => object;
  /** Whether several rooms have the type, the same in each. */
  readonly isShared?: boolean;
}

/**
 * The Relay connection type of a node: `nodes` for short, `edges` where each entry's cursor is wanted.
 *
 * @param access who may read the connection: as a rule, who may read the nodes
 */
export function connectionType<N extends object>(
  name: string,
  node: () => ClassType<N>,
  what: string,
  access: Access,
  { edge = PlainEdge, isShared = false }: ConnectionOptions = {},
) {
  @ObjectType(`${name}Edge`, { description: `One of the ${what}, with its cursor.` })
  class Edge extends edge {
    @access
    @Field(() => String, { description: "Cursor of this entry, for `after`." })
    cursor!: string;

    @access
    @Field(node, { description: "The entry itself." })
    node!: N;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${what}.` })
  class ConnectionOfNode {
    @access
    @Field(() => [node()], { description: "The entries of this page, in the order of the list." })
    nodes!: readonly N[];

    @access
    @Field(() => [Edge], { description: "The entries of this page, each with its cursor." })
    edges!: readonly Edge[];

    @access
    @Field(() => PageInfo, { description: "Where this page stands in the list." })
    pageInfo!: PageInfo;

    @access
    @Field(() => Int, { description: "How many entries the whole list has. Counted only when asked for." })
    totalCount!: number;
  }
  if (isShared) for (const shared of [Edge, ConnectionOfNode]) Directive("@shareable")(shared);
  return ConnectionOfNode;
}

/** A part of a keyset: what a list is ordered by. */
export type KeyPart = string | number | null;

export interface PageSource<N> {
  /** How many the caller may have; one more was read, to see whether more follows. */
  readonly first: number;
  readonly after?: string | null | undefined;
  /** At most `first + 1` rows, in order. */
  readonly rows: readonly N[];
  /** The place of a row in the order of the list. */
  readonly keyOf: (row: N) => readonly KeyPart[];
  readonly count: () => Promise<number>;
  /** What the edge of a row says beside cursor and node, if the connection type was made with an edge class of its own. */
  readonly edgeOf?: (row: N) => object;
}

/** Makes a page of rows that were read with a limit of `first + 1`. */
export function toConnection<N>({ first, after, rows, keyOf, count, edgeOf }: PageSource<N>): Connection<N> {
  const nodes = rows.length > first ? rows.slice(0, first) : rows;
  const cursorOf = (row: N | undefined) => (row === undefined ? null : encodeCursor(keyOf(row)));
  return {
    nodes,
    edges: () => nodes.map((node) => ({ ...edgeOf?.(node), node, cursor: encodeCursor(keyOf(node)) })),
    pageInfo: () => ({
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null && after !== undefined,
      startCursor: cursorOf(nodes[0]),
      endCursor: cursorOf(nodes.at(-1)),
    }),
    totalCount: count,
  };
}

/** Checks `first` against the limit of a page. */
export function pageSize(first: number, largest = LARGEST_PAGE): number {
  if (first >= 1 && first <= largest) return first;
  const expected = `1 to ${largest}`;
  throw badInput(
    {
      id: `Argumen first harus 1 sampai ${largest}, diterima ${first}.`,
      en: `Argument first must be ${expected}, received ${first}.`,
    },
    { expected, received: String(first) },
  );
}

function encodeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/**
 * The keyset of a cursor, or undefined for the first page.
 *
 * @param form the type of each part, against which a forged cursor is checked
 */
export function decodeCursor(
  cursor: string | null | undefined,
  form: readonly ("string" | "number" | "integer" | "id" | "day" | "string?" | "number?")[],
): readonly KeyPart[] | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const key = parseJson(Buffer.from(cursor, "base64url").toString("utf8"));
  const fits = Array.isArray(key) && key.length === form.length && form.every((part, at) => partFits(part, key[at]));
  if (fits) return key as KeyPart[];
  throw badInput(
    {
      id: "Kursor after tidak dikenal; pakai endCursor dari halaman sebelumnya.",
      en: "Cursor after is not known; use the endCursor of the page before.",
    },
    { expected: "a cursor of this list", received: cursor.slice(0, 60) },
  );
}

function partFits(form: string, part: unknown): boolean {
  if (form.endsWith("?") && part === null) return true;
  if (form === "id") return typeof part === "string" && isId(part);
  if (form === "day") return typeof part === "string" && DAY.test(part) && isDay(part);
  if (form === "integer") return Number.isSafeInteger(part);
  if (form.startsWith("number")) return typeof part === "number" && Number.isFinite(part);
  return typeof part === "string" && !part.includes("\0");
}

/** Date.parse alone takes the 31st of February for the 3rd of March. */
function isDay(text: string): boolean {
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
