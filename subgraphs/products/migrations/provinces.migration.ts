import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";

/** What is of one province only, and what only the own province writes. */
export class CatalogueProvinces1700000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      isolated("product_change", "(SELECT left(regency_code, 2) FROM product WHERE product.id = product_id)"),
    );
    await runner.query(writtenByOwnProvince("product", "left(row.regency_code, 2)"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP POLICY own_province ON product_change;
      ALTER TABLE product_change DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`);
    for (const event of ["insert", "update", "delete"])
      await runner.query(`DROP TRIGGER own_province_${event} ON product`);
  }
}
