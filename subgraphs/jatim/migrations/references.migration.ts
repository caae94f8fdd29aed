import type { MigrationInterface, QueryRunner } from "typeorm";
import { REGISTRY_COPY_TABLES } from "../../kit/registry/registry-copy.tables";

/** The room's copy of the registry. */
export class References1700000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REGISTRY_COPY_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE pesantren_number, pesantren_reference");
  }
}
