import DataLoader from "dataloader";
import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { Public } from "../access/access";
import { type Context } from "../context";
import { badInput } from "../errors";
import { defineSubgraph } from "../subgraph";

@ObjectType({ description: "A lamp." })
class Lamp {
  @Public
  @Field(() => Int, { description: "Its number." })
  number!: number;
}

const lampByNumber = ({ db }: Context) =>
  new DataLoader<number, Lamp>((numbers) =>
    db.rows<{ number: number }>("SELECT unnest($1::int[]) AS number", [numbers]),
  );

@Resolver(() => Lamp)
class LampResolver {
  @Public
  @Query(() => Lamp, { nullable: true, description: "A lamp; 0 is bad input, and 13 a fault of the room." })
  lamp(
    @Arg("number", () => Int, { description: "Its number." }) number: number,
    @Ctx() context: Context,
  ): Promise<Lamp> {
    if (number === 0) throw badInput({ id: "Nomor harus 1 atau lebih.", en: "The number must be 1 or more." });
    if (number === 13) throw new Error("SELECT secret FROM lamp at /home/somebody");
    return context.loader(lampByNumber).load(number);
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
