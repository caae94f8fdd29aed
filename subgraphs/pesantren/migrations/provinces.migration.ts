import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, writtenByOwnProvince } from "../../kit/data/isolation";

/** What is of one province only, and what only the own province writes. */
export class RegistryProvinces1700000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(isolated("contact_person", "province_code"));
    await runner.query(isolated("duplicate_pair", "left(regency_code, 2)"));
    await runner.query(
      isolated("pesantren_change", "(SELECT left(regency_code, 2) FROM pesantren WHERE pesantren.id = pesantren_id)"),
    );
    await runner.query(writtenByOwnProvince("pesantren", "left(row.regency_code, 2)"));
    await runner.query(writtenByOwnProvince("service_point", "left(row.regency_code, 2)"));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["contact_person", "duplicate_pair", "pesantren_change"]) {
      await runner.query(`DROP POLICY own_province ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`);
    }
    for (const event of ["insert", "update", "delete"]) {
      await runner.query(
        `DROP TRIGGER own_province_${event} ON pesantren; DROP TRIGGER own_province_${event} ON service_point`,
      );
    }
  }
}
