import { graphql, isObjectType, type ExecutionResult, type GraphQLSchema } from "graphql";
import pino from "pino";
import { system, type Caller } from "../access/caller";
import { ruleOf } from "../access/rule";
import { presentable } from "../errors";
import type { Language } from "../language";
import type { Log } from "../log";
import { Keyring } from "../keys/keyring";
import { contextMaker, type Subgraph } from "../subgraph";
import { TestKeys } from "./keys";
import { testDatabase, type TestDatabase } from "./database";
import type { Clock } from "../clock";

export interface TestGraph extends TestDatabase, Asking {
  readonly schema: GraphQLSchema;
  /** The room's keys in this test. */
  readonly keyring: Keyring;
  /** The same room, asked by another caller. */
  as(caller: Caller): Asking;
}

/** A room as one caller asks it. */
export interface Asking {
  /** Runs one operation in the room's own schema and returns its data; fails if there are errors. */
  data<T = Record<string, never>>(source: string, variables?: object, language?: Language): Promise<T>;
  /** Runs one operation and returns data and errors as the outside sees them. */
  run(source: string, variables?: object, language?: Language): Promise<ExecutionResult>;
}

/** A caller that may do everything in the nation, so that a test of a rule is not one of rights. */
function almighty(schema: GraphQLSchema): Caller {
  return { ...system("test"), scopes: scopesOf(schema), purpose: "test" };
}

/** Every scope that a schema asks for anywhere. */
function scopesOf(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  );
  return [...new Set(fields.flatMap(({ astNode }) => ruleOf(astNode?.directives)?.scopes.flat() ?? []))];
}

/** A room with a database of its own, asked through its GraphQL schema without HTTP. */
export async function testGraph(
  subgraph: Subgraph,
  options: { clock?: Clock; caller?: Caller; log?: Log } = {},
): Promise<TestGraph> {
  const [{ schema }, database] = await Promise.all([subgraph.schema(), testDatabase(subgraph, options)]);
  const keyring = new Keyring(new TestKeys([subgraph.name]).file(subgraph.name));
  const log = options.log ?? pino({ level: "silent" });
  const contextFor = contextMaker({ db: database.db, log, keyring, ...(options.clock && { clock: options.clock }) });

  async function runAs(
    caller: Caller,
    source: string,
    variables: object,
    language: Language,
  ): Promise<ExecutionResult> {
    const result = await graphql({
      schema,
      source,
      variableValues: variables as Record<string, unknown>,
      contextValue: contextFor("test", language, caller),
    });
    return result.errors
      ? { ...result, errors: result.errors.map((each) => presentable(each, language, "test")) }
      : result;
  }

  const as = (caller: Caller): Asking => ({
    run: (source, variables = {}, language = "en") => runAs(caller, source, variables, language),
    data: async <T>(source: string, variables: object = {}, language: Language = "en"): Promise<T> => {
      const { data, errors } = await runAs(caller, source, variables, language);
      if (errors)
        throw new Error(errors.map((each) => `${each.message} ${JSON.stringify(each.extensions)}`).join("\n"));
      return data as T;
    },
  });

  return { ...database, schema, keyring, as, ...as(options.caller ?? almighty(schema)) };
}
