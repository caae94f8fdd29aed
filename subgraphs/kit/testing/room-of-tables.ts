import type { MigrationInterface, QueryRunner } from "typeorm";
import { defineSubgraph, type Subgraph } from "../subgraph";
import { sampleRoom } from "./sample-room";

/**
 * A room that has nothing but tables.
 *
 * @param name names its database among the tests'
 * @param tables SQL of its tables
 */
export function roomOfTables(name: string, tables: string): Subgraph {
  class Tables1700000100000 implements MigrationInterface {
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(tables);
    }

    async down(): Promise<void> {}
  }
  return defineSubgraph({
    name,
    port: 4198,
    resolvers: sampleRoom.definition.resolvers,
    entities: [],
    migrations: [Tables1700000100000],
  });
}
