import type { MigrationInterface, QueryRunner } from "typeorm";
import { SERVICE_POINT_COPY_TABLES } from "../../kit/service-points/service-point-copy.tables";

/** The room's copy of the service points. */
export class ServicePoints1700000960000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SERVICE_POINT_COPY_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE service_point_reference");
  }
}
