import type { MigrationInterface, QueryRunner } from "typeorm";

/** Every change of a product takes its place in the feed, whoever makes it. */
export class CatalogueFeed1700000330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE product ADD changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
      COMMENT ON COLUMN product.changed_in IS 'The transaction of the last change: the order of the change feed, in which no row is ever missed.';
      CREATE INDEX product_by_change ON product (changed_in, id);
      CREATE FUNCTION product_is_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.changed_in := pg_current_xact_id();
        NEW.updated_at := now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER product_changed BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION product_is_changed();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER product_changed ON product;
      DROP FUNCTION product_is_changed;
      ALTER TABLE product DROP changed_in`);
  }
}
