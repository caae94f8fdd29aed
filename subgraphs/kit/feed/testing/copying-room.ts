import type { MigrationInterface, QueryRunner } from "typeorm";
import { defineSubgraph, type Subgraph } from "../../subgraph";
import { sampleRoom } from "../../testing/sample-room";

/**
 * A room that has nothing but copies of what others have.
 *
 * @param name names its database among the tests'
 * @param tables SQL of its tables
 */
export function copyingRoom(name: string, tables: string): Subgraph {
  class Copies1700000100000 implements MigrationInterface {
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
    migrations: [Copies1700000100000],
  });
}
