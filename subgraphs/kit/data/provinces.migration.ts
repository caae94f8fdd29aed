import type { MigrationInterface, QueryRunner } from "typeorm";
import { isolated, PROVINCE_FUNCTIONS } from "./isolation";

/** What keeps provinces apart in every room. Runs before the room's own migrations. */
export class Provinces1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROVINCE_FUNCTIONS);
    await runner.query(isolated("personal_consent", "province_code"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY own_province ON personal_consent;
      ALTER TABLE personal_consent DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
      DROP FUNCTION refuse_other_province, reaches_province;`);
  }
}
