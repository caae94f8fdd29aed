import { graphql, type ExecutionResult } from "graphql";
import pino from "pino";
import { presentable } from "../errors";
import type { Language } from "../language";
import { contextMaker, type Subgraph } from "../subgraph";
import { testDatabase, type TestDatabase } from "./database";
import type { Clock } from "../clock";

export interface TestGraph extends TestDatabase {
  /** Runs one operation in the room's own schema and returns its data; fails if there are errors. */
  data<T = Record<string, never>>(source: string, variables?: object, language?: Language): Promise<T>;
  /** Runs one operation and returns data and errors as the outside sees them. */
  run(source: string, variables?: object, language?: Language): Promise<ExecutionResult>;
}

/** A room with a database of its own, asked through its GraphQL schema without HTTP. */
export async function testGraph(subgraph: Subgraph, options: { clock?: Clock } = {}): Promise<TestGraph> {
  const [{ schema }, database] = await Promise.all([subgraph.schema(), testDatabase(subgraph, options)]);
  const contextFor = contextMaker(database.db, pino({ level: "silent" }), options.clock);

  async function run(source: string, variables: object = {}, language: Language = "en"): Promise<ExecutionResult> {
    const result = await graphql({
      schema,
      source,
      variableValues: variables as Record<string, unknown>,
      contextValue: contextFor("test", language),
    });
    return result.errors
      ? { ...result, errors: result.errors.map((each) => presentable(each, language, "test")) }
      : result;
  }

  return {
    ...database,
    run,
    data: async <T>(source: string, variables?: object, language?: Language): Promise<T> => {
      const { data, errors } = await run(source, variables, language);
      if (errors)
        throw new Error(errors.map((each) => `${each.message} ${JSON.stringify(each.extensions)}`).join("\n"));
      return data as T;
    },
  };
}
