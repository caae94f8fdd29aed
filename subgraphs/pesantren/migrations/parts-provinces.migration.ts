import type { MigrationInterface, QueryRunner } from "typeorm";
import { provinceOf, writtenByAll, writtenByNation, writtenByOwnProvince } from "../../kit/data/isolation";

const PARTS = {
  pesantren_nspp: "province_of_pesantren(row.pesantren_id)",
  pesantren_flag: "province_of_pesantren(row.pesantren_id)",
  santri_count: "province_of_pesantren(row.pesantren_id)",
  service_point_status_change: "province_of_service_point(row.service_point_id)",
};
const SHARED = ["bank", "service", "region", "region_release", "province_time_zone"];

/** What belongs to a record is written by the record's province alone, and the lists that all provinces share by none of them. */
export class RegistryParts1700000510000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(provinceOf("pesantren", "left(regency_code, 2)"));
    await runner.query(provinceOf("service_point", "left(regency_code, 2)"));
    for (const [table, province] of Object.entries(PARTS)) await runner.query(writtenByOwnProvince(table, province));
    for (const table of SHARED) await runner.query(writtenByNation(table));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...Object.keys(PARTS), ...SHARED]) await runner.query(writtenByAll(table));
    await runner.query("DROP FUNCTION province_of_pesantren, province_of_service_point");
  }
}
