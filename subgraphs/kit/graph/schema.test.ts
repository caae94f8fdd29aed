import "reflect-metadata";
import { graphql } from "graphql";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import type { GraphQLResolveInfo } from "graphql";
import { Public } from "../access/access";
import { ANONYMOUS } from "../access/caller";
import { Context } from "../context";
import { orRefused, refuse, resultUnion, type Refused } from "../refusal";
import { Rupiah } from "../scalars";
import { connectionType, pageCost, PageArguments, toConnection, type Connection } from "./connection";
import { buildFederatedSchema } from "./schema";
import { fieldsAsked } from "./selection";

@Directive('@key(fields: "id")')
@ObjectType({ description: "A thing." })
class Thing {
  @Field(() => ID, { description: "Its id." })
  id!: string;

  @Field(() => Rupiah, { description: "Its price." })
  price!: bigint;
}

const ThingConnection = connectionType("Thing", () => Thing, "things", Public);
const MakeThingResult = resultUnion("MakeThingResult", () => Thing, "The thing made, or why it was not.");
const askedFor: ReadonlySet<string>[] = [];

@Resolver(() => Thing)
class ThingResolver {
  @Directive(pageCost)
  @Query(() => ThingConnection, { description: "All things." })
  things(
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Info() info: GraphQLResolveInfo,
  ): Connection<Thing> {
    askedFor.push(fieldsAsked(info, "nodes|edges.node"));
    const rows = ["a", "b", "c"].slice(0, first + 1).map((id) => ({ id, price: 5n }));
    return toConnection({ first, after, rows, keyOf: (row) => [row.id], count: () => Promise.resolve(3) });
  }

  @FieldResolver(() => String, { description: "Says its id." })
  shout(@Root() thing: Thing): string {
    return `${thing.id}!`;
  }

  @Mutation(() => MakeThingResult, { description: "Makes one. Refusals: `TOO_DEAR`." })
  makeThing(
    @Arg("price", () => Rupiah, { description: "Price." }) price: bigint,
    @Ctx() context: Context,
  ): Promise<Thing | Refused> {
    return orRefused(make(price, context));
  }
}

async function make(price: bigint, _context: Context): Promise<Thing> {
  await Promise.resolve();
  if (price > 9n) refuse({ code: "TOO_DEAR", text: { id: "Terlalu mahal.", en: "Too dear." }, field: ["price"] });
  return { id: "new", price };
}

const references = { Thing: ({ id }: Readonly<Record<string, unknown>>) => ({ id, price: 7n }) };
const build = () => buildFederatedSchema({ resolvers: [ThingResolver], references });
// No database stands behind this schema, and so no audit log either.
const audit = { begin: () => {}, end: () => Promise.resolve() };
const context = (language: "id" | "en") =>
  new Context({ language, requestId: "r1", caller: ANONYMOUS, audit } as never);

async function run(source: string, language: "id" | "en" = "en") {
  const { schema } = await build();
  const { data, errors } = await graphql({ schema, source, contextValue: context(language) });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as unknown;
}

describe("a schema of type-graphql classes", () => {
  it("carries keys, costs and descriptions in its SDL", async () => {
    const { sdl } = await build();
    expect(sdl).toContain("https://specs.apollo.dev/federation/v2");
    expect(sdl).toContain('type Thing @key(fields: "id")');
    expect(sdl).toMatch(/things\([\s\S]*\): ThingConnection! @listSize\(/);
    expect(sdl).toContain('"""A page of things."""');
  });

  it("resolves references, field resolvers and plain properties", async () => {
    expect(
      await run(
        '{ _entities(representations: [{ __typename: "Thing", id: "x" }]) { ... on Thing { id price shout } } }',
      ),
    ).toEqual({
      _entities: [{ id: "x", price: 7, shout: "x!" }],
    });
  });

  it("answers a page with its cursors, and says whether more follows", async () => {
    const data = await run(
      "{ things(first: 2) { nodes { id } edges { cursor node { price } } pageInfo { hasNextPage endCursor } totalCount } }",
    );
    expect(data).toMatchObject({
      things: { nodes: [{ id: "a" }, { id: "b" }], pageInfo: { hasNextPage: true }, totalCount: 3 },
    });
    expect(askedFor.at(-1)).toEqual(new Set(["id", "price"]));
  });

  it("answers a refused mutation with the message in the caller's language", async () => {
    const refused =
      "mutation { makeThing(price: 10) { __typename ... on Refused { refusals { code message field } } } }";
    expect(await run(refused)).toEqual({
      makeThing: { __typename: "Refused", refusals: [{ code: "TOO_DEAR", message: "Too dear.", field: ["price"] }] },
    });
    expect(JSON.stringify(await run(refused, "id"))).toContain("Terlalu mahal.");
    expect(await run("mutation { makeThing(price: 3) { ... on Thing { id price } } }")).toEqual({
      makeThing: { id: "new", price: 3 },
    });
  });
});
