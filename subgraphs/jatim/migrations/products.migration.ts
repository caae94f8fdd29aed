import type { MigrationInterface, QueryRunner } from "typeorm";
import { CATALOGUE_COPY_TABLES } from "../../kit/catalogue/catalogue-copy.tables";

/** The room's copy of the catalogue. */
export class Products1700000950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CATALOGUE_COPY_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE product_reference");
  }
}
