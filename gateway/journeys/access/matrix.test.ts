import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GraphQLSchema } from "graphql";
import type { Caller } from "../../../subgraphs/kit/access/caller";
import { roomNames } from "../../../subgraphs/kit/rooms";
import type { Answer } from "../house";
import { GraphMap, readSchema, type Declared, type Hop } from "./map";
import { mutation, objectsAt, question, STYLES, type Question, type Style } from "./question";
import { roles } from "./roles";
import { seed, type Seeded } from "./seed";
import { readSupergraph, SUPERGRAPH, WholeGraph, type Asking } from "./whole-graph";

/** Codes by which a field is refused for want of rights. */
const DENIALS = ["UNAUTHENTICATED", "FORBIDDEN"];

type Role = readonly [name: string, caller: Caller | undefined];

/**
 * Every role asks for every field of the supergraph on the shortest way to it, and one of each set of rights by every other way. What the supergraph declares is read here apart from the code that
 * enforces it. A field that is added is asked for without a change of this test.
 */
describe("roles × fields × routes", () => {
  let graph: WholeGraph;
  let seeded: Seeded;
  let map: GraphMap;
  let callers: Readonly<Record<string, Caller | undefined>>;
  const contracts = new Map<string, GraphQLSchema>();
  /** Restricted fields of which somebody saw a value: without them, a matrix of nothing but nulls would pass. */
  const seen = new Set<string>();
  let asked = 0;

  beforeAll(async () => {
    const supergraph = await readSupergraph();
    const api = Supergraph.build(supergraph, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }).apiSchema();
    map = new GraphMap(supergraph, api.toGraphQLJSSchema());
    const folder = join(SUPERGRAPH, "../contracts");
    for (const file of await readdir(folder)) {
      contracts.set(file.replace(".graphql", ""), readSchema(await readFile(join(folder, file), "utf8")));
    }
    graph = await WholeGraph.start();
    seeded = await seed(graph);
    callers = roles(seeded.pesantren);
  }, 120_000);
  afterAll(() => graph?.close());

  const everyRole = () => Object.entries(callers);
  const objectTypes = () => [...new Set(map.fields.map(({ type }) => type))].filter((type) => type !== "Mutation");

  /** What is wrong with an answer: values that the caller may not see, and refusals of what it may. */
  function faults(
    who: string,
    { query, path, fields }: Question,
    way: readonly Hop[],
    answer: Answer<unknown>,
  ): string[] {
    const caller = callers[who];
    const objects = objectsAt(answer.data, path);
    const isOpen = way.every(({ declared }) => mayRead(caller, declared));
    return [...fields].flatMap(([key, declared]) => {
      asked++;
      const values = objects.map((object) => object[key]).filter((value) => value !== null && value !== undefined);
      const refused = answer.errors?.some(
        (error) =>
          DENIALS.includes(String(error.extensions["code"])) &&
          error.path?.at(-1) === key &&
          names(error.path).length === path.length + 1,
      );
      const may = isOpen && mayRead(caller, declared);
      if (may && values.length > 0 && declared.rule) seen.add(declared.coordinate);
      if (!may && values.length > 0) return [`LEAK to ${who}: ${declared.coordinate} by ${query}`];
      if (!may && isOpen && objects.length > 0 && !refused)
        return [`no refusal for ${who}: ${declared.coordinate} by ${query}`];
      if (may && refused) return [`refused to ${who}: ${declared.coordinate} by ${query}`];
      return [];
    });
  }

  /** One question, asked by roles at once: what is planned for the first is there for the others. */
  async function askBy(
    put: Question,
    way: readonly Hop[],
    who: (put: Question, way: readonly Hop[]) => Role[],
    more: Partial<Asking> = {},
  ): Promise<string[]> {
    const answers = who(put, way).map(async ([who, caller]) =>
      faults(who, put, way, await graph.ask({ query: put.query, caller, ...more })),
    );
    return (await Promise.all(answers)).flat();
  }

  /** One role of each set of rights over what a question asks for: on another way to the same fields, more would be told the same. */
  function unlikeRoles({ fields }: Question, way: readonly Hop[]): Role[] {
    const asked = [...way.map(({ declared }) => declared), ...fields.values()];
    const rights = (caller: Caller | undefined) => asked.map((declared) => mayRead(caller, declared)).join();
    return [...new Map(everyRole().map((role) => [rights(role[1]), role])).values()];
  }

  async function askAll(
    ways: (type: string) => readonly (readonly Hop[])[],
    {
      who = everyRole,
      styles = ["plain"],
      ...more
    }: Partial<Asking> & { who?: typeof unlikeRoles; styles?: readonly Style[] } = {},
  ): Promise<string[]> {
    const found: string[] = [];
    for (const type of objectTypes()) {
      const fields = fieldsFor(type, more.audience);
      if (fields.length === 0) continue;
      for (const way of ways(type)) {
        for (const style of styles)
          found.push(...(await askBy(question(way, type, fields, style, seeded.samples), way, who, more)));
      }
    }
    return found;
  }

  /** The fields of a type that an audience's contract has. */
  function fieldsFor(type: string, audience: string | undefined): readonly Declared[] {
    if (audience === undefined) return map.fieldsOf(type);
    const found = contracts.get(audience)!.getType(type);
    const names = found && "getFields" in found ? Object.keys(found.getFields()) : [];
    return map.fieldsOf(type).filter(({ name }) => names.includes(name));
  }

  const shortest = (type: string) => [map.wayTo(type)].flatMap((way) => (way ? [way] : []));

  it("leaks nothing on the shortest way to each type", async () => {
    expect(await askAll(shortest)).toEqual([]);
  }, 240_000);

  it("leaks nothing however a question is written", async () => {
    const styles = STYLES.filter((style) => style !== "plain");
    expect(await askAll(shortest, { styles, who: unlikeRoles })).toEqual([]);
  }, 240_000);

  it("leaks nothing by interfaces, unions, other rooms' entities and what requires them: on every other way to each type", async () => {
    expect(await askAll((type) => map.waysTo(type), { who: unlikeRoles })).toEqual([]);
  }, 240_000);

  it("leaks nothing at the contracts' addresses, and what a contract lacks does not exist there", async () => {
    const found: string[] = [];
    for (const [audience, contract] of contracts) {
      found.push(
        ...(await askAll((type) => [map.wayTo(type)].flatMap((way) => (way && isIn(contract, way) ? [way] : [])), {
          audience,
          who: unlikeRoles,
        })),
      );
      for (const absent of map.fields.filter(
        (each) => !isIn(contract, [{ declared: each, to: "", isAbstract: false }]),
      )) {
        const way = map.wayTo(absent.type);
        const query =
          absent.type === "Mutation"
            ? mutation(absent, seeded.samples)
            : way && question(way, absent.type, [absent], "plain", seeded.samples).query;
        for (const who of ["anonymous", "operator of the province", "ministry"]) {
          const answer = query === undefined ? undefined : await graph.ask({ query, caller: callers[who], audience });
          asked++;
          if (answer && answer.errors?.[0]?.extensions["code"] !== "GRAPHQL_VALIDATION_FAILED")
            found.push(`${absent.coordinate} exists in ${audience}`);
        }
      }
    }
    expect(found).toEqual([]);
  }, 240_000);

  it("refuses a mutation as a whole to those who may not, before it is done", async () => {
    const found: string[] = [];
    for (const [who, caller] of everyRole()) {
      for (const declared of map.fieldsOf("Mutation")) {
        asked++;
        const { data, errors } = await graph.ask({ query: mutation(declared, seeded.samples), caller });
        const refused = errors?.some((error) => DENIALS.includes(String(error.extensions["code"])));
        if (!mayRead(caller, declared) && (!refused || data)) found.push(`LEAK to ${who}: ${declared.coordinate}`);
        if (mayRead(caller, declared) && refused) found.push(`refused to ${who}: ${declared.coordinate}`);
      }
    }
    expect(found).toEqual([]);
  }, 60_000);

  it("leaks nothing in a room itself, where a gateway's enforcement is left out", async () => {
    const found: string[] = [];
    for (const room of roomNames()) {
      const own = readSchema(await readFile(join(SUPERGRAPH, `../subgraphs/${room}.graphql`), "utf8"));
      for (const [who, caller] of everyRole()) {
        for (const [type, reference] of [...Object.entries(seeded.references), ["Query", undefined] as const]) {
          const owned = own.getType(type);
          const names = owned && "getFields" in owned ? Object.keys(owned.getFields()) : [];
          const fields = map.fieldsOf(type).filter(({ name }) => names.includes(name));
          if (fields.length === 0 || (reference && !(await isEntityOf(room, type)))) continue;
          const put = question([], type, fields, "plain", seeded.samples);
          const inner = put.query.slice("query { ".length, -" }".length);
          const asEntity = {
            ...put,
            path: ["_entities"],
            query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${inner} } } }`,
          };
          const asking = reference
            ? { query: asEntity.query, variables: { r: [{ __typename: type, ...reference }] } }
            : { query: put.query };
          found.push(...faults(who, reference ? asEntity : put, [], await graph.askRoom(room, { ...asking, caller })));
        }
      }
    }
    expect(found).toEqual([]);
  }, 60_000);

  it("has shown every restricted field to somebody, or the matrix would prove nothing", () => {
    const readable = map.fields
      .filter(({ rule, type }) => rule && type !== "Mutation" && map.wayTo(type))
      .map(({ coordinate }) => coordinate);
    process.stdout.write(
      `${asked} cells: ${Object.keys(callers).length} roles, ${map.fields.length} fields, ${readable.length} of them restricted\n`,
    );
    expect(readable.filter((coordinate) => !seen.has(coordinate))).toEqual([]);
  });

  async function isEntityOf(room: string, type: string): Promise<boolean> {
    const sdl = await readFile(join(SUPERGRAPH, `../subgraphs/${room}.graphql`), "utf8");
    return new RegExp(`^(extend )?type ${type}\\b[^{]*@key\\((?![^)]*resolvable: false)`, "m").test(sdl);
  }
});

/** Whether the supergraph's declaration lets a caller read a field: written anew, and not with the code that enforces it. */
function mayRead(caller: Caller | undefined, { rule }: Declared): boolean {
  if (!rule) return true;
  if (!caller) return false;
  const has: Record<string, boolean> = {
    province: caller.province !== null,
    nation: caller.province === "*",
    pesantren: caller.pesantren !== null,
    bank: caller.bank !== null,
    purpose: caller.purpose !== null,
  };
  const one = (alternatives: string[][], holds: (name: string) => boolean) =>
    alternatives.length === 0 || alternatives.some((all) => all.every(holds));
  return one(rule.scopes, (scope) => caller.scopes.includes(scope)) && one(rule.claims, (claim) => has[claim] === true);
}

function isIn(contract: GraphQLSchema, way: readonly Hop[]): boolean {
  return way.every(({ declared }) => {
    const type = contract.getType(declared.type);
    return type !== undefined && "getFields" in type && declared.name in type.getFields();
  });
}

/** The names in a path, without the places in lists. */
function names(path: readonly (string | number)[] = []): string[] {
  return path.filter((key): key is string => typeof key === "string");
}
