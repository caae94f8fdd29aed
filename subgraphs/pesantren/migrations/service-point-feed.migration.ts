import type { MigrationInterface, QueryRunner } from "typeorm";

/** Every change of a service point takes its place in the feed, whoever makes it. */
export class ServicePointFeed1700000520000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE service_point ADD changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
      COMMENT ON COLUMN service_point.changed_in IS 'The transaction of the last change: the order of the change feed, in which no row is ever missed.';
      CREATE INDEX service_point_by_change ON service_point (changed_in, id);
      CREATE FUNCTION service_point_is_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.changed_in := pg_current_xact_id();
        RETURN NEW;
      END $$;
      CREATE TRIGGER service_point_changed BEFORE UPDATE ON service_point FOR EACH ROW EXECUTE FUNCTION service_point_is_changed();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER service_point_changed ON service_point;
      DROP FUNCTION service_point_is_changed;
      ALTER TABLE service_point DROP changed_in`);
  }
}
