import { graphql, type ExecutionResult } from "graphql";
import { Arg, Directive, Field, ID, InterfaceType, ObjectType, Query, Resolver } from "type-graphql";
import { buildFederatedSchema } from "../graph/schema";
import { Public, restricted } from "./access";
import { ANONYMOUS, type Caller } from "./caller";
import { type RequestError } from "../errors";

const Bankers = restricted({ to: ["bank"], scopes: [["money:read", "money:count"], ["money:own"]], claims: "bank" });
const Named = restricted({ to: ["province"] });

@InterfaceType({ resolveType: () => "Vault" })
abstract class Room {
  @Bankers
  @Field(() => String, { nullable: true })
  content?: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ implements: Room })
class Vault extends Room {
  @Public
  @Field(() => ID)
  id!: string;

  @Named
  @Field(() => Vault, { nullable: true })
  next?: Vault;
}

@Directive('@key(fields: "id")')
@ObjectType()
class Secret {
  @Bankers
  @Field(() => ID)
  id!: string;
}

@Resolver()
class Vaults {
  @Public
  @Query(() => Vault)
  vault(): Partial<Vault> {
    return { id: "1", content: "gold", next: { id: "2", content: "silver" } };
  }

  @Public
  @Query(() => [Room])
  rooms(): Partial<Vault>[] {
    return [{ id: "1", content: "gold" }];
  }

  @Bankers
  @Query(() => Secret, { nullable: true })
  secret(@Arg("id", () => ID) id: string): Secret {
    return { id };
  }
}

const build = () =>
  buildFederatedSchema({
    resolvers: [Vaults],
    orphanedTypes: [Vault, Secret],
    references: { Vault: () => ({ id: "1", content: "gold" }), Secret: ({ id }) => ({ id }) },
  });

async function ask(source: string, caller: Caller, variables: Record<string, unknown> = {}): Promise<ExecutionResult> {
  const { schema } = await build();
  return graphql({ schema, source, variableValues: variables, contextValue: { caller } });
}

const codes = ({ errors = [] }: ExecutionResult) =>
  errors.map(({ originalError, path }) => [(originalError as RequestError).extensions["code"], path?.join(".")]);

describe("the guard of a room", () => {
  const somebody: Caller = { ...ANONYMOUS, client: "somebody" };
  const banker: Caller = { ...somebody, scopes: ["money:own"], bank: "BJB" };
  const everyWay = `{
    vault { id content other: content ...Inside next { id content } }
    rooms { ... on Vault { content } content }
    secret(id: "1") { __typename }
  } fragment Inside on Vault { again: content }`;

  it("stands on every way to a field: by alias, fragment, interface, nesting and as an entity", async () => {
    const answer = await ask(everyWay, ANONYMOUS);
    expect(JSON.stringify(answer.data)).not.toMatch(/gold|silver/);
    expect(new Set(codes(answer).map(([code]) => code))).toEqual(new Set(["UNAUTHENTICATED"]));
    const entity = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Vault { id content } } }";
    const found = await ask(entity, somebody, { r: [{ __typename: "Vault", id: "1" }] });
    expect(found.data).toEqual({ _entities: [{ id: "1", content: null }] });
    expect(codes(found)).toEqual([["FORBIDDEN", "_entities.0.content"]]);
  });

  it("lets those through who satisfy one of the alternatives as a whole, and every claim", async () => {
    const value = async (caller: Caller) => (await ask("{ vault { content } }", caller)).data;
    expect(await value(banker)).toEqual({ vault: { content: "gold" } });
    expect(await value({ ...banker, scopes: ["money:count", "money:read"] })).toEqual({ vault: { content: "gold" } });
    for (const lacking of [
      { scopes: ["money:read"] },
      { scopes: ["money"] },
      { scopes: ["money:own "] },
      { bank: null },
      { scopes: [] },
    ]) {
      expect(await value({ ...banker, ...lacking })).toEqual({ vault: { content: null } });
    }
    expect((await ask("{ vault { next { id } } }", somebody)).data).toEqual({ vault: { next: { id: "2" } } });
  });

  it("does not tell whether an entity exists of which the caller may read nothing", async () => {
    const asking = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }";
    const answer = await ask(asking, somebody, { r: [{ __typename: "Secret", id: "1" }] });
    expect(answer.data).toEqual({ _entities: [null] });
    expect(codes(answer)).toEqual([["FORBIDDEN", "_entities.0"]]);
    expect((await ask(asking, banker, { r: [{ __typename: "Secret", id: "1" }] })).data).toEqual({
      _entities: [{ __typename: "Secret" }],
    });
  });

  it("says what is asked for, in both languages", async () => {
    const [error] = (await ask("{ secret(id: 1) { id } }", somebody)).errors ?? [];
    const { text, extensions } = error?.originalError as RequestError;
    expect(extensions).toEqual({
      code: "FORBIDDEN",
      expected: "scope money:read + money:count or scope money:own and claim bank",
    });
    expect(Object.keys(text)).toEqual(["id", "en"]);
  });

  it("prints what it enforces, and knows every claim that is declared", async () => {
    const { sdl } = await build();
    expect(sdl).toContain('content: String @tag(name: "bank")\n');
    expect(sdl).toContain(
      'content: String @authenticated @requiresScopes(scopes: [["money:read", "money:count"], ["money:own"]]) @policy(policies: [["bank"]]) @tag(name: "bank")',
    );
    expect(() => restricted({ to: ["bank"], claims: "branch" })).toThrow("There is no claim branch.");
  });
});
