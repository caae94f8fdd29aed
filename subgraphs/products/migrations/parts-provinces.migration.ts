import type { MigrationInterface, QueryRunner } from "typeorm";
import { provinceOf, writtenByAll, writtenByNation, writtenByOwnProvince } from "../../kit/data/isolation";

const SHARED = ["pesantren_number", "pesantren_reference"];

/** A product's certificates are written by its province alone, and what is known of the registry by the registry's feed. */
export class CatalogueParts1700000310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(provinceOf("product", "left(regency_code, 2)"));
    await runner.query(writtenByOwnProvince("product_certificate", "province_of_product(row.product_id)"));
    for (const table of SHARED) await runner.query(writtenByNation(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["product_certificate", ...SHARED]) await runner.query(writtenByAll(table));
    await runner.query("DROP FUNCTION province_of_product");
  }
}
