import { Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { defineSubgraph } from "../subgraph";

@ObjectType({ description: "A lamp." })
class Lamp {
  @Field(() => Int, { description: "Its number." })
  number!: number;
}

@Resolver(() => Lamp)
class LampResolver {
  @Query(() => Lamp, { description: "The first lamp." })
  lamp(): Lamp {
    return { number: 1 };
  }
}

class Lamps1700000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE TABLE lamp (id uuid PRIMARY KEY DEFAULT uuidv7(), state text NOT NULL DEFAULT 'OFF', watts bigint, bought_on date)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE lamp");
  }
}

/** The smallest room there can be, for tests of the kit itself. */
export const sampleRoom = defineSubgraph({
  name: "sample",
  port: 4199,
  resolvers: [LampResolver],
  entities: [],
  migrations: [Lamps1700000100000],
});
